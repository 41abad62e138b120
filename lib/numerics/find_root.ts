import { UsageError } from "../errors/mod.ts";

/**
 * The point between two ends where a function crosses zero, by Brent's method.
 *
 * Inverse quadratic interpolation and secants, guarded by bisection: never worse than bisection,
 * usually under ten calls. An end where the function is exactly zero is returned as it is.
 *
 * @param f A continuous function; its values at the ends must have opposite signs
 * @param lower One end
 * @param upper The other end
 * @param options.tolerance Absolute tolerance on the root; default 0, which means a few rounding errors
 * @param options.maxCalls Calls of `f` at most; default 200
 * @throws {UsageError} If an end is not finite, the signs are equal, or `f` gives NaN
 * @see Brent (1973) Algorithms for Minimization without Derivatives, chapter 4
 * @example Usage
 * ```ts
 * import { findRoot } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(findRoot((x) => x * x - 4, 0, 10), 2);
 * ```
 */
export function findRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  { tolerance = 0, maxCalls = 200 }: { tolerance?: number; maxCalls?: number } = {},
): number {
  let a = lower;
  let b = upper;
  let fa = valueAt(f, a);
  let fb = valueAt(f, b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0) {
    throw new UsageError(
      `Cannot find a root between ${lower} and ${upper}: the function must change sign, ` +
        `found ${fa} and ${fb}`,
    );
  }
  // b is the best point, c the last point with the opposite sign, a the best point before b.
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (let call = 2; call < maxCalls; call++) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = stepBefore = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const near = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= near || fb === 0) return b;
    const guess = Math.abs(stepBefore) >= near && Math.abs(fa) > Math.abs(fb)
      ? interpolatedStep(a, b, c, fa, fb, fc)
      : NaN;
    const inside = guess * half > 0 && 2 * Math.abs(guess) < 3 * Math.abs(half) - near &&
      2 * Math.abs(guess) < Math.abs(stepBefore);
    stepBefore = inside ? step : half;
    step = inside ? guess : half;
    a = b;
    fa = fb;
    b += Math.abs(step) > near ? step : Math.sign(half) * near;
    fb = valueAt(f, b);
  }
  return b;
}

/** The step from b to where the secant, or the inverse quadratic through three points, is zero. */
function interpolatedStep(
  a: number,
  b: number,
  c: number,
  fa: number,
  fb: number,
  fc: number,
): number {
  const s = fb / fa;
  if (a === c) return (c - b) * s / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  return -s * ((c - b) * q * (q - r) - (b - a) * (r - 1)) / ((q - 1) * (r - 1) * (s - 1));
}

function valueAt(f: (x: number) => number, x: number): number {
  const value = Number.isFinite(x) ? f(x) : NaN;
  if (Number.isNaN(value)) {
    throw new UsageError(`Cannot find a root: the function must give a number at ${x}, found NaN`);
  }
  return value;
}
