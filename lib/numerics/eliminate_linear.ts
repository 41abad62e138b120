import type { LeastSquaresModel } from "./least_squares_model.ts";
import { createProblem, predict, type Problem } from "./least_squares_problem.ts";
import { linearParameters } from "./linear_parameters.ts";
import { minimizeSquares } from "./minimize_squares.ts";
import { createQr, pivotedQr, solveUpper } from "./qr.ts";

/**
 * Another way down, for starts from which the direct one fails: parameters in which the model is
 * linear are given their best values at every step, in closed form, and only the others are
 * searched (variable projection). Starts of the linear ones no longer matter, and long curved
 * valleys, which come from amplitudes that compensate, disappear.
 *
 * @returns Parameters from which the direct search can finish; null when nothing is linear or the
 * search finds no finite numbers
 * @see Golub and Pereyra (1973) SIAM J. Numer. Anal. 10:413, doi:10.1137/0710036
 */
export function eliminateLinear(
  problem: Problem,
  start: Float64Array,
  maxIterations: number,
): { parameters: Float64Array; iterations: number } | null {
  const linear = linearParameters(problem, start);
  if (linear.length === 0) return null;
  const others = Array.from(start.keys()).filter((k) => !linear.includes(k));
  const pick = (values: Float64Array) => Float64Array.from(others, (k) => values[k]);
  const best = bestAmplitudes(problem, start, linear);
  const reduced: LeastSquaresModel = {
    observations: problem.y.length,
    parameters: others.map((k) => problem.model.parameters[k]),
    predict(parameters, out) {
      best.solve(parameters, others, out);
    },
  };
  const { point, iterations } = minimizeSquares(
    createProblem({
      model: reduced,
      y: problem.y,
      rootWeights: problem.rootWeights,
      lower: pick(problem.lower),
      upper: pick(problem.upper),
      free: Uint8Array.from(others, (k) => problem.free[k]),
      start: pick(start),
    }),
    pick(start),
    maxIterations,
    // Good to a few digits: the direct search finishes.
    1e-6,
  );
  if (Number.isNaN(point.rss)) return null;
  return { parameters: best.solve(point.parameters, others, point.fitted), iterations };
}

/** Solves for the linear parameters, the others given. */
interface BestAmplitudes {
  /** Fills the predictions, NaN where there are none, and returns all parameters. */
  solve(values: Float64Array, others: readonly number[], out: Float64Array): Float64Array;
}

function bestAmplitudes(
  problem: Problem,
  start: Float64Array,
  linear: readonly number[],
): BestAmplitudes {
  const { y, rootWeights } = problem;
  const n = y.length;
  const m = linear.length;
  const parameters = start.slice();
  const base = new Float64Array(n);
  const basis = linear.map(() => new Float64Array(n));
  const columns = new Float64Array(n * m);
  const lengths = new Float64Array(m);
  const rhs = new Float64Array(n);
  const solution = new Float64Array(m);
  const qr = createQr(m);
  const weight = (i: number) => rootWeights === null ? 1 : rootWeights[i];
  return {
    solve(values, others, out) {
      for (let j = 0; j < others.length; j++) parameters[others[j]] = values[j];
      for (const k of linear) parameters[k] = 0;
      predict(problem, parameters, base);
      for (let j = 0; j < m; j++) {
        parameters[linear[j]] = Math.abs(start[linear[j]]) || 1;
        predict(problem, parameters, basis[j]);
        parameters[linear[j]] = 0;
        let square = 0;
        for (let i = 0; i < n; i++) {
          basis[j][i] -= base[i];
          columns[j * n + i] = basis[j][i] * weight(i);
          square += columns[j * n + i] * columns[j * n + i];
        }
        lengths[j] = Math.sqrt(square);
        if (!Number.isFinite(square)) out.fill(NaN);
        if (!Number.isFinite(square)) return parameters;
        if (square > 0) { for (let i = 0; i < n; i++) columns[j * n + i] /= lengths[j]; }
      }
      for (let i = 0; i < n; i++) rhs[i] = (y[i] - base[i]) * weight(i);
      pivotedQr(columns, rhs, n, qr);
      solveUpper(qr, qr.qtb, qr.rank, solution);
      out.set(base);
      for (let r = 0; r < qr.rank; r++) {
        const j = qr.pivots[r];
        const times = solution[r] / lengths[j];
        parameters[linear[j]] = times * (Math.abs(start[linear[j]]) || 1);
        for (let i = 0; i < n; i++) out[i] += times * basis[j][i];
      }
      return parameters;
    },
  };
}
