import { portableExp } from "../../numerics/mod.ts";
import { requireCount } from "../arguments.ts";

/** A distribution on consecutive whole numbers: `probabilities[i]` belongs to `lowest + i`. */
export interface CountDistribution {
  /** The smallest number that can occur. */
  readonly lowest: number;
  /** Probability of `lowest`, `lowest + 1`, …; sums to 1. */
  readonly probabilities: Float64Array;
}

/**
 * Probabilities of the first cell of a 2 x 2 table whose margins are fixed, given the odds ratio
 * (Fisher's noncentral hypergeometric distribution; odds ratio 1 is the ordinary one).
 *
 * P(x) is proportional to C(row1, x) C(row2, column1 - x) exp(x · logOddsRatio). Built by the ratio of
 * neighbours outward from the mode and then scaled to a sum of 1, so nothing cancels and nothing
 * overflows.
 *
 * @param row1 Total of the first row
 * @param row2 Total of the second row
 * @param column1 Total of the first column
 * @param logOddsRatio Natural log of the odds ratio, default 0
 * @throws {UsageError} If a total is not a whole number, or column1 exceeds row1 + row2
 * @see Fisher (1935) J. R. Stat. Soc. 98:39, doi:10.2307/2342435
 * @example Two of two events in the first of two equal rows
 * ```ts
 * import { hypergeometricProbabilities } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { lowest, probabilities } = hypergeometricProbabilities(2, 2, 2);
 * assertEquals(lowest, 0);
 * assertEquals(probabilities.map((p) => Math.round(p * 6)), Float64Array.of(1, 4, 1));
 * ```
 */
export function hypergeometricProbabilities(
  row1: number,
  row2: number,
  column1: number,
  logOddsRatio = 0,
): CountDistribution {
  const action = "compute hypergeometric probabilities";
  requireCount(action, "row1", row1);
  requireCount(action, "row2", row2);
  requireCount(action, "column1", column1, row1 + row2);
  const lowest = Math.max(0, column1 - row2);
  const highest = Math.min(row1, column1);
  const weights = new Float64Array(highest - lowest + 1);
  const odds = portableExp(logOddsRatio);
  const ratio = (x: number) =>
    (row1 - x) * (column1 - x) / ((x + 1) * (row2 - column1 + x + 1)) * odds;
  const peak = mode(ratio, lowest, highest);
  weights[peak - lowest] = 1;
  for (let x = peak; x < highest; x++) weights[x + 1 - lowest] = weights[x - lowest] * ratio(x);
  for (let x = peak - 1; x >= lowest; x--) weights[x - lowest] = weights[x + 1 - lowest] / ratio(x);
  const total = sumFromSmall(weights, peak - lowest);
  return { lowest, probabilities: weights.map((weight) => weight / total) };
}

/** The first x whose right neighbour is not more likely; the ratio of neighbours falls with x. */
function mode(ratio: (x: number) => number, lowest: number, highest: number): number {
  let [low, high] = [lowest, highest];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ratio(middle) > 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sum of unimodal weights from both ends towards the peak, small ones first. */
function sumFromSmall(weights: Float64Array, peak: number): number {
  let left = 0;
  let right = 0;
  for (let i = 0; i < peak; i++) left += weights[i];
  for (let i = weights.length - 1; i > peak; i--) right += weights[i];
  return left + right + weights[peak];
}
