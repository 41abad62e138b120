/** What a cell of a table may hold. */
export type Cell = string | number | null;

/** One column of a table: what it is called, in what unit, and what it means. */
export interface ReportColumn {
  /** Its name in the header. */
  readonly name: string;
  /** Unit of its numbers; "" for words and numbers without a unit. */
  readonly unit: string;
  /** What it holds, in words. */
  readonly meaning: string;
}

/** A table of results, ready to be written: nothing in it is interpreted any more. */
export interface ReportTable {
  /** Name of its file and sheet. */
  readonly name: string;
  /** What its rows are. */
  readonly title: string;
  /** Its columns. */
  readonly columns: readonly ReportColumn[];
  /** One array of cells per row, as long as `columns`. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A column that knows how to get its cell from a record. */
export interface ColumnOf<Row> extends ReportColumn {
  /** The cell. */
  readonly cell: (row: Row) => Cell;
}

/** A column of words, or of numbers with a unit. */
export function column<Row>(
  name: string,
  meaning: string,
  cell: (row: Row) => Cell,
  unit = "",
): ColumnOf<Row> {
  return { name, unit, meaning, cell };
}

/** Records as a table. */
export function tableOf<Row>(
  { name, title }: { readonly name: string; readonly title: string },
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
): ReportTable {
  return {
    name,
    title,
    columns: columns.map(({ name, unit, meaning }) => ({ name, unit, meaning })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

/** A column of names, as the input has them. */
export function naming<Row>(
  name: string,
  key: (row: Row) => Readonly<Record<string, string>>,
): ColumnOf<Row> {
  return column(name, "as the input names it", (row) => key(row)[name] ?? null);
}
