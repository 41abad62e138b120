import { plural, quote } from "../errors/mod.ts";
import { isMissing, type TableRow } from "../tables/mod.ts";
import { cellsOf, type Grid, gridOf, isNumeric, rangeOf, type Region } from "./grid.ts";
import { type AnchoredBlock, anchoredBlocks, smallFormatOf } from "./lettered_blocks.ts";
import { numberRegions } from "./number_regions.ts";
import { BARE_FORMATS, PLATE_SHAPES, type PlateFormat, rowLetter } from "./position.ts";
import { labelAmong, titleAmong } from "./title_among.ts";
import { isInstrumentWord } from "./well_list.ts";

/** A plate-shaped block where it was found: its lines without row letters. */
export interface FoundBlock extends Region {
  /** The text line above, "" where there is none. */
  readonly title: string;
  /** All text lines since the block before, from the top. */
  readonly titles: readonly string[];
  /** What stands where row letters and column numbers meet. */
  readonly corner: string;
  /** What stands on its right in the first row, below no column number: the name of a read. */
  readonly label: string;
  /** Whether its rows stand in turn with those of other reads of the same plate. */
  readonly isInterleaved: boolean;
  /** Whether letters or column numbers mark it. */
  readonly isMarked: boolean;
  /** Whether it holds numbers, and not names. */
  readonly isNumeric: boolean;
  readonly format: PlateFormat;
  readonly lines: readonly TableRow[];
}

/** Numbers that are no plate: an author's copies, means, sums. */
export interface PassedOver extends Region {
  /** What is wrong with it if it was meant as a plate; null where nothing suggests that. */
  readonly problem: string | null;
  /** Whether formulas made all of it. */
  readonly isCalculated: boolean;
}

/** What one sheet holds, in the order of the sheet. */
export interface BlocksInSheet {
  readonly blocks: readonly FoundBlock[];
  readonly passedOver: readonly PassedOver[];
}

/** Fewer lines of numbers without letters are the author's copies or sums, not a plate. */
const FEWEST_LINES = 6;
const FEWEST_COLUMNS = 6;

/** Titles of small tables of what was made of wells. */
const SUMMARY = /\b(means?|average|median|sd|std|sem|cv|sum|summary|[IEG][CIR]?50|ratio|fold)\b|%/i;

/**
 * The plate-shaped blocks in a sheet, anywhere in it, and the numbers that are none.
 *
 * A block is 8 rows of up to 12 cells, 16 of up to 24 or 32 of up to 48, marked by row letters on its
 * left or column numbers above, or without marks exactly so large. A plate of 6 to 48 wells is one only
 * with letters and numbers, whole, under no title of a summary, and where no larger plate stands in the
 * sheet. What formulas calculate is never taken for a reading unless letters or numbers mark it.
 *
 * @param calculated Addresses of the cells that hold formulas
 * @param options.hasOtherReadings Whether a list holds readings too: then no small block is a plate
 */
export function findBlocks(
  rows: readonly TableRow[],
  calculated: ((row: number, column: number) => boolean) | null = null,
  { hasOtherReadings = false }: { readonly hasOtherReadings?: boolean } = {},
): BlocksInSheet {
  const grid = gridOf(rows);
  const anchored = anchoredBlocks(grid);
  const marked = blocksByRow(anchored);
  const taken = (row: number, column: number) =>
    marked.get(row)?.some((block) => isWithin(block, row, column)) ?? false;
  const read = numberRegions(
    grid,
    (row, column) => !taken(row, column) && !calculated?.(row, column),
  );
  const made = calculated === null ? [] : calculatedRegions(
    grid,
    read,
    (row, column) => calculated(row, column) && !taken(row, column),
  );
  const candidates: Candidate[] = [
    ...anchored.map((block) => ({ ...block, isCalculated: false })),
    ...read.map((region) => ({ ...region, ...UNMARKED, isCalculated: false })),
    ...made.map((region) => ({ ...region, ...UNMARKED, isCalculated: true })),
  ];
  const ordered = candidates.sort((a, b) => a.rows[0] - b.rows[0] || a.left - b.left);
  const texts = textLines(grid, ordered);
  const hasLarger = hasOtherReadings ||
    ordered.some((candidate) => problemOf(candidate, "") === null);
  const blocks: FoundBlock[] = [];
  const passedOver: PassedOver[] = [];
  for (const candidate of ordered) {
    const { isCalculated, rows, left, columns } = candidate;
    const lines = cellsOf(grid, candidate);
    const above = rowsAbove(texts, rows[0]);
    const after = rowsAbove(texts, previousEnd(blocks, rows[0]) + 1);
    const titles = texts.slice(after, above).map(({ text }) => text);
    // Tecan's readers mark a plate by "<>" and name it above a list of settings.
    const title = (candidate.corner === "<>" ? labelAmong(titles) : null) ?? titleAmong(titles);
    const small = smallFormatOf(candidate);
    const isSummary = small !== undefined && SUMMARY.test(title);
    const isSmallPlate = small !== undefined && !hasLarger && !isSummary;
    const problem = isSmallPlate ? null : isSummary ? "" : problemOf(candidate, title);
    const region = { rows, left, columns };
    if (problem !== null || isCalculated) {
      passedOver.push({ ...region, problem: problem || null, isCalculated });
    } else {
      blocks.push({
        ...region,
        title,
        titles,
        corner: candidate.corner,
        label: candidate.header === null ? "" : grid.at(rows[0], left + columns),
        isInterleaved: candidate.isInterleaved,
        isMarked: isMarked(candidate),
        isNumeric: mostlyReadings(lines.flatMap(({ cells }) => cells)),
        format: formatOf(rows) ?? small ?? 96,
        lines,
      });
    }
  }
  return { blocks, passedOver };
}

