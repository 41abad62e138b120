import type { ResponseScale } from "../../plates/mod.ts";
import type { Tally } from "./tally.ts";

/** Wells of a screen, column by column. Its arrays are used again for the next batch. */
export interface WellBatch {
  /** How many wells. */
  readonly count: number;
  /** The row of each well in its file. */
  readonly row: Float64Array;
  /** What names the curve of each well, as positions in {@linkcode WellScan.words}. */
  readonly names: readonly Int32Array[];
  /** Dose, 0 for vehicle; nM where molar. */
  readonly dose: Float64Array;
  /** Response; NaN where it is missing, which makes the curve known but is no well of it. */
  readonly response: Float64Array;
}

/** One reading of the wells. */
export interface WellScan {
  /** The texts of each naming column, by code; grows while the batches are read. */
  readonly words: readonly (readonly string[])[];
  /** The wells, in the order of the file. */
  readonly batches: AsyncIterable<WellBatch>;
}

/** The wells of a screen in a file, that can be read as often as needed. */
export interface WellFile {
  /** The path, as messages name it. */
  readonly source: string;
  /** The columns that tell one curve from another. */
  readonly by: readonly string[];
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** What the reader should know of how the file was understood. */
  readonly notes: readonly string[];
  /** What `onRead` counts to. */
  readonly size: number;
  /**
   * Unit of the doses, "nM" where molar. It may stand in the rows, and is certain only after a scan.
   */
  unit(): string;
  /**
   * Reads the file from its beginning.
   *
   * @param tally Where rows are counted
   * @param onRead Told how much of {@linkcode WellFile.size} was read so far
   */
  scan(tally: Tally, onRead?: (read: number) => void): WellScan;
}
