import type { LeastSquaresFit } from "../numerics/mod.ts";
import type { CurveModel } from "./curve_model.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { LOGISTIC_PARAMETERS } from "./logistic_model.ts";
import type { FittedCurve } from "./profile_dose.ts";

/** The minimum behind a fit, for further profiles; null where nothing was fitted. */
export function fittedCurve(fit: DoseResponseFit, model: CurveModel): FittedCurve | null {
  const { curve, logistic, rss, degreesOfFreedom, certificate, parameters } = fit;
  if (logistic === null || rss === null || certificate === null || parameters === null) return null;
  const { log10IC50, hillSlope, top, bottom } = logistic;
  const minimum: LeastSquaresFit = {
    status: rss === 0 ? "exact" : "converged",
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
  return { curve, model, minimum };
}
