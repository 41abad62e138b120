import { DataError, list, nearest, quote } from "../errors/mod.ts";

/** One row of a table, as text. */
export interface TableRow {
  /** Row as a spreadsheet counts: the header is row 1, blank lines count. */
  readonly row: number;
  /** One text per column of the table, without surrounding blanks; "" where the row is short. */
  readonly cells: readonly string[];
}

/** The sign between units and decimals. */
export type DecimalMark = "." | ",";

/**
 * A table as it stands in a file: column names and cells of text, nothing interpreted yet.
 *
 * Rows without any text are not rows; every other row is here, in the order of the file.
 */
export interface Table {
  /** Where it came from, as error messages name it: a path, or a path and a sheet. */
  readonly source: string;
  /** Column names, all different. */
  readonly columns: readonly string[];
  /** The rows below the header. */
  readonly rows: readonly TableRow[];
  /** The decimal mark if the caller declared one; otherwise the cells decide when they are read. */
  readonly decimal?: DecimalMark;
}

/**
 * Position of a column by its name.
 *
 * @throws {DataError} If the table has no such column; the message offers the nearest name
 *
 * @example Usage
 * ```ts
 * import { columnIndex, parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("dose_nM,response\n10,0.9\n", { source: "wells.csv" });
 * assertEquals(columnIndex(table, "response"), 1);
 * ```
 */
export function columnIndex(table: Table, name: string): number {
  const index = table.columns.indexOf(name);
  if (index >= 0) return index;
  const near = nearest(name, table.columns);
  throw new DataError(
    `Cannot read ${table.source}: needs a column ${quote(name)}, found ${
      list(table.columns.map(quote))
    }.${near === undefined ? "" : ` Did you mean ${quote(near)}?`}`,
  );
}
