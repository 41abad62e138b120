import type { TableRow } from "../tables/mod.ts";
import { parsePosition, strayPositions } from "./position.ts";
import { parseTime } from "./reading_time.ts";
import { isNumeric } from "./grid.ts";

/** A row that names fewer wells is no header. */
export const FEWEST_WELLS = 6;

const TIME =
  /^(avg\.?|average|mean|elapsed|kinetic)?\s*(time([ _]?points?)?|zeit|hours?|hrs?|minutes|seconds|days?)(?![a-z])|^elapsed(?![a-z])/i;
/** What numbers the readings, where nothing says when they were taken. */
export const NUMBER = /^(wavelength|cycle|reading|read|kinetic read|repeat|measurement)(?![a-z])/i;
export const TEMPERATURE = /^(t\s*[^\w\s]|°c|temp)/i;
/** What the first column of a table of responses to doses is called, or ends in: a molar unit. */
const DOSE = /^(log\S*\s*)?(dose|conc)/i;
const MOLAR = /(^|[\s_([])[fpnuµμm]?M[\])]?$/;

/** Whether a column is called a time. A row of a plate is no "H" for hours. */
export function isTimeName(cell: string): boolean {
  return TIME.test(cell.trim()) || /^[[(]?h[\])]?$/.test(cell.trim());
}

/** A row that names wells. */
export interface WellHeader {
  readonly row: TableRow;
  readonly wells: readonly { readonly column: number; readonly position: string }[];
  /** A well that is named twice; null where none is. */
  readonly twice: string | null;
}

/** The wells that a row names; null where it is no header of readings. */
export function wellHeaderOf(row: TableRow): WellHeader | null {
  const named = row.cells.flatMap((cell, column) => {
    const position = parsePosition(cell);
    return position === undefined ? [] : [{ column, position }];
  });
  if (named.length < FEWEST_WELLS) return null;
  const stray = strayPositions(named.map(({ position }) => position));
  const wells = named.filter(({ position }) => !stray.has(position));
  const filled = row.cells.filter(Boolean).length;
  if (wells.length < FEWEST_WELLS || wells.length * 2 <= filled) return null;
  const seen = new Set<string>();
  const twice = wells.find(({ position }) => seen.has(position) || !seen.add(position));
  const header = { row, wells, twice: twice?.position ?? null };
  return namesDoses(header) ? null : header;
}

/** Whether its rows are doses, and so its wells are names of samples ("A1" is a patient). */
function namesDoses(header: WellHeader): boolean {
  const first = header.row.cells.find(Boolean) ?? "";
  return (DOSE.test(first) || MOLAR.test(first)) && columnNamed(isTimeName, header, []) === null;
}

/** The column beside the wells that the header, or a line of names below it, calls so. */
export function columnNamed(
  isNamed: (cell: string) => boolean,
  header: WellHeader,
  names: readonly TableRow[],
): { readonly column: number; readonly name: string } | null {
  const isWell = wellColumns(header);
  for (const { cells } of [header.row, ...names]) {
    const column = cells.findIndex((cell, i) => !isWell.has(i) && isNamed(cell.trim()));
    if (column >= 0) return { column, name: cells[column].trim() };
  }
  return null;
}

/** The columns that are wells. */
export function wellColumns({ wells }: WellHeader): ReadonlySet<number> {
  return new Set(wells.map(({ column }) => column));
}

/** The text beside a line ("OD 450"); "" where there is none. */
export function ownName({ cells }: TableRow, header: WellHeader): string {
  const isWell = wellColumns(header);
  return cells.find((cell, column) =>
    cell !== "" && !isWell.has(column) && !isNumeric(cell) && parseTime(cell) === undefined
  ) ?? "";
}
