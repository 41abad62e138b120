import type { CellObject, WorkSheet } from "@e965/xlsx";
import type { TableRow } from "./table.ts";
import { MOST_CELLS, type Sheet, tooManyCells } from "./workbook.ts";

type Utils = typeof import("@e965/xlsx").utils;

/** The cells of a sheet as text. */
export function sheetOf(
  name: string,
  sheet: WorkSheet | undefined,
  source: string,
  utils: Utils,
): Sheet {
  const data: unknown = sheet?.["!data"];
  const lines = Array.isArray(data) ? data as readonly (readonly CellObject[] | undefined)[] : [];
  const rows: TableRow[] = [];
  const calculated = new Set<string>();
  let count = 0;
  // By the keys, as a sheet may be a few cells and a thousand million holes.
  for (const row of Object.keys(lines).map(Number).filter(Number.isInteger)) {
    const line = lines[row] ?? [];
    const cells: string[] = [];
    for (const column of Object.keys(line).map(Number).filter(Number.isInteger)) {
      const cell = line[column];
      const text = textOf(cell);
      if (text === "") continue;
      if (column >= MOST_CELLS) throw tooManyCells(`${source}, sheet "${name}"`);
      while (cells.length < column) cells.push("");
      cells.push(text);
      if (cell.f !== undefined || cell.F !== undefined) {
        calculated.add(utils.encode_cell({ r: row, c: column }));
      }
    }
    count += cells.length;
    if (count > MOST_CELLS) throw tooManyCells(`${source}, sheet "${name}"`);
    if (cells.length > 0) rows.push({ row: row + 1, cells });
  }
  return { name, rows, calculated };
}

/** The value of a cell as text; a number that is shown as a date, as it is shown. */
function textOf(cell: CellObject | undefined): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return "";
  if (cell.t === "n" && typeof cell.v === "number") {
    const format = typeof cell.z === "string"
      ? cell.z.replace(/\[[^\]]*\]|"[^"]*"|General|am\/pm|a\/p/gi, "")
      : "";
    const isDate = /[dmyhs]/i.test(format);
    if (!isDate || cell.w === undefined) return String(cell.v);
    return isLongTime(cell.v, format) ? hoursOf(cell.v) : cell.w.trim();
  }
  if (cell.t === "b") return cell.v === true ? "TRUE" : "FALSE";
  return (cell.t === "e" ? cell.w ?? "#ERROR" : String(cell.v)).trim();
}

/** More days than this are a date whose time of day is shown. */
const MOST_DAYS = 10_000;

/** Whether a time runs for longer than a day, which a clock would show as beginning again. */
function isLongTime(days: number, format: string): boolean {
  return days >= 1 && days < MOST_DAYS && /h/i.test(format) && !/[dy]|mmm/i.test(format);
}

/** Days in hours, minutes and seconds: 1.5 is "36:00:00". */
function hoursOf(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
