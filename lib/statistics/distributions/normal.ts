import { portableExp, portableLog, portableLog1p } from "../../numerics/mod.ts";
import { requireNumber, requireProbability } from "../arguments.ts";

const ROOT_TWO_PI = 2.5066282746310002;

/** Left of it the tail is had from the middle, right of it from its own continued fraction. */
const TAIL_FROM = 1.5;

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
  // exp(-z²/2) in two factors, so that the rounding of z² does not matter far out.
  const coarse = Math.round(z * 16) / 16;
  const rest = (z - coarse) * (z + coarse);
  if (!(Math.abs(z) < 40)) return Number.isNaN(z) ? NaN : 0;
  return portableExp(-coarse * coarse / 2) * portableExp(-rest / 2) / ROOT_TWO_PI;
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
  if (z < -TAIL_FROM) return 1 - normalUpperTail(-z);
  if (z <= TAIL_FROM) return 0.5 - fromMiddle(z);
  return z > 40 ? 0 : normalPdf(z) * millsRatio(z);
}

/**
 * log Φ(z), finite however far z lies in the lower tail.
 *
 * Far out it is log φ(z) plus the log of Mills' ratio, neither of which underflows.
 *
 * @throws {UsageError} If z is NaN
 * @see Abramowitz and Stegun (1964) Handbook of Mathematical Functions, 26.2.14
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
  requireNumber("compute a normal probability", "z", z);
  if (z > TAIL_FROM) return portableLog1p(-normalUpperTail(z));
  if (z >= -TAIL_FROM) return portableLog(normalCdf(z));
  return -z * z / 2 - portableLog(ROOT_TWO_PI) + portableLog(millsRatio(-z));
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
  const t = Math.sqrt(-2 * portableLog(p));
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 20; step++) {
    const tail = normalCdf(z);
    const change = tail > 0 ? portableLog(p / tail) * tail / normalPdf(z) : -z / 50;
    z += change;
    if (Math.abs(change) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/** Φ(z) - 1/2 = φ(z) (z + z³/3 + z⁵/(3·5) + …): all terms of one sign. */
function fromMiddle(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= z * z / odd;
    sum += term;
  }
  return normalPdf(z) * sum;
}

/** Mills' ratio of tail to density, 1/(z + 1/(z + 2/(z + 3/(z + …)))), for z from 1.5 on. */
function millsRatio(z: number): number {
  let value = z;
  let c = z;
  let d = 0;
  for (let n = 1; n < 1000; n++) {
    d = 1 / (z + n * d);
    c = z + n / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return 1 / value;
}
