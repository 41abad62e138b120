import type { ModelName } from "../../dose_response/mod.ts";
import type { ResponseScale } from "../../plates/mod.ts";
import { SCREEN_COLUMNS } from "../screen_fits.ts";
import { emptyFitRows, type FitRows } from "./fit_rows.ts";
import type { FitsInfo } from "./fits_info.ts";

/** Fits of a row group or of what is written to a text file at once. */
const AT_ONCE = 1 << 14;

/** What every row of a file says alike. */
export interface Constants {
  /** The columns that name the curves. */
  readonly by: readonly string[];
  /** The model of every fit. */
  readonly model: ModelName;
  /** Confidence level of the limits. */
  readonly level: number;
  /** Unit of the doses and IC50s. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
}

/** A file of fits that is being written. */
export interface FitsFormat {
  /** Writes some rows. */
  write(rows: FitRows): void;
  /** Writes what comes last, and closes the file. */
  finish(info: FitsInfo): void;
  /** Closes the file, wherever it is. */
  close(): void;
}

/** The columns after the naming ones that hold the same in every row, and what. */
export function constantColumns(
  { model, level, unit, scale }: Constants,
): readonly (readonly [name: string, value: string | number])[] {
  return [["model", model], ["level", level], ["unit", unit], ["response_scale", scale]];
}

/**
 * Writes fits in portions of 16,384, however they come: the bytes of the file depend on the fits
 * alone, not on how many were fitted at a time.
 */
export class FitsWriter {
  readonly #format: FitsFormat;
  readonly #names: string[][];
  readonly #columns = emptyFitRows(AT_ONCE);
  #count = 0;

  /**
   * @param format The file
   * @param by The columns that name the curves
   */
  constructor(format: FitsFormat, by: readonly string[]) {
    this.#format = format;
    this.#names = by.map(() => []);
  }

  /** Takes some fits. */
  write(rows: FitRows): void {
    for (let from = 0; from < rows.count;) {
      const to = Math.min(rows.count, from + AT_ONCE - this.#count);
      this.#copy(rows, from, to);
      from = to;
      if (this.#count === AT_ONCE) this.#flush();
    }
  }

  /** Writes what is left, and what the file says of itself. */
  finish(info: FitsInfo): void {
    if (this.#count > 0) this.#flush();
    this.#format.finish(info);
  }

  #copy(rows: FitRows, from: number, to: number): void {
    const { values, codes } = this.#columns;
    for (const column of SCREEN_COLUMNS) {
      if (column.kind === "number") {
        values[column.name].set(rows.values[column.name].subarray(from, to), this.#count);
      } else {
        codes[column.name].set(rows.codes[column.name].subarray(from, to), this.#count);
      }
    }
    this.#names.forEach((names, n) => {
      for (let i = from; i < to; i++) names.push(rows.names[n][i]);
    });
    this.#count += to - from;
  }

  #flush(): void {
    this.#format.write({ count: this.#count, names: this.#names, ...this.#columns });
    this.#count = 0;
    for (const names of this.#names) names.length = 0;
  }
}
