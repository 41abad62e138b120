import type { LeastSquaresModel } from "./least_squares_model.ts";

/** A model with a function of parameters in the place of one of them. */
export interface Reparametrized {
  readonly model: LeastSquaresModel;
  /** The original parameters, or null where the function reaches its value nowhere. */
  original(parameters: Float64Array): Float64Array | null;
}

/**
 * Puts a function of the parameters in the place of parameter k, so that holding that place holds
 * the function: the same model in other coordinates. Where the function cannot have the value, or
 * parameter k would leave its bounds, the predictions are NaN.
 */
export function reparametrize(
  model: LeastSquaresModel,
  k: number,
  target: (parameters: Float64Array) => number,
  near: Float64Array,
  lower: number,
  upper: number,
): Reparametrized {
  const p = model.parameters.length;
  const at = new Float64Array(p);
  const solve = (parameters: Float64Array): boolean => {
    at.set(parameters);
    const found = solveFor(target, at, k, parameters[k], near[k]);
    at[k] = found;
    return found >= lower && found <= upper;
  };
  const analytic = model.jacobian?.bind(model);
  return {
    model: {
      observations: model.observations,
      parameters: model.parameters,
      predict(parameters, out) {
        if (solve(parameters)) model.predict(at, out);
        else out.fill(NaN);
      },
      ...(analytic && {
        jacobian(parameters: Float64Array, out: Float64Array) {
          if (!solve(parameters)) {
            out.fill(NaN);
            return;
          }
          analytic(at, out);
          const slope = partialDerivative(target, at, k);
          for (let l = 0; l < p; l++) {
            if (l === k) continue;
            const share = partialDerivative(target, at, l) / slope;
            if (share === 0) continue;
            for (let i = 0; i < out.length; i += p) out[i + l] -= share * out[i + k];
          }
          for (let i = k; i < out.length; i += p) out[i] /= slope;
        },
      }),
    },
    original: (parameters) => solve(parameters) ? at.slice() : null,
  };
}

/** d target / d parameter k by five-point differences. */
export function partialDerivative(
  target: (parameters: Float64Array) => number,
  at: Float64Array,
  k: number,
): number {
  const moved = at.slice();
  const size = 7e-4 * (Math.abs(at[k]) || 1);
  const step = at[k] + size - at[k];
  const value = (steps: number) => {
    moved[k] = at[k] + steps * step;
    return target(moved);
  };
  return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step);
}

/** Value of parameter k at which the target is c, by secants from `from`; NaN when there is none. */
function solveFor(
  target: (parameters: Float64Array) => number,
  at: Float64Array,
  k: number,
  c: number,
  from: number,
): number {
  at[k] = from;
  let x = from;
  let gap = target(at) - c;
  if (gap === 0) return x;
  let slope = partialDerivative(target, at, k);
  let best = Math.abs(gap);
  for (let step = 0; step < 100; step++) {
    const next = x - gap / slope;
    if (!Number.isFinite(next)) return NaN;
    at[k] = next;
    const there = target(at) - c;
    if (Number.isNaN(there)) return NaN;
    const size = Math.abs(next - x);
    if (there === 0 || size <= 4 * Number.EPSILON * Math.abs(next)) return next;
    if (Math.abs(there) >= best && size <= 1e-9 * Math.abs(next)) return x;
    if (there !== gap) slope = (there - gap) / (next - x);
    best = Math.min(best, Math.abs(there));
    x = next;
    gap = there;
  }
  return NaN;
}
