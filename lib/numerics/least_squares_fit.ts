/**
 * What became of a fit, a closed list:
 * - `converged`: a minimum, every free parameter determined
 * - `at bound`: the same, but the sum of squares would fall further beyond the bound of a parameter
 * - `exact`: the model meets every observation to rounding, so standard errors mean nothing
 * - `not identified`: no single minimum, but a line or surface of them: `notIdentified` names the
 *   parameters that run along it
 * - `not a minimum`: the slope is zero, but the sum of squares falls away from there
 * - `not converged`: the steps ran out, or none went down, before the slope was zero
 * - `not computable`: the model gives no finite numbers at the start
 * - `too few observations`: fewer observations than free parameters; nothing was fitted
 */
export type LeastSquaresStatus =
  | "converged"
  | "at bound"
  | "exact"
  | "not identified"
  | "not a minimum"
  | "not converged"
  | "not computable"
  | "too few observations";

/** What least squares found; plain data. Arrays by parameter are in the model's order. */
export interface LeastSquaresFit {
  /** What became of it. */
  readonly status: LeastSquaresStatus;
  /** Why the status is what it is, in words; empty when there is nothing to say. */
  readonly reason: string;
  /** Names of the parameters. */
  readonly parameters: readonly string[];
  /** Estimates; a fixed parameter has its start. */
  readonly estimate: readonly number[];
  /** Gauss-Newton standard errors, s2 inv(J'J): 0 for fixed parameters, null where not determined. */
  readonly standardError: readonly (number | null)[];
  /** Standard errors from the exact Hessian, s2 inv(J'J - sum r d2f), as drc prints them. */
  readonly observedStandardError: readonly (number | null)[];
  /** Gauss-Newton covariance, p x p; 0 in rows of fixed parameters and of those at a bound. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Weighted residual sum of squares. */
  readonly rss: number;
  /** Observations less free parameters. */
  readonly degreesOfFreedom: number;
  /** y - f, not weighted. */
  readonly residuals: readonly number[];
  /** Predictions at the estimates. */
  readonly fitted: readonly number[];
  /** Proof of the minimum; NaN where nothing could be computed. */
  readonly certificate: {
    /** Largest cosine between the residuals and a Jacobian column of a parameter that may move. */
    readonly gradientCosine: number;
    /** Condition number of the Jacobian with its columns scaled to length 1. */
    readonly conditionNumber: number;
  };
  /** Parameters that the data do not determine. */
  readonly notIdentified: readonly string[];
  /** Parameters held by a bound beyond which the sum of squares would fall. */
  readonly atBound: readonly string[];
  /** Steps taken. */
  readonly iterations: number;
}
