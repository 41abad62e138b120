import { DataError, quote } from "../errors/mod.ts";
import { numberColumn, readColumns, readTable, type Table, textColumn } from "../tables/mod.ts";
import type { Assay, Coverage } from "./assay.ts";
import { ALTERATION_KINDS } from "./finding.ts";

/**
 * What assays cover, from a table with one row per assay, kind and gene.
 *
 * Columns: `assay`, `kind` (mutation, copy number, fusion, expression, phosphorylation, histology),
 * `gene` (a symbol, several joined by ";", or "*"); optional `first_residue` and `last_residue` where
 * only a part is covered, and `detection_limit_percent` (least variant allele fraction reported).
 *
 * @throws {UsageError} If the file is missing
 * @throws {DataError} If a column is missing or a cell is not what it must be
 *
 * @example Usage
 * ```ts
 * import { readAssays } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(
 *   path,
 *   "assay,kind,gene,first_residue,last_residue\npanel A,mutation,ROS1,1945,2050\n",
 * );
 * assertEquals((await readAssays(path))[0].covers?.length, 1);
 * ```
 */
export async function readAssays(path: string): Promise<readonly Assay[]> {
  return assaysOfTable(await readTable(path));
}

/** As {@linkcode readAssays}, from a table already read. */
export function assaysOfTable(table: Table): readonly Assay[] {
  const gap = { missing: "null", optional: true } as const;
  const rows = readColumns(table, {
    assay: textColumn(),
    kind: textColumn(),
    gene: textColumn(),
    firstResidue: numberColumn({ from: "first_residue", integer: true, min: 1, ...gap }),
    lastResidue: numberColumn({ from: "last_residue", integer: true, min: 1, ...gap }),
    limit: numberColumn({ from: "detection_limit_percent", above: 0, max: 100, ...gap }),
  });
  const assays = new Map<string, { covers: Coverage[]; detectionLimit: number | null }>();
  const problems = [];
  for (const { row, assay, kind, gene, firstResidue, lastResidue, limit } of rows) {
    const known = ALTERATION_KINDS.find((choice) => choice === kind);
    if (known === undefined) {
      const needed = `one of ${ALTERATION_KINDS.map(quote).join(", ")}`;
      problems.push({ row, column: "kind", needed, found: kind });
      continue;
    }
    if ((firstResidue === null) !== (lastResidue === null)) {
      const needed = "given together with first_residue";
      problems.push({ row, column: "last_residue", needed, found: String(lastResidue ?? "") });
      continue;
    }
    let entry = assays.get(assay);
    if (entry === undefined) assays.set(assay, entry = { covers: [], detectionLimit: null });
    if (limit !== null) entry.detectionLimit = limit / 100;
    for (const symbol of gene.split(";")) {
      entry.covers.push({ kind: known, gene: symbol.trim(), firstResidue, lastResidue });
    }
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return [...assays].map(([name, entry]) => ({ name, ...entry }));
}
