import type { Region } from "./grid.ts";

/** A table that holds several readings of all its wells, as kinetic exports are. */
export interface ReadingTable extends Region {
  /** The text line above, where it names no plate. */
  readonly title: string;
  /** Its plate, where the lines above or before name one, else "". */
  readonly plate: string;
  /** Where the wells are named: "row 8", "column A". */
  readonly header: string;
  readonly readings: readonly PlateReading[];
  /** Its columns and rows that are no readings. */
  readonly ignored: readonly { readonly range: string; readonly reason: string }[];
  /** A well that is named twice; null where none is. */
  readonly twice: string | null;
}

/** One reading of all wells: a row of such a table, or a column. */
export interface PlateReading extends Region {
  /** Where it stands: "row 9", "column D". */
  readonly place: string;
  /** Its plate, where it or the lines above name one, else "". */
  readonly plate: string;
  /** When it was read, as it stands in the file; else its other name, or its place. */
  readonly name: string;
  /** When it was read; null where the file does not say, or in no known unit. */
  readonly seconds: number | null;
  /** What stands for each well, and where. */
  readonly cells: ReadonlyMap<string, ReadCell>;
}

/** What stands for a well. */
export interface ReadCell {
  /** Row as a spreadsheet counts. */
  readonly row: number;
  /** Letters of the column, where the reading's name does not say it. */
  readonly column?: string;
  readonly cell: string;
}

/** How the lines of a table, each of which is a reading, lie in the sheet: as its rows, or its columns. */
export interface ReadingAxis {
  /** Address of a cell of a line. */
  readonly at: (line: number, index: number) => string;
  /** The line in words. */
  readonly place: (line: number) => string;
  /** The row of the sheet that a cell of a line stands in. */
  readonly rowOf: (line: number, index: number) => number;
  /** What lies between two indexes of some lines. */
  readonly region: (lines: readonly number[], from: number, to: number) => Region;
}
