import { isMissing, parseNumber, type TableRow } from "../tables/mod.ts";

/** The cells of a sheet by row (as a spreadsheet counts) and column (from 0). */
export interface Grid {
  /** Rows that hold something. */
  readonly rows: readonly TableRow[];
  /** The cell, "" where there is none. */
  readonly at: (row: number, column: number) => string;
}

/** Rows of a sheet that can be asked for their cells. */
export function gridOf(rows: readonly TableRow[]): Grid {
  const lines = new Map(rows.map(({ row, cells }) => [row, cells]));
  return { rows, at: (row, column) => lines.get(row)?.[column] ?? "" };
}

/** A rectangle of cells; its rows need not follow each other (a reader may print two reads in turn). */
export interface Region {
  /** Rows as a spreadsheet counts. */
  readonly rows: readonly number[];
  /** Its first column, counted from 0. */
  readonly left: number;
  /** How many columns. */
  readonly columns: number;
}

/** The range in a spreadsheet's words: "A8:L15". */
export function rangeOf({ rows, left, columns }: Region): string {
  return `${addressOf(rows[0], left)}:${addressOf(rows[rows.length - 1], left + columns - 1)}`;
}

/** The address of a cell: row 8 and column 0 are "A8". */
export function addressOf(row: number, column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + (rest - 1) % 26) + letters;
  }
  return `${letters}${row}`;
}

/** The cells of a region, row by row. */
export function cellsOf(grid: Grid, { rows, left, columns }: Region): TableRow[] {
  return rows.map((row) => ({
    row,
    cells: Array.from({ length: columns }, (_, i) => grid.at(row, left + i)),
  }));
}

/** Whether a cell is a number, with whichever decimal mark. */
export function isNumeric(cell: string): boolean {
  return parseNumber(cell) !== undefined || parseNumber(cell, { decimal: "," }) !== undefined;
}

/** Whether most of the cells that hold something are numbers; also where none holds anything. */
export function mostlyNumbers(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !isMissing(cell));
  return filled.length === 0 || filled.filter(isNumeric).length * 2 > filled.length;
}
