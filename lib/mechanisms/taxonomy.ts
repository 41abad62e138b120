import taxonomyText from "../../data/mechanism_taxonomy/taxonomy.csv" with { type: "text" };
import {
  choiceColumn,
  numberColumn,
  parseTable,
  readColumns,
  readTable,
  type Table,
  textColumn,
} from "../tables/mod.ts";
import { type Alteration, ALTERATION_KINDS, type AlterationKind } from "./finding.ts";

/** One row of a taxonomy: which alterations are which mechanism. */
export interface TaxonomyRow {
  /** The treated kinase, or "*" for any. */
  readonly target: string;
  /** Kind of alteration, or "*" for any. */
  readonly kind: AlterationKind | "*";
  /** Gene symbols; "(target)" is the treated kinase, "*" any gene. */
  readonly genes: readonly string[];
  /** Residues, ranges, changes or words; none for any change. */
  readonly changes: readonly string[];
  /** Class of mechanism: "on-target", "bypass", "transformation", … */
  readonly class: string;
  /** Mechanism: "kinase-domain mutation", "MET amplification", … */
  readonly mechanism: string;
  /** What the residue is to the kinase: "gatekeeper", "solvent front", …; empty where not entered. */
  readonly positionRole: string;
  /** 1 comes before 2 where one mechanism per biopsy is asked for. */
  readonly precedence: number;
  /** Where the statement comes from. */
  readonly source: string;
}

/** A taxonomy of mechanisms: the first row that fits an alteration names it. */
export type Taxonomy = readonly TaxonomyRow[];

/**
 * The taxonomy of this library (data/mechanism_taxonomy), or the user's own rows before it.
 *
 * A user's file has the columns `target`, `kind`, `gene`, `change`, `class`, `mechanism`, and may have
 * `position_role`, `precedence` (5 where not given) and `source`. Its rows are asked first, so it can
 * add a gene, a kinase or a position role, or overrule a row, without a change of code.
 *
 * @param path The user's file; none for the library's rows alone
 * @throws {UsageError} If the file is missing
 * @throws {DataError} If a column is missing, or a cell is not what its column needs
 *
 * @example Usage
 * ```ts
 * import { readTaxonomy } from "halfmax/mechanisms/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const taxonomy = await readTaxonomy();
 * assert(taxonomy.some((row) => row.positionRole === "gatekeeper"));
 * ```
 */
export async function readTaxonomy(path?: string): Promise<Taxonomy> {
  const own = path === undefined ? [] : taxonomyOfTable(await readTable(path));
  return [...own, ...defaultTaxonomy()];
}

let kept: Taxonomy | undefined;

/** The library's own taxonomy, without reading a file. */
export function defaultTaxonomy(): Taxonomy {
  kept ??= taxonomyOfTable(parseTable(taxonomyText, { source: "taxonomy.csv", delimiter: "," }));
  return kept;
}

/** A taxonomy from a table; see {@linkcode readTaxonomy} for the columns. */
export function taxonomyOfTable(table: Table): Taxonomy {
  const gap = { missing: "null", optional: true } as const;
  return readColumns(table, {
    target: textColumn(),
    // A kind that is misspelt would never fit, and say nothing.
    kind: choiceColumn(["*", ...ALTERATION_KINDS]),
    gene: textColumn(gap),
    change: textColumn(gap),
    class: textColumn(),
    mechanism: textColumn(),
    positionRole: textColumn({ from: "position_role", ...gap }),
    precedence: numberColumn({ integer: true, min: 1, ...gap }),
    source: textColumn(gap),
  }).map((row) => ({
    target: row.target,
    kind: row.kind,
    genes: split(row.gene),
    changes: split(row.change),
    class: row.class,
    mechanism: row.mechanism,
    positionRole: row.positionRole ?? "",
    precedence: row.precedence ?? 5,
    source: row.source ?? "",
  }));
}

/** The first row of a taxonomy that fits an alteration in a tumour treated for this target. */
export function findMechanism(
  taxonomy: Taxonomy,
  alteration: Alteration,
  target: string,
): TaxonomyRow | undefined {
  return taxonomy.find((row) =>
    (row.target === "*" || row.target === target) &&
    (row.kind === "*" || row.kind === alteration.kind) &&
    fitsGene(row, alteration, target) && fitsChange(row, alteration)
  );
}

function fitsGene({ genes }: TaxonomyRow, { kind, gene, change }: Alteration, target: string) {
  if (kind === "histology") return genes.length === 0;
  // A fusion belongs to both of its partners.
  const own = kind === "fusion" ? [gene, ...change.split("::")] : [gene];
  return genes.some((wanted) =>
    wanted === "*" || own.includes(wanted === "(target)" ? target : wanted)
  );
}

function fitsChange({ changes }: TaxonomyRow, { kind, change, residues }: Alteration): boolean {
  if (changes.length === 0) return true;
  const words = change.toLowerCase();
  return changes.some((wanted) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(wanted);
    if (range === null || kind !== "mutation") return wanted.toLowerCase() === words;
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    return residues.some((residue) => residue >= first && residue <= last);
  });
}

function split(cell: string | null): readonly string[] {
  return (cell ?? "").split("|").map((part) => part.trim()).filter((part) => part !== "");
}
