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
  type TableRow,
} from "../tables/mod.ts";
import { findBlocks, type FoundBlock, type PassedOver } from "./find_blocks.ts";
import { PLATE_SHAPES, type PlateFormat, positionAt } from "./position.ts";
import { textGrid } from "./text_grid.ts";

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
  /** Signals by plate row and column, 8 x 12 or 16 x 24; null where the cell is empty. */
  readonly signals: readonly (readonly (number | null)[])[];
  /** Row of the file that each plate row stands in, as a spreadsheet counts. */
  readonly rows: readonly number[];
}

/** How a plate-shaped file is to be read. */
export interface PlateBlockOptions {
  /** Names of the plates in the order of their blocks; by default from the titles, else 1, 2, … */
  readonly plates?: readonly string[];
  /** The decimal mark; by default the numbers decide. */
  readonly decimal?: DecimalMark;
}

/**
 * The plates in a plate-shaped file (CSV, TSV, TXT): blocks of 8 rows of 12 or 16 rows of 24, with or
 * without row letters on the left and column numbers above, separated by blank or title lines.
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
  const { blocks: found, passedOver } = findBlocks(textGrid(text), source);
  const names = namePlates(found, plates, source);
  const format = numbersOf(found, source, decimal);
  const problems: CellProblem[] = [];
  const blocks = found.map((block, i) => ({
    source,
    plate: names[i],
    title: block.title,
    format: block.format,
    signals: block.lines.map((line, row) => readLine(line, row, block, format, problems)),
    rows: block.lines.map(({ row }) => row),
  }));
  if (problems.length > 0) throw DataError.ofCells(`read ${source}`, problems);
  return withDisplay(blocks, () => ({ "text/plain": describe(blocks, passedOver) }));
}

/** What was found, and what was not taken for a plate. */
function describe(blocks: readonly PlateBlock[], passedOver: readonly PassedOver[]): string {
  const plates = blocks.map(({ plate, format, rows }) => {
    return `plate ${quote(plate)}, ${format} wells, rows ${rows[0]} to ${rows[rows.length - 1]}`;
  });
  const others = passedOver.map(({ row, lines }) =>
    `passed over: ${plural(lines, "line")} of numbers from row ${row}`
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
  const named = /\bplate\b[\s:#=]*([^\s,;:]+)/i.exec(title);
  return named?.[1] ?? (title === "" ? undefined : title);
}

/** How the numbers of all blocks are written. */
function numbersOf(
  found: readonly FoundBlock[],
  source: string,
  decimal: DecimalMark | undefined,
): NumberFormat {
  const columns = Array.from({ length: PLATE_SHAPES[384].columns }, (_, i) => String(i + 1));
  const rows = found.flatMap(({ lines }) => lines).map(({ row, cells }) => ({
    row,
    cells: columns.map((_, i) => cells[i] ?? ""),
  }));
  const table = { source, columns, rows, ...(decimal === undefined ? {} : { decimal }) };
  return numberFormat(table, columns.map((_, i) => i));
}

function readLine(
  { row, cells }: TableRow,
  plateRow: number,
  block: FoundBlock,
  format: NumberFormat,
  problems: CellProblem[],
): (number | null)[] {
  const { columns } = PLATE_SHAPES[block.format];
  return Array.from({ length: columns }, (_, i) => {
    const cell = cells[i] ?? "";
    if (isMissing(cell)) return null;
    const signal = parseNumber(cell, format);
    if (signal === undefined) {
      const well = positionAt(plateRow + 1, i + 1);
      problems.push({ row, needed: `a finite number in well ${well}`, found: cell });
    }
    return signal ?? null;
  });
}
