import { list, UsageError } from "../errors/mod.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";
import type { PivotedQr } from "./qr.ts";

/** A point that the solver has visited. */
export interface Point {
  readonly parameters: Float64Array;
  /** Predictions, not weighted. */
  readonly fitted: Float64Array;
  /** Residuals y - f, times the square root of the weight. */
  readonly residuals: Float64Array;
  /** Weighted residual sum of squares; NaN where the model gives no finite numbers. */
  rss: number;
}

/**
 * One least-squares problem with all its room, so that a fit allocates once. Residuals and Jacobian
 * are weighted where they are made; nothing after that knows of weights.
 */
export interface Problem {
  readonly model: LeastSquaresModel;
  readonly y: Float64Array;
  /** Square roots of the weights; null when all are 1. */
  readonly rootWeights: Float64Array | null;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where a parameter may move, 0 where it is fixed, 2 where it is held but its slope wanted. */
  readonly free: Uint8Array;
  /** Length of the vector of weighted observations. */
  readonly observed: number;
  /** Length that rounding of the observations alone can give the residual vector. */
  readonly noise: number;
  /** The same with the rounding of the parameters at the last linearised point. */
  rounding: number;
  /** Weighted Jacobian at the last linearised point, n x p, row-major. */
  readonly jacobian: Float64Array;
  /** J'r at that point. */
  readonly slope: Float64Array;
  /** Lengths of the Jacobian's columns there. */
  readonly lengths: Float64Array;
  /** The greatest length that each column has had so far. */
  readonly longest: Float64Array;
  /** Parameters that may move from there: neither fixed nor held at a bound by the slope. */
  readonly moving: Int32Array;
  movingCount: number;
  /** Scaled columns of the moving parameters, n x m, column-major, as the factorisation leaves them. */
  readonly columns: Float64Array;
  readonly rhs: Float64Array;
  /** Factorisations by their number of columns, made when first needed. */
  readonly factorizations: (PivotedQr | undefined)[];
  /** Steps of the difference formulas; 0 until chosen. */
  readonly steps: Float64Array;
  /** Sizes from which a parameter at 0 borrows its step. */
  readonly typical: Float64Array;
  readonly differences: { readonly at: Float64Array; readonly value: Float64Array };
}

/** What a problem is made of, checked. */
export interface ProblemParts {
  readonly model: LeastSquaresModel;
  readonly y: Float64Array;
  readonly rootWeights: Float64Array | null;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly free: Uint8Array;
  readonly start: Float64Array;
}

/** Rounding errors of an observation, in units of its last place, that a model may make. */
const ROUNDING = 16;

/** Prepares a problem. */
export function createProblem(parts: ProblemParts): Problem {
  const { model, y, rootWeights, start } = parts;
  const n = y.length;
  const p = start.length;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const value = rootWeights === null ? y[i] : y[i] * rootWeights[i];
    square += value * value;
  }
  return {
    model,
    y,
    rootWeights,
    lower: parts.lower,
    upper: parts.upper,
    free: parts.free,
    observed: Math.sqrt(square),
    noise: ROUNDING * Number.EPSILON * Math.sqrt(square),
    rounding: 0,
    jacobian: new Float64Array(n * p),
    slope: new Float64Array(p),
    lengths: new Float64Array(p),
    longest: new Float64Array(p),
    moving: new Int32Array(p),
    movingCount: 0,
    columns: new Float64Array(n * p),
    rhs: new Float64Array(n),
    factorizations: [],
    steps: new Float64Array(p),
    typical: start.map(Math.abs),
    differences: { at: new Float64Array(p), value: new Float64Array(n).fill(NaN) },
  };
}

/** Room for one point of a problem, where a prediction that the model forgets stays NaN. */
export function createPoint({ y, slope }: Problem): Point {
  return {
    parameters: new Float64Array(slope.length),
    fitted: new Float64Array(y.length).fill(NaN),
    residuals: new Float64Array(y.length),
    rss: NaN,
  };
}

/** Computes predictions, residuals and their sum of squares at the point's parameters. */
export function evaluate(problem: Problem, point: Point): void {
  const { y, rootWeights } = problem;
  const { fitted, residuals } = point;
  predict(problem, point.parameters, fitted);
  let rss = 0;
  for (let i = 0; i < y.length; i++) {
    const residual = rootWeights === null ? y[i] - fitted[i] : (y[i] - fitted[i]) * rootWeights[i];
    residuals[i] = residual;
    rss += residual * residual;
  }
  point.rss = Number.isFinite(rss) ? rss : NaN;
}

/** Calls the model; an error it throws is the caller's, and is told where it happened. */
export function predict({ model }: Problem, parameters: Float64Array, out: Float64Array): void {
  try {
    model.predict(parameters, out);
  } catch (cause) {
    throw modelError(model, "predict", parameters, cause);
  }
}

/** The error for a function of the model that threw. */
export function modelError(
  model: LeastSquaresModel,
  part: "predict" | "jacobian" | "curvature",
  parameters: Float64Array,
  cause: unknown,
): UsageError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const error = new UsageError(
    `Cannot fit the model: its ${part}() must not throw, found "${what}" at ${
      place(model, parameters)
    }`,
  );
  error.cause = cause;
  return error;
}

/** Parameters as a message names them: "ic50 = 3, top = 1". */
export function place(model: LeastSquaresModel, parameters: ArrayLike<number>): string {
  return list(model.parameters.map((name, k) => `${name} = ${parameters[k]}`));
}
