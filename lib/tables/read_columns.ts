import { type CellProblem, DataError, list, nearest, plural, quote } from "../errors/mod.ts";
import type { Column } from "./columns.ts";
import { numberFormat } from "./number_format.ts";
import type { Table } from "./table.ts";

/** The record that a set of columns makes of each row. */
export type RecordOf<Columns> =
  & { readonly row: number }
  & { readonly [Name in keyof Columns]: Columns[Name] extends Column<infer T> ? T : never };

/**
 * Typed records from the named columns of a table, one per row in the same order, each with the row
 * number of the file. The number columns are read with one decimal mark (see `numberFormat`).
 *
 * @param table The table
 * @param columns A field name and the column that fills it; other columns of the table are left alone
 * @returns As many records as the table has rows
 * @throws {DataError} If a column is missing (the nearest name is offered) or any cell is not what its
 * column needs; all such cells are in the error, the first ten in its message
 *
 * @example Usage
 * ```ts
 * import { numberColumn, parseTable, readColumns, textColumn } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("cell_line,dose_nM\nH3122,10\n", { source: "wells.csv" });
 * const wells = readColumns(table, {
 *   line: textColumn({ from: "cell_line" }),
 *   dose: numberColumn({ from: "dose_nM", min: 0 }),
 * });
 * assertEquals(wells, [{ row: 2, line: "H3122", dose: 10 }]);
 * ```
 */
export function readColumns<Columns extends Record<string, Column<unknown>>>(
  table: Table,
  columns: Columns,
): RecordOf<Columns>[] {
  const fields = Object.entries(columns).map(([name, column]) => ({
    name,
    column,
    header: column.from ?? name,
    index: table.columns.indexOf(column.from ?? name),
  }));
  const present = fields.filter(({ index }) => index >= 0);
  requireColumns(
    table,
    fields.filter(({ index, column }) => index < 0 && !column.otherwise).map(({ header }) =>
      header
    ),
  );
  const numeric = present.filter(({ column }) => column.numeric).map(({ index }) => index);
  const format = numberFormat(table, numeric);
  const problems: CellProblem[] = [];
  const records = table.rows.map(({ row, cells }) => {
    const record: Record<string, unknown> = { row };
    for (const { name, column, header, index } of fields) {
      const value = index < 0 ? column.otherwise?.value : column.read(cells[index], format);
      if (value === undefined) {
        problems.push({ row, column: header, needed: column.needed, found: cells[index] });
      }
      record[name] = value;
    }
    return record as RecordOf<Columns>;
  });
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return records;
}

function requireColumns(table: Table, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const offers = missing.flatMap((name) => nearest(name, table.columns) ?? []);
  throw new DataError(
    `Cannot read ${table.source}: needs ${plural(missing.length, "column")} ${
      list(missing.map(quote))
    }, found ${list(table.columns.map(quote))}` +
      (offers.length === 0 ? "" : `. Did you mean ${list(offers.map(quote))}?`),
  );
}
