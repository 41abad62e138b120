import { predict, type Problem } from "./least_squares_problem.ts";

/** Predictions that agree so well, as a share of their sizes, are called equal. */
const EQUAL = 1e-11;

/**
 * Parameters in which the predictions are affine, all of them together, found by trying: the
 * amplitudes of a model. Fixed and bounded parameters are left out.
 *
 * @param at Where to try; steps are as large as the parameters
 * @returns Their places, none when the model gives no finite numbers on the way
 */
export function linearParameters(problem: Problem, at: Float64Array): number[] {
  const { free, lower, upper, y } = problem;
  const from = new Float64Array(y.length);
  const to = new Float64Array(y.length);
  const change = new Float64Array(y.length);
  const place = at.slice();
  const size = (k: number) => Math.abs(at[k]) || 1;
  const found: number[] = [];
  for (let k = 0; k < at.length; k++) {
    if (free[k] !== 1 || lower[k] !== -Infinity || upper[k] !== Infinity) continue;
    // One step up and two and a half down: a quadratic cannot look straight.
    place.set(at);
    predict(problem, place, from);
    place[k] = at[k] + size(k);
    predict(problem, place, to);
    for (let i = 0; i < change.length; i++) change[i] = to[i] - from[i];
    place[k] = at[k] - 2.5 * size(k);
    predict(problem, place, to);
    if (!isStraight(change, from, to, -2.5)) continue;
    // The same change must come when the linear ones found so far stand elsewhere: no products.
    place.set(at);
    for (const j of found) place[j] += 1.5 * size(j);
    predict(problem, place, from);
    place[k] = at[k] + size(k);
    predict(problem, place, to);
    if (isStraight(change, from, to, 1)) found.push(k);
  }
  return found;
}

function isStraight(
  change: Float64Array,
  from: Float64Array,
  to: Float64Array,
  times: number,
): boolean {
  for (let i = 0; i < change.length; i++) {
    const size = Math.abs(from[i]) + Math.abs(to[i]) + Math.abs(times * change[i]);
    if (!(Math.abs(to[i] - from[i] - times * change[i]) <= EQUAL * size)) return false;
  }
  return true;
}
