/** Wells on a plate, by which plates are known. */
export type PlateFormat = 6 | 12 | 24 | 48 | 96 | 384 | 1536;

/** Where a well stands, both counted from 1. */
export interface RowAndColumn {
  /** 1 for row A, 27 for row AA. */
  readonly row: number;
  /** 1 to the number of columns. */
  readonly column: number;
}

/** Rows and columns of each plate format. */
export const PLATE_SHAPES: Readonly<Record<PlateFormat, { rows: number; columns: number }>> = {
  6: { rows: 2, columns: 3 },
  12: { rows: 3, columns: 4 },
  24: { rows: 4, columns: 6 },
  48: { rows: 6, columns: 8 },
  96: { rows: 8, columns: 12 },
  384: { rows: 16, columns: 24 },
  1536: { rows: 32, columns: 48 },
};

/** Formats whose numbers alone, without letters, show a plate: smaller ones look like any table. */
export const BARE_FORMATS = [96, 384, 1536] as const;

/** Formats that only letters and column numbers together show to be a plate. */
export const SMALL_FORMATS = [6, 12, 24, 48] as const;

/**
 * The one spelling of a well's position: "A1", "A01" and "a1" are all "A1".
 *
 * @returns The position, or undefined where the text is no well of a plate of up to 1536 wells (A1 to
 * AF48)
 *
 * @example Usage
 * ```ts
 * import { parsePosition } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parsePosition("c07"), "C7");
 * assertEquals(parsePosition("af48"), "AF48");
 * assertEquals(parsePosition("AG1"), undefined);
 * ```
 */
export function parsePosition(text: string): string | undefined {
  const match = /^\s*([A-Z]|A[A-F])0{0,2}([1-9]\d?)\s*$/i.exec(text);
  if (match === null || Number(match[2]) > PLATE_SHAPES[1536].columns) return undefined;
  return `${match[1].toUpperCase()}${match[2]}`;
}

/** Row and column, counted from 1, of a position that {@linkcode parsePosition} spelt: "C7" is row 3, column 7. */
export function rowAndColumn(position: string): RowAndColumn {
  const digits = position.search(/\d/);
  return {
    row: rowNumber(position.slice(0, digits)) ?? NaN,
    column: Number(position.slice(digits)),
  };
}

/** The position at a row and column, both counted from 1: (3, 7) is "C7". */
export function positionAt(row: number, column: number): string {
  return `${rowLetter(row)}${column}`;
}

/** The letter of a row, counted from 1; after row Z come AA to AF. */
export function rowLetter(row: number): string {
  return row <= 26 ? String.fromCharCode(64 + row) : `A${String.fromCharCode(64 + row - 26)}`;
}

/** The row that a letter names, counted from 1: "A" is 1, "af" is 32; undefined where it names none. */
export function rowNumber(letter: string): number | undefined {
  if (!/^([A-Z]|A[A-F])$/i.test(letter)) return undefined;
  const last = letter.toUpperCase().charCodeAt(letter.length - 1) - 64;
  return letter.length === 1 ? last : 26 + last;
}

/** The smallest plate of 96 wells or more that has all these positions. */
export function plateFormatOf(positions: readonly string[]): PlateFormat {
  const places = positions.map(rowAndColumn);
  return BARE_FORMATS.find((format) => {
    const { rows, columns } = PLATE_SHAPES[format];
    return places.every(({ row, column }) => row <= rows && column <= columns);
  }) ?? 1536;
}

/** So many wells on either side of P24 show a plate of 1536. */
const FEWEST_OF_1536 = 6;

/**
 * Which of the positions of one plate lie beyond P24 though nothing shows that the plate has 1536 wells:
 * in a list of 96 wells "Q7" is a typing error, and "S1", "S2", … alone are names of samples.
 */
export function strayPositions(positions: readonly string[]): ReadonlySet<string> {
  const all = new Set(positions);
  const { rows, columns } = PLATE_SHAPES[384];
  const beyond = new Set([...all].filter((position) => {
    const { row, column } = rowAndColumn(position);
    return row > rows || column > columns;
  }));
  return Math.min(beyond.size, all.size - beyond.size) < FEWEST_OF_1536 ? beyond : new Set();
}

/** Whether a well is in the outer ring of its plate. */
export function isOuterWell(position: string, format: PlateFormat): boolean {
  const { row, column } = rowAndColumn(position);
  const { rows, columns } = PLATE_SHAPES[format];
  return row === 1 || row === rows || column === 1 || column === columns;
}
