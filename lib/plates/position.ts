/** Wells on a plate: 8 rows of 12 columns, or 16 rows of 24. */
export type PlateFormat = 96 | 384;

/** Where a well stands, both counted from 1. */
export interface RowAndColumn {
  /** 1 for row A. */
  readonly row: number;
  /** 1 to 12, or to 24. */
  readonly column: number;
}

/** Rows and columns of each plate format. */
export const PLATE_SHAPES: Readonly<Record<PlateFormat, { rows: number; columns: number }>> = {
  96: { rows: 8, columns: 12 },
  384: { rows: 16, columns: 24 },
};

/**
 * The one spelling of a well's position: "A1", "A01" and "a1" are all "A1".
 *
 * @returns The position, or undefined where the text is no well of a 96- or 384-well plate (A1 to P24)
 *
 * @example Usage
 * ```ts
 * import { parsePosition } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parsePosition("c07"), "C7");
 * assertEquals(parsePosition("Q1"), undefined);
 * ```
 */
export function parsePosition(text: string): string | undefined {
  const match = /^\s*([A-P])0{0,2}([1-9]\d?)\s*$/i.exec(text);
  if (match === null || Number(match[2]) > PLATE_SHAPES[384].columns) return undefined;
  return `${match[1].toUpperCase()}${match[2]}`;
}

/** Row and column, counted from 1, of a position that {@linkcode parsePosition} spelt: "C7" is row 3, column 7. */
export function rowAndColumn(position: string): RowAndColumn {
  return { row: position.charCodeAt(0) - 64, column: Number(position.slice(1)) };
}

/** The position at a row and column, both counted from 1: (3, 7) is "C7". */
export function positionAt(row: number, column: number): string {
  return `${rowLetter(row)}${column}`;
}

/** The letter of a row, counted from 1. */
export function rowLetter(row: number): string {
  return String.fromCharCode(64 + row);
}

/** The smallest plate that has all these positions: 96 wells up to H12, else 384. */
export function plateFormatOf(positions: readonly string[]): PlateFormat {
  const { rows, columns } = PLATE_SHAPES[96];
  const fits = positions.map(rowAndColumn).every(({ row, column }) =>
    row <= rows && column <= columns
  );
  return fits ? 96 : 384;
}

/** Whether a well is in the outer ring of its plate. */
export function isOuterWell(position: string, format: PlateFormat): boolean {
  const { row, column } = rowAndColumn(position);
  const { rows, columns } = PLATE_SHAPES[format];
  return row === 1 || row === rows || column === 1 || column === columns;
}
