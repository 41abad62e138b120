import { plural } from "../errors/mod.ts";
import { portableExp10, portableLog10 } from "../numerics/mod.ts";
import { type IntervalMeaning, makePotency, type Potency } from "../potency/mod.ts";
import { type CensoredMean, censoredNormalMean } from "../statistics/mod.ts";
import type { PotencyQuestion } from "./asked_dose.ts";
import { endpointName } from "./bounded_potency.ts";
import type { Curve } from "./curve.ts";
import type { ReplicateConcentration } from "./inhibitory_concentration.ts";
import { testedRange } from "./tested_range.ts";

type Usable = Potency & { readonly relation: "=" | ">" | "<"; readonly estimate: number };

/**
 * What biological replicates come to together: the geometric mean with a t interval on logs, or a
 * bound where they are all bounds, or where the mean has no limit on a side.
 *
 * @param curves The replicates' curves, one or more
 * @param replicates What each says
 */
export function summarizeReplicates(
  curves: readonly Curve[],
  replicates: readonly ReplicateConcentration[],
  { percent, kind, level }: PotencyQuestion,
): Potency {
  const [{ unit }] = curves;
  const usable = replicates.filter((one): one is ReplicateConcentration & { potency: Usable } =>
    ["=", ">", "<"].includes(one.potency.relation) && one.potency.estimate !== null
  );
  const missing = replicates.length - usable.length;
  const gone = missing > 0
    ? `${missing} of ${plural(replicates.length, "replicate")} without a value`
    : "";
  const endpoint = endpointName(percent, kind);
  const frame = { unit, endpoint, kind, replicates: usable.length };
  if (usable.length === 0) {
    return makePotency({ ...frame, relation: "not determined", reason: gone, replicates: null });
  }
  const summary = censoredNormalMean(
    usable.map(({ potency: { relation, estimate }, measurableTo = estimate }) => ({
      relation,
      value: portableLog10(estimate),
      measurableTo: portableLog10(measurableTo),
    })),
    { level },
  );
  const allTested = usable.every(({ potency }) => potency.interval?.meaning === "tested dose");
  const highest = Math.max(...curves.map((curve) => testedRange(curve)[1]));
  return summaryPotency(summary, { frame, gone, allTested, highest });
}

/** The summary of replicates as a potency; a side without a limit leaves only a bound. */
function summaryPotency(
  { status, reason, mean, lower, upper, measured, n, level }: CensoredMean,
  { frame, gone, allTested, highest }: {
    readonly frame: Partial<Potency>;
    readonly gone: string;
    /** Whether every replicate's bound is an end of its tested doses. */
    readonly allTested: boolean;
    readonly highest: number;
  },
): Potency {
  const power = (value: number | null) => value === null ? null : portableExp10(value);
  const words = (...parts: string[]) => parts.filter(Boolean).join("; ");
  const bound = (
    relation: ">" | "<",
    limit: number | null,
    interval: IntervalMeaning,
    why: string,
  ) =>
    makePotency({
      ...frame,
      relation,
      estimate: limit,
      lower: relation === ">" ? limit : null,
      upper: relation === "<" ? limit : null,
      interval,
      reason: words(why, gone),
    });
  if (status === "all above" || status === "all below") {
    const interval: IntervalMeaning = allTested
      ? { meaning: "tested dose" }
      : { meaning: "confidence", level, sides: 1, method: "most cautious replicate" };
    const all = `${n === 1 ? "the one replicate" : `all ${n} replicates`} ${status.slice(4)}`;
    return status === "all above"
      ? bound(">", power(lower), interval, all)
      : bound("<", power(upper), interval, all);
  }
  if (status === "not determined" || mean === null) {
    return makePotency({ ...frame, relation: "not determined", reason: words(reason, gone) });
  }
  const method = measured === n ? "t over replicates" : "censored likelihood over replicates";
  const open = n > 1 && (lower === null || upper === null || portableExp10(mean) > highest);
  if (open) {
    // One limit of a two-sided interval holds by itself with half the risk.
    const interval: IntervalMeaning = {
      meaning: "confidence",
      level: (1 + level) / 2,
      sides: 1,
      method,
    };
    if (lower !== null) return bound(">", Math.min(power(lower)!, highest), interval, reason);
    if (upper !== null) return bound("<", power(upper), interval, reason);
    return makePotency({ ...frame, relation: "not determined", reason: words(reason, gone) });
  }
  return makePotency({
    ...frame,
    relation: "=",
    estimate: power(mean),
    lower: power(lower),
    upper: power(upper),
    interval: lower === null ? null : { meaning: "confidence", level, sides: 2, method },
    reason: words(measured === n && n > 1 ? "" : reason, gone),
  });
}
