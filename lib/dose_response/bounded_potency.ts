import { portableExp10, portableLog10 } from "../numerics/mod.ts";
import { formatNumber } from "../display/mod.ts";
import { makePotency, type Potency } from "../potency/mod.ts";

/** What an interval method says of a dose, in log10 units. */
export interface DoseLimits {
  /** log10 of the estimate; infinite where the curve never gets there. */
  readonly estimate: number;
  /**
   * Lower (-1) or upper (1) limit, one of two sides or one-sided, each at the full level; null where
   * that side is open.
   */
  limit(side: -1 | 1, sides: 1 | 2): number | null;
}

/** What every potency of one call has in common. */
export type PotencyFrame = Pick<Potency, "unit" | "endpoint" | "kind"> & {
  readonly level: number;
  /** "profile likelihood" unless another was asked for. */
  readonly method: string;
  /** Lowest and highest tested dose. */
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
  const { estimate } = limits;
  const { unit, endpoint, kind, level, method, tested } = frame;
  const [first, last] = tested.map(portableLog10);
  const [lower, upper] = [limits.limit(-1, 2), limits.limit(1, 2)];
  if (estimate >= first && estimate <= last && lower !== null && upper !== null) {
    return makePotency({
      relation: "=",
      estimate: portableExp10(estimate),
      lower: portableExp10(lower),
      upper: portableExp10(upper),
      interval: { meaning: "confidence", level, sides: 2, method },
      unit,
      endpoint,
      kind,
    });
  }
  if (estimate > last || (estimate >= first && upper === null)) {
    const limit = limits.limit(-1, 1);
    if (limit !== null && limit > first) {
      const why = estimate === Infinity
        ? "the curve never gets there"
        : estimate > last
        ? "estimate above the highest dose"
        : "no upper limit: the data end too early";
      return doseBound(">", limit > last ? "tested dose" : limit, why, frame);
    }
  } else {
    const limit = limits.limit(1, 1);
    if (limit !== null && limit < last) {
      const why = estimate === -Infinity
        ? "the whole curve lies below that response"
        : estimate < first
        ? "estimate below the lowest dose"
        : "no lower limit: the data start too late";
      return doseBound("<", limit < first ? "tested dose" : limit, why, frame);
    }
  }
  return undetermined("the wells allow almost any value", frame);
}

/** A bound at a confidence limit (log10), or at the end of the tested doses. */
export function doseBound(
  relation: ">" | "<",
  log10Limit: number | "tested dose",
  reason: string,
  { unit, endpoint, kind, level, method, tested }: PotencyFrame,
): Potency {
  const limit = log10Limit === "tested dose"
    ? tested[relation === ">" ? 1 : 0]
    : portableExp10(log10Limit);
  return makePotency({
    relation,
    estimate: limit,
    lower: relation === ">" ? limit : null,
    upper: relation === "<" ? limit : null,
    interval: log10Limit === "tested dose"
      ? { meaning: "tested dose" }
      : { meaning: "confidence", level, sides: 1, method },
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
