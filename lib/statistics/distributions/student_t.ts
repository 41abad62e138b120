import { portableExp } from "../../numerics/mod.ts";
import { requireNumber, requirePositive, requireProbability } from "../arguments.ts";
import { logitBetaQuantile } from "./beta.ts";
import { normalQuantile, normalUpperTail } from "./normal.ts";
import { lowerBeta } from "./incomplete_beta.ts";

/**
 * Probability that Student's t with `df` degrees of freedom is at most t.
 *
 * @throws {UsageError} If t is NaN or df is not above 0
 * @example Usage
 * ```ts
 * import { tCdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(tCdf(1, 1), 0.75, 1e-15);
 * ```
 */
export function tCdf(t: number, df: number): number {
  return tUpperTail(-t, df);
}

/**
 * Probability that Student's t with `df` degrees of freedom exceeds t: the tail itself.
 *
 * For t >= 0 it is I_x(df/2, 1/2) / 2 with x = df / (df + t²). Infinite df is the normal
 * distribution.
 *
 * @throws {UsageError} If t is NaN or df is not above 0
 * @see Abramowitz and Stegun (1964) Handbook of Mathematical Functions, 26.7.1
 * @example Usage
 * ```ts
 * import { tUpperTail } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(tUpperTail(2.570581835636314, 5), 0.025, 1e-15);
 * ```
 */
export function tUpperTail(t: number, df: number): number {
  requireNumber("compute a t tail", "t", t);
  requirePositive("compute a t tail", "df", df, { orInfinite: true });
  if (df === Infinity) return normalUpperTail(t);
  if (t === 0) return 0.5;
  const size = Math.abs(t);
  // df / (df + t²) and what it lacks to 1, each to all its digits and without overflow.
  const x = df / size / (df / size + size);
  const y = size / (df / size + size);
  const beyond = size === Infinity ? 0 : lowerBeta(x, df / 2, 0.5, y) / 2;
  return t > 0 ? beyond : 1 - beyond;
}

/**
 * Quantile of Student's t: the t whose lower tail has probability p.
 *
 * @param p Probability in [0, 1]; 0 and 1 give -Infinity and Infinity
 * @param df Degrees of freedom, above 0; Infinity is the normal distribution
 * @throws {UsageError} If p is outside [0, 1] or df is not above 0
 * @example Usage
 * ```ts
 * import { tQuantile } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(tQuantile(0.975, 7), 2.364624251592785, 1e-14);
 * ```
 */
export function tQuantile(p: number, df: number): number {
  requireProbability("compute a t quantile", "p", p);
  requirePositive("compute a t quantile", "df", df, { orInfinite: true });
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, df);
  // t² / df is the odds of 1 - x, x being the beta(df/2, 1/2) quantile of both tails together.
  return -Math.sqrt(df) * portableExp(-logitBetaQuantile(2 * p, df / 2, 0.5) / 2);
}
