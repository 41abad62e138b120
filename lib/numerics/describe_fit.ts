import { list, plural } from "../errors/mod.ts";
import { invertSymmetric } from "./cholesky.ts";
import { type Identifiability, identifiability } from "./identifiability.ts";
import type { LeastSquaresFit, LeastSquaresStatus } from "./least_squares_fit.ts";
import { place, type Point, type Problem } from "./least_squares_problem.ts";
import { curvature, lastFactorization, linearize, scaledHessian } from "./linearize.ts";
import { disagreeingColumns } from "./check_jacobian.ts";
import type { Ending, Minimum } from "./minimize_squares.ts";
import { invertUpper } from "./qr.ts";

/** The report on a fit, from where its minimisation ended. */
export function describeFit(
  problem: Problem,
  { point, ending, iterations }: Minimum,
): LeastSquaresFit {
  const { free, lengths } = problem;
  const report = unfitted(problem, point, iterations);
  if (ending === "not computable" || linearize(problem, point) === null) {
    const reason = "the model or its Jacobian gives numbers that are not finite at the start, " +
      place(problem.model, point.parameters);
    return { ...report, status: "not computable", reason };
  }
  const m = problem.movingCount;
  const moving = problem.moving.subarray(0, m);
  const { degreesOfFreedom, parameters } = report;
  const second = new Float64Array(lengths.length * lengths.length);
  curvature(problem, point, second);
  const hessian = new Float64Array(m * m);
  scaledHessian(problem, second, hessian);
  const standardError = report.standardError.slice();
  const observedStandardError = report.standardError.slice();
  // At a minimum all residuals are across the columns; what lies along them is the rounding of the
  // parameters, which matters where the residuals themselves are hardly more than rounding.
  const square = ending === "stationary" ? lastFactorization(problem).remainder : point.rss;
  const s = Math.sqrt(square / Math.max(degreesOfFreedom, 1));
  const determined = identifiability(problem, point, s);
  const observed = determined.names.length > 0 ? null : invertSymmetric(hessian, m);
  let covariance: number[][] | null = null;
  if (degreesOfFreedom > 0) {
    if (determined.names.length === 0) covariance = gaussNewtonCovariance(problem, s);
    for (let j = 0; j < m; j++) {
      const k = moving[j];
      if (determined.names.includes(parameters[k])) continue;
      standardError[k] = covariance === null
        ? s * determined.units[j] / lengths[k]
        : Math.sqrt(covariance[k][k]);
      if (observed !== null) {
        observedStandardError[k] = s * Math.sqrt(observed[j * m + j]) / lengths[k];
      }
    }
  }
  const atBound = parameters.filter((_, k) => free[k] !== 0 && !moving.includes(k));
  return {
    ...report,
    ...verdict(problem, point, ending, determined, observed !== null, atBound),
    standardError,
    observedStandardError,
    covariance,
    certificate: {
      gradientCosine: gradientCosine(problem, point),
      conditionNumber: determined.conditionNumber,
    },
    notIdentified: determined.names,
    atBound,
  };
}

/** The report on a problem with fewer observations than free parameters, evaluated at its start. */
export function describeTooFew(problem: Problem, start: Point): LeastSquaresFit {
  const report = unfitted(problem, start, 0);
  const free = problem.y.length - report.degreesOfFreedom;
  return {
    ...report,
    status: "too few observations",
    reason: `${plural(problem.y.length, "observation")} cannot determine ${
      plural(free, "parameter")
    }`,
    notIdentified: report.parameters.filter((_, k) => problem.free[k] === 1),
  };
}

/** What can be said without a minimum. */
function unfitted(
  { model, y, free }: Problem,
  point: Point,
  iterations: number,
): Omit<LeastSquaresFit, "status" | "reason"> {
  const standardError = model.parameters.map((_, k) => free[k] === 0 ? 0 : null);
  return {
    parameters: model.parameters,
    estimate: Array.from(point.parameters),
    standardError,
    observedStandardError: standardError,
    covariance: null,
    rss: point.rss,
    degreesOfFreedom: y.length - standardError.filter((value) => value === null).length,
    residuals: Array.from(y, (value, i) => value - point.fitted[i]),
    fitted: Array.from(point.fitted),
    certificate: { gradientCosine: NaN, conditionNumber: NaN },
    notIdentified: [],
    atBound: [],
    iterations,
  };
}

/** Status and reason, the gravest first. */
function verdict(
  problem: Problem,
  point: Point,
  ending: Exclude<Ending, "not computable">,
  { names, reasons }: Identifiability,
  isMinimum: boolean,
  atBound: readonly string[],
): { status: LeastSquaresStatus; reason: string } {
  const wrong = disagreeingColumns(problem, point);
  if (wrong.length > 0) {
    const reason = `the model's jacobian() disagrees with differences of its predict() for ${
      list(wrong)
    }`;
    return { status: "not converged", reason };
  }
  const exact = Math.sqrt(point.rss) <= problem.rounding;
  const free = problem.free.reduce((sum, flag) => sum + (flag === 1 ? 1 : 0), 0);
  if (names.length > 0 && (ending === "stationary" || ending === "creeping" || exact)) {
    return { status: "not identified", reason: reasons.join("; ") };
  }
  if (exact) {
    return { status: "exact", reason: "the model meets every observation to rounding" };
  }
  if (ending !== "stationary") return { status: "not converged", reason: WHY_NOT[ending] };
  if (!isMinimum) {
    const reason = "the slope is zero, but the sum of squares falls away from there";
    return { status: "not a minimum", reason };
  }
  if (atBound.length > 0) {
    const reason = `the sum of squares would fall beyond the bound of ${list(atBound)}`;
    return { status: "at bound", reason };
  }
  const reason = problem.y.length > free
    ? ""
    : "no degrees of freedom are left, so there are no standard errors";
  return { status: "converged", reason };
}

const WHY_NOT: Readonly<Record<Exclude<Ending, "stationary" | "not computable">, string>> = {
  "creeping": "the sum of squares falls ever more slowly and reaches no minimum",
  "stuck": "no step goes down, though the slope is not zero: the model may not be smooth here",
  "out of steps": "the steps ran out before the slope was zero",
};

/** s2 inv(J'J) over all parameters. */
function gaussNewtonCovariance(problem: Problem, s: number): number[][] {
  const { moving, movingCount: m, lengths } = problem;
  const { r, pivots } = lastFactorization(problem);
  const inverse = invertUpper(r, m);
  const covariance = Array.from(lengths, () => new Array<number>(lengths.length).fill(0));
  for (let a = 0; a < m; a++) {
    const k = moving[pivots[a]];
    for (let b = 0; b <= a; b++) {
      const l = moving[pivots[b]];
      let sum = 0;
      for (let c = a; c < m; c++) sum += inverse[a * m + c] * inverse[b * m + c];
      covariance[k][l] = covariance[l][k] = (s / lengths[k]) * (s / lengths[l]) * sum;
    }
  }
  return covariance;
}

function gradientCosine({ moving, movingCount: m, slope, lengths }: Problem, point: Point): number {
  const length = Math.sqrt(point.rss);
  let largest = 0;
  for (let j = 0; j < m; j++) {
    const k = moving[j];
    if (lengths[k] === 0 || length === 0) continue;
    largest = Math.max(largest, Math.abs(slope[k]) / lengths[k] / length);
  }
  return largest;
}
