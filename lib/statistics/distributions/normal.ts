import { requireNumber, requireProbability } from "../arguments.ts";
import { complementaryErrorFunction } from "./special_functions.ts";

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Density of the standard normal distribution, exp(-z²/2) / √(2π).
 *
 * @example Usage
 * ```ts
 * import { normalPdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalPdf(0), 0.3989422804014327, 1e-15);
 * ```
 */
export function normalPdf(z: number): number {
  return Math.exp(-z * z / 2) / ROOT_TWO_PI;
}

/**
 * Probability that a standard normal deviate is at most z, Φ(z).
 *
 * @throws {UsageError} If z is NaN
 * @example Usage
 * ```ts
 * import { normalCdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalCdf(1.96), 0.9750021048517795, 1e-15);
 * ```
 */
export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

/**
 * Probability that a standard normal deviate exceeds z: the tail itself, not 1 - Φ(z), so it keeps
 * its digits down to 1e-300.
 *
 * @throws {UsageError} If z is NaN
 * @example Usage
 * ```ts
 * import { normalUpperTail } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalUpperTail(10) / 7.61985302416e-24, 1, 1e-11);
 * ```
 */
export function normalUpperTail(z: number): number {
  requireNumber("compute a normal tail", "z", z);
  return complementaryErrorFunction(z / Math.SQRT2) / 2;
}

/**
 * log Φ(z), finite however far z lies in the lower tail.
 *
 * Below z = -30, where Φ itself nears the smallest numbers, from the asymptotic series
 * Φ(z) = φ(z) / |z| · (1 - 1/z² + 3/z⁴ - 15/z⁶ + …).
 *
 * @throws {UsageError} If z is NaN
 * @see Abramowitz and Stegun (1964) Handbook of Mathematical Functions, 26.2.12
 * @example Usage
 * ```ts
 * import { normalLogCdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogCdf(0), -Math.LN2, 1e-15);
 * assertAlmostEquals(normalLogCdf(-100) / -5005.524208694205, 1, 1e-12);
 * ```
 */
export function normalLogCdf(z: number): number {
  if (z > -30) return z < 0 ? Math.log(normalCdf(z)) : Math.log1p(-normalUpperTail(z));
  const s = 1 / (z * z);
  const series = -s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s * (1 - 9 * s))));
  return -z * z / 2 - Math.log(-z * ROOT_TWO_PI) + Math.log1p(series);
}

/**
 * Quantile of the standard normal distribution: the z with Φ(z) = p.
 *
 * A rational start (Abramowitz and Stegun 26.2.23), then Newton steps on log Φ, which is concave:
 * they cannot run away, and keep full relative accuracy in the far tails.
 *
 * @param p Probability in [0, 1]; 0 and 1 give -Infinity and Infinity
 * @throws {UsageError} If p is outside [0, 1]
 * @example Usage
 * ```ts
 * import { normalQuantile } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalQuantile(0.975), 1.959963984540054, 1e-14);
 * assertAlmostEquals(normalQuantile(1e-10), -6.361340902404056, 1e-14);
 * ```
 */
export function normalQuantile(p: number): number {
  requireProbability("compute a normal quantile", "p", p);
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

/** The quantile of p <= 0.5, zero or negative. */
function lowerQuantile(p: number): number {
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 20; step++) {
    const tail = complementaryErrorFunction(-z / Math.SQRT2) / 2;
    const change = tail > 0 ? Math.log1p((p - tail) / tail) * tail / normalPdf(z) : -z / 50;
    z += change;
    if (Math.abs(change) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
