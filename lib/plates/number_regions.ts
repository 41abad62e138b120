import { isMissing } from "../tables/mod.ts";
import { type Grid, isNumeric, type Region } from "./grid.ts";
import { BARE_FORMATS, PLATE_SHAPES } from "./position.ts";
import { isInstrumentWord } from "./well_list.ts";

/** So many different words among numbers are no readings that failed. */
const FEWEST_WORDS = 3;
/** A line with fewer numbers than this is no row of a plate. */
const NARROWEST = 6;

/**
 * Rectangles of numbers that touch no letters and no column numbers, in order.
 *
 * A line of six numbers or more begins one; the lines below belong to it while their numbers stay
 * within its columns and no text stands among them. Columns that are empty in every line part it,
 * unless it is as wide and high as a plate. Narrow lines of numbers make regions of their own.
 *
 * @param isFree Whether a cell may be looked at: it belongs to no block yet
 */
export function numberRegions(
  grid: Grid,
  isFree: (row: number, column: number) => boolean,
): Region[] {
  const lines = grid.rows.flatMap(({ row, cells }) => lineOf(row, cells, isFree) ?? []);
  const groups: LineGroup[] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group !== undefined && continues(group, line)) addLine(group, line);
    else groups.push(addLine({ lines: [], left: Infinity, right: 0 }, line));
  }
  return groups.flatMap(partsOf);
}

/** Lines that belong together, and the columns that their numbers span. */
interface LineGroup {
  readonly lines: NumberLine[];
  left: number;
  right: number;
}

function addLine(group: LineGroup, line: NumberLine): LineGroup {
  group.lines.push(line);
  group.left = Math.min(group.left, line.numbers[0]);
  group.right = Math.max(group.right, line.numbers[line.numbers.length - 1]);
  return group;
}

interface NumberLine {
  readonly row: number;
  /** Columns that hold a number. */
  readonly numbers: readonly number[];
  /** Columns that hold text. */
  readonly texts: readonly number[];
  readonly isWide: boolean;
}

function lineOf(
  row: number,
  cells: readonly string[],
  isFree: (row: number, column: number) => boolean,
): NumberLine | undefined {
  const columns = cells.flatMap((cell, i) => !isMissing(cell) && isFree(row, i) ? [i] : []);
  const numbers = columns.filter((column) => isNumeric(cells[column]));
  const texts = columns.filter((column) => !isNumeric(cells[column]));
  const words = new Set(
    texts.map((column) => cells[column]).filter((text) => !isInstrumentWord(text)),
  );
  // A line of several words holds settings, however many of them are numbers.
  const isSetting = words.size >= FEWEST_WORDS;
  const isWide = !isSetting && numbers.length >= NARROWEST && numbers.length > texts.length;
  // A few numbers beside text are a note: "Temperature, 25.1".
  if (numbers.length === 0 || (!isWide && texts.length > 0)) return;
  return { row, numbers, texts, isWide };
}

function continues({ lines, left, right }: LineGroup, line: NumberLine): boolean {
  if (line.row !== lines[lines.length - 1].row + 1) return false;
  if (line.isWide || !lines[0].isWide) return line.isWide === lines[0].isWide;
  return line.numbers.every((column) => left <= column && column <= right);
}

/** The group whole where it is a plate, else parted at its empty columns. */
function partsOf({ lines, left, right }: LineGroup): Region[] {
  const rows = lines.map(({ row }) => row);
  const whole = { rows, left, columns: right - left + 1 };
  if (BARE_FORMATS.some((format) => isShape(whole, PLATE_SHAPES[format]))) return [whole];
  const filled = new Set(lines.flatMap(({ numbers }) => numbers));
  const parts: Region[] = [];
  for (let column = left; column <= right; column++) {
    if (!filled.has(column)) continue;
    const part = parts.at(-1);
    if (part !== undefined && part.left + part.columns === column) {
      parts[parts.length - 1] = { ...part, columns: part.columns + 1 };
    } else parts.push({ rows, left: column, columns: 1 });
  }
  return parts.flatMap((part) => {
    const own = lines.flatMap(({ row, numbers }) =>
      numbers.some((column) => part.left <= column && column < part.left + part.columns)
        ? [row]
        : []
    );
    return [{
      ...part,
      rows: rows.slice(rows.indexOf(own[0]), rows.indexOf(own[own.length - 1]) + 1),
    }];
  });
}

function isShape(region: Region, { rows, columns }: { rows: number; columns: number }): boolean {
  return region.rows.length === rows && region.columns === columns;
}
