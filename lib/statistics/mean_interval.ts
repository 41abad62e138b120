import { requireLevel } from "./arguments.ts";
import { mean, standardDeviation } from "./descriptive.ts";
import { tQuantile } from "./distributions/student_t.ts";

/** A mean with its t interval; with one value there is no spread and so no interval. */
export interface MeanInterval {
  /** Arithmetic mean. */
  readonly mean: number;
  /** Null with one value. */
  readonly lower: number | null;
  /** Null with one value. */
  readonly upper: number | null;
  /** Sample standard deviation; null with one value. */
  readonly standardDeviation: number | null;
  /** Number of values. */
  readonly n: number;
  /** Confidence level of the limits. */
  readonly level: number;
}

/**
 * Mean of independent values with Student's t interval, mean ± t(n - 1) · SD / √n.
 *
 * For concentrations give it their logarithms and raise the answer: the geometric mean with its
 * interval.
 *
 * @param values At least one finite number
 * @param options.level Confidence level, default 0.95
 * @throws {UsageError} If there is no value, one is not finite, or the level is not in (0, 1)
 * @see Student (1908) Biometrika 6:1, doi:10.1093/biomet/6.1.1
 * @example Usage
 * ```ts
 * import { meanInterval } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { mean, lower } = meanInterval([1, 2, 3]);
 * assertAlmostEquals(mean, 2, 1e-15);
 * assertAlmostEquals(lower!, 2 - 4.302652729749464 / Math.sqrt(3), 1e-12);
 * ```
 */
export function meanInterval(
  values: ArrayLike<number>,
  { level = 0.95 }: { level?: number } = {},
): MeanInterval {
  requireLevel("compute a mean with its interval", level);
  const center = mean(values);
  const n = values.length;
  if (n === 1) {
    return { mean: center, lower: null, upper: null, standardDeviation: null, n, level };
  }
  const spread = standardDeviation(values);
  const half = -tQuantile((1 - level) / 2, n - 1) * spread / Math.sqrt(n);
  return {
    mean: center,
    lower: center - half,
    upper: center + half,
    standardDeviation: spread,
    n,
    level,
  };
}
