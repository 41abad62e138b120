import { randomSeeded } from "../numerics/mod.ts";
import type { DoseLimits } from "./bounded_potency.ts";
import { askedDose, type BootstrapOptions, type PotencyQuestion } from "./asked_dose.ts";
import { fourParameterLogistic } from "./four_parameter_logistic.ts";
import { findCurve, type FittedCurve } from "./minimize_curve.ts";
import { DECADES_OF_LIMITS } from "./profile_dose.ts";

/**
 * Percentile limits of a dose by the residual bootstrap: the fitted curve plus residuals drawn with
 * replacement, each scaled by sqrt(n / (n - p)), fitted again. A resample whose curve never gets to
 * the dose counts as beyond all others.
 *
 * @see Efron & Tibshirani (1993) An Introduction to the Bootstrap, sections 9.4 and 13.3
 */
export function bootstrapLimits(
  fitted: FittedCurve,
  question: PotencyQuestion,
  { seed, resamples }: BootstrapOptions,
): DoseLimits {
  const { curve, model, minimum, projection: { levels } } = fitted;
  const [log10IC50, hillSlope, top, bottom] = minimum.estimate;
  const truth = { log10IC50, hillSlope, top, bottom };
  const values = curve.doses.map((dose) => fourParameterLogistic(truth, dose));
  const n = values.length;
  const center = curve.responses.reduce((sum, y, i) => sum + y - values[i], 0) / n;
  const inflation = Math.sqrt(n / minimum.degreesOfFreedom);
  const residuals = curve.responses.map((y, i) => (y - values[i] - center) * inflation);
  const random = randomSeeded(seed);
  const estimates = Array.from({ length: resamples }, () => {
    const responses = values.map((value) => value + residuals[Math.floor(random() * n)]);
    return askedDose(findCurve({ ...curve, responses }, model), question).estimate;
  }).sort((a, b) => a - b);
  const ends = [levels.lowest - DECADES_OF_LIMITS, levels.highest + DECADES_OF_LIMITS];
  return {
    estimate: askedDose(fitted, question).estimate,
    limit(side, sides) {
      const tail = sides === 2 ? (1 - question.level) / 2 : 1 - question.level;
      const limit = quantile(estimates, side < 0 ? tail : 1 - tail);
      return limit >= ends[0] && limit <= ends[1] ? limit : null;
    },
  };
}

/** The quantile at (n + 1) p among sorted values, between the two nearest. */
function quantile(sorted: readonly number[], p: number): number {
  const place = Math.min(Math.max(p * (sorted.length + 1) - 1, 0), sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}
