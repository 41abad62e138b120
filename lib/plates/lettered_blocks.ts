import { type Grid, mostlyNumbers, type Region } from "./grid.ts";
import { BARE_FORMATS, PLATE_SHAPES, rowLetter, rowNumber, SMALL_FORMATS } from "./position.ts";

/** A block that row letters or column numbers show to be one. */
export interface AnchoredBlock extends Region {
  /** The letters on its left; empty where it has none. */
  readonly letters: readonly string[];
  /** Row of the column numbers above it; null where it has none. */
  readonly header: number | null;
  /** What stands where letters and numbers meet: "", "<>", or what the block holds ("drug"). */
  readonly corner: string;
  /** Whether its rows stand in turn with those of other reads of the same plate. */
  readonly isInterleaved: boolean;
}

/** Column numbers 1, 2, 3, … in a row, from a column. */
interface NumberHeader {
  readonly row: number;
  readonly left: number;
  readonly columns: number;
}

/** Fewer column numbers than this are no header, fewer letters no plate that lacks a row. */
const FEWEST = 6;
/** A reader that prints several reads of a well one below the other letters only the first. */
const MOST_READS = 40;

/** The blocks of a sheet that have row letters on their left or column numbers above them. */
export function anchoredBlocks(grid: Grid): AnchoredBlock[] {
  const headers = grid.rows.flatMap(({ row, cells }) => headersIn(row, cells));
  const runs = letterRuns(grid, headers);
  const lettered = runs.flatMap((run) => blockOfLetters(grid, run, headers, runs));
  const numbered = headers
    .filter((header) => !lettered.some((block) => overlapsHeader(block, header)))
    .flatMap((header) => blockOfHeader(grid, header));
  const small = runs.filter((run) => !lettered.some(({ rows }) => rows[0] === run.rows[0]))
    .flatMap((run) => smallBlock(grid, run));
  return [...lettered, ...numbered, ...small];
}

/** Whether letters and column numbers together show a block to be a whole plate of 6 to 48 wells. */
export function smallFormatOf(
  { rows, columns, letters, header }: AnchoredBlock,
): typeof SMALL_FORMATS[number] | undefined {
  if (header === null) return undefined;
  return SMALL_FORMATS.find((format) =>
    PLATE_SHAPES[format].rows === rows.length && PLATE_SHAPES[format].columns === columns &&
    letters.length === rows.length && letters.every((letter, i) => letter === rowLetter(i + 1))
  );
}

function headersIn(row: number, cells: readonly string[]): NumberHeader[] {
  const found: NumberHeader[] = [];
  for (let left = 0; left < cells.length; left++) {
    let columns = 0;
    while (Number(cells[left + columns]) === columns + 1 && /^0?\d+$/.test(cells[left + columns])) {
      columns++;
    }
    if (columns < FEWEST) continue;
    found.push({ row, left, columns });
    left += columns - 1;
  }
  return found;
}

interface LetterRun {
  readonly column: number;
  readonly rows: readonly number[];
  readonly letters: readonly string[];
  /** Rows from one letter to the next; more than 1 where each well was read several times. */
  readonly stride: number;
}

/** Single letters below each other; a second A, or the same letter again, begins another run. */
function letterRuns(grid: Grid, headers: readonly NumberHeader[]): LetterRun[] {
  const columns = new Map<number, { row: number; letter: string }[]>();
  for (const { row, cells } of grid.rows) {
    cells.forEach((cell, column) => {
      if (rowNumber(cell) === undefined) return;
      const here = columns.get(column) ?? [];
      here.push({ row, letter: letterAfter(here.at(-1)?.letter, cell) });
      columns.set(column, here);
    });
  }
  return [...columns].flatMap(([column, letters]) => {
    const runs: { row: number; letter: string }[][] = [];
    for (const next of letters) {
      const run = runs.at(-1);
      const last = run?.at(-1);
      const stride = run !== undefined && run.length > 1 ? run[1].row - run[0].row : null;
      const step = last === undefined ? 0 : next.row - last.row;
      // Beyond P a letter is a row of a plate only after the one before it.
      const number = rowNumber(next.letter) ?? 0;
      if (number > PLATE_SHAPES[384].rows && rowNumber(last?.letter ?? "") !== number - 1) continue;
      const fits = last !== undefined && next.letter !== "A" && next.letter !== last.letter &&
        (stride === null ? isStride(grid, column, last.row, step, headers) : step === stride);
      if (fits) run?.push(next);
      else runs.push([next]);
    }
    return runs.filter((run) => run.length > 1).map((run) => ({
      column,
      rows: run.map(({ row }) => row),
      letters: run.map(({ letter }) => letter),
      stride: run[1].row - run[0].row,
    }));
  });
}

