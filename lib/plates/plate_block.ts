import { withDisplay } from "../display/mod.ts";
import { type CellProblem, DataError, plural, quote, UsageError } from "../errors/mod.ts";
import {
  type DecimalMark,
  type Encoding,
  isMissing,
  type NumberFormat,
  numberFormat,
  parseNumber,
  readTextFile,
  splitGrid,
  type TableRow,
} from "../tables/mod.ts";
import { findBlocks, type FoundBlock, type PassedOver } from "./find_blocks.ts";
import { rangeOf } from "./grid.ts";
import { PLATE_SHAPES, type PlateFormat, positionAt } from "./position.ts";

/** One plate as a block of numbers, laid out as the plate is. */
export interface PlateBlock {
  /** The file, as error messages name it. */
  readonly source: string;
  /** The plate's name. */
  readonly plate: string;
  /** The text line above the block, empty where there is none. */
  readonly title: string;
  /** Wells of the plate. */
  readonly format: PlateFormat;
  /** Signals by plate row and column, as 8 x 12 for 96 wells; null where the cell is empty. */
  readonly signals: readonly (readonly (number | null)[])[];
  /** Row of the file that each plate row stands in, as a spreadsheet counts. */
  readonly rows: readonly number[];
  /** What stands in place of a number, by position: "OVRFLW"; such wells are excluded. */
  readonly words?: Readonly<Record<string, string>>;
  /** Rows of the file by position, where each well has a row of its own. */
  readonly wellRows?: Readonly<Record<string, number>>;
}

/** How a plate-shaped file is to be read. */
export interface PlateBlockOptions {
  /** Names of the plates in the order of their blocks; by default from the titles, else 1, 2, … */
  readonly plates?: readonly string[];
  /** The decimal mark; by default the numbers decide. */
  readonly decimal?: DecimalMark;
}

/**
 * The plates in a plate-shaped file (CSV, TSV, TXT): blocks of 8 rows of 12, 16 rows of 24 or 32 rows
 * of 48, with or without row letters on the left and column numbers above, separated by blank or title
 * lines. A plate of 6 to 48 wells needs both, and no larger plate beside it.
 *
 * A plate is named by its title (`Plate: P1`, `Plate 3`, or the whole line where it does not say
 * "plate"), by `plates`, or by its number in the file. Shorter blocks without row letters, as an
 * author's copies and means, are passed over; the result shows which.
 *
 * @param path The file, relative to the working directory
 * @throws {UsageError} If there is no such file, or `plates` has not one name for each block
 * @throws {DataError} If there is no block, a block lacks a row, a cell is no number, or two plates
 * have one name
 *
 * @example Usage
 * ```ts
 * import { readPlateBlocks } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const line = (letter: string) => [letter, ...Array(12).fill(100)].join(",");
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, ["Plate: P1", ...[..."ABCDEFGH"].map(line)].join("\n"));
 * const [block] = await readPlateBlocks(path);
 * assertEquals([block.plate, block.format, block.signals.length], ["P1", 96, 8]);
 * ```
 */
export async function readPlateBlocks(
  path: string,
  { encoding, ...options }: PlateBlockOptions & { readonly encoding?: Encoding } = {},
): Promise<readonly PlateBlock[]> {
  return parsePlateBlocks(await readTextFile(path, { encoding }), { source: path, ...options });
}

/**
 * As {@linkcode readPlateBlocks}, from text.
 *
 * @param options.source What error messages call the text
 * @throws {UsageError} As {@linkcode readPlateBlocks}
 * @throws {DataError} As {@linkcode readPlateBlocks}
 */
export function parsePlateBlocks(
  text: string,
  { source, plates, decimal }: PlateBlockOptions & { readonly source: string },
): readonly PlateBlock[] {
  const { blocks: found, passedOver } = findBlocks(splitGrid(text, source));
  requireBlocks(found, passedOver, source);
  const blocks = readFoundBlocks(found, namePlates(found, plates, source), { source, decimal });
  return withDisplay(blocks, () => ({ "text/plain": describe(blocks, passedOver) }));
}

/**
 * Blocks as plates of numbers.
 *
 * @param names The name of each plate
 * @param options.where What messages call the sheet; by default the source
 * @param options.isWord Whether a text may stand in place of a number, and leaves its well out
 * @throws {DataError} If a cell is no number
 */
export function readFoundBlocks(
  found: readonly FoundBlock[],
  names: readonly string[],
  { source, decimal, where = source, isWord = () => false }: {
    readonly source: string;
    readonly decimal?: DecimalMark;
    readonly where?: string;
    readonly isWord?: (text: string) => boolean;
  },
): PlateBlock[] {
  const format = numbersOf(found, where, decimal);
  const problems: CellProblem[] = [];
  const blocks = found.map((block, i): PlateBlock => {
    const words: Record<string, string> = {};
    const read = (line: TableRow, row: number) =>
      readLine(line, row, block, format, (position, cell) => {
        if (isWord(cell)) words[position] = cell;
        else {problems.push({
            row: line.row,
            needed: `a finite number in well ${position}`,
            found: cell,
          });}
      });
    return {
      source,
      plate: names[i],
      title: block.title,
      format: block.format,
      signals: block.lines.map(read),
      rows: block.lines.map(({ row }) => row),
      ...(Object.keys(words).length > 0 && { words }),
    };
  });
  if (problems.length > 0) throw DataError.ofCells(`read ${where}`, problems);
  return blocks;
}

