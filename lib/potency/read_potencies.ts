import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { DataError, HalfmaxError, plural } from "../errors/mod.ts";
import {
  choiceColumn,
  columnIndex,
  readColumns,
  readDescribedTable,
  type ReadTableOptions,
  type Table,
  textColumn,
} from "../tables/mod.ts";
import { formatPotency } from "./format_potency.ts";
import { parsePotency } from "./parse_potency.ts";
import { makePotency, type Potency } from "./potency.ts";
import { printPotency } from "./print_potency.ts";

/** One potency of a table, with what its row says besides. */
export interface PotencyRecord {
  /** Row of the file, as a spreadsheet counts. */
  readonly row: number;
  /** Every other column that is filled, by header: target, genotype, drug, model, … */
  readonly labels: Readonly<Record<string, string>>;
  /** The value. */
  readonly potency: Potency;
}

/** How a table of potencies is to be read. */
export interface ReadPotenciesOptions extends ReadTableOptions {
  /** The column that holds the printed values. */
  readonly value?: string;
  /** Unit of values that carry none, where the file has no column `column_unit`. */
  readonly unit?: string;
}

/** Columns that describe the value, not what it belongs to. */
const OF_THE_VALUE: readonly string[] = [
  "column_unit",
  "endpoint",
  "kind",
  "readout",
  "source",
  // What potencyCells() writes beside the text, read anew from the text itself.
  "relation",
  "estimate",
  "lower",
  "upper",
  "unit",
  "approximate",
];

/**
 * Potencies from a long table, one per row, each cell as its source printed it.
 *
 * The column `as_printed` (or the one named by `value`) holds the text; `column_unit`, `endpoint`,
 * `kind` (relative, absolute), `readout` (viability, phosphorylation, enzyme) and `source` are used
 * where the file has them, all other columns become labels. A file of a data package is checked
 * against its schema first. Shows itself as a table.
 *
 * @param path CSV, TSV or other delimited text
 * @returns As many records as the table has rows, in its order
 * @throws {UsageError} If the file is missing or a folder
 * @throws {DataError} If the file is no table, lacks the column, or holds texts that `parsePotency`
 * refuses; all of them are in the error
 *
 * @example Usage
 * ```ts
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const potencies = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * assertEquals(potencies.length, 35);
 * assertEquals(potencies.filter(({ potency }) => potency.relation === ">").length, 9);
 * ```
 */
export async function readPotencies(
  path: string,
  { value = "as_printed", unit, ...options }: ReadPotenciesOptions = {},
): Promise<readonly PotencyRecord[]> {
  const table = await readDescribedTable(path, options);
  return potenciesOfTable(table, { value, unit, decimal: options.decimal });
}

/** As {@linkcode readPotencies}, from a table already read. */
export function potenciesOfTable(
  table: Table,
  { value = "as_printed", unit, decimal }: Pick<
    ReadPotenciesOptions,
    "value" | "unit" | "decimal"
  > = {},
): readonly PotencyRecord[] {
  const at = columnIndex(table, value);
  const optional = { missing: "null", optional: true } as const;
  const about = readColumns(table, {
    columnUnit: textColumn({ from: "column_unit", ...optional }),
    endpoint: textColumn({ from: "endpoint", ...optional }),
    kind: choiceColumn(["relative", "absolute"], { from: "kind", ...optional }),
    readout: choiceColumn(["viability", "phosphorylation", "enzyme"], {
      from: "readout",
      ...optional,
    }),
    source: textColumn({ from: "source", ...optional }),
  });
  const faults: string[] = [];
  const records = table.rows.flatMap(({ row, cells }, i): PotencyRecord[] => {
    const { columnUnit, endpoint, kind, readout, source } = about[i];
    try {
      const potency = parsePotency(cells[at], {
        unit: columnUnit ?? unit,
        endpoint: endpoint ?? undefined,
        kind,
        readout,
        decimal,
      });
      return [{
        row,
        labels: labelsOf(table, cells, value),
        potency: makePotency({ ...potency, source: source ?? `${table.source}, row ${row}` }),
      }];
    } catch (error) {
      if (!(error instanceof HalfmaxError)) throw error;
      faults.push(`row ${row}: ${error.message}`);
      return [];
    }
  });
  if (faults.length > 0) throw tooMany(table.source, faults);
  return withDisplay(records, () => show(records, table.source));
}

function tooMany(source: string, faults: readonly string[]): DataError {
  const shown = faults.slice(0, 10).map((fault) => `\n  ${fault}`).join("");
  const more = faults.length > 10 ? `\n  and ${plural(faults.length - 10, "more cell")}` : "";
  return new DataError(`Cannot read the potencies of ${source}:${shown}${more}`);
}

function labelsOf(
  { columns }: Table,
  cells: readonly string[],
  value: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.map((name, i) => [name, cells[i]] as const)
      .filter(([name, text]) => text !== "" && name !== value && !OF_THE_VALUE.includes(name)),
  );
}

function show(records: readonly PotencyRecord[], source: string) {
  const labels = [...new Set(records.flatMap((record) => Object.keys(record.labels)))];
  const columns: TableColumn<PotencyRecord>[] = [
    ...labels.map((name) => ({
      header: name,
      cell: (record: PotencyRecord) => record.labels[name] ?? "",
    })),
    { header: "as printed", cell: ({ potency }) => printPotency(potency) },
    { header: "read as", cell: ({ potency }) => formatPotency(potency) },
    { header: "endpoint", cell: ({ potency }) => potency.endpoint },
    { header: "readout", cell: ({ potency }) => potency.readout ?? "not stated" },
  ];
  const caption = `${source}: ${summary(records)}`;
  return {
    "text/plain": textTable(records, columns, { caption }),
    "text/html": htmlTable(records, columns, { caption }),
  };
}

/** "35 potencies as printed: 9 bounds, 26 ranges". */
function summary(records: readonly PotencyRecord[]): string {
  const count = (relations: readonly string[]) =>
    records.filter(({ potency }) => relations.includes(potency.relation)).length;
  const parts = ([
    [count(["="]), "number"],
    [count([">", "<", ">=", "<="]), "bound"],
    [count(["range"]), "range"],
    [count(["word"]), "word"],
    [count(["relative"]), "relative statement"],
    [count(["not done", "not determined"]), "without a value", "without a value"],
  ] as const).filter(([n]) => n > 0).map(([n, noun, nouns]) => plural(n, noun, nouns));
  return `${plural(records.length, "potency", "potencies")} as printed: ${parts.join(", ")}`;
}
