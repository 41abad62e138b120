import type { Cell, ReportTable } from "./report_table.ts";

/** The longest name of a sheet that spreadsheets take. */
const SHEET_NAME = 31;

/**
 * Tables as one XLSX workbook: a sheet each, then a sheet with the unit and the meaning of every
 * column, and one with notes.
 *
 * Text is written as text: what begins with an equals sign is not a formula. The same tables give the
 * same bytes.
 *
 * @param tables The tables; an empty one has a header alone
 * @param notes What a reader must know, a line each
 */
export async function workbook(
  tables: readonly ReportTable[],
  notes: readonly string[],
): Promise<Uint8Array> {
  const { utils, write } = await import("@e965/xlsx");
  const book = utils.book_new();
  const sheets: [string, readonly (readonly Cell[])[]][] = [
    ...tables.map(({ name, columns, rows }): [string, readonly (readonly Cell[])[]] => [
      name,
      [columns.map((column) => column.name), ...rows],
    ]),
    ["units", [
      ["sheet", "column", "unit", "meaning"],
      ...tables.flatMap(({ name, columns }) =>
        columns.map((column) => [name, column.name, column.unit || null, column.meaning])
      ),
    ]],
    ["notes", notes.map((note) => [note])],
  ];
  for (const [name, rows] of sheets) {
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map(cellOf)));
    sheet["!cols"] = widthsOf(rows);
    utils.book_append_sheet(book, sheet, name.slice(0, SHEET_NAME));
  }
  return new Uint8Array(write(book, { type: "array", bookType: "xlsx", compression: true }));
}

/** A cell with its type said, so that nothing guesses what a text means. */
function cellOf(cell: Cell): { t: "s" | "n" | "z"; v?: string | number } {
  if (cell === null) return { t: "z" };
  return typeof cell === "number" ? { t: "n", v: cell } : { t: "s", v: cell };
}

function widthsOf(rows: readonly (readonly Cell[])[]): { wch: number }[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, i) => ({
    wch: Math.min(60, 2 + Math.max(...rows.map((row) => String(row[i] ?? "").length))),
  }));
}
