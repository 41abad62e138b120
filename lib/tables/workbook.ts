import { DataError } from "../errors/mod.ts";
import type { TableRow } from "./table.ts";

/** One sheet of a workbook, or a whole text file. */
export interface Sheet {
  /** Its name; empty where the file is text. */
  readonly name: string;
  /** The rows that hold something, in order; the first cell is column A. */
  readonly rows: readonly TableRow[];
  /** Addresses ("C7") of the cells that hold a formula; their value is the one saved with the file. */
  readonly calculated: ReadonlySet<string>;
}

/** What a file holds before anybody knows what it means: sheets of cells, all of them text. */
export interface Workbook {
  /** The file, as error messages name it. */
  readonly source: string;
  /** In the order of the file; one for a text file. */
  readonly sheets: readonly Sheet[];
}

/** More cells than this in one sheet are no plates: refused. */
export const MOST_CELLS = 2_000_000;

/** What is said of a file with more cells. */
export function tooManyCells(source: string): DataError {
  return new DataError(
    `Cannot read ${source}: a sheet may hold at most ${
      MOST_CELLS.toLocaleString("en-US")
    } cells, found more. Save the part that matters as CSV`,
  );
}

/** What is said of a file with a password. */
export function encrypted(source: string): DataError {
  return new DataError(
    `Cannot read ${source}: the workbook is encrypted. Save it without a password first`,
  );
}
