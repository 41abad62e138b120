/**
 * The one file that touches @stdlib: its special functions are accurate to about 1e-14 and compute
 * their own exponentials and logarithms, so the same input gives the same bits on every machine.
 */
import betainc from "@stdlib/math-base-special-betainc";
import erfc from "@stdlib/math-base-special-erfc";
import gammaln from "@stdlib/math-base-special-gammaln";
import { requirePositive } from "../arguments.ts";

/**
 * Natural logarithm of the gamma function, log Γ(x), for x > 0.
 *
 * @throws {UsageError} If x is not a positive number
 * @example Usage
 * ```ts
 * import { logGamma } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logGamma(5), Math.log(24), 1e-14);
 * ```
 */
export function logGamma(x: number): number {
  requirePositive("compute log gamma", "x", x);
  return gammaln(x);
}

/** Complementary error function, 2/√π ∫ from x to ∞ of exp(-t²) dt. */
export function complementaryErrorFunction(x: number): number {
  return erfc(x);
}

/** Lower regularised incomplete beta function of x in [0, 1]; arguments are not checked. */
export function lowerBeta(x: number, a: number, b: number): number {
  return betainc(x, a, b, true, false);
}

/**
 * Upper regularised incomplete beta function, itself and not 1 - lower where it is small; arguments
 * are not checked.
 */
export function upperBeta(x: number, a: number, b: number): number {
  const upper = betainc(x, a, b, true, true);
  // Where it is near 1 the lower one has the digits.
  return upper < 0.9 ? upper : 1 - betainc(x, a, b, true, false);
}

/** log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b); arguments are not checked. */
export function logBeta(a: number, b: number): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}
