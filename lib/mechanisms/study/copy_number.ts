import { type CellProblem, DataError, list, quote } from "../../errors/mod.ts";
import { isMissing, type Table } from "../../tables/mod.ts";
import { type Assay, panelAssay } from "../assay.ts";
import type { Reading } from "../reading.ts";
import { cellGetter } from "../source_table.ts";
import type { ClinicalSample } from "./clinical.ts";

const EVENTS: Readonly<Record<string, string>> = { "2": "amplification", "-2": "deletion" };
const VALUES: ReadonlySet<string> = new Set(["-2", "-1.5", "-1", "0", "1", "1.5", "2"]);

/**
 * Discrete copy numbers, one column per sample: 2 is an amplification, -2 a deep deletion, what lies
 * between is neither. The file says itself what was assessed: its genes, in the samples that have a
 * column, but for cells without a value.
 *
 * @throws {DataError} If a cell is no discrete copy number
 */
export function addWideCopyNumbers(
  table: Table,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
): void {
  const gene = geneGetter(table);
  const columns = table.columns.map((name, at) => ({ at, sample: samples.get(name), name }));
  const unknown = columns.filter(({ sample, name }) =>
    sample === undefined && !["Hugo_Symbol", "Entrez_Gene_Id", "Cytoband"].includes(name)
  );
  if (unknown.length > 0) {
    reading.remarks.add(
      `${table.source}: columns of samples that are not in the clinical file are not used: ${
        list(unknown.map(({ name }) => name), 3)
      }`,
    );
  }
  reading.count(table.rows.length);
  const problems: CellProblem[] = [];
  const assays = new Map<string, Assay>();
  for (const { at, sample, name } of columns) {
    if (sample === undefined) continue;
    const seen = table.rows.map(({ cells }) => isMissing(cells[at]) ? "0" : "1").join("");
    let assay = assays.get(seen);
    if (assay === undefined) {
      const genes = table.rows.filter((_, i) => seen[i] === "1").map(({ cells }) => gene(cells));
      assay = panelAssay(assayName(table.source, assays.size), genes, ["copy number"]);
      assays.set(seen, assay);
    }
    sample.assays.push(assay);
    for (const { row, cells } of table.rows) {
      const value = cells[at];
      if (isMissing(value)) continue;
      const number = String(Number(value));
      if (!VALUES.has(number)) {
        const needed = "a discrete copy number from -2 to 2";
        problems.push({ row, column: name, needed, found: value });
      }
      const change = EVENTS[number];
      if (change === undefined) continue;
      reading.add(table.source, {
        biopsy: sample.biopsy,
        row,
        assay: assay.name,
        alteration: reading.alteration({ kind: "copy number", gene: gene(cells), change }),
      });
    }
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
}

/**
 * Discrete copy numbers, one row per sample and gene. Rows of -1, 0 and 1 say that the gene was
 * assessed and is neither amplified nor deleted; rows without a value that it could not be.
 */
export function addLongCopyNumbers(
  table: Table,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
): void {
  const gene = geneGetter(table);
  const get = {
    sample: cellGetter(table, ["Sample_Id", "SAMPLE_ID"]),
    value: cellGetter(table, ["Value", "VALUE"]),
  };
  reading.count(table.rows.length);
  const problems: CellProblem[] = [];
  for (const { row, cells } of table.rows) {
    const sample = samples.get(get.sample(cells));
    const value = get.value(cells);
    const missing = isMissing(value);
    if (sample === undefined) {
      reading.exclude(
        table.source,
        row,
        `sample ${quote(get.sample(cells))} is not in the clinical file`,
      );
      continue;
    }
    if (!missing && !VALUES.has(String(Number(value)))) {
      const needed = "a discrete copy number from -2 to 2";
      problems.push({ row, column: "Value", needed, found: value });
      continue;
    }
    const change = missing ? undefined : EVENTS[String(Number(value))];
    reading.add(table.source, {
      biopsy: sample.biopsy,
      row,
      assay: assayName(table.source, 0),
      alteration: reading.alteration({ kind: "copy number", gene: gene(cells), change }),
      state: change !== undefined ? "present" : missing ? "not assessable" : "absent",
      reason: missing ? "no value" : "",
    });
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
}

function geneGetter(table: Table): (cells: readonly string[]) => string {
  if (!table.columns.includes("Hugo_Symbol")) {
    throw new DataError(
      `Cannot read ${table.source}: needs a column "Hugo_Symbol" (Entrez numbers alone are not mapped), found ${
        list(table.columns.map(quote), 4)
      }`,
    );
  }
  return cellGetter(table, ["Hugo_Symbol"]);
}

function assayName(source: string, place: number): string {
  const file = source.split("/").at(-1)!;
  return place === 0 ? file : `${file}, coverage ${place + 1}`;
}
