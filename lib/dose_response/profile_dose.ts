import { findRoot, leastSquares, type LeastSquaresFit, profileLimits } from "../numerics/mod.ts";
import { fQuantile, tQuantile } from "../statistics/mod.ts";
import type { DoseLimits } from "./bounded_potency.ts";
import { crossingModel, type Distance } from "./crossing_model.ts";
import type { Curve } from "./curve.ts";
import type { CurveModel } from "./curve_model.ts";
import { heldParameters, parameterBounds } from "./minimize_curve.ts";

/**
 * Decades beyond the tested doses in which a confidence limit still counts. Further out no well says
 * anything, and a number there would only be the model's.
 */
const DECADES_OF_LIMITS = 1;

/** A minimum with the curve and model it belongs to. */
export interface FittedCurve {
  readonly curve: Curve;
  readonly model: CurveModel;
  readonly minimum: LeastSquaresFit;
}

/**
 * Residual sums of squares at the limits: RSS (1 + F / df) with F the quantile of F(1, df) for two
 * sides, and the square of Student's one-sided quantile in its place for one side.
 *
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 6.1
 */
export function profileThresholds(
  rss: number,
  df: number,
  level: number,
): { readonly twoSided: number; readonly oneSided: number } {
  return {
    twoSided: rss * (1 + fQuantile(level, 1, df) / df),
    oneSided: rss * (1 + tQuantile(level, df) ** 2 / df),
  };
}

/**
 * Profile-likelihood limits of log10 of a dose that the curve defines, with everything else fitted
 * anew at each value. An end that the profile does not close within a decade of the tested
 * doses is open.
 *
 * @param distance Where the wanted dose lies from the IC50
 * @returns Null where the fitted curve never reaches the wanted dose
 */
export function profileDose(
  { curve, model, minimum }: FittedCurve,
  distance: Distance,
  level: number,
): { readonly limits: DoseLimits; readonly better: readonly number[] | null } | null {
  const [log10IC50, hill, top, bottom] = minimum.estimate;
  const { decades } = distance(hill, top, bottom);
  if (!Number.isFinite(decades)) return null;
  const logDoses = Float64Array.from(curve.doses, Math.log10);
  const crossing = crossingModel(logDoses, distance);
  const bounds = parameterBounds(logDoses, hill > 0 ? 1 : -1);
  const tested = logDoses.filter(Number.isFinite);
  const first = Math.min(...tested) - DECADES_OF_LIMITS;
  const last = Math.max(...tested) + DECADES_OF_LIMITS;
  const estimate = log10IC50 + decades;
  const options = {
    lower: [-Infinity, ...bounds.lower.slice(1)],
    upper: [Infinity, ...bounds.upper.slice(1)],
    fixed: heldParameters(model),
  };
  const at: LeastSquaresFit = { ...minimum, estimate: [estimate, hill, top, bottom] };
  const { twoSided, oneSided } = profileThresholds(minimum.rss, minimum.degreesOfFreedom, level);
  const limitsAt = (threshold: number) =>
    profileLimits(crossing, curve.responses, at, "log10_wanted", {
      ...options,
      threshold,
      range: { lower: Math.min(first, estimate), upper: Math.max(last, estimate) },
    });
  const two = limitsAt(twoSided);
  const one = limitsAt(oneSided);
  const better = [two.better, one.better].find((point) => point !== null);
  return {
    limits: {
      estimate,
      lower: two.lower,
      upper: two.upper,
      oneSidedLower: one.lower,
      oneSidedUpper: one.upper,
    },
    better: better === undefined || better === null ? null : better.estimate,
  };
}

/**
 * One-sided lower limit of the dose at which a curve crosses a response, for a fit that never
 * crosses it: the lowest dose at which a crossing curve fits the wells nearly as well.
 *
 * @param level One-sided confidence level
 * @returns log10 of the limit, at most the highest tested dose; null when it lies below the lowest
 */
export function lowerCrossingLimit(
  { curve, model, minimum }: FittedCurve,
  distance: Distance,
  response: (top: number) => number,
  level: number,
): number | null {
  const logDoses = Float64Array.from(curve.doses, Math.log10);
  const tested = logDoses.filter(Number.isFinite);
  const [first, last] = [Math.min(...tested), Math.max(...tested)];
  const [, hill, top, bottom] = minimum.estimate;
  const crossing = crossingModel(logDoses, distance);
  const bounds = parameterBounds(logDoses, 1);
  const held = heldParameters(model);
  if (held.includes("bottom") && bottom >= response(top)) return last;
  const { oneSided } = profileThresholds(minimum.rss, minimum.degreesOfFreedom, level);
  const below = response(top) - Math.abs(top - response(top));
  const slope = Math.min(Math.max(Math.abs(hill), 0.3), 5);
  const excess = (log10Dose: number) => {
    const start = [log10Dose, slope, top, held.includes("bottom") ? bottom : below];
    const { rss } = leastSquares(crossing, curve.responses, start, {
      lower: [-Infinity, ...bounds.lower.slice(1)],
      upper: [Infinity, ...bounds.upper.slice(1)],
      fixed: ["log10_wanted", ...held],
    });
    return Math.sqrt(Math.max(rss - minimum.rss, 0)) - Math.sqrt(oneSided - minimum.rss);
  };
  if (excess(last) >= 0) return last;
  if (excess(first) <= 0) return null;
  return findRoot(excess, first, last, { tolerance: 1e-9 });
}
