/**
 * Makes ic50.csv from Table 1 as printed (raw/table_1_ic50.tsv): one row per cell, the printed text
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
  "position_role",
  "drug",
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
  const raw = Deno.readTextFileSync(new URL("raw/table_1_ic50.tsv", import.meta.url));
  const { columns, rows } = parseTable(raw, { source: "table_1_ic50.tsv" });
  const cells = rows.flatMap(({ cells: [label, ...values] }) => {
    const [, genotype, role = ""] = /^(.*?)(?: \((.*)\))?$/.exec(label) ?? [];
    return values.map((text, i) => {
      const row = {
        target: "ALK",
        construct: "EML4-ALK",
        genotype: genotype.startsWith("Wild-Type") ? "WT" : genotype,
        genotype_as_printed: label,
        position_role: role.toLowerCase(),
        drug: columns[i + 1].replace(/ IC50.*/, "").toLowerCase(),
        endpoint: "IC50",
        ...potencyCells(parsePotency(text, { unit: "nM" })),
      };
      return HEADER.map((name) => row[name]);
    });
  });
  return formatCsv(HEADER, cells);
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("ic50.csv", import.meta.url), ic50Csv());
}
