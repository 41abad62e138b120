import { portableExp, portableLog } from "../../numerics/mod.ts";
import { requirePositive, requireProbability } from "../arguments.ts";
import { concaveRoot } from "./concave_root.ts";
import { normalQuantile } from "./normal.ts";
import { logBetaFactor, lowerBeta, upperBeta } from "./incomplete_beta.ts";

/**
 * Regularised incomplete beta function I_x(a, b), which is the distribution function of the beta
 * distribution.
 *
 * @param x Between 0 and 1
 * @param a First shape, above 0
 * @param b Second shape, above 0
 * @throws {UsageError} If x is outside [0, 1] or a shape is not above 0
 * @see NIST Digital Library of Mathematical Functions, section 8.17
 * @example Usage
 * ```ts
 * import { regularizedBeta } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(regularizedBeta(0.25, 2, 3), 0.26171875, 1e-15);
 * ```
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  requireBeta("compute a beta distribution", "x", x, a, b);
  return lowerBeta(x, a, b);
}

/**
 * Probability that a beta(a, b) variable exceeds x: 1 - I_x(a, b), computed as itself.
 *
 * @throws {UsageError} If x is outside [0, 1] or a shape is not above 0
 * @example Usage
 * ```ts
 * import { betaUpperTail } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaUpperTail(0.9, 1, 20) / 1e-20, 1, 1e-12);
 * ```
 */
export function betaUpperTail(x: number, a: number, b: number): number {
  requireBeta("compute a beta tail", "x", x, a, b);
  return upperBeta(x, a, b);
}

/**
 * Quantile of the beta distribution: the x with I_x(a, b) = p.
 *
 * Solved for logit x, where both tails are log-concave and Newton's method cannot fail
 * ({@linkcode regularizedBeta} of the answer gives p back to a few parts in 1e15).
 *
 * @param p Probability in [0, 1]; 0 and 1 give 0 and 1
 * @param a First shape, above 0
 * @param b Second shape, above 0
 * @throws {UsageError} If p is outside [0, 1] or a shape is not above 0
 * @example Usage
 * ```ts
 * import { betaQuantile } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(betaQuantile(0.5, 3, 3), 0.5, 1e-14);
 * ```
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireBeta("compute a beta quantile", "p", p, a, b);
  return logistic(logitBetaQuantile(p, a, b));
}

/** The quantile as log(x / (1 - x)), which keeps the digits of x near 0 and of 1 - x near 1. */
export function logitBetaQuantile(p: number, a: number, b: number): number {
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p > 0.5) return -lowerLogitQuantile(1 - p, b, a);
  return lowerLogitQuantile(p, a, b);
}

/** logit of the quantile of p <= 0.5. */
function lowerLogitQuantile(p: number, a: number, b: number): number {
  const height = portableLog(p);
  const distribution = (u: number): readonly [number, number] => {
    // Both x and 1 - x, each to all its digits.
    const [x, y] = [logistic(u), logistic(-u)];
    const logValue = portableLog(lowerBeta(x, a, b, y));
    return [logValue, portableExp(logBetaFactor(x, a, b, y) - logValue)];
  };
  const mean = portableLog(a / b);
  const central = mean + Math.sqrt(1 / a + 1 / b) * normalQuantile(p);
  // Far in the tail I_x(a, b) is near x^a / (a B(a, b)).
  const [x, y] = [a / (a + b), b / (a + b)];
  const logBeta = a * portableLog(x) + b * portableLog(y) - logBetaFactor(x, a, b, y);
  const power = (height + portableLog(a) + logBeta) / a;
  return concaveRoot(distribution, height, power < mean - 2 ? Math.min(power, central) : central);
}

function logistic(u: number): number {
  const small = portableExp(-Math.abs(u));
  return (u < 0 ? small : 1) / (1 + small);
}

function requireBeta(action: string, name: string, value: number, a: number, b: number): void {
  requireProbability(action, name, value);
  requirePositive(action, "a", a);
  requirePositive(action, "b", b);
}
