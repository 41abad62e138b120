import type { Table } from "../../tables/mod.ts";

/** Which columns of a file are read, by name: those that hold numbers and those that hold text. */
export interface Selection {
  /** Columns of numbers. */
  readonly numbers: readonly string[];
  /** Columns of text. */
  readonly texts: readonly string[];
}

/** Rows of a file, column by column. Its arrays are used again for the next batch. */
export interface RowBatch {
  /** How many rows. */
  readonly count: number;
  /** Each row's number: as a spreadsheet counts in text, from 1 in Parquet. */
  readonly row: Float64Array;
  /** The number columns in the order asked for; NaN where a cell is missing. */
  readonly numbers: readonly Float64Array[];
  /** The text columns in the order asked for, as positions in {@linkcode Scan.words}. */
  readonly codes: readonly Int32Array[];
}

/** One reading of a file. */
export interface Scan {
  /** The texts of each text column, by code; grows while the batches are read. */
  readonly words: readonly (readonly string[])[];
  /** The rows, in the order of the file. */
  readonly batches: AsyncIterable<RowBatch>;
}

/** A file of rows that can be read as often as needed, a piece at a time. */
export interface RowFile {
  /** The path, as messages name it. */
  readonly source: string;
  /** Column names, all different. */
  readonly columns: readonly string[];
  /** Column names and the first rows as text, to find out what the columns are. */
  readonly sample: Table;
  /** Texts that the file carries besides its rows; empty in text files. */
  readonly metadata: ReadonlyMap<string, string>;
  /** What {@linkcode RowFile.scan} counts to: bytes in text files, rows in Parquet. */
  readonly size: number;
  /**
   * Reads the file from its beginning.
   *
   * @param selection Columns that the file has
   * @param onRead Told how much of {@linkcode RowFile.size} was read so far
   */
  scan(selection: Selection, onRead?: (read: number) => void): Scan;
}
