import { splitRecords } from "./split_records.ts";
import type { TableRow } from "./table.ts";

/**
 * The lines of a text as cells, without a header: what a file is in which titles, blocks of numbers
 * and notes stand below each other. Lines without text are left out but counted.
 *
 * The delimiter (tab, semicolon or comma) is the one that leaves most numbers in a line ("0,05;0,84" has
 * two by semicolons, with decimal commas), or where there are none makes the widest line.
 *
 * @throws {DataError} If a quoted cell is never closed
 */
export function splitGrid(text: string, source: string): TableRow[] {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return splitRecords(plain, findGridDelimiter(plain), source).map(({ row, cells }) => ({
    row,
    cells: cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1),
  }));
}

/** So many lines show how a file is written. */
const LINES_SEEN = 5000;

function findGridDelimiter(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, LINES_SEEN);
  const most = (count: (line: string) => number) =>
    lines.reduce((best, line) => Math.max(best, count(line)), 0);
  const marks = ["\t", ";", ","].map((mark) => ({
    mark,
    numbers: most((line) => line.split(mark).filter((cell) => NUMBER.test(cell)).length),
    width: most((line) => line.split(mark).length),
  }));
  return marks.reduce((best, next) =>
    next.numbers > best.numbers || (next.numbers === best.numbers && next.width > best.width)
      ? next
      : best
  ).mark;
}

/** A number in a cell, quoted or not, with either decimal mark. */
const NUMBER = /^\s*"?\s*[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?\s*"?\s*$/i;
