import type { TableRow } from "../tables/mod.ts";
import { addressOf } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import { parsePosition } from "./position.ts";
import { isTimeName } from "./reading_header.ts";
import type { ReadingAxis, ReadingTable } from "./reading_table.ts";
import { readingTableOf } from "./reading_tables.ts";
import { parseTime } from "./reading_time.ts";
import { titleAmong } from "./title_among.ts";

/** Fewer wells below each other are no list. */
const FEWEST = 6;
/** A reader writes cycles, times and temperatures above the wells, and the names of its columns. */
const MOST_ABOVE = 5;
/** What may stand between the times and the wells. */
const BESIDE_TIME = /^(cycle|t\s*[^\w\s]|°c|temp)/i;

/**
 * The tables of a sheet that have a row for each well and a column for each time, with the times in a
 * row of their own above: as i-control and MARS export kinetics.
 *
 * A list of wells whose columns have names and no times is none: its columns are chosen by name.
 */
export function findReadingColumns(rows: readonly TableRow[]): ReadingTable[] {
  const tables: ReadingTable[] = [];
  let plate = "";
  let start = 0;
  for (let from = 0; from < rows.length;) {
    const first = rows.findIndex((row, i) => i >= from && placeOf(row) !== null);
    if (first < 0) break;
    const block = blockAt(rows, from, first);
    if (block === null) {
      from = endOfRun(rows, first);
      continue;
    }
    const lines = block.rows;
    const above = rows.slice(start, rows.indexOf(lines[0]));
    start = rows.indexOf(lines[lines.length - 1]) + 1;
    from = start;
    const text = above.map(({ cells }) => cells.filter(Boolean).slice(0, 2).join(", "));
    plate = text.map(plateInTitle).findLast((name) => name !== undefined) ?? plate;
    const table = readingTableOf(transposed(block), {
      title: plateInTitle(text.at(-1) ?? "") === undefined ? titleAmong(text) : "",
      plate,
      axis: axisOf(lines),
    });
    if (table !== null) tables.push(table);
  }
  return tables;
}

/** Index of the first row after one that does not follow without a blank line. */
function endOfRun(rows: readonly TableRow[], at: number): number {
  let end = at + 1;
  while (end < rows.length && rows[end].row === rows[end - 1].row + 1) end++;
  return end;
}

/** Rows of wells below a row of times. */
interface Block {
  readonly rows: readonly TableRow[];
  /** The column that names the wells. */
  readonly column: number;
  readonly positionOf: (row: TableRow) => string | undefined;
}

/** @param from Index of the row from which on its times may stand */
function blockAt(rows: readonly TableRow[], from: number, first: number): Block | null {
  const column = placeOf(rows[first]) ?? 0;
  const positionOf = ({ cells }: TableRow) =>
    parsePosition(cells[column] ?? "") ??
      parsePosition(`${cells[column] ?? ""}${cells[column + 1] ?? ""}`);
  let top = first;
  while (
    top > from && first - top < MOST_ABOVE && rows[top - 1].row === rows[top].row - 1 &&
    rows[top - 1].cells.filter(Boolean).length > 1
  ) top--;
  const above = rows.slice(top, first);
  if (!hasTimes(above)) return null;
  const wells = wellsBelow(rows, first, positionOf);
  return wells.length < FEWEST ? null : { rows: [...above, ...wells], column, positionOf };
}

/** The rows of wells from the first on, past blank lines and names of groups, up to new times or names. */
function wellsBelow(
  rows: readonly TableRow[],
  first: number,
  positionOf: Block["positionOf"],
): TableRow[] {
  const below = rows.slice(first);
  const end = below.findIndex((row) =>
    positionOf(row) === undefined &&
    (timeIn(row.cells) >= 0 || row.cells.filter(Boolean).length > 1)
  );
  return below.slice(0, end < 0 ? below.length : end).filter((row) =>
    positionOf(row) !== undefined
  );
}

/** Whether times stand right above the wells, with nothing but temperatures and counts between. */
function hasTimes(above: readonly TableRow[]): boolean {
  const row = above.findLastIndex(({ cells }) => timeIn(cells) >= 0);
  if (row < 0) return false;
  const time = timeIn(above[row].cells);
  return above.slice(row + 1).every(({ cells }) => BESIDE_TIME.test(cells[time] ?? ""));
}

/** The column that says that times follow on its right; -1 where none does. */
function timeIn(cells: readonly string[]): number {
  const time = cells.findIndex(isTimeName);
  return cells.slice(time + 1).some((cell) => parseTime(cell) !== undefined) ? time : -1;
}

/** The column of a row that names a well, in one cell or as a letter and a number beside it. */
function placeOf({ cells }: TableRow): number | null {
  const whole = cells.findIndex((cell) => parsePosition(cell) !== undefined);
  if (whole >= 0) return whole;
  const parted = cells.findIndex((cell, i) =>
    /^[a-z]{1,2}$/i.test(cell) && /^\d{1,2}$/.test(cells[i + 1] ?? "") &&
    parsePosition(`${cell}${cells[i + 1]}`) !== undefined
  );
  return parted < 0 ? null : parted;
}

/** The columns from that of the wells on, as lines. */
function transposed({ rows, column, positionOf }: Block): TableRow[] {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const isParted = rows.some((row) => positionOf(row) !== undefined) &&
    !rows.some(({ cells }) => parsePosition(cells[column] ?? "") !== undefined);
  const lines: TableRow[] = [{
    row: column + 1,
    cells: rows.map((row) => positionOf(row) ?? row.cells[column] ?? ""),
  }];
  for (let at = column + (isParted ? 2 : 1); at < width; at++) {
    const cells = rows.map(({ cells }) => cells[at] ?? "");
    if (cells.some(Boolean)) lines.push({ row: at + 1, cells });
  }
  return lines;
}

function axisOf(rows: readonly TableRow[]): ReadingAxis {
  return {
    at: (line, index) => addressOf(rows[index].row, line - 1),
    place: (line) => `column ${addressOf(0, line - 1).slice(0, -1)}`,
    rowOf: (_, index) => rows[index].row,
    region: (lines, from, to) => ({
      rows: rows.slice(from, to + 1).map(({ row }) => row),
      left: lines[0] - 1,
      columns: lines[lines.length - 1] - lines[0] + 1,
    }),
  };
}
