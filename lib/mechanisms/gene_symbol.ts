import aliasText from "../../data/mechanism_taxonomy/gene_aliases.csv" with { type: "text" };
import { parseTable } from "../tables/mod.ts";

/** The symbol of each alias, from data/mechanism_taxonomy/gene_aliases.csv. */
const SYMBOLS: ReadonlyMap<string, string> = new Map(
  parseTable(aliasText, { source: "gene_aliases.csv" }).rows.map(({ cells: [alias, symbol] }) => [
    alias,
    symbol,
  ]),
);

/**
 * The HGNC symbol that a gene name most likely stands for, or null where it is a symbol already or
 * unknown. Readers only offer it: one name has meant several genes ("ALK1" is ACVRL1 to HGNC).
 *
 * @example Usage
 * ```ts
 * import { suggestSymbol } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(suggestSymbol("HER2"), "ERBB2");
 * assertEquals(suggestSymbol("c-Met"), "MET");
 * assertEquals(suggestSymbol("MET"), null);
 * ```
 */
export function suggestSymbol(name: string): string | null {
  const plain = name.trim().toUpperCase().replace(/[\s_-]+/g, "");
  const symbol = SYMBOLS.get(plain) ?? plain;
  return symbol === name || !(SYMBOLS.has(plain) || KNOWN.has(plain)) ? null : symbol;
}

/** Symbols that may be written otherwise ("IGF-1R", "Alk"). */
const KNOWN: ReadonlySet<string> = new Set([...SYMBOLS.values(), "NF1", "NRAS", "HRAS", "RET"]);