/**
 * Refuses a sheet without a plate, or with something that seems meant as one and is none.
 *
 * @throws {DataError} The first of these
 */
export function requireBlocks(
  blocks: readonly FoundBlock[],
  passedOver: readonly PassedOver[],
  source: string,
): void {
  const problem = passedOver.find(({ problem }) => problem !== null)?.problem;
  if (problem !== undefined && problem !== null) {
    throw new DataError(`Cannot read ${source}: ${problem}`);
  }
  if (blocks.length > 0) return;
  throw new DataError(
    `Cannot read ${source}: needs a plate-shaped block (8 rows of 12, 16 of 24 or 32 of 48 numbers), found none`,
  );
}

/** What was found, and what was not taken for a plate. */
function describe(blocks: readonly PlateBlock[], passedOver: readonly PassedOver[]): string {
  const plates = blocks.map(({ plate, format, rows }) => {
    return `plate ${quote(plate)}, ${format} wells, rows ${rows[0]} to ${rows[rows.length - 1]}`;
  });
  const others = passedOver.map((region) =>
    `passed over: ${plural(region.rows.length, "line")} of numbers in ${rangeOf(region)}`
  );
  return [...plates, ...others].join("\n");
}

function namePlates(
  found: readonly FoundBlock[],
  plates: readonly string[] | undefined,
  source: string,
): readonly string[] {
  if (plates !== undefined && plates.length !== found.length) {
    throw new UsageError(
      `Cannot read ${source}: plates must name ${
        plural(found.length, "block")
      }, as many as the file holds, found ${plural(plates.length, "name")}`,
    );
  }
  const names = plates ?? found.map(({ title }, i) => nameInTitle(title) ?? String(i + 1));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new DataError(
      `Cannot read ${source}: each plate needs a name of its own, found two called ${
        quote(twice)
      }. Name them in order: plates: ["P1", "P2", …]`,
    );
  }
  return names;
}

function nameInTitle(title: string): string | undefined {
  return plateInTitle(title) ?? (title === "" ? undefined : title);
}

/** What a reader says of the plate's make, which is no name. */
const MAKE = /\b(flat|bottom|corning|greiner|costar|nunc|falcon|(96|384|1536)([- ]?wells?)?)\b/i;

/** The part of a plate that was read: "A1-H12". */
const WELLS = /^[a-p]\d{1,2}\s*[-:]\s*[a-p]\d{1,2}$/i;

/**
 * The name after the word "plate" in a title: "Plate: P1, 72 h" and "Plate Number, Plate P1" name P1.
 * A word without a digit is a name only after a colon or the like: "Plate information" names nothing.
 */
export function plateInTitle(title: string): string | undefined {
  // A cell behind one that says "Plate:" is a name whole.
  const [, cell] = /^plate:, ([^,]*[^\s,]\s+[^\s,][^,]*)/i.exec(title) ?? [];
  if (cell !== undefined && !MAKE.test(cell)) return cell.trim();
  const [said = "", mark = "", name] =
    /\bplate\b(?:\s*(?:number|name|id|no\.?)\b)?([\s:#=,]*)(?:plate\b[\s#]*)?([^\s,;:]+)[^,;]*/i
      .exec(title) ?? [];
  if (name === undefined || MAKE.test(said) || WELLS.test(name)) return undefined;
  return /\d/.test(name) || /[:#=]/.test(mark) ? name : undefined;
}

/** How the numbers of all blocks are written. */
function numbersOf(
  found: readonly FoundBlock[],
  source: string,
  decimal: DecimalMark | undefined,
): NumberFormat {
  const columns = Array.from({ length: PLATE_SHAPES[1536].columns }, (_, i) => String(i + 1));
  const rows = found.flatMap(({ lines }) => lines).map(({ row, cells }) => ({
    row,
    cells: columns.map((_, i) => cells[i] ?? ""),
  }));
  const table = { source, columns, rows, ...(decimal === undefined ? {} : { decimal }) };
  return numberFormat(table, columns.map((_, i) => i));
}

function readLine(
  { cells }: TableRow,
  plateRow: number,
  block: FoundBlock,
  format: NumberFormat,
  refuse: (position: string, cell: string) => void,
): (number | null)[] {
  const { columns } = PLATE_SHAPES[block.format];
  return Array.from({ length: columns }, (_, i) => {
    const cell = cells[i] ?? "";
    if (isMissing(cell)) return null;
    const signal = parseNumber(cell, format);
    if (signal === undefined) refuse(positionAt(plateRow + 1, i + 1), cell);
    return signal ?? null;
  });
}
