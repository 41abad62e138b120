import { DataError, list, plural, quote } from "../errors/mod.ts";
import { splitRecords } from "./split_records.ts";
import type { DecimalMark, Table, TableRow } from "./table.ts";

/** How delimited text is to be read. */
export interface ParseTableOptions {
  /** What error messages call the text, usually its path. */
  readonly source: string;
  /** The character between cells; by default found in the header line (tab, semicolon or comma). */
  readonly delimiter?: string;
  /** The decimal mark; by default the number columns decide when they are read. */
  readonly decimal?: DecimalMark;
  /** Lines above the header that begin with this are left out (but counted), as "#" in cBioPortal files. */
  readonly comment?: string;
}

/**
 * A table from CSV, TSV or semicolon-separated text.
 *
 * The first line with text is the header. Blank lines and blank cells at the end of lines are left
 * out, short rows are filled with empty cells. A header cell without a name (as R writes for row
 * names) is called "(column 1)".
 *
 * @throws {DataError} If there is no text, no row below the header, a column name twice, a row with
 * more cells than the header has columns (all such rows named), or a quote that never closes
 *
 * @example Usage
 * ```ts
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("dose_nM;response\r\n1,5;0,98\r\n\r\n", { source: "wells.csv" });
 * assertEquals(table.columns, ["dose_nM", "response"]);
 * assertEquals(table.rows, [{ row: 2, cells: ["1,5", "0,98"] }]);
 * ```
 */
export function parseTable(
  text: string,
  { source, delimiter, decimal, comment }: ParseTableOptions,
): Table {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const separator = delimiter ?? findDelimiter(plain, comment);
  const records = splitRecords(plain, separator, source);
  const first = comment === undefined
    ? 0
    : records.findIndex(({ cells }) => !cells[0].startsWith(comment));
  return tableFromRecords(first < 0 ? [] : records.slice(first), { source, decimal });
}

/**
 * A table from records of text, the first of which is the header: what {@linkcode parseTable} does
 * after splitting, for readers of other formats.
 *
 * @throws {DataError} As {@linkcode parseTable}
 */
export function tableFromRecords(
  records: readonly TableRow[],
  { source, decimal }: Pick<ParseTableOptions, "source" | "decimal">,
): Table {
  const [header, ...rows] = records;
  if (header === undefined) {
    throw new DataError(`Cannot read ${source}: needs a header and rows, found an empty file`);
  }
  if (rows.length === 0) {
    throw new DataError(
      `Cannot read ${source}: needs rows below the header, found only the header ` +
        `(${list(header.cells.filter(Boolean).map(quote))})`,
    );
  }
  const columns = columnNames(header, rows, source);
  checkWidth(rows, columns, source);
  return {
    source,
    columns,
    rows: rows.map(({ row, cells }) => ({ row, cells: columns.map((_, i) => cells[i] ?? "") })),
    ...(decimal === undefined ? {} : { decimal }),
  };
}

/** Tab if the header line has one, else the more frequent of semicolon and comma; quotes respected. */
export function findDelimiter(text: string, comment?: string): string {
  const header =
    text.split(/\r\n|\n|\r/).find((line) =>
      line.trim() !== "" && !(comment !== undefined && line.startsWith(comment))
    ) ?? "";
  const bare = header.replace(/"[^"]*"/g, "");
  const count = (mark: string) => bare.split(mark).length - 1;
  if (count("\t") > 0) return "\t";
  return count(";") > count(",") ? ";" : ",";
}

function columnNames(header: TableRow, rows: readonly TableRow[], source: string): string[] {
  const named = header.cells.findLastIndex((name) => name !== "") + 1;
  // R leaves the header of its row names empty, some of its writers even leave the cell out.
  const names = header.cells.slice(0, named).map((name, i) => name || `(column ${i + 1})`);
  const seen = new Set<string>();
  const twice = names.filter((name) => seen.has(name) || !seen.add(name));
  if (twice.length > 0) {
    throw new DataError(
      `Cannot read ${source}: column names must be unique, found ${
        list([...new Set(twice)].map(quote))
      } more than once. Rename or remove one of them`,
    );
  }
  return names.length > 0 ? names : rows[0].cells.map((_, i) => `(column ${i + 1})`);
}

function checkWidth(rows: readonly TableRow[], columns: readonly string[], source: string): void {
  const width = ({ cells }: TableRow) => cells.findLastIndex((cell) => cell !== "") + 1;
  const long = rows.filter((row) => width(row) > columns.length);
  if (long.length === 0) return;
  throw DataError.ofCells(
    `read ${source}`,
    long.map((row) => ({
      row: row.row,
      needed: `at most ${plural(columns.length, "cell")}, as the header`,
      found: plural(width(row), "cell"),
    })),
    "Quote cells that hold the delimiter, or name the delimiter or the missing columns",
  );
}
