/**
 * Makes ic50.csv from the values as they were read (raw/readings.csv): the printed text beside its
 * reading by this library. Run it with `deno run -A ic50.csv.ts`.
 *
 * @module
 */
import { parsePotency, potencyCells } from "../../lib/potency/mod.ts";
import { formatCsv, parseTable, readColumns, textColumn } from "../../lib/tables/mod.ts";

const READOUTS: Readonly<Record<string, string>> = {
  "cell viability": "viability",
  "cell target inhibition": "phosphorylation",
  enzyme: "enzyme",
};

const HEADER = [
  "record_id",
  "target",
  "construct",
  "genotype",
  "drug",
  "model",
  "readout",
  "method",
  "exposure_h",
  "endpoint",
  "as_printed",
  "column_unit",
  "relation",
  "estimate",
  "lower",
  "upper",
  "unit",
  "approximate",
  "fit_method",
  "evidence",
  "source",
  "note",
] as const;

/** The text of ic50.csv. */
export function ic50Csv(): string {
  const raw = Deno.readTextFileSync(new URL("raw/readings.csv", import.meta.url));
  const gap = { missing: "null" } as const;
  const readings = readColumns(parseTable(raw, { source: "raw/readings.csv" }), {
    record_id: textColumn(),
    target: textColumn(),
    construct: textColumn(),
    genotype: textColumn(),
    drug: textColumn(),
    model: textColumn(),
    assay_type: textColumn(),
    method: textColumn({ from: "readout" }),
    exposure_h: textColumn(gap),
    endpoint: textColumn(),
    printed: textColumn({ from: "as_printed" }),
    fit_method: textColumn(),
    evidence: textColumn({ from: "evidence_seen" }),
    source: textColumn(),
    note: textColumn(gap),
  });
  return formatCsv(
    HEADER,
    readings.map(({ assay_type, printed, ...reading }) => {
      const row = {
        ...reading,
        readout: READOUTS[assay_type],
        ...potencyCells(parsePotency(printed, { endpoint: reading.endpoint })),
      };
      return HEADER.map((name) => row[name]);
    }),
  );
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("ic50.csv", import.meta.url), ic50Csv());
}
