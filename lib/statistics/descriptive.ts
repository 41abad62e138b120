import { portableExp, portableLog } from "../numerics/mod.ts";
import { UsageError } from "../errors/mod.ts";

/** 1 / Φ⁻¹(3/4): makes the median absolute deviation of normal data estimate their SD. */
const MAD_TO_SD = 1.482602218505602;

/**
 * Arithmetic mean, in two passes so that rounding does not add up.
 *
 * @throws {UsageError} If there is no value, or one is not finite
 * @example Usage
 * ```ts
 * import { mean } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mean([1, 2, 6]), 3);
 * ```
 */
export function mean(values: ArrayLike<number>): number {
  requireFinite("compute a mean", values, 1);
  return twoPassMean(values);
}

/**
 * Sample standard deviation, √(Σ (x - mean)² / (n - 1)).
 *
 * @throws {UsageError} If there are fewer than two values, or one is not finite
 * @example Usage
 * ```ts
 * import { standardDeviation } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(standardDeviation([1, 2, 3]), 1);
 * ```
 */
export function standardDeviation(values: ArrayLike<number>): number {
  requireFinite("compute a standard deviation", values, 2);
  const center = twoPassMean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const away = values[i] - center;
    squares += away * away;
  }
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * Median: the middle value, or the mean of the two middle ones.
 *
 * @throws {UsageError} If there is no value, or one is not finite
 * @example Usage
 * ```ts
 * import { median } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(median([5, 1, 2, 100]), 3.5);
 * ```
 */
export function median(values: ArrayLike<number>): number {
  requireFinite("compute a median", values, 1);
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Median absolute deviation from the median, times 1.4826, so that it estimates the standard
 * deviation of normal data and one wild value does not move it.
 *
 * @throws {UsageError} If there is no value, or one is not finite
 * @see Hampel (1974) J. Am. Stat. Assoc. 69:383, doi:10.2307/2285666
 * @example Usage
 * ```ts
 * import { medianAbsoluteDeviation } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(medianAbsoluteDeviation([1, 2, 3, 4, 1000]), 1.482602218505602, 1e-15);
 * ```
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  requireFinite("compute a median absolute deviation", values, 1);
  const center = median(values);
  return MAD_TO_SD * median(Array.from(values, (value) => Math.abs(value - center)));
}

/**
 * Geometric mean, exp(mean of logs): the mean for concentrations, which vary by factors.
 *
 * @throws {UsageError} If there is no value, or one is not above 0 and finite
 * @example Usage
 * ```ts
 * import { geometricMean } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(geometricMean([10, 1000]), 100, 1e-12);
 * ```
 */
export function geometricMean(values: ArrayLike<number>): number {
  requireFinite("compute a geometric mean", values, 1);
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= 0) {
      throw new UsageError(
        `Cannot compute a geometric mean: values must be above 0, found ${
          values[i]
        } at position ${i}`,
      );
    }
  }
  return portableExp(twoPassMean(Array.from(values, portableLog)));
}

function twoPassMean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const rough = sum / values.length;
  let rest = 0;
  for (let i = 0; i < values.length; i++) rest += values[i] - rough;
  return rough + rest / values.length;
}

function requireFinite(action: string, values: ArrayLike<number>, least: number): void {
  if (values.length < least) {
    throw new UsageError(
      `Cannot ${action}: needs ${
        least === 1 ? "a value" : `${least} values`
      }, found ${values.length}`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new UsageError(
        `Cannot ${action}: every value must be a finite number, found ${
          values[i]
        } at position ${i}`,
      );
    }
  }
}
