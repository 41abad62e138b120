import { DataError, plural, quote } from "../errors/mod.ts";
import { isMissing, parseNumber, type TableRow } from "../tables/mod.ts";
import { PLATE_SHAPES, type PlateFormat, rowLetter } from "./position.ts";

/** A block where it was found: its lines without row letters. */
export interface FoundBlock {
  readonly title: string;
  readonly format: PlateFormat;
  readonly lines: readonly TableRow[];
}

/** Lines of numbers that are no plate: an author's copies, means, sums. */
export interface PassedOver {
  /** Row of the first line, as a spreadsheet counts. */
  readonly row: number;
  /** How many lines. */
  readonly lines: number;
}

/** A line narrower than this is a title or a note, never a row of a plate. */
const NARROWEST = 6;
/** Fewer lines of numbers without row letters are the author's copies or sums, not a plate. */
const FEWEST_LINES = 6;

/**
 * The plate-shaped blocks in a grid of cells, in order.
 *
 * A line belongs to a block when it begins with a row letter, or when most of its cells are numbers;
 * a line of column numbers 1, 2, 3, … is a header. Any other line, or a gap, ends the block. Up to five
 * lines of numbers without row letters are passed over, and listed.
 *
 * @throws {DataError} If there is no block, or one has other than 8 rows of up to 12 cells or 16 of
 * up to 24
 */
export function findBlocks(grid: readonly TableRow[], source: string): {
  blocks: FoundBlock[];
  passedOver: PassedOver[];
} {
  const blocks: FoundBlock[] = [];
  const passedOver: PassedOver[] = [];
  let title = "";
  let run: BlockLine[] = [];
  const close = () => {
    const isPlate = run.length >= FEWEST_LINES || run.some(({ letter }) => letter !== undefined);
    if (isPlate) {
      blocks.push(blockOf(run, title, source));
      title = "";
    } else if (run.length > 0) {
      passedOver.push({ row: run[0].row, lines: run.length });
    }
    run = [];
  };
  for (const line of grid) {
    const next = asBlockLine(line);
    const previous = run.at(-1);
    const continues = next !== undefined && previous !== undefined &&
      line.row === previous.row + 1 &&
      (next.letter === undefined) === (previous.letter === undefined) &&
      // A letter A begins a new plate even where nothing separates the two.
      next.letter !== "A";
    if (!continues) close();
    if (next !== undefined) run.push(next);
    else if (!isColumnNumbers(line.cells)) title = line.cells.filter(Boolean).join(", ");
  }
  close();
  if (blocks.length === 0) {
    throw new DataError(
      `Cannot read ${source}: needs a plate-shaped block (8 rows of 12 or 16 rows of 24 numbers), found none`,
    );
  }
  return { blocks, passedOver };
}

interface BlockLine extends TableRow {
  readonly letter: string | undefined;
}

/** The line as a row of a plate, its letter taken off; undefined where it is none. */
function asBlockLine({ row, cells }: TableRow): BlockLine | undefined {
  if (isColumnNumbers(cells)) return undefined;
  const letter = /^[A-P]$/i.test(cells[0]) ? cells[0].toUpperCase() : undefined;
  const values = letter === undefined ? cells : cells.slice(1);
  const numbers =
    values.filter((cell) =>
      parseNumber(cell) !== undefined || parseNumber(cell, { decimal: "," }) !== undefined
    ).length;
  const filled = values.filter((cell) => !isMissing(cell)).length;
  // A lettered line may be half empty; an unlettered one must look like nothing but a row of numbers.
  const fits = letter === undefined
    ? values.length >= NARROWEST && numbers * 2 > filled
    : filled === 0 || numbers * 2 > filled;
  return fits ? { row, cells: values, letter } : undefined;
}

/** Whether a line counts 1, 2, 3, … from its first or second cell. */
function isColumnNumbers(cells: readonly string[]): boolean {
  const counts = (from: number) =>
    cells.length - from >= NARROWEST &&
    cells.slice(from).every((cell, i) => cell === String(i + 1) || cell === `0${i + 1}`);
  return counts(0) || counts(1);
}

function blockOf(run: readonly BlockLine[], title: string, source: string): FoundBlock {
  const width = run.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const formats: readonly PlateFormat[] = [96, 384];
  const format = formats.find((wells) => PLATE_SHAPES[wells].rows === run.length);
  const named = title === "" ? "" : ` (${quote(title)})`;
  const where = `the block in row ${run[0].row}${named}`;
  if (format === undefined) {
    const letters = run[0].letter === undefined
      ? ""
      : ` (${run.map(({ letter }) => letter).join(", ")})`;
    throw new DataError(
      `Cannot read ${source}: ${where} must have 8 or 16 rows, found ${run.length}${letters}. ` +
        `Add the missing rows, or part what does not belong to the plate by a blank line`,
    );
  }
  const { columns } = PLATE_SHAPES[format];
  if (width > columns) {
    throw new DataError(
      `Cannot read ${source}: ${where} must have ${columns} columns beside its ${run.length} rows, found ${
        plural(width, "column")
      }`,
    );
  }
  if (format === 384 && width <= PLATE_SHAPES[96].columns && run[0].letter === undefined) {
    throw new DataError(
      `Cannot read ${source}: ${where} must have 24 columns beside its 16 rows, found ${width}. ` +
        `If it is two plates of 96 wells, part them by a blank line`,
    );
  }
  const wrong = run.findIndex(({ letter }, i) =>
    letter !== undefined && letter !== rowLetter(i + 1)
  );
  if (wrong >= 0) {
    throw new DataError(
      `Cannot read ${source}: row ${run[wrong].row} must be row ${
        rowLetter(wrong + 1)
      } of the plate, found ${quote(run[wrong].letter ?? "")}`,
    );
  }
  return { title, format, lines: run.map(({ row, cells }) => ({ row, cells })) };
}
