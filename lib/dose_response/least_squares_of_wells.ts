import {
  leastSquares,
  type LeastSquaresFit,
  type LeastSquaresOptions,
  portableLog10,
} from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";
import type { DoseLevels } from "./dose_levels.ts";
import { logisticModel } from "./logistic_model.ts";

/**
 * The general solver's fit of a logistic curve to the wells, from a start.
 *
 * Where doses have several wells it works on their means, weighted by the wells: for equal weights
 * the minimum is the same, and what the spread within doses adds to the residual sum of squares, to
 * the degrees of freedom and so to the standard errors is put in after. Means that leave nothing to
 * judge by (as many doses as parameters, or all of them on the curve) are fitted well by well.
 *
 * @param start log10 ic50, hill slope, top, bottom
 */
export function leastSquaresOfWells(
  { doses, responses }: Curve,
  levels: DoseLevels,
  start: readonly number[],
  options: LeastSquaresOptions,
): LeastSquaresFit {
  const { logDose, mean, weight, center, scale, wells } = levels;
  const free = start.length - (options.fixed?.length ?? 0);
  if (mean.length < wells && mean.length > free) {
    const means = mean.map((y) => center + scale * y);
    const fit = leastSquares(logisticModel(logDose), means, start, { ...options, weights: weight });
    if (fit.status !== "exact" && fit.rss > 0) return ofWells(fit, levels);
  }
  const logDoses = Float64Array.from(doses, portableLog10);
  return leastSquares(logisticModel(logDoses), responses, start, options);
}

/** A fit of weighted means as the fit of the wells behind them. */
function ofWells(
  fit: LeastSquaresFit,
  { within, scale, mean, wells }: DoseLevels,
): LeastSquaresFit {
  const rss = fit.rss + within * scale * scale;
  const degreesOfFreedom = fit.degreesOfFreedom + wells - mean.length;
  const variance = (rss / degreesOfFreedom) / (fit.rss / fit.degreesOfFreedom);
  const error = Math.sqrt(variance);
  const grown = (errors: LeastSquaresFit["standardError"]) =>
    errors.map((value) => value === null ? null : value * error);
  const { gradientCosine } = fit.certificate;
  return {
    ...fit,
    rss,
    degreesOfFreedom,
    standardError: grown(fit.standardError),
    observedStandardError: grown(fit.observedStandardError),
    covariance: fit.covariance?.map((row) => row.map((value) => value * variance)) ?? null,
    certificate: {
      ...fit.certificate,
      gradientCosine: gradientCosine * Math.sqrt(fit.rss / rss),
    },
  };
}
