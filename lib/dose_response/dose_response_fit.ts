import type { Curve } from "./curve.ts";

/** Curve models: 4PL all free, 3PL with one plateau fixed, 2PL with both fixed. */
export type ModelName = "4PL" | "3PL" | "2PL";

/**
 * What became of a fit, a closed list:
 * - `measured`: the curve is determined and its relative IC50 lies within the tested doses
 * - `incomplete`: an effect, but a plateau is missing: the relative IC50 is a bound or not determined
 * - `flat`: no effect that the wells can tell from a flat line
 * - `no curve`: the best fit is no dose-response curve (a step between two doses, a slope at its limit)
 * - `too few doses`: fewer distinct doses than free parameters
 * - `constant`: every response is the same number
 * - `not converged`: no minimum was found; numbers are withheld
 */
export type FitStatus =
  | "measured"
  | "incomplete"
  | "flat"
  | "no curve"
  | "too few doses"
  | "constant"
  | "not converged";

/** A fitted parameter. */
export interface Estimate {
  readonly estimate: number;
  /** Gauss-Newton standard error; 0 when fixed, null when not identified. */
  readonly standardError: number | null;
  readonly fixed: boolean;
}

/** One fitted curve with all that a reader needs to doubt it. Plain data, frozen, JSON-able. */
export interface DoseResponseFit {
  readonly curve: Curve;
  readonly model: ModelName;
  readonly status: FitStatus;
  /** Why the status is what it is, in words. */
  readonly reason: string;
  readonly wells: number;
  /** Distinct doses, the vehicle not counted. */
  readonly distinctDoses: number;
  /** The four parameters in their own units: top >= bottom unless one is fixed; a falling curve has hillSlope > 0. Null when nothing was fitted. */
  readonly parameters: {
    readonly ic50: Estimate;
    readonly hillSlope: Estimate;
    readonly top: Estimate;
    readonly bottom: Estimate;
  } | null;
  /** Covariance of the free parameters in the order (log10 ic50, hillSlope, top, bottom), Gauss-Newton. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly rss: number | null;
  readonly degreesOfFreedom: number;
  /** F test of the curve against a flat line; null when it cannot be made. */
  readonly noEffect: {
    readonly f: number;
    readonly df1: number;
    readonly df2: number;
    readonly p: number;
  } | null;
  /** Proof of the minimum: largest cosine between residual and Jacobian columns, condition of the scaled Jacobian. */
  readonly certificate:
    | { readonly gradientCosine: number; readonly conditionNumber: number }
    | null;
}
