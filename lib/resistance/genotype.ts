/** A genotype as named by a source, and what the name says. */
export interface Genotype {
  /**
   * The name that stands for it here: "WT", "G1202R", "S1986F;L2000V" (phase not stated),
   * "[L1196M;G1202R]" (cis), "[G1202R];[L1196M]" (trans); any other text as printed.
   */
  readonly name: string;
  /** The text of the source, to the letter. */
  readonly asPrinted: string;
  /** Wild type, one change, several, or something else. */
  readonly kind: "wild type" | "single" | "compound" | "other";
  /** Protein changes in one-letter code, by position. */
  readonly changes: readonly string[];
  /** Whether compound changes stand on one allele; null where there are not several. */
  readonly phase: "cis" | "trans" | "not stated" | null;
  /** False for a text that is neither wild type nor HGVS-like changes: kept, but flagged. */
  readonly hgvsLike: boolean;
}

/**
 * A genotype from the text of a table: HGVS protein changes with or without "p.", in one- or
 * three-letter code, compound ones joined by ";", "/", "+" or ",".
 *
 * Changes are ordered by position, so that "L2000V;S1986F" and "S1986F;L2000V" are one genotype. A
 * compound genotype is never the same as any of its single ones, nor cis the same as trans or as one
 * whose phase is not stated. A remark in parentheses at the end, "L1196M (Gatekeeper)", is left out
 * of the name. Anything else is kept as printed and flagged.
 *
 * @see den Dunnen et al. (2016) Hum Mutat 37:564, doi:10.1002/humu.22981 (HGVS nomenclature)
 *
 * @example Usage
 * ```ts
 * import { parseGenotype } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseGenotype("p.Gly1202Arg").name, "G1202R");
 * assertEquals(parseGenotype("L1196M/G1202R").phase, "not stated");
 * assertEquals(parseGenotype("p.[L1196M];[G1202R]").phase, "trans");
 * assertEquals(parseGenotype("H3122 CR_A").hgvsLike, false);
 * ```
 */
export function parseGenotype(text: string): Genotype {
  const asPrinted = text;
  const { plain, remark } = withoutRemark(text.trim());
  if (/^(wt|wild[\s-]*type)\b/i.test(plain)) {
    return { name: "WT", asPrinted, kind: "wild type", changes: [], phase: null, hgvsLike: true };
  }
  const changes = readChanges(plain);
  if (changes === null) {
    return {
      name: text.trim(),
      asPrinted,
      kind: "other",
      changes: [],
      phase: null,
      hgvsLike: false,
    };
  }
  const [first] = changes;
  if (changes.length === 1) {
    return { name: first, asPrinted, kind: "single", changes, phase: null, hgvsLike: true };
  }
  const phase = phaseOf(plain, remark);
  const name = phase === "cis"
    ? `[${changes.join(";")}]`
    : phase === "trans"
    ? changes.map((change) => `[${change}]`).join(";")
    : changes.join(";");
  return { name, asPrinted, kind: "compound", changes, phase, hgvsLike: true };
}

/** "L1196M (Gatekeeper)" without its remark. */
function withoutRemark(text: string): { readonly plain: string; readonly remark: string } {
  const match = /^(.*\S)\s+(?:\(([^()]*)\)|(in (?:cis|trans)))$/i.exec(text);
  return match === null
    ? { plain: text, remark: "" }
    : { plain: match[1], remark: (match[2] ?? match[3]).toLowerCase() };
}

function phaseOf(plain: string, remark: string): "cis" | "trans" | "not stated" {
  if (/\]\s*;\s*\[/.test(plain) || /\btrans\b/.test(remark)) return "trans";
  if (/^(p\.)?\[[^[\]]*\]$/.test(plain) || /\bcis\b/.test(remark)) return "cis";
  return "not stated";
}

const LETTERS: Readonly<Record<string, string>> = {
  Ala: "A",
  Arg: "R",
  Asn: "N",
  Asp: "D",
  Cys: "C",
  Gln: "Q",
  Glu: "E",
  Gly: "G",
  His: "H",
  Ile: "I",
  Leu: "L",
  Lys: "K",
  Met: "M",
  Phe: "F",
  Pro: "P",
  Ser: "S",
  Thr: "T",
  Trp: "W",
  Tyr: "Y",
  Val: "V",
  Ter: "*",
};

const RESIDUE = "[ACDEFGHIKLMNPQRSTVWY]";
const CHANGE = new RegExp(
  `^${RESIDUE}\\d+(?:_${RESIDUE}\\d+)?(?:${RESIDUE}|\\*|del|dup|ins${RESIDUE}+|delins${RESIDUE}+|fs(?:\\*\\d+)?)$`,
);

function readChanges(text: string): string[] | null {
  const parts = text.replace(/\(;\)/g, ";").replace(/[[\]()]/g, "").split(/\s*[;/+,]\s*/);
  const changes = parts.map((part) =>
    part.replace(/^p\./, "").replace(/[A-Z][a-z]{2}/g, (code) => LETTERS[code] ?? code)
  );
  if (!changes.every((change) => CHANGE.test(change))) return null;
  const position = (change: string) => Number(/\d+/.exec(change)?.[0]);
  return changes.sort((a, b) => position(a) - position(b) || (a < b ? -1 : 1));
}
