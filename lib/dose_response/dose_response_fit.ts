import type { Potency } from "../potency/mod.ts";
import type { Curve } from "./curve.ts";
import type { FixedPlateaus } from "./curve_model.ts";
import type { LogisticParameters } from "./four_parameter_logistic.ts";

/** Curve models: 4PL all free, 3PL with one plateau fixed, 2PL with both fixed. */
export type ModelName = "4PL" | "3PL" | "2PL";

/**
 * What became of a fit, a closed list:
 * - `measured`: an effect, and the relative IC50 is measured within the tested doses
 * - `step`: an effect, all of it between two neighbouring doses: the IC50 lies there, the slope is
 *   not determined
 * - `incomplete`: an effect, but the relative IC50 is only a bound or not determined (most often a
 *   plateau was not reached)
 * - `flat`: no effect that the wells can tell from a flat line
 * - `too few doses`: fewer distinct doses than free parameters, or no wells beyond them
 * - `constant`: every response is the same number
 * - `not converged`: no minimum was found; numbers are withheld
 */
export type FitStatus =
  | "measured"
  | "step"
  | "incomplete"
  | "flat"
  | "too few doses"
  | "constant"
  | "not converged";

/** A fitted parameter. */
export interface Estimate {
  /** In its own unit: the dose's, none, or the response's. */
  readonly estimate: number;
  /** Gauss-Newton standard error, as nls, scipy and Prism; 0 when fixed, null when not determined. */
  readonly standardError: number | null;
  /** From the exact Hessian, as drc; 0 when fixed, null when not determined. */
  readonly observedStandardError: number | null;
  /** Whether it was held instead of fitted. */
  readonly fixed: boolean;
  /** False where the wells say nothing useful about it; its estimate is then only good for drawing. */
  readonly determined: boolean;
}

/** The F test of a curve against "no effect". */
export interface NoEffectTest {
  /** Extra sum of squares of the flat line per df1, over the residual variance. */
  readonly f: number;
  /** Parameters that the curve has more. */
  readonly df1: number;
  /** Wells less parameters. */
  readonly df2: number;
  /** Upper tail of F(df1, df2). */
  readonly p: number;
  /** Benjamini-Hochberg over the curves fitted in the same call. */
  readonly q: number;
}

/** One fitted curve with all that a reader needs to doubt it. Plain data, frozen, JSON-able. */
export interface DoseResponseFit {
  /** The wells that were fitted. */
  readonly curve: Curve;
  /** The model. */
  readonly model: ModelName;
  /** Plateaus that were held. */
  readonly fixed: FixedPlateaus;
  /** What became of the fit. */
  readonly status: FitStatus;
  /** Why the status is what it is, in words; empty when measured. */
  readonly reason: string;
  /** Number of wells. */
  readonly wells: number;
  /** Distinct doses, the vehicle not counted. */
  readonly distinctDoses: number;
  /** Null when nothing was fitted. With both plateaus free, top >= bottom. */
  readonly parameters: {
    readonly ic50: Estimate;
    readonly hillSlope: Estimate;
    readonly top: Estimate;
    readonly bottom: Estimate;
  } | null;
  /** The same curve for computing with; null when nothing was fitted. */
  readonly logistic: LogisticParameters | null;
  /**
   * Gauss-Newton covariance in the order log10 ic50, hillSlope, top, bottom; null where not every free
   * parameter is determined.
   */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Residual sum of squares; null when nothing was fitted. */
  readonly rss: number | null;
  /** Wells less free parameters. */
  readonly degreesOfFreedom: number;
  /** Is there any effect at all? Null when nothing was fitted. */
  readonly noEffect: NoEffectTest | null;
  /** Proof of the minimum; null when nothing was fitted. */
  readonly certificate: {
    /** Largest cosine between the residuals and a column of the Jacobian; 0 at a minimum. */
    readonly gradientCosine: number;
    /** Condition number of the Jacobian with its columns scaled to length 1. */
    readonly conditionNumber: number;
    /** Every residual is rounding: the wells give no measure of noise, and no interval. */
    readonly exact: boolean;
  } | null;
  /** Relative and absolute IC50 of this curve: "within experiment". */
  readonly ic50: { readonly relative: Potency; readonly absolute: Potency };
}
