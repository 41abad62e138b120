/**
 * The wells of many curves, column by column: what a screen is to the kernel.
 *
 * Curve i owns the wells `start[i]` to `start[i + 1] - 1`. The wells of a curve may stand in any order,
 * and curves may have different doses. To fit in workers without copying, the arrays stand on
 * `SharedArrayBuffer`s.
 */
export interface ScreenColumns {
  /** How many curves. */
  readonly curves: number;
  /** First well of each curve, and at the end the number of wells: length `curves` + 1. */
  readonly start: Uint32Array;
  /** Dose of each well, 0 for vehicle; nM where molar. */
  readonly dose: Float64Array;
  /** Response of each well; NaN where it is missing. */
  readonly response: Float64Array;
  /** Weight of each well, above 0; without it every well counts as one. */
  readonly weight?: Float64Array;
}
