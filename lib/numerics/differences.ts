import { createPoint, type Point, predict, type Problem } from "./least_squares_problem.ts";
import { portableExp, portableLog } from "./portable_exp.ts";

/** Where a difference formula looks, in steps, and how it weighs what it sees there. */
interface Stencil {
  readonly at: readonly number[];
  readonly weight: readonly number[];
}

/** Second order: for the way down, where rough slopes do. */
const ROUGH: Stencil = { at: [-1, 1], weight: [-1 / 2, 1 / 2] };
/** Eighth order: for the last digits. */
const FINE: Stencil = {
  at: [-4, -3, -2, -1, 1, 2, 3, 4],
  weight: [1 / 280, -4 / 105, 1 / 5, -4 / 5, 4 / 5, -1 / 5, 4 / 105, -1 / 280],
};
/** Sixth order on the inner points of the finest: what the two differ by is truncation. */
const INNER: readonly number[] = [0, -1 / 60, 3 / 20, -3 / 4, 3 / 4, -3 / 20, 1 / 60, 0];
/** Fourth order, to one side, beside a bound. */
const FORWARD: Stencil = {
  at: [0, 1, 2, 3, 4],
  weight: [-25 / 12, 48 / 12, -36 / 12, 16 / 12, -3 / 12],
};
const BACKWARD: Stencil = {
  at: [0, -1, -2, -3, -4],
  weight: [25 / 12, -48 / 12, 36 / 12, -16 / 12, 3 / 12],
};

/** Steps as shares of the parameter: rough, to one side, of second differences, first fine one. */
const ROUGH_SHARE = 2e-6;
const LONGER_SHARE = 1e-3;
const SIDE_SHARE = 7e-4;
const FINE_SHARE = 0.02;
/** Step of second differences as a share of the fine step. */
const SECOND_SHARE = 0.1;

/**
 * The Jacobian by differences of the predictions, n x p, row-major: rough until
 * {@linkcode calibrateSteps} has chosen steps, fine after. Columns of fixed parameters are 0.
 */
export function differenceJacobian(problem: Problem, point: Point, out: Float64Array): void {
  const { free, steps } = problem;
  const { parameters, fitted } = point;
  const p = parameters.length;
  const size = columnLength(fitted, 0, 1);
  problem.differences.at.set(parameters);
  for (let k = 0; k < p; k++) {
    for (let i = k; i < out.length; i += p) out[i] = 0;
    if (free[k] === 0) continue;
    const x = parameters[k];
    const fine = steps[k] > 0;
    let stencil = fine ? FINE : ROUGH;
    let step = exactStep(x, fine ? steps[k] : ROUGH_SHARE * sizeOf(problem, k, x));
    if (!fits(problem, k, x, step, stencil)) {
      const above = problem.upper[k] - x;
      const below = x - problem.lower[k];
      stencil = above >= below ? FORWARD : BACKWARD;
      step = SIDE_SHARE * (fine ? steps[k] / FINE_SHARE : sizeOf(problem, k, x));
      step = exactStep(x, Math.min(step, Math.max(above, below) / 5));
    }
    differenceColumn(problem, point, k, step, stencil, out);
    if (fine) continue;
    // A change that rounding can be seen in wants a longer step.
    const change = step * columnLength(out, k, p);
    if (change >= 1e-8 * size || stencil !== ROUGH) continue;
    const longer = Math.min(LONGER_SHARE * sizeOf(problem, k, x), step * (1e-6 * size / change));
    if (!(longer > step) || !fits(problem, k, x, longer, ROUGH)) continue;
    for (let i = k; i < out.length; i += p) out[i] = 0;
    differenceColumn(problem, point, k, exactStep(x, longer), ROUGH, out);
  }
}

