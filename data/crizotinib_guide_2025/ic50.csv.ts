/**
 * Makes ic50.csv from the table as printed (raw/ic50_table.tsv): one row per cell, the printed text
 * beside its reading. Run it with `deno run -A ic50.csv.ts`.
 *
 * @module
 */
import { parsePotency, potencyCells } from "../../lib/potency/mod.ts";
import { formatCsv, parseTable } from "../../lib/tables/mod.ts";

const HEADER = [
  "target",
  "construct",
  "genotype",
  "genotype_as_printed",
  "drug",
  "model",
  "readout",
  "endpoint",
  "as_printed",
  "column_unit",
  "relation",
  "estimate",
  "lower",
  "upper",
  "unit",
  "approximate",
] as const;

/** The text of ic50.csv. */
export function ic50Csv(): string {
  const raw = Deno.readTextFileSync(new URL("raw/ic50_table.tsv", import.meta.url));
  const { columns, rows } = parseTable(raw, { source: "ic50_table.tsv" });
  const cells = rows.flatMap(({ cells: [genotype, ...values] }) =>
    values.map((text, i) => {
      const row = {
        target: "ALK",
        construct: "EML4-ALK",
        genotype: genotype.startsWith("Wild-type") ? "WT" : genotype,
        genotype_as_printed: genotype,
        drug: columns[i + 1].replace(/ \(.*/, "").toLowerCase(),
        model: "Ba/F3",
        readout: "viability",
        endpoint: "IC50",
        ...potencyCells(parsePotency(text, { unit: "nM" })),
      };
      return HEADER.map((name) => row[name]);
    })
  );
  return formatCsv(HEADER, cells);
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("ic50.csv", import.meta.url), ic50Csv());
}
