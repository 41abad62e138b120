import { UsageError } from "../errors/mod.ts";

/** Where a function of one variable is least, and its value there. */
export interface Minimum1d {
  /** Where it is least. */
  readonly x: number;
  /** Its value there. */
  readonly value: number;
}

/** (3 - sqrt 5) / 2: where the golden section cuts. */
const GOLDEN = 0.3819660112501051;

/**
 * The least value of a function between two ends, by Brent's method: golden sections, and parabolas
 * where they fit. Of several minima it finds one; the ends themselves are approached, not tried.
 *
 * A minimum is known only to about the square root of the rounding error of `f`.
 *
 * @param f A function without NaN between the ends
 * @param lower One end
 * @param upper The other end, above `lower`
 * @param options.tolerance Tolerance on x relative to x itself, or to a millionth of the range where
 * x is smaller; default 1.5e-8, below which rounding rules
 * @param options.maxCalls Calls of `f` at most; default 200
 * @throws {UsageError} If the ends are not finite and in order, or `f` gives NaN
 * @see Brent (1973) Algorithms for Minimization without Derivatives, chapter 5
 * @example Usage
 * ```ts
 * import { minimize1d } from "halfmax/numerics/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const { x, value } = minimize1d((x) => (x - 2) * (x - 2) + 1, 0, 10);
 * assert(Math.abs(x - 2) < 1e-7 && value === 1);
 * ```
 */
export function minimize1d(
  f: (x: number) => number,
  lower: number,
  upper: number,
  { tolerance = 1.5e-8, maxCalls = 200 }: { tolerance?: number; maxCalls?: number } = {},
): Minimum1d {
  if (!(lower < upper && upper - lower < Infinity)) {
    throw new UsageError(
      `Cannot minimise: the ends must be finite and in order, found ${lower} and ${upper}`,
    );
  }
  let a = lower;
  let b = upper;
  // x is the best point, w the second best, v the one before w.
  let x = a + GOLDEN * (b - a);
  let fx = valueAt(f, x);
  let [w, fw, v, fv] = [x, fx, x, fx];
  let step = 0;
  let stepBefore = 0;
  for (let call = 1; call < maxCalls; call++) {
    const middle = (a + b) / 2;
    const near = tolerance * (Math.abs(x) + 1e-6 * (upper - lower));
    if (Math.abs(x - middle) <= 2 * near - (b - a) / 2) break;
    const parabola = Math.abs(stepBefore) > near ? parabolaStep(x, fx, w, fw, v, fv) : NaN;
    const fits = Math.abs(parabola) < Math.abs(stepBefore) / 2 && x + parabola > a &&
      x + parabola < b;
    stepBefore = fits ? step : (x < middle ? b : a) - x;
    step = fits ? parabola : GOLDEN * stepBefore;
    const nearEnd = fits && (x + step - a < 2 * near || b - x - step < 2 * near);
    if (nearEnd) step = x < middle ? near : -near;
    const u = x + (Math.abs(step) >= near ? step : step > 0 ? near : -near);
    const fu = valueAt(f, u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { x, value: fx };
}

/** The step from x to the vertex of the parabola through three points; NaN when there is none. */
function parabolaStep(
  x: number,
  fx: number,
  w: number,
  fw: number,
  v: number,
  fv: number,
): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  return ((x - v) * q - (x - w) * r) / (2 * (r - q));
}

function valueAt(f: (x: number) => number, x: number): number {
  const value = f(x);
  if (Number.isNaN(value)) {
    throw new UsageError(`Cannot minimise: the function must give a number at ${x}, found NaN`);
  }
  return value;
}
