import type { LeastSquaresFit } from "../numerics/mod.ts";
import { curveModel } from "./curve_model.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { LOGISTIC_PARAMETERS } from "./logistic_model.ts";
import { type FittedCurve, recallCurve } from "./minimize_curve.ts";

/** The minimum behind a fit, for further profiles; null where nothing was fitted. */
export function fittedCurve(fit: DoseResponseFit): FittedCurve | null {
  const { curve, logistic, rss, degreesOfFreedom, certificate } = fit;
  if (logistic === null || rss === null || certificate === null) return null;
  const { log10IC50, hillSlope, top, bottom } = logistic;
  const minimum: LeastSquaresFit = {
    status: certificate.exact ? "exact" : "converged",
    reason: "",
    parameters: LOGISTIC_PARAMETERS,
    estimate: [log10IC50, hillSlope, top, bottom],
    standardError: [],
    observedStandardError: [],
    covariance: fit.covariance,
    rss,
    degreesOfFreedom,
    residuals: [],
    fitted: [],
    certificate,
    notIdentified: [],
    atBound: [],
    iterations: 0,
  };
  return recallCurve(curve, curveModel(fit.model, curve.scale, fit.fixed), minimum);
}
