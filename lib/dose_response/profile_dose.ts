import { portableExp, portableLog10 } from "../numerics/mod.ts";
import { fQuantile, tQuantile } from "../statistics/mod.ts";
import type { DoseLimits } from "./bounded_potency.ts";
import type { Control } from "../plates/mod.ts";
import type { FittedCurve, FoundCurve } from "./minimize_curve.ts";
import { furtherInside, type Profile, profileLimit, profileOf } from "./profile.ts";
import { crossingDose, effectDose, type Target } from "./target.ts";

/**
 * Decades beyond the tested doses in which a confidence limit still counts. Further out no well says
 * anything, and a number there would only be the model's.
 */
export const DECADES_OF_LIMITS = 1;

/** A dose that a curve defines, as log10: what holds it, and where it is on the fitted curve. */
export interface DoseTarget {
  /** Null where no curve of the model has such a dose. */
  readonly target: Target | null;
  /** Infinite, with the sign of the side, where the fitted curve does not get there. */
  readonly estimate: number;
}

/** The dose at which a share of the way between the plateaus is gone. */
export function effectDoseOf(
  { at: [position, steepness] }: FoundCurve,
  share: number,
): DoseTarget {
  return {
    target: effectDose(share),
    estimate: position + portableLog10(share / (1 - share)) / portableExp(steepness),
  };
}

/** The dose at which a falling curve has come down to a share of control. */
export function crossingDoseOf(
  { projection, at: [position, steepness], start, end }: FoundCurve,
  control: Control,
  share: number,
): DoseTarget {
  const declared = control.basis === "declared";
  const response = share * (declared ? control.value : start);
  const odds = (start - response) / (response - end);
  const { fixed } = projection;
  const impossible = fixed.start !== null && fixed.end !== null && !(odds > 0 && odds < Infinity);
  return {
    target: impossible
      ? null
      : declared
      ? crossingDose(projection, 0, response)
      : crossingDose(projection, share, 0),
    estimate: odds > 0 && odds < Infinity
      ? position + portableLog10(odds) / portableExp(steepness)
      : end >= response
      ? Infinity
      : -Infinity,
  };
}

/**
 * Sums of squares at the limits, as multiples of the lowest: 1 + F / df with F the quantile of
 * F(1, df) for two sides, and the square of Student's one-sided quantile in its place for one side.
 *
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 6.1
 */
export function profileThresholds(
  df: number,
  level: number,
): { readonly twoSided: number; readonly oneSided: number } {
  const t = tQuantile(level, df);
  return {
    twoSided: 1 + fQuantile(level, 1, df) / df,
    oneSided: 1 + t * t / df,
  };
}

/** The profile of a dose: its limits are looked for when they are asked for. */
export interface DoseProfile {
  readonly limits: DoseLimits;
  /** Whether a dose can be excluded, one-sided: no curve that has it there fits nearly as well. */
  excludes(log10Dose: number): boolean;
  readonly better: Profile["better"];
}

/**
 * Profile-likelihood limits of log10 of a dose that the curve defines, with everything else fitted
 * anew at each value. A side that the profile does not close within a decade of the tested doses is
 * open.
 */
export function profileDose(
  fitted: FittedCurve,
  { target, estimate }: DoseTarget & { readonly target: Target },
  level: number,
): DoseProfile {
  const { at, rss, minimum: { degreesOfFreedom }, projection: { levels } } = fitted;
  const factor = profileThresholds(degreesOfFreedom, level);
  const profile = profileOf(fitted, target, rss * factor.twoSided);
  const [first, last] = [levels.lowest - DECADES_OF_LIMITS, levels.highest + DECADES_OF_LIMITS];
  const stride = (levels.highest - levels.lowest) / (levels.logDose.length - levels.vehicle - 1) /
    2;
  const value = Math.min(Math.max(estimate, first), last);
  const limit = (side: -1 | 1, threshold: number): number | null => {
    const end = side < 0 ? first : last;
    if (value === end) return null;
    const search = { side, end, step: 0.1, stride };
    if (value === estimate) return profileLimit(profile, threshold, { value, at }, search);
    // The fitted curve gets there nowhere within reach; a curve that fits nearly as well may.
    const inside = furtherInside(profile, threshold, { value, at }, search);
    return inside === null ? value : profileLimit(profile, threshold, inside, search);
  };
  return {
    limits: {
      estimate,
      limit: (side, sides) => limit(side, rss * (sides === 2 ? factor.twoSided : factor.oneSided)),
    },
    excludes: (log10Dose) => profile.best(log10Dose, at).rss > rss * factor.oneSided,
    better: profile.better,
  };
}