/** Whether cells hold readings, or the words that stand in place of them, and not names. */
function mostlyReadings(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !isMissing(cell));
  const read = filled.filter((cell) => isNumeric(cell) || isInstrumentWord(cell));
  return filled.length === 0 || read.length * 2 > filled.length;
}

/** Regions that formulas made, where no reading stands. */
function calculatedRegions(
  grid: Grid,
  read: readonly Region[],
  isCalculated: (row: number, column: number) => boolean,
): Region[] {
  const keyOf = (row: number, column: number) => `${row} ${column}`;
  const inRead = new Set(
    read.flatMap(({ rows, left, columns }) =>
      rows.flatMap((row) => Array.from({ length: columns }, (_, i) => keyOf(row, left + i)))
    ),
  );
  return numberRegions(
    grid,
    (row, column) => isCalculated(row, column) && !inRead.has(keyOf(row, column)),
  );
}

interface Candidate extends AnchoredBlock {
  readonly isCalculated: boolean;
}

const UNMARKED = { letters: [], header: null, corner: "", isInterleaved: false };

function isMarked({ letters, header }: AnchoredBlock): boolean {
  return letters.length > 0 || header !== null;
}

/** The marked blocks that each row may belong to. */
function blocksByRow(blocks: readonly AnchoredBlock[]): Map<number, AnchoredBlock[]> {
  const byRow = new Map<number, AnchoredBlock[]>();
  for (const block of blocks) {
    for (let row = block.header ?? block.rows[0]; row <= lastRow(block); row++) {
      const here = byRow.get(row) ?? [];
      here.push(block);
      byRow.set(row, here);
    }
  }
  return byRow;
}

/** Whether a cell belongs to a marked block: its values, letters or column numbers. */
function isWithin(
  { rows, left, columns, letters, header }: AnchoredBlock,
  row: number,
  column: number,
): boolean {
  const first = header ?? rows[0];
  const from = left - (letters.length > 0 ? 1 : 0);
  return row >= first && row <= rows[rows.length - 1] && column >= from && column < left + columns;
}

/** How many of the lines stand above a row; they are in order. */
function rowsAbove(lines: readonly { readonly row: number }[], row: number): number {
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (lines[middle].row < row) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The last row of the blocks that end above a row; 0 where there is none. */
function previousEnd(blocks: readonly FoundBlock[], row: number): number {
  return blocks.map(lastRow).reduce((last, end) => end < row ? Math.max(last, end) : last, 0);
}

function lastRow({ rows }: Region): number {
  return rows[rows.length - 1];
}

/** The lines of text between the blocks: titles and notes. */
function textLines(grid: Grid, candidates: readonly Candidate[]): { row: number; text: string }[] {
  const used = new Set(
    candidates.flatMap(({ rows, header }) => header === null ? rows : [header, ...rows]),
  );
  return grid.rows.filter(({ row }) => !used.has(row)).map(({ row, cells }) => ({
    row,
    text: cells.filter(Boolean).join(", "),
  }));
}

/** The plate that has so many rows; undefined where none of those that need no marks has. */
function formatOf(rows: readonly number[]): typeof BARE_FORMATS[number] | undefined {
  return BARE_FORMATS.find((wells) => PLATE_SHAPES[wells].rows === rows.length);
}

/** Why a candidate is no plate: in words if it seems meant as one, "" if not; null if it is one. */
function problemOf(candidate: Candidate, title: string): string | null {
  const { rows, columns, letters, header } = candidate;
  const marked = isMarked(candidate);
  if (rows.length < FEWEST_LINES && columns < FEWEST_COLUMNS) return "";
  if (!marked && (rows.length < FEWEST_LINES || columns < FEWEST_COLUMNS)) return "";
  const named = title === "" ? "" : ` (${quote(title)})`;
  const where = `the block in row ${rows[0]}${named}`;
  const format = formatOf(rows);
  if (format === undefined) {
    const found = letters.length === 0 ? "" : ` (${letters.join(", ")})`;
    return `${where} must have 8, 16 or 32 rows, found ${rows.length}${found}. ` +
      `Add the missing rows, or part what does not belong to the plate by a blank line`;
  }
  const most = PLATE_SHAPES[format].columns;
  if (columns > most) {
    return `${where} must have ${most} columns beside its ${rows.length} rows, found ${
      plural(columns, "column")
    }`;
  }
  const part = BARE_FORMATS.find((wells) => columns <= PLATE_SHAPES[wells].columns) ?? format;
  if (letters.length === 0 && part < format) {
    const plates = rows.length / PLATE_SHAPES[part].rows;
    return `${where} must have ${most} columns beside its ${rows.length} rows, found ${columns}. ` +
      `If it is ${
        plates === 2 ? "two" : plates
      } plates of ${part} wells, part them by a blank line`;
  }
  if (!marked && columns < most) {
    return `${where} must have ${most} columns beside its ${rows.length} rows, found ${columns} (${
      rangeOf(candidate)
    }). Write the row letters on its left or the column numbers above it, so that it shows which wells these are`;
  }
  const wrong = letters.findIndex((letter, i) => letter !== rowLetter(i + 1));
  return wrong < 0 || header === null && letters.length === 0
    ? null
    : `row ${rows[wrong]} must be row ${rowLetter(wrong + 1)} of the plate, found ${
      quote(letters[wrong])
    }`;
}

/** What stands beside and above a block, as its name. */
export function headingOf({ label, title }: FoundBlock): string {
  return label || title;
}
