import { mean, median, medianAbsoluteDeviation, standardDeviation } from "../statistics/mod.ts";

/**
 * Z' of two sets of control wells: the share of the distance between their means that lies outside
 * three standard deviations of both.
 *
 * Z' = 1 - 3 (sₕ + sₗ) / |mₕ - mₗ|. It is 1 for controls without noise, 0 where the two bands of
 * three standard deviations touch, negative where they overlap.
 *
 * Z' speaks of single readings at the two ends. It does not show that IC50s of the assay are precise
 * (Iversen 2006; Eastwood 2006): for that, look at the replicates.
 *
 * @param high Signals of one control (vehicle wells), two or more
 * @param low Signals of the other (blank or positive wells), two or more
 * @returns Null where a set has fewer than two wells, or both have the same mean
 * @see Zhang, Chung and Oldenburg (1999) J Biomol Screen 4:67, doi:10.1177/108705719900400206;
 * Iversen et al. (2006) J Biomol Screen 11:247; Eastwood et al. (2006) J Biomol Screen 11:253,
 * doi:10.1177/1087057105285611
 *
 * @example Usage
 * ```ts
 * import { zPrime } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(zPrime([90, 100, 110], [9, 10, 11]), 1 - 3 * (10 + 1) / 90);
 * assertEquals(zPrime([90], [9, 10, 11]), null);
 * ```
 */
export function zPrime(high: readonly number[], low: readonly number[]): number | null {
  if (high.length < 2 || low.length < 2) return null;
  return separation(mean(high) - mean(low), standardDeviation(high), standardDeviation(low));
}

/**
 * Z' with medians for means and 1.4826 times the median absolute deviation for standard deviations,
 * so that one bad control well does not decide it.
 *
 * Where it is much higher than Z', a few control wells are bad; where both are low, all are noisy.
 *
 * @returns Null where a set has fewer than three wells, or both have the same median
 */
export function robustZPrime(high: readonly number[], low: readonly number[]): number | null {
  if (high.length < 3 || low.length < 3) return null;
  return separation(
    median(high) - median(low),
    medianAbsoluteDeviation(high),
    medianAbsoluteDeviation(low),
  );
}

/**
 * Strictly standardised mean difference of two sets of control wells: (mₕ - mₗ) / √(sₕ² + sₗ²).
 *
 * The mean difference of two wells, one of each set, in units of its standard deviation. For normal
 * signals the high well exceeds the low one with probability Φ(SSMD): 0.9987 at 3.
 *
 * @returns Null where a set has fewer than two wells, or neither varies
 * @see Zhang XD (2007) Genomics 89:552, doi:10.1016/j.ygeno.2006.12.014
 */
export function strictlyStandardizedMeanDifference(
  high: readonly number[],
  low: readonly number[],
): number | null {
  if (high.length < 2 || low.length < 2) return null;
  const deviation = Math.hypot(standardDeviation(high), standardDeviation(low));
  return deviation === 0 ? null : (mean(high) - mean(low)) / deviation;
}

/**
 * Mean signal over mean background.
 *
 * @returns Null where a set is empty, or the background is not positive (as after its subtraction)
 */
export function signalToBackground(
  signal: readonly number[],
  background: readonly number[],
): number | null {
  if (signal.length === 0 || background.length === 0) return null;
  const below = mean(background);
  return below > 0 ? mean(signal) / below : null;
}

/**
 * Coefficient of variation: standard deviation over mean.
 *
 * @returns Null with fewer than two wells, or where the mean is not positive
 */
export function coefficientOfVariation(signals: readonly number[]): number | null {
  if (signals.length < 2) return null;
  const center = mean(signals);
  return center > 0 ? standardDeviation(signals) / center : null;
}

function separation(distance: number, spread: number, otherSpread: number): number | null {
  return distance === 0 ? null : 1 - 3 * (spread + otherSpread) / Math.abs(distance);
}