/** Adds one column of the Jacobian by a formula. */
function differenceColumn(
  problem: Problem,
  { parameters, fitted }: Point,
  k: number,
  step: number,
  stencil: Stencil,
  out: Float64Array,
): void {
  const { at, value } = problem.differences;
  const p = parameters.length;
  for (let s = 0; s < stencil.at.length; s++) {
    const offset = stencil.at[s];
    if (offset !== 0) {
      at[k] = parameters[k] + offset * step;
      predict(problem, at, value);
    }
    const values = offset === 0 ? fitted : value;
    const factor = stencil.weight[s] / step;
    for (let i = 0, j = k; j < out.length; i++, j += p) out[j] += factor * values[i];
  }
  at[k] = parameters[k];
}

function columnLength(matrix: Float64Array, k: number, p: number): number {
  let square = 0;
  for (let i = k; i < matrix.length; i += p) square += matrix[i] * matrix[i];
  return Math.sqrt(square);
}

/**
 * Fits the fine steps to the model at a point. The formulas of sixth and eighth order differ by the
 * truncation error of the first, which tells that of the second; it grows as the eighth power of
 * the step while rounding falls as its inverse, and the step makes their sum least.
 */
export function calibrateSteps(problem: Problem, point: Point): void {
  const { free, steps, differences: { at } } = problem;
  const { parameters, fitted } = point;
  const n = fitted.length;
  const values = FINE.at.map(() => new Float64Array(n));
  const rounding = Number.EPSILON * columnLength(fitted, 0, 1);
  at.set(parameters);
  for (let k = 0; k < parameters.length; k++) {
    if (free[k] === 0) continue;
    const x = parameters[k];
    steps[k] = FINE_SHARE * sizeOf(problem, k, x);
    for (let round = 0; round < 4; round++) {
      const step = exactStep(x, steps[k]);
      if (!fits(problem, k, x, step, FINE)) break;
      for (let s = 0; s < values.length; s++) {
        at[k] = x + FINE.at[s] * step;
        predict(problem, at, values[s]);
      }
      let slope = 0;
      let difference = 0;
      for (let i = 0; i < n; i++) {
        let fine = 0;
        let inner = 0;
        for (let s = 0; s < values.length; s++) {
          fine += FINE.weight[s] * values[s][i];
          inner += INNER[s] * values[s][i];
        }
        slope += fine * fine;
        difference += (fine - inner) * (fine - inner);
      }
      // All in units of 1 / step. Sixth-order truncation is (step / length)^6 / 140 of the slope.
      const sixth = Math.sqrt(difference);
      const eighth = sixth * portablePower(140 * sixth / Math.sqrt(slope), 1 / 3) / 4.5;
      const factor = Number.isFinite(eighth) && slope > 0
        ? Math.min(portablePower(rounding / (8 * eighth), 1 / 9), 4)
        : 1 / 16;
      steps[k] = step * factor;
      if (factor > 0.7 && factor < 1.5) break;
    }
    at[k] = x;
  }
}

/**
 * The second-order part of the Hessian, sum of residual times second derivative: p x p. Of a model
 * with a Jacobian, fourth-order differences of J'r with the residuals held; of one without, second
 * differences of r'f. Rows of fixed parameters are 0. Near a bound it is taken a little inside.
 *
 * @param weightedJacobian Fills the weighted Jacobian at a point
 */
export function differenceCurvature(
  problem: Problem,
  point: Point,
  weightedJacobian: (problem: Problem, point: Point, out: Float64Array) => void,
  out: Float64Array,
): void {
  const { free, lower, upper, steps, model } = problem;
  // Models with a Jacobian have not needed steps so far.
  if (steps.every((step) => step === 0)) calibrateSteps(problem, point);
  const center = point.parameters.slice();
  const size = center.map((x, k) => {
    const wanted = SECOND_SHARE * (steps[k] || FINE_SHARE * sizeOf(problem, k, x));
    const step = exactStep(x, Math.min(wanted, (upper[k] - lower[k]) / 5));
    center[k] = Math.max(Math.min(x, upper[k] - 2 * step), lower[k] + 2 * step);
    return step;
  });
  out.fill(0);
  if (model.jacobian) {
    differencesOfSlope(problem, point, center, size, weightedJacobian, out);
  } else {
    secondDifferences(problem, point, center, size, out);
  }
  const p = center.length;
  for (let k = 0; k < p; k++) {
    for (let l = 0; l < k; l++) {
      const both = free[k] !== 0 && free[l] !== 0;
      out[k * p + l] = out[l * p + k] = both ? (out[k * p + l] + out[l * p + k]) / 2 : 0;
    }
  }
}

