import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import { checkedProblem, type LeastSquaresOptions } from "./checked_problem.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";
import { createPoint, evaluate, type Problem } from "./least_squares_problem.ts";
import { linearize } from "./linearize.ts";
import { minimizeSquares } from "./minimize_squares.ts";
import { solveUpper } from "./qr.ts";
import { partialDerivative, reparametrize } from "./reparametrize.ts";

/** The profile as the search for limits sees it. */
export interface Profile {
  readonly estimate: number;
  /** Parameters of the profile at the fit. */
  readonly atFit: Float64Array;
  /** Ends beyond which the target cannot go. */
  readonly lower: number;
  readonly upper: number;
  /** How the parameters follow the target near the estimate: d parameters / d target. */
  readonly tangent: Float64Array;
  /** Standard error of the target over the residual standard deviation; 0 when not determined. */
  readonly unit: number;
  /** Minimises with the target held at c, from a guess; null where the model gives no numbers. */
  minimize(c: number, guess: Float64Array): ProfilePoint | null;
  /** The parameters of the model behind a point of the profile. */
  original(parameters: Float64Array): Float64Array;
}

/** A point of the profile: the minimum with the target held. */
export interface ProfilePoint {
  readonly c: number;
  readonly parameters: Float64Array;
  readonly rss: number;
  /** d rss / dc along the profile. */
  readonly slope: number;
}

/** The profile of a parameter, from a fit at `at`. */
export function parameterProfile(
  model: LeastSquaresModel,
  y: ArrayLike<number>,
  at: Float64Array,
  name: string,
  options: LeastSquaresOptions,
): Profile {
  const k = model.parameters.indexOf(name);
  if (k < 0) {
    const meant = nearest(name, model.parameters);
    throw new UsageError(
      `Cannot profile: the target must be a parameter (${list(model.parameters)}), ` +
        `found ${quote(name)}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
    );
  }
  if (options.fixed?.includes(name)) {
    throw new UsageError(`Cannot profile ${quote(name)}: it must be free, found it fixed`);
  }
  const problem = checkedProblem(model, y, at, options);
  const { tangent, unit } = tangentAt(problem, at, k);
  problem.free[k] = 2;
  const start = new Float64Array(at.length);
  return {
    estimate: at[k],
    atFit: at,
    lower: problem.lower[k],
    upper: problem.upper[k],
    tangent,
    unit,
    minimize(c, guess) {
      for (let l = 0; l < start.length; l++) {
        start[l] = Math.min(Math.max(guess[l], problem.lower[l]), problem.upper[l]);
      }
      start[k] = c;
      // An offset of 1e-7 leaves an error of 1e-14 in the sum of squares.
      const { point, ending } = minimizeSquares(problem, start, options.maxIterations ?? 200, 1e-7);
      if (ending === "not computable" || linearize(problem, point) === null) return null;
      const { parameters, rss } = point;
      return { c, parameters, rss, slope: -2 * problem.slope[k] };
    },
    original: (parameters) => parameters,
  };
}

/** The profile of a function of parameters, which takes the place of one of them. */
export function functionProfile(
  model: LeastSquaresModel,
  y: ArrayLike<number>,
  at: Float64Array,
  target: (parameters: Float64Array) => number,
  options: LeastSquaresOptions,
): Profile {
  const problem = checkedProblem(model, y, at, options);
  const k = mostInfluential(problem, at, target);
  const changed = reparametrize(model, k, target, at, problem.lower[k], problem.upper[k]);
  const start = at.slice();
  start[k] = target(at);
  const lower = problem.lower.slice();
  const upper = problem.upper.slice();
  lower[k] = -Infinity;
  upper[k] = Infinity;
  const profile = parameterProfile(changed.model, y, start, model.parameters[k], {
    ...options,
    lower,
    upper,
  });
  return { ...profile, original: (parameters) => changed.original(parameters) ?? parameters };
}

/** The free parameter through which the target feels the data's uncertainty most. */
function mostInfluential(
  problem: Problem,
  at: Float64Array,
  target: (parameters: Float64Array) => number,
): number {
  const value = target(at);
  if (!Number.isFinite(value)) {
    throw new UsageError(`Cannot profile: the target must be finite at the fit, found ${value}`);
  }
  const point = createPoint(problem);
  point.parameters.set(at);
  evaluate(problem, point);
  linearize(problem, point);
  let best = -1;
  let most = 0;
  for (let k = 0; k < at.length; k++) {
    if (problem.free[k] === 0 || at[k] <= problem.lower[k] || at[k] >= problem.upper[k]) continue;
    const reach = problem.lengths[k] > 0 ? 1 / problem.lengths[k] : 1;
    const influence = Math.abs(partialDerivative(target, at, k)) * reach;
    if (influence > most) [best, most] = [k, influence];
  }
  if (best < 0) {
    throw new UsageError("Cannot profile: the target must depend on a parameter that may move");
  }
  return best;
}

/** How all parameters follow parameter k along the profile at a point, from the linear model. */
function tangentAt(
  problem: Problem,
  at: Float64Array,
  k: number,
): { tangent: Float64Array; unit: number } {
  const point = createPoint(problem);
  point.parameters.set(at);
  evaluate(problem, point);
  const qr = linearize(problem, point);
  const tangent = new Float64Array(at.length);
  tangent[k] = 1;
  if (qr === null || qr.rank < qr.m) return { tangent, unit: 0 };
  const { moving, lengths } = problem;
  const m = qr.m;
  const position = Array.from(qr.pivots).findIndex((j) => moving[j] === k);
  if (position < 0) return { tangent, unit: 0 };
  // Column k of inv(R'R): R' u = e, R x = u.
  const u = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    let sum = i === position ? 1 : 0;
    for (let l = 0; l < i; l++) sum -= qr.r[l * m + i] * u[l];
    u[i] = sum / qr.r[i * m + i];
  }
  const x = new Float64Array(m);
  solveUpper(qr, u, m, x);
  for (let j = 0; j < m; j++) {
    const l = moving[qr.pivots[j]];
    tangent[l] = x[j] / lengths[l] / (x[position] / lengths[k]);
  }
  return { tangent, unit: Math.sqrt(x[position]) / lengths[k] };
}
