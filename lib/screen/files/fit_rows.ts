import { type CategoryColumn, type NumberColumn, SCREEN_COLUMNS } from "../screen_fits.ts";

/** Fits of some curves with their names: rows of a file, column by column. */
export interface FitRows {
  /** How many. */
  readonly count: number;
  /** For each naming column the texts. */
  readonly names: readonly (readonly string[])[];
  /** Columns of numbers, NaN where there is no value. */
  readonly values: Readonly<Record<NumberColumn, Float64Array>>;
  /** Columns of categories, by code. */
  readonly codes: Readonly<Record<CategoryColumn, Uint8Array>>;
}

/** Empty columns for so many fits. */
export function emptyFitRows(count: number): Pick<FitRows, "values" | "codes"> {
  const values: Partial<Record<NumberColumn, Float64Array>> = {};
  const codes: Partial<Record<CategoryColumn, Uint8Array>> = {};
  for (const column of SCREEN_COLUMNS) {
    if (column.kind === "number") values[column.name] = new Float64Array(count);
    else codes[column.name] = new Uint8Array(count);
  }
  return {
    values: values as Record<NumberColumn, Float64Array>,
    codes: codes as Record<CategoryColumn, Uint8Array>,
  };
}