/** The letter of a row; below Z, or after a letter so read, BMG's readers write "a" to "f" for AA to AF. */
function letterAfter(last: string | undefined, cell: string): string {
  const isBelowZ = /^[a-f]$/.test(cell) && (last === "Z" || last?.length === 2);
  return `${isBelowZ ? "A" : ""}${cell.toUpperCase()}`;
}

/** Whether the next letter may stand this many rows below: the rows between are further reads. */
function isStride(
  grid: Grid,
  column: number,
  row: number,
  step: number,
  headers: readonly NumberHeader[],
): boolean {
  if (step === 1) return true;
  if (step > MOST_READS || headerAbove(row, column + 1, headers) === undefined) return false;
  const between = Array.from({ length: step - 1 }, (_, i) => row + 1 + i);
  return between.every((line) =>
    grid.at(line, column) === "" && /\d/.test(grid.at(line, column + 1))
  );
}

/** The column numbers right above a row, or with one row between. */
function headerAbove(
  row: number,
  left: number,
  headers: readonly NumberHeader[],
): NumberHeader | undefined {
  return headers.find((header) =>
    header.left === left && (header.row === row - 1 || header.row === row - 2)
  );
}

function blockOfLetters(
  grid: Grid,
  run: LetterRun,
  headers: readonly NumberHeader[],
  runs: readonly LetterRun[],
): AnchoredBlock[] {
  const left = run.column + 1;
  const header = headerAbove(run.rows[0], left, headers);
  const columns = header?.columns ?? widthBeside(grid, run, runs);
  if (columns === 0 || (header === undefined && run.letters.length < FEWEST)) return [];
  return Array.from({ length: run.stride }, (_, read) => ({
    rows: run.rows.map((row) => row + read),
    left,
    columns,
    letters: run.letters,
    header: header?.row ?? null,
    corner: header === undefined ? "" : grid.at(header.row, run.column),
    isInterleaved: run.stride > 1,
  }));
}

/** How far the cells beside letters reach, where no column numbers say so. */
function widthBeside(grid: Grid, { column, rows }: LetterRun, runs: readonly LetterRun[]): number {
  const isFilled = (at: number) =>
    rows.some((row) => grid.at(row, at) !== "") &&
    !runs.some((other) => other.column === at && other.rows.includes(rows[0]));
  const format = BARE_FORMATS.find((wells) => rows.length <= PLATE_SHAPES[wells].rows) ?? 1536;
  const most = PLATE_SHAPES[format].columns;
  const inside = Array.from({ length: most }, (_, i) => column + 1 + i);
  const other = inside.findIndex((at) =>
    runs.some((run) => run.column === at && run.rows.includes(rows[0]))
  );
  let width = (other < 0 ? inside : inside.slice(0, other)).findLastIndex(isFilled) + 1;
  // What touches a full plate on its right belongs to it, or nobody can say where it ends.
  while (width >= most && isFilled(column + 1 + width)) width++;
  return width;
}

/** A plate of 6 or 12 wells: its few column numbers are a header only right above its letters. */
function smallBlock(grid: Grid, { column, rows, letters }: LetterRun): AnchoredBlock[] {
  const left = column + 1;
  const header = rows[0] - 1;
  return SMALL_FORMATS.flatMap((format) => {
    const { columns } = PLATE_SHAPES[format];
    const block = {
      rows,
      left,
      columns,
      letters,
      header,
      corner: grid.at(header, column),
      isInterleaved: false,
    };
    const isHeader = grid.at(header, left + columns) === "" &&
      Array.from({ length: columns }, (_, i) => Number(grid.at(header, left + i)) === i + 1)
        .every(Boolean);
    return isHeader && smallFormatOf(block) === format ? [block] : [];
  });
}

function blockOfHeader(grid: Grid, { row, left, columns }: NumberHeader): AnchoredBlock[] {
  const rows: number[] = [];
  const holds = (line: number) => {
    const cells = Array.from({ length: columns }, (_, i) => grid.at(line, left + i));
    return cells.some((cell) => /\d/.test(cell)) && mostlyNumbers(cells);
  };
  while (holds(row + 1 + rows.length)) rows.push(row + 1 + rows.length);
  if (rows.length < FEWEST) return [];
  return [{ rows, left, columns, letters: [], header: row, corner: "", isInterleaved: false }];
}

function overlapsHeader(block: AnchoredBlock, header: NumberHeader): boolean {
  return block.header === header.row && block.left === header.left ||
    // A row of a plate may count 1, 2, 3 by chance.
    block.rows.includes(header.row) && block.left <= header.left &&
      header.left < block.left + block.columns;
}
