import { checkModel, checkRepeatable } from "./check_model.ts";
import { checkedProblem, type LeastSquaresOptions } from "./checked_problem.ts";
import { describeFit, describeTooFew } from "./describe_fit.ts";
import { eliminateLinear } from "./eliminate_linear.ts";
import { hasFaded } from "./identifiability.ts";
import type { LeastSquaresFit } from "./least_squares_fit.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";
import { createPoint, evaluate, type Problem } from "./least_squares_problem.ts";
import { linearize } from "./linearize.ts";
import { minimizeSquares, type Minimum } from "./minimize_squares.ts";

/** Steps at most with a parameter held at its bound, from the end of a search. */
const MOST_HELD = 50;

/**
 * Fits a model to observations by least squares: the parameters that make
 * sum w_i (y_i - f_i(parameters))^2 least.
 *
 * Damped Gauss-Newton steps by ml-levenberg-marquardt, in scaled parameters and bent along curved
 * valleys, then undamped Newton or Gauss-Newton steps to the last digit; bounds by an active set.
 * Where that does not end at a minimum, a second way is tried that eliminates the parameters in
 * which the model is linear, and the better end is reported. On all 27 problems of NIST's StRD it
 * finds every parameter to ten digits from either start, with derivatives by differences.
 *
 * The minimum is local: it is the one that the start leads to. Whatever the data do (flat, too few,
 * perfect) is a status; only mistakes in the call throw.
 *
 * @param model Predictions of n observations from p parameters; derivatives where it has them
 * @param y Observations, n
 * @param start Parameters to start from, p, inside the bounds
 * @param options Weights, bounds, fixed parameters, effort
 * @throws {UsageError} If a length is wrong, a number not finite, a weight not positive, bounds
 * cross or exclude the start, a fixed name is unknown or given twice, or the model throws, changes
 * its parameters or predicts differently when asked again
 * @see Bates and Watts (1988) Nonlinear Regression Analysis and Its Applications, chapter 2
 * @example A straight line with weights
 * ```ts
 * import { leastSquares } from "halfmax/numerics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const x = [0, 1, 2, 3];
 * const line = {
 *   observations: x.length,
 *   parameters: ["intercept", "slope"],
 *   predict([intercept, slope]: Float64Array, out: Float64Array) {
 *     x.forEach((value, i) => out[i] = intercept + slope * value);
 *   },
 * };
 * const fit = leastSquares(line, [1, 3, 5, 8], [0, 0], { weights: [1, 1, 1, 0.25] });
 * assertEquals(fit.status, "converged");
 * assertAlmostEquals(fit.estimate[1], 41 / 19, 1e-12);
 * ```
 */
export function leastSquares(
  model: LeastSquaresModel,
  y: ArrayLike<number>,
  start: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresFit {
  const problem = checkedProblem(model, y, start, options);
  const from = Float64Array.from(start);
  checkModel(problem, from);
  const free = problem.free.reduce((sum, flag) => sum + flag, 0);
  if (problem.y.length < free) {
    const point = createPoint(problem);
    point.parameters.set(from);
    evaluate(problem, point);
    return describeTooFew(problem, point);
  }
  const { maxIterations = 200, search = "thorough" } = options;
  const first = holdFaded(problem, from, minimizeSquares(problem, from, maxIterations));
  checkRepeatable(problem, first.point);
  const fit = describeFit(problem, first);
  const found = fit.status !== "not converged" && fit.status !== "not identified" &&
    fit.status !== "not a minimum";
  return found || search === "direct" ? fit : better(fit, secondWay(problem, from, maxIterations));
}

/**
 * Puts parameters that have run to where the predictions hardly feel them on the bound that they ran
 * towards, if that is no worse, and holds them there: a slope at its bound can be understood, one
 * that stands wherever rounding stopped it cannot.
 */
function holdFaded(problem: Problem, start: Float64Array, found: Minimum): Minimum {
  if (found.ending === "not computable") return found;
  const { free, lower, upper, rounding } = problem;
  let best = found;
  for (const k of problem.moving.slice(0, problem.movingCount)) {
    const here = best.point.parameters[k];
    const bound = here > start[k] ? upper[k] : lower[k];
    if (!hasFaded(problem, k) || here === start[k] || !Number.isFinite(bound)) continue;
    const there = best.point.parameters.slice();
    there[k] = bound;
    free[k] = 2;
    const held = minimizeSquares(problem, there, MOST_HELD);
    if (held.point.rss <= best.point.rss * (1 + 1e-9) + rounding * rounding) {
      best = { ...held, iterations: best.iterations + held.iterations };
    } else {
      free[k] = 1;
    }
    linearize(problem, best.point);
  }
  return best;
}

/** The fit from where the search without the linear parameters ends. */
function secondWay(
  problem: Problem,
  start: Float64Array,
  maxIterations: number,
): LeastSquaresFit | null {
  const reduced = eliminateLinear(problem, start, maxIterations);
  if (reduced === null) return null;
  const minimum = minimizeSquares(problem, reduced.parameters, maxIterations);
  return describeFit(problem, {
    ...minimum,
    iterations: minimum.iterations + reduced.iterations,
  });
}

/** The second fit if it is lower, or as low and a minimum where the first is none. */
function better(first: LeastSquaresFit, second: LeastSquaresFit | null): LeastSquaresFit {
  if (second === null) return first;
  const lower = second.rss < first.rss * (1 - 1e-9);
  const minimum = second.status === "converged" || second.status === "at bound" ||
    second.status === "exact";
  return lower || (minimum && second.rss <= first.rss * (1 + 1e-9))
    ? { ...second, iterations: first.iterations + second.iterations }
    : first;
}
