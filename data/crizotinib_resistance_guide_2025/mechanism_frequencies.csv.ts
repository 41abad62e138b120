/**
 * Makes mechanism_frequencies.csv from Tables 2 and 3 as printed: one row per row, percentages taken
 * out of the text where it has any. Run it with `deno run -A mechanism_frequencies.csv.ts`.
 *
 * @module
 */
import { formatCsv, parseTable } from "../../lib/tables/mod.ts";

const TABLES = [
  { table: 2, target: "ALK", raw: "raw/table_2_alk_mechanisms.tsv" },
  { table: 3, target: "ROS1", raw: "raw/table_3_ros1_mechanisms.tsv" },
];

const HEADER = [
  "table",
  "target",
  "prior_drug",
  "mechanism_as_printed",
  "part_of",
  "frequency_as_printed",
  "percent_lower",
  "percent_upper",
  "approximate",
  "cited",
] as const;

/** The text of mechanism_frequencies.csv. */
export function mechanismFrequenciesCsv(): string {
  return formatCsv(
    HEADER,
    TABLES.flatMap(({ table, target, raw }) => {
      const text = Deno.readTextFileSync(new URL(raw, import.meta.url));
      let whole = "";
      return parseTable(text, { source: raw }).rows.map(({ cells: [mechanism, frequency] }) => {
        const isPart = mechanism.startsWith("- ");
        if (!isPart) whole = mechanism;
        const [lower = null, upper = lower] = [...frequency.matchAll(/([\d.]+)%/g)]
          .map(([, percent]) => Number(percent));
        const row = {
          table,
          target,
          prior_drug: "crizotinib",
          mechanism_as_printed: mechanism,
          part_of: isPart ? whole : "",
          frequency_as_printed: frequency,
          percent_lower: lower,
          percent_upper: upper,
          approximate: lower === null ? "" : String(frequency.includes("~")),
          cited: [...frequency.matchAll(/\[(\d+)\]/g)].map(([, number]) => number).join(" "),
        };
        return HEADER.map((name) => row[name]);
      });
    }),
    // "- G2032R" is what the guide prints.
    { formulas: "as it is" },
  );
}

if (import.meta.main) {
  const path = new URL("mechanism_frequencies.csv", import.meta.url);
  await Deno.writeTextFile(path, mechanismFrequenciesCsv());
}
