import { portableLog10 } from "../numerics/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { tQuantile } from "../statistics/mod.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { fourParameterLogistic } from "./four_parameter_logistic.ts";
import { logisticModel } from "./logistic_model.ts";

/** Response of a fitted curve at a dose; null where nothing was fitted. */
export function fittedValue({ logistic }: DoseResponseFit, dose: number): number | null {
  return logistic === null ? null : fourParameterLogistic(logistic, dose);
}

/** The confidence limits of the curve at one dose. */
export interface BandPoint {
  /** In the unit of the fit. */
  readonly dose: number;
  /** Fitted response. */
  readonly estimate: number;
  /** Lower limit of the response. */
  readonly lower: number;
  /** Upper limit of the response. */
  readonly upper: number;
}

/**
 * Pointwise confidence band of a fitted curve, by the delta method on the response scale:
 * f(dose) ± t(n - p) sqrt(g' V g), g the gradient of f and V the Gauss-Newton covariance.
 *
 * It covers the curve at each dose by itself, not the whole curve at once, and not single wells.
 *
 * @param doses Doses >= 0 in the unit of the fit
 * @param options.level Confidence level, default 0.95
 * @returns Empty where a parameter is not determined, for then there is no covariance
 * @throws {UsageError} If the level is not in (0, 1)
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 2.3.2
 */
export function confidenceBand(
  { logistic, covariance, degreesOfFreedom }: DoseResponseFit,
  doses: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): readonly BandPoint[] {
  if (!(level > 0 && level < 1)) {
    throw new UsageError(`Cannot draw a band: level must be in (0, 1), found ${level}`);
  }
  if (logistic === null || covariance === null || degreesOfFreedom < 1) return [];
  const { log10IC50, hillSlope, top, bottom } = logistic;
  const gradients = new Float64Array(4 * doses.length);
  logisticModel(Float64Array.from(doses, portableLog10)).jacobian!(
    Float64Array.of(log10IC50, hillSlope, top, bottom),
    gradients,
  );
  const t = tQuantile((1 + level) / 2, degreesOfFreedom);
  return doses.map((dose, i) => {
    const g = gradients.subarray(4 * i, 4 * i + 4);
    let variance = 0;
    for (let k = 0; k < 4; k++) {
      for (let l = 0; l < 4; l++) variance += g[k] * covariance[k][l] * g[l];
    }
    const estimate = fourParameterLogistic(logistic, dose);
    const half = t * Math.sqrt(Math.max(0, variance));
    return { dose, estimate, lower: estimate - half, upper: estimate + half };
  });
}
