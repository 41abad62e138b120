import { DataError, list, quote, UsageError } from "../errors/mod.ts";
import type { Table } from "../tables/mod.ts";
import { cellGetter } from "./source_table.ts";

/** Columns that have a meaning; every other one becomes a label of the biopsy. */
const COLUMNS = [
  "patient",
  "biopsy",
  "specimen",
  "time_point",
  "time",
  "prior_drugs",
  "target",
  "tumor_dna",
  "adequate",
  "assay",
  "kind",
  "gene",
  "change",
  "state",
  "reason",
  "significance",
  "alt_count",
  "depth",
  "vaf",
  "copies",
  "quantity",
  "cut_off",
] as const;
/** Expected name of a column. */
export type ColumnName = typeof COLUMNS[number];

const NEEDED: readonly ColumnName[] = ["patient", "biopsy", "gene"];

/** The cells of a row by expected column name; "" where the table has no such column. */
export type FindingCells = Record<ColumnName, (cells: readonly string[]) => string>;

/** How a table of findings is laid out. */
export interface FindingColumns {
  readonly get: FindingCells;
  /** The name that a column has in this table. */
  named(name: ColumnName): string;
  /** Columns without a meaning, with their places. */
  readonly labels: readonly (readonly [string, number])[];
}

/** Finds the columns of a table of findings, some of them under other names. */
export function findingColumns(
  table: Table,
  columns: Readonly<Record<string, string>>,
): FindingColumns {
  const named = (name: ColumnName) => columns[name] ?? name;
  requireColumns(table, columns, named);
  const get = Object.fromEntries(
    COLUMNS.map((name) => [name, cellGetter(table, [named(name)])]),
  ) as FindingCells;
  const used = new Set(COLUMNS.map(named));
  const labels = table.columns.map((name, i) => [name, i] as const)
    .filter(([name]) => !used.has(name));
  return { get, named, labels };
}

function requireColumns(
  table: Table,
  columns: Readonly<Record<string, string>>,
  named: (name: ColumnName) => string,
): void {
  const unknown = Object.keys(columns).filter((name) => !COLUMNS.some((known) => known === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `Cannot read ${table.source}: columns must be given by ${list([...COLUMNS], 30)}, found ${
        list(unknown.map(quote))
      }`,
    );
  }
  const missing = NEEDED.map(named).filter((name) => !table.columns.includes(name));
  if (missing.length === 0) return;
  throw new DataError(
    `Cannot read ${table.source}: needs the columns ${list(NEEDED.map(named).map(quote))}, found ${
      list(table.columns.map(quote))
    }. Name others with columns: { ${missing[0]}: "…" }`,
  );
}
