import { quote } from "../../errors/mod.ts";
import { isMissing, type Table } from "../../tables/mod.ts";
import type { Biopsy } from "../finding.ts";
import type { Reading } from "../reading.ts";
import { cellGetter } from "../source_table.ts";
import type { ClinicalSample } from "./clinical.ts";

/**
 * Structural variants, one per row, as fusions "Site1::Site2". The gene is the treated kinase where it
 * is one of the partners, else the second partner, which in a kinase fusion is the kinase.
 */
export function addStructuralVariants(
  table: Table,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
): void {
  const get = {
    sample: cellGetter(table, ["Sample_Id", "SAMPLE_ID"]),
    status: cellGetter(table, ["SV_Status"]),
    first: cellGetter(table, ["Site1_Hugo_Symbol"]),
    second: cellGetter(table, ["Site2_Hugo_Symbol"]),
    type: cellGetter(table, ["Class"]),
  };
  each(table, samples, reading, get.sample, (cells, row, biopsy) => {
    if (/^germline$/i.test(get.status(cells))) return "germline";
    const partners = [get.first(cells), get.second(cells)].filter((gene) => !isMissing(gene));
    if (partners.length === 0) return "no gene named";
    const [first, second = first] = partners;
    const change = first === second ? get.type(cells).toLowerCase() : `${first}::${second}`;
    add(table, row, biopsy, partners, change, reading);
    return null;
  });
}

/** Fusions of older studies, one row per partner; the second row of a fusion is the same again. */
export function addFusions(
  table: Table,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
): void {
  const get = {
    sample: cellGetter(table, ["Tumor_Sample_Barcode"]),
    gene: cellGetter(table, ["Hugo_Symbol"]),
    fusion: cellGetter(table, ["Fusion"]),
  };
  each(table, samples, reading, get.sample, (cells, row, biopsy) => {
    const text = get.fusion(cells).replace(/\s*(fusion|rearrangement)\b.*$/i, "").trim();
    const partners = text.split(/::|--?/).map((gene) => gene.trim()).filter(Boolean);
    if (partners.length === 2) {
      add(table, row, biopsy, partners, partners.join("::"), reading);
    } else {
      add(table, row, biopsy, [get.gene(cells)], text === get.gene(cells) ? "" : text, reading);
    }
    return null;
  });
}

function each(
  table: Table,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
  sampleOf: (cells: readonly string[]) => string,
  read: (cells: readonly string[], row: number, biopsy: Biopsy) => string | null,
): void {
  reading.count(table.rows.length);
  for (const { row, cells } of table.rows) {
    const sample = samples.get(sampleOf(cells));
    const against = sample === undefined
      ? `sample ${quote(sampleOf(cells))} is not in the clinical file`
      : read(cells, row, sample.biopsy);
    if (against !== null) reading.exclude(table.source, row, against);
  }
}

function add(
  table: Table,
  row: number,
  biopsy: Biopsy,
  partners: readonly string[],
  change: string,
  reading: Reading,
): void {
  const gene = partners.includes(biopsy.target) ? biopsy.target : partners.at(-1)!;
  reading.add(table.source, {
    biopsy,
    row,
    assay: table.source.split("/").at(-1)!,
    alteration: reading.alteration({ kind: "fusion", gene, change }),
  });
}
