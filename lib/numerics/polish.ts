import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { calibrateSteps } from "./differences.ts";
import { evaluate, type Point, type Problem } from "./least_squares_problem.ts";
import {
  curvature,
  isStationary,
  lastFactorization,
  linearize,
  relativeOffset,
  scaledHessian,
} from "./linearize.ts";
import { solveUpper } from "./qr.ts";

/** What polishing came to: the best point, the other one as room, and whether it is stationary. */
export interface Polished {
  readonly point: Point;
  readonly spare: Point;
  readonly stationary: boolean;
  readonly iterations: number;
}

/**
 * Undamped steps from near a minimum until rounding stops them: Newton's where the model has second
 * derivatives of its own, else Gauss-Newton's, and once those are slow (as they are when residuals
 * are large and the model is curved) Newton's with differences, or whichever of the two is quicker.
 *
 * A step is kept when it brings the point nearer to stationary; the sum of squares, which near its
 * minimum knows only half the digits, must merely not rise.
 *
 * @param from The last linearised point
 * @param enough Offset at which to stop; 0 goes on to rounding
 */
export function polish(
  problem: Problem,
  from: Point,
  room: Point,
  enough: number,
  maxIterations: number,
): Polished {
  let point = from;
  let spare = room;
  if (enough === 0 && !problem.model.jacobian) {
    calibrateSteps(problem, point);
    linearize(problem, point);
  }
  let offset = relativeOffset(problem, point);
  const own = problem.model.curvature !== undefined;
  const newton = createNewton(problem);
  // What is left of the offset after a step of each kind, as last seen; Newton's is not yet known.
  let leftByGauss = own ? 1 : 0;
  let leftByNewton = 0;
  // Second derivatives by differences cost many Jacobians: only digits beyond `enough` are worth them.
  const slow = own || enough === 0 ? 0.1 : 0.3;
  let iterations = 0;
  while (offset > Math.max(enough, 1e-15) && iterations < maxIterations) {
    iterations++;
    const byNewton = leftByGauss > slow && leftByNewton < leftByGauss;
    if (byNewton && (own || offset < 0.01 * newton.offset)) {
      curvature(problem, point, newton.second);
      newton.offset = offset;
    }
    const next = undampedStep(problem, point, spare, byNewton ? newton : null);
    const left = Math.min(next / offset, 1);
    if (byNewton) leftByNewton = left;
    else leftByGauss = left;
    const rounding = offset < 1e-11 || (offset > 1e-7 && isStationary(problem, point));
    if (next < offset) [point, spare, offset] = [spare, point, next];
    else linearize(problem, point);
    // Flat or falling away to second order: no place for undamped steps, and perhaps no minimum.
    if (byNewton && newton.indefinite) return { point, spare, stationary: false, iterations };
    if (left > 0.5 && (rounding || Math.min(leftByGauss, leftByNewton) > 0.5)) break;
  }
  return { point, spare, stationary: offset <= enough || isStationary(problem, point), iterations };
}

/** Second derivatives for Newton's step, and the offset of the point where they were taken. */
interface Newton {
  readonly second: Float64Array;
  readonly hessian: Float64Array;
  offset: number;
  /** Whether the Hessian of the last step was not positive definite. */
  indefinite: boolean;
}

function createNewton({ slope: { length: p } }: Problem): Newton {
  return {
    second: new Float64Array(p * p),
    hessian: new Float64Array(p * p),
    offset: Infinity,
    indefinite: false,
  };
}

/** Leading columns of R below this share of the first are left where they are. */
const DEPENDENT = 1e-10;

/**
 * Steps to `spare` and linearises there. Returns its offset; Infinity when the step leaves the
 * bounds, goes up or is not finite.
 */
function undampedStep(
  problem: Problem,
  point: Point,
  spare: Point,
  newton: Newton | null,
): number {
  const { moving, movingCount: m, lower, upper, lengths, slope } = problem;
  const qr = lastFactorization(problem);
  const step = new Float64Array(m);
  spare.parameters.set(point.parameters);
  if (newton !== null) {
    scaledHessian(problem, newton.second, newton.hessian);
    newton.indefinite = !choleskyFactor(newton.hessian, m);
    if (newton.indefinite) return Infinity;
    for (let j = 0; j < m; j++) step[j] = slope[moving[j]] / (lengths[moving[j]] || 1);
    choleskySolve(newton.hessian, m, step);
  } else {
    let size = m;
    while (size > 0 && !(Math.abs(qr.r[(size - 1) * (m + 1)]) > DEPENDENT * Math.abs(qr.r[0]))) {
      size--;
    }
    solveUpper(qr, qr.qtb, size, step);
  }
  for (let j = 0; j < m; j++) {
    const k = newton !== null ? moving[j] : moving[qr.pivots[j]];
    const there = point.parameters[k] + step[j] / (lengths[k] || 1);
    if (!(there >= lower[k] && there <= upper[k])) return Infinity;
    spare.parameters[k] = there;
  }
  evaluate(problem, spare);
  if (!(spare.rss <= point.rss * (1 + 1e-9) + problem.rounding * problem.rounding)) return Infinity;
  return linearize(problem, spare) === null ? Infinity : relativeOffset(problem, spare);
}