/** Row k is d(J'r) / dp_k, four Jacobians each. */
function differencesOfSlope(
  problem: Problem,
  { residuals }: Point,
  center: Float64Array,
  size: Float64Array,
  weightedJacobian: (problem: Problem, point: Point, out: Float64Array) => void,
  out: Float64Array,
): void {
  const p = center.length;
  const there = createPoint(problem);
  const jacobian = new Float64Array(problem.jacobian.length);
  for (let k = 0; k < p; k++) {
    if (problem.free[k] === 0) continue;
    for (let s = 0; s < 4; s++) {
      there.parameters.set(center);
      there.parameters[k] += [-2, -1, 1, 2][s] * size[k];
      weightedJacobian(problem, there, jacobian);
      const factor = [1, -8, 8, -1][s] / (12 * size[k]);
      for (let i = 0, at = 0; i < residuals.length; i++) {
        for (let l = 0; l < p; l++, at++) out[k * p + l] += factor * residuals[i] * jacobian[at];
      }
    }
  }
}

/** Both triangles hold d2(r'f) / dp_k dp_l: four predictions on the diagonal, eight off it. */
function secondDifferences(
  problem: Problem,
  { residuals }: Point,
  center: Float64Array,
  size: Float64Array,
  out: Float64Array,
): void {
  const { free, rootWeights, differences: { at, value } } = problem;
  const p = center.length;
  const projected = (k: number, a: number, l: number, b: number) => {
    at.set(center);
    at[k] += a * size[k];
    if (l !== k) at[l] += b * size[l];
    predict(problem, at, value);
    let sum = 0;
    for (let i = 0; i < value.length; i++) {
      sum += residuals[i] * (rootWeights === null ? value[i] : value[i] * rootWeights[i]);
    }
    return sum;
  };
  for (let k = 0; k < p; k++) {
    if (free[k] === 0) continue;
    const f = (steps: number) => projected(k, steps, k, 0);
    out[k * p + k] = (16 * (f(1) + f(-1)) - 30 * f(0) - f(2) - f(-2)) / (12 * size[k] * size[k]);
    for (let l = 0; l < k; l++) {
      if (free[l] === 0) continue;
      const g = (a: number) =>
        projected(k, a, l, a) - projected(k, a, l, -a) - projected(k, -a, l, a) +
        projected(k, -a, l, -a);
      const mixed = (4 * g(1) - g(2) / 4) / (12 * size[k] * size[l]);
      out[k * p + l] = out[l * p + k] = mixed;
    }
  }
}

/** x^power for x >= 0, the same on every machine. */
function portablePower(x: number, power: number): number {
  return portableExp(power * portableLog(x));
}

/**
 * Size of a parameter, or of its start where it has come near 0; where both are nothing beside the
 * reach over which the predictions change by the observations' own size, a share of that.
 */
function sizeOf({ typical, longest, observed }: Problem, k: number, value: number): number {
  const own = Math.max(Math.abs(value), 1e-3 * typical[k]);
  const reach = longest[k] > 0 ? observed / longest[k] : 0;
  return (own >= 1e-9 * reach ? own : 1e-3 * reach) || 1;
}

/** The step as x can take it without rounding: x + step - x. */
function exactStep(x: number, step: number): number {
  const size = Math.max(step, 1e-11 * Math.abs(x), 1e-290);
  return x + size - x;
}

/** Whether a formula stays within the bounds. */
function fits(
  { lower, upper }: Problem,
  k: number,
  x: number,
  step: number,
  { at }: Stencil,
): boolean {
  return x + Math.min(at[0], at[at.length - 1]) * step >= lower[k] &&
    x + Math.max(at[0], at[at.length - 1]) * step <= upper[k];
}
