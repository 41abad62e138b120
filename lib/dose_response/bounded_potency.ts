import { formatNumber } from "../display/mod.ts";
import { makePotency, type Potency } from "../potency/mod.ts";

/** What a profile says of a dose, in log10 units; null is an open end. */
export interface DoseLimits {
  /** log10 of the estimate; infinite where the curve never gets there. */
  readonly estimate: number;
  /** Two-sided limits. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** One-sided limits, each at the full level. */
  readonly oneSidedLower: number | null;
  readonly oneSidedUpper: number | null;
}

/** What every potency of one call has in common. */
export type PotencyFrame = Pick<Potency, "unit" | "endpoint" | "kind"> & {
  readonly level: number;
  /** log10 of the lowest and the highest tested dose. */
  readonly tested: readonly [number, number];
};

/**
 * A dose with its limits as a potency, by three rules:
 *
 * - measured (`=`) when the estimate lies within the tested doses and both limits exist;
 * - otherwise a bound on the side that is closed. Its number is the one-sided confidence limit, or
 *   the end of the tested doses when the limit lies beyond it; it is never the end of the tested
 *   doses merely because the estimate passed it;
 * - not determined when neither side is closed within the tested doses.
 */
export function boundedPotency(limits: DoseLimits, frame: PotencyFrame): Potency {
  const { estimate, lower, upper, oneSidedLower, oneSidedUpper } = limits;
  const { unit, endpoint, kind, level, tested: [first, last] } = frame;
  const within = estimate >= first && estimate <= last;
  if (within && lower !== null && upper !== null) {
    return makePotency({
      relation: "=",
      estimate: 10 ** estimate,
      lower: 10 ** lower,
      upper: 10 ** upper,
      interval: { meaning: "confidence", level, sides: 2, method: "profile likelihood" },
      unit,
      endpoint,
      kind,
    });
  }
  if (estimate > first && upper === null || estimate > last) {
    if (oneSidedLower !== null && oneSidedLower > first) {
      const why = estimate > last
        ? "estimate above the highest dose"
        : "no upper limit: the data end too early";
      return dosesBound(">", Math.min(oneSidedLower, last), oneSidedLower > last, why, frame);
    }
  } else if (oneSidedUpper !== null && oneSidedUpper < last) {
    const why = estimate < first
      ? "estimate below the lowest dose"
      : "no lower limit: the data start too late";
    return dosesBound("<", Math.max(oneSidedUpper, first), oneSidedUpper < first, why, frame);
  }
  return undetermined("the wells allow almost any value", frame);
}

/** A bound at a confidence limit, or at the end of the tested doses. */
export function dosesBound(
  relation: ">" | "<",
  log10Limit: number,
  atTestedDose: boolean,
  reason: string,
  { unit, endpoint, kind, level }: PotencyFrame,
): Potency {
  const limit = 10 ** log10Limit;
  return makePotency({
    relation,
    estimate: limit,
    lower: relation === ">" ? limit : null,
    upper: relation === "<" ? limit : null,
    interval: atTestedDose
      ? { meaning: "tested dose" }
      : { meaning: "confidence", level, sides: 1, method: "profile likelihood" },
    unit,
    endpoint,
    kind,
    reason,
  });
}

/** A potency of which the data say nothing, and why. */
export function undetermined(reason: string, { unit, endpoint, kind }: PotencyFrame): Potency {
  return makePotency({ relation: "not determined", unit, endpoint, kind, reason });
}

/** The name of an endpoint, "IC50" for absolute ones, "EC20" for relative ones other than the IC50. */
export function endpointName(percent: number, kind: "relative" | "absolute"): string {
  return `${kind === "absolute" || percent === 50 ? "IC" : "EC"}${formatNumber(percent)}`;
}
