import { portableExp, portableLog } from "../../numerics/mod.ts";
import { requireNumber, requirePositive, requireProbability } from "../arguments.ts";
import { concaveRoot } from "./concave_root.ts";
import { normalQuantile } from "./normal.ts";
import { logGammaFactor, lowerGamma, upperGamma } from "./incomplete_gamma.ts";
import { logGamma } from "./log_gamma.ts";

/**
 * Probability that chi-squared with `df` degrees of freedom is at most x.
 *
 * @throws {UsageError} If x is NaN or df is not above 0
 * @example Usage
 * ```ts
 * import { chiSquaredCdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(chiSquaredCdf(2, 2), 1 - Math.exp(-1), 1e-15);
 * ```
 */
export function chiSquaredCdf(x: number, df: number): number {
  requireChiSquared("compute a chi-squared probability", x, df);
  if (x <= 0) return 0;
  return x === Infinity ? 1 : lowerGamma(x / 2, df / 2);
}

/**
 * Probability that chi-squared with `df` degrees of freedom exceeds x: the tail itself.
 *
 * The upper regularised incomplete gamma function Q(df/2, x/2).
 *
 * @throws {UsageError} If x is NaN or df is not above 0
 * @see Abramowitz and Stegun (1964) Handbook of Mathematical Functions, 26.4.19
 * @example Usage
 * ```ts
 * import { chiSquaredUpperTail } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(chiSquaredUpperTail(200, 2) / Math.exp(-100), 1, 1e-12);
 * ```
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  requireChiSquared("compute a chi-squared tail", x, df);
  if (x <= 0) return 1;
  return x === Infinity ? 0 : upperGamma(x / 2, df / 2);
}

/**
 * Quantile of the chi-squared distribution: the x with lower tail probability p.
 *
 * Solved for log x, where both tails are log-concave.
 *
 * @param p Probability in [0, 1]; 0 and 1 give 0 and Infinity
 * @param df Degrees of freedom, above 0
 * @throws {UsageError} If p is outside [0, 1] or df is not above 0
 * @example Usage
 * ```ts
 * import { chiSquaredQuantile } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(chiSquaredQuantile(0.95, 1), 3.841458820694124, 1e-13);
 * ```
 */
export function chiSquaredQuantile(p: number, df: number): number {
  requireProbability("compute a chi-squared quantile", "p", p);
  requirePositive("compute a chi-squared quantile", "df", df);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const shape = df / 2;
  const start = startingLog(p, shape);
  const log = p <= 0.5
    ? concaveRoot((u) => tailAndSlope(u, shape, lowerGamma), portableLog(p), start)
    // The upper tail falls; mirrored, it rises.
    : -concaveRoot((u) => tailAndSlope(-u, shape, upperGamma), portableLog(1 - p), -start);
  return 2 * portableExp(log);
}

/** log of a tail of the gamma distribution at log x, and the size of its slope there. */
function tailAndSlope(
  logX: number,
  shape: number,
  tail: (x: number, shape: number) => number,
): readonly [number, number] {
  const x = portableExp(logX);
  const logValue = portableLog(tail(x, shape));
  return [logValue, portableExp(logGammaFactor(x, shape) - logValue)];
}

/** log of a first guess: Wilson and Hilferty's, or far in the lower tail from x^a / Γ(a + 1). */
function startingLog(p: number, shape: number): number {
  const center = portableLog(shape);
  const power = (portableLog(p) + center + logGamma(shape)) / shape;
  if (power < center - 2) return power;
  const z = normalQuantile(p);
  const cubeRoot = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  return center + 3 * portableLog(Math.max(cubeRoot, 0.05));
}

function requireChiSquared(action: string, x: number, df: number): void {
  requireNumber(action, "x", x);
  requirePositive(action, "df", df);
}
