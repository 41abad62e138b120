import { leastSquares, type LeastSquaresFit } from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";
import type { CurveModel } from "./curve_model.ts";
import { doseLevels } from "./dose_levels.ts";
import { LOGISTIC_PARAMETERS, logisticModel } from "./logistic_model.ts";
import { type StartingValues, startingValues } from "./starting_values.ts";

/** Decades beyond the tested doses in which a relative IC50 is looked for. */
export const DECADES_BEYOND = 3;
/** Slopes beyond this are steps between two doses, below it straight lines over the tested doses. */
export const STEEPEST = 30;
const SHALLOWEST = 0.02;

/** Bounds of the four parameters for curves over these doses, falling (1) or rising (-1). */
export function parameterBounds(
  logDoses: Float64Array,
  direction: 1 | -1,
): { readonly lower: readonly number[]; readonly upper: readonly number[] } {
  const tested = logDoses.filter(Number.isFinite);
  const first = tested.reduce((a, b) => Math.min(a, b));
  const last = tested.reduce((a, b) => Math.max(a, b));
  const slopes = [SHALLOWEST, STEEPEST].map((h) => direction * h).sort((a, b) => a - b);
  return {
    lower: [first - DECADES_BEYOND, slopes[0], -Infinity, -Infinity],
    upper: [last + DECADES_BEYOND, slopes[1], Infinity, Infinity],
  };
}

/** Names of the parameters that a model holds. */
export function heldParameters({ fixed }: CurveModel): readonly string[] {
  return [
    ...(fixed.top === undefined ? [] : ["top"]),
    ...(fixed.bottom === undefined ? [] : ["bottom"]),
  ];
}

/**
 * The least-squares curve: the lowest minimum reached from every promising start. With both plateaus
 * free the answer has top >= bottom, so a rising curve has a negative slope.
 */
export function minimizeCurve(curve: Curve, model: CurveModel): LeastSquaresFit {
  const { doses, responses } = curve;
  const logDoses = Float64Array.from(doses, Math.log10);
  const logistic = logisticModel(logDoses);
  const fixed = heldParameters(model);
  const starts = startingValues(doseLevels(doses, responses), model.fixed, fixed.length > 0);
  const fits = starts.map(({ parameters }: StartingValues) =>
    leastSquares(logistic, responses, parameters, {
      ...parameterBounds(logDoses, parameters[1] > 0 ? 1 : -1),
      fixed,
    })
  );
  const best = fits.reduce((low, fit) => fit.rss < low.rss ? fit : low);
  const [, , top, bottom] = best.estimate;
  return fixed.length === 0 && top < bottom ? exchangePlateaus(best) : best;
}

/** The same curve with top and bottom exchanged and the slope's sign turned. */
function exchangePlateaus(fit: LeastSquaresFit): LeastSquaresFit {
  const order = [0, 1, 3, 2];
  const sign = [1, -1, 1, 1];
  const exchange = <T>(values: readonly T[]) => order.map((k) => values[k]);
  const rename = (names: readonly string[]) =>
    names.map((name) => name === "top" ? "bottom" : name === "bottom" ? "top" : name);
  return {
    ...fit,
    estimate: exchange(fit.estimate).map((value, k) => sign[k] * value),
    standardError: exchange(fit.standardError),
    observedStandardError: exchange(fit.observedStandardError),
    covariance: fit.covariance &&
      order.map((k, i) => order.map((l, j) => sign[i] * sign[j] * fit.covariance![k][l])),
    notIdentified: rename(fit.notIdentified),
    atBound: rename(fit.atBound),
    parameters: LOGISTIC_PARAMETERS,
  };
}
