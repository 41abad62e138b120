import {
  type CategoryColumn,
  type NumberColumn,
  SCREEN_COLUMNS,
  type ScreenFits,
} from "./screen_fits.ts";
import type { ScreenOptions } from "./screen_options.ts";

/** Empty columns for the fits of so many curves, on shared memory where asked for. */
export function allocateFits(
  curves: number,
  { model = "4PL", level = 0.95 }: Pick<ScreenOptions, "model" | "level"> = {},
  { shared = false }: { readonly shared?: boolean } = {},
): ScreenFits {
  const memory = (bytes: number) => shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const values: Partial<Record<NumberColumn, Float64Array>> = {};
  const codes: Partial<Record<CategoryColumn, Uint8Array>> = {};
  for (const column of SCREEN_COLUMNS) {
    if (column.kind === "number") {
      values[column.name] = new Float64Array(memory(8 * curves)).fill(NaN);
    } else {
      codes[column.name] = new Uint8Array(memory(curves));
    }
  }
  return {
    curves,
    model,
    level,
    values: values as Record<NumberColumn, Float64Array>,
    codes: codes as Record<CategoryColumn, Uint8Array>,
    checks: { doubtful: 0, checked: 0, agree: 0, generalBetter: 0, kernelBetter: 0, disagree: 0 },
  };
}
