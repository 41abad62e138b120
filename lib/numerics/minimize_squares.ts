import { createPoint, evaluate, type Point, type Problem } from "./least_squares_problem.ts";
import { isStationary, linearize, relativeOffset } from "./linearize.ts";
import { polish } from "./polish.ts";
import { bendStep, createDamping, proposeStep, rescale } from "./propose_step.ts";

/** How a minimisation ended. */
export type Ending =
  /** The slope is zero to rounding. */
  | "stationary"
  /** The steps ran out. */
  | "out of steps"
  /** The sum of squares still falls, but by next to nothing a step. */
  | "creeping"
  /** No step, however short, goes down, though the slope is not zero. */
  | "stuck"
  /** The model, or its Jacobian, gives no finite numbers at the start. */
  | "not computable";

/** Where a minimisation ended; the problem is linearised there unless nothing could be computed. */
export interface Minimum {
  readonly point: Point;
  readonly ending: Ending;
  readonly iterations: number;
}

/**
 * Relative decrease of the sum of squares below which a step has done next to nothing, and how many
 * such steps in a row end the search; the second pair where a few digits are enough.
 */
const FINE: readonly [little: number, patience: number] = [1e-10, 10];
const ROUGH: readonly [little: number, patience: number] = [1e-8, 4];
/** After so many of them a parameter that runs towards its bound is tried there. */
const HASTE = 3;

/**
 * Minimises the residual sum of squares from a start: damped steps of ml-levenberg-marquardt, bent
 * where the model is curved, until the linear model can be trusted; then undamped ones to rounding.
 *
 * @param enough Relative offset at which to stop; 0 goes on to rounding
 */
export function minimizeSquares(
  problem: Problem,
  start: Float64Array,
  maxIterations: number,
  enough = 0,
): Minimum {
  const damping = createDamping(problem);
  let point = createPoint(problem);
  let spare = createPoint(problem);
  point.parameters.set(start);
  evaluate(problem, point);
  if (Number.isNaN(point.rss) || linearize(problem, point) === null) {
    return { point, ending: "not computable", iterations: 0 };
  }
  let iterations = 0;
  let growth = 2;
  let curved = false;
  let polishBelow = 0.3;
  let idle = 0;
  const [little, patience] = enough > 0 ? ROUGH : FINE;
  while (iterations < maxIterations) {
    const offset = relativeOffset(problem, point);
    if (offset <= Math.max(enough, 1e-15)) return { point, ending: "stationary", iterations };
    if (offset < polishBelow) {
      const polished = polish(problem, point, spare, enough, maxIterations - iterations);
      [point, spare] = [polished.point, polished.spare];
      iterations += polished.iterations;
      if (polished.stationary) return { point, ending: "stationary", iterations };
      polishBelow = Math.min(offset, relativeOffset(problem, point)) / 5;
    }
    rescale(problem, damping);
    for (let accepted = false; !accepted && iterations < maxIterations;) {
      iterations++;
      const predicted = proposeStep(problem, point, spare, damping);
      const nothing = !(predicted > 1e-16 * point.rss);
      // Going to bounds one after the other may foresee a rise; a shorter step does not.
      if (nothing && !damping.clipped || damping.damping > 1e20) {
        return { point, ending: isStationary(problem, point) ? "stationary" : "stuck", iterations };
      }
      const bend: number = curved && !nothing ? bendStep(problem, point, spare, damping) : 0;
      let ratio = -Infinity;
      if (bend <= 0.75 && !nothing) {
        evaluate(problem, spare);
        ratio = (point.rss - spare.rss) / predicted;
      }
      accepted = ratio > 1e-4 && linearize(problem, spare) !== null;
      if (accepted) {
        idle = spare.rss > point.rss * (1 - little) ? idle + 1 : 0;
        [point, spare] = [spare, point];
        curved = ratio < 0.75 || (curved && bend > 0.05);
        damping.damping *= Math.max(0.1, 1 - cube(2 * ratio - 1));
        damping.damping = Math.max(damping.damping, 1e-12);
        growth = 2;
      } else {
        if (ratio > 1e-4) linearize(problem, point);
        curved = true;
        damping.damping *= growth;
        growth *= 2;
      }
    }
    if (idle === HASTE) {
      const there = atBound(problem, point, spare, maxIterations - iterations, enough);
      iterations += there.iterations;
      if (there.point !== null) {
        [point, spare] = [there.point, point];
        idle = 0;
      }
    }
    if (idle >= patience) {
      return {
        point,
        ending: isStationary(problem, point) ? "stationary" : "creeping",
        iterations,
      };
    }
  }
  return {
    point,
    ending: isStationary(problem, point) ? "stationary" : "out of steps",
    iterations,
  };
}

/**
 * Predictions that hardly depend on a parameter any more take it towards its bound in ever so many
 * steps. This puts the one that is nearest to its bound, in steps like the last one from `before`,
 * on that bound and minimises over the others; null, and linearised as before, if that is higher.
 */
function atBound(
  problem: Problem,
  point: Point,
  before: Point,
  maxIterations: number,
  enough: number,
): { point: Point | null; iterations: number } {
  const { lower, upper, free } = problem;
  let nearest = -1;
  let fewest = Infinity;
  for (let k = 0; k < free.length; k++) {
    const move = point.parameters[k] - before.parameters[k];
    const left = ((move > 0 ? upper[k] : lower[k]) - point.parameters[k]) / move;
    if (free[k] === 1 && move !== 0 && left > 0 && left < fewest) [nearest, fewest] = [k, left];
  }
  if (nearest < 0) return { point: null, iterations: 0 };
  const start = point.parameters.slice();
  start[nearest] = start[nearest] > before.parameters[nearest] ? upper[nearest] : lower[nearest];
  free[nearest] = 2;
  const there = minimizeSquares(problem, start, maxIterations, enough);
  free[nearest] = 1;
  const found = there.point.rss <= point.rss && linearize(problem, there.point) !== null;
  if (!found) linearize(problem, point);
  return { point: found ? there.point : null, iterations: there.iterations };
}

function cube(x: number): number {
  return x * x * x;
}
