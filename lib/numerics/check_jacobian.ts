import { differenceJacobian } from "./differences.ts";
import { type Point, predict, type Problem } from "./least_squares_problem.ts";

/** Disagreement, as a share, that differences cannot explain. */
const TOO_MUCH = 1e-3;
/** Move along the direction that is tried, as a share of the predictions and of each parameter. */
const SHARE = 1e-6;

/**
 * Parameters for which the model's own Jacobian disagrees with differences of its predictions at
 * the last linearised point: a certificate that rests on wrong derivatives is worth nothing. One
 * direction across all parameters is tried first, for two predictions; only if that disagrees are
 * the columns tried one by one.
 */
export function disagreeingColumns(problem: Problem, point: Point): string[] {
  const { model, free, jacobian, rootWeights } = problem;
  if (!model.jacobian || agreesAlong(problem, point)) return [];
  const differences = new Float64Array(jacobian.length);
  differenceJacobian(problem, point, differences);
  const p = free.length;
  return model.parameters.filter((_, k) => {
    if (free[k] === 0) return false;
    let gap = 0;
    let size = 0;
    for (let i = 0, at = k; at < jacobian.length; i++, at += p) {
      const found = differences[at] * (rootWeights === null ? 1 : rootWeights[i]);
      gap += (jacobian[at] - found) * (jacobian[at] - found);
      size += found * found;
    }
    return !(Math.sqrt(gap) <= TOO_MUCH * Math.sqrt(size) + 1e-300);
  });
}

/** Whether the predictions change along a direction as the Jacobian says. */
function agreesAlong(problem: Problem, point: Point): boolean {
  const { free, lower, upper, lengths, typical, jacobian, rootWeights } = problem;
  const { at, value } = problem.differences;
  const { parameters, fitted } = point;
  const n = fitted.length;
  const p = parameters.length;
  let size = 0;
  for (let i = 0; i < n; i++) size += fitted[i] * fitted[i];
  at.set(parameters);
  for (let k = 0; k < p; k++) {
    if (free[k] === 0) continue;
    const own = SHARE * (Math.abs(parameters[k]) || typical[k] || 1);
    const reach = lengths[k] > 0 ? SHARE * Math.sqrt(size) / lengths[k] : own;
    const move = Math.min(own, reach || own);
    if (parameters[k] + move <= upper[k]) at[k] += move;
    else if (parameters[k] - move >= lower[k]) at[k] -= move;
  }
  predict(problem, at, value);
  let gap = 0;
  let change = 0;
  for (let i = 0; i < n; i++) {
    const weight = rootWeights === null ? 1 : rootWeights[i];
    let foreseen = 0;
    for (let k = 0; k < p; k++) foreseen += jacobian[i * p + k] * (at[k] - parameters[k]);
    const found = (value[i] - fitted[i]) * weight;
    gap += (found - foreseen) * (found - foreseen);
    change += Math.max(found * found, foreseen * foreseen);
  }
  return Math.sqrt(gap) <= TOO_MUCH * Math.sqrt(change) + problem.rounding;
}
