import { list, plural, quote, UsageError } from "../errors/mod.ts";
import { findRoot, portableExp, portableLog } from "../numerics/mod.ts";
import type { ReplicateConcentration } from "../dose_response/mod.ts";
import { dividePotencies, type Potency, type Ratio } from "../potency/mod.ts";
import {
  type CensoredMean,
  censoredNormalMean,
  type CensoredValue,
  tQuantile,
  tUpperTail,
} from "../statistics/mod.ts";

/** One arm: its replicates and what they come to together. */
export interface Arm {
  readonly potency: Potency;
  readonly replicates: readonly ReplicateConcentration[];
}

/** A ratio with the p value of "it is 1". */
export interface TestedRatio extends Ratio {
  readonly pValue: number | null;
}

type Usable = ReplicateConcentration & {
  readonly potency: { readonly relation: "=" | ">" | "<"; readonly estimate: number };
};

/**
 * Two independent arms on the log scale: the ratio of geometric means with Welch's interval, t with
 * Satterthwaite's degrees of freedom.
 *
 * With bounds among the replicates each arm's mean and limits come from the censored likelihood; the
 * distance from mean to limit over t(n - 1) stands for the arm's standard error, each side its own.
 * A bound enters as a value beyond what its replicate could have been measured to, where that is known.
 * Without bounds that is Welch's interval to the digit. Where one arm has only a bound, the bound is
 * divided by the limit of the other arm that faces it.
 *
 * @see Welch (1947) Biometrika 34:28, doi:10.1093/biomet/34.1-2.28
 */
export function compareUnpaired(test: Arm, reference: Arm, level: number): TestedRatio {
  const arms = [test, reference].map(({ replicates }) => {
    const usable = replicates.filter(isUsable);
    return usable.length === 0 ? null : censoredNormalMean(usable.map(logValue), { level });
  });
  const [above, below] = arms;
  const divided = dividePotencies(test.potency, reference.potency);
  if (above === null || below === null || above.mean === null || below.mean === null) {
    return { ...divided, pValue: null };
  }
  const missing = [withoutValue("test", test), withoutValue("reference", reference)];
  const frame = { ...divided, estimate: portableExp(above.mean - below.mean), byEstimates: null };
  const single = [above.n === 1 ? "the test" : "", below.n === 1 ? "the reference" : ""];
  if (single.some(Boolean)) {
    const note = `no interval: one replicate of ${single.filter(Boolean).join(" and ")}`;
    return { ...frame, ...NO_LIMITS, note: words(note, ...missing), pValue: null };
  }
  const censored = above.measured < above.n || below.measured < below.n;
  return {
    ...frame,
    ...welch(above, below, level),
    interval: {
      meaning: "confidence",
      level,
      sides: 2,
      method: censored ? "unpaired t on logs, censored likelihood" : "unpaired t on logs (Welch)",
    },
    note: words(
      ...(censored ? [`test: ${above.reason}`, `reference: ${below.reason}`] : []),
      ...missing,
    ),
  };
}

/**
 * Arms whose replicates were run side by side: the mean of the log ratios with a t interval. A pair
 * with one bound is a bound on its ratio and enters by the censored likelihood; where all are bounds
 * the smallest is the answer, each over its own reference's upper limit.
 *
 * @throws {UsageError} If the arms do not have the same replicate names
 */
export function comparePaired(test: Arm, reference: Arm, level: number): TestedRatio {
  const pairs = pairUp(test, reference);
  const ratios = pairs.map(([above, below]) => dividePotencies(above.potency, below.potency));
  const values = pairs.map(([above, below]) => logRatio(above, below))
    .filter((value): value is CensoredValue => value !== null);
  const frame = { ...dividePotencies(test.potency, reference.potency), byEstimates: null };
  const lost = pairs.length - values.length;
  const missing = lost === 0 ? "" : `${lost} of ${plural(pairs.length, "pair")} without a ratio`;
  if (values.length === 0) return { ...nothing(frame, missing), pValue: null };
  const mean = censoredNormalMean(values, { level });
  if (mean.status === "all above" || mean.status === "all below") {
    return { ...boundOfPairs(ratios, mean.status, frame, missing), pValue: null };
  }
  if (mean.mean === null) {
    return { ...nothing(frame, words(mean.reason, missing)), pValue: null };
  }
  const estimate = portableExp(mean.mean);
  if (mean.n === 1) {
    const note = words("no interval: one pair of replicates", missing);
    return { ...frame, ...NO_LIMITS, estimate, note, pValue: null };
  }
  const censored = mean.measured < mean.n;
  return {
    ...frame,
    relation: "=",
    estimate,
    lower: power(mean.lower),
    upper: power(mean.upper),
    interval: {
      meaning: "confidence",
      level,
      sides: 2,
      method: censored ? "paired t on logs, censored likelihood" : "paired t on logs",
    },
    note: words(censored ? mean.reason.replaceAll("replicate", "pair") : "", missing),
    pValue: pairedPValue(values, mean),
  };
}

const NO_LIMITS = { relation: "=", lower: null, upper: null, interval: null } as const;

function welch(
  above: CensoredMean,
  below: CensoredMean,
  level: number,
): { relation: "="; lower: number | null; upper: number | null; pValue: number | null } {
  const difference = (above.mean ?? NaN) - (below.mean ?? NaN);
  const side = (a: number | null, b: number | null) => {
    if (a === null || b === null) return null;
    const error = (arm: CensoredMean, limit: number) =>
      Math.abs(limit - (arm.mean ?? NaN)) / tQuantile((1 + level) / 2, arm.n - 1);
    const [s, r] = [error(above, a), error(below, b)].map((one) => one * one);
    const degrees = (s + r) * (s + r) / (s * s / (above.n - 1) + r * r / (below.n - 1));
    return { error: Math.sqrt(s + r), degrees };
  };
  const [down, up] = [side(above.lower, below.upper), side(above.upper, below.lower)];
  const half = (at: { error: number; degrees: number } | null) =>
    at === null ? null : at.error === 0 ? 0 : at.error * tQuantile((1 + level) / 2, at.degrees);
  const [below1, above1] = [half(down), half(up)];
  const facing = difference > 0 ? down : up;
  return {
    relation: "=",
    lower: below1 === null ? null : portableExp(difference - below1),
    upper: above1 === null ? null : portableExp(difference + above1),
    pValue: facing === null || facing.error === 0
      ? null
      : Math.min(1, 2 * tUpperTail(Math.abs(difference) / facing.error, facing.degrees)),
  };
}

/** Two-sided p of a mean log ratio: the level at which the interval's limit is 0. */
function pairedPValue(values: readonly CensoredValue[], { mean, lower, upper }: CensoredMean) {
  const above = (mean ?? 0) > 0;
  if (mean === null || (above ? lower : upper) === null) return null;
  if (mean === 0) return 1;
  const limit = (error: number) => {
    const at = censoredNormalMean(values, { level: 1 - error });
    return (above ? at.lower : at.upper) ?? NaN;
  };
  // In logs of p, so that small ones are found to the same number of digits.
  const [least, most] = [portableLog(1e-12), portableLog(1 - 1e-9)];
  if (!(limit(1e-12) * limit(1 - 1e-9) < 0)) return null;
  return portableExp(findRoot((logP) => limit(portableExp(logP)), least, most));
}

function pairUp(
  test: Arm,
  reference: Arm,
): (readonly [ReplicateConcentration, ReplicateConcentration])[] {
  const names = (arm: Arm) => arm.replicates.map(({ name }) => name);
  const lonely = [
    ...names(test).filter((name) => !names(reference).includes(name)),
    ...names(reference).filter((name) => !names(test).includes(name)),
  ];
  if (lonely.length > 0) {
    throw new UsageError(
      `Cannot pair replicates: both arms must have the same ones, found ${
        list(lonely.map(quote))
      } in one only. Leave paired out to compare the arms unpaired`,
    );
  }
  return test.replicates.map((above) =>
    [above, reference.replicates.find(({ name }) => name === above.name)!] as const
  );
}

/** The log ratio of one pair, or its bound; null where it is open on both sides. */
function logRatio(
  test: ReplicateConcentration,
  reference: ReplicateConcentration,
): CensoredValue | null {
  if (!isUsable(test) || !isUsable(reference)) return null;
  const [above, below] = [logValue(test), logValue(reference)];
  const upward = above.relation === ">" || below.relation === "<";
  const downward = above.relation === "<" || below.relation === ">";
  if (upward && downward) return null;
  return {
    value: above.value - below.value,
    relation: upward ? ">" : downward ? "<" : "=",
    measurableTo: farthest(above) - farthest(below),
  };
}

/** Where a bound's replicate could have been measured to; a measured value is itself. */
function farthest({ value, measurableTo = value }: CensoredValue): number {
  return measurableTo;
}

function boundOfPairs(
  ratios: readonly Ratio[],
  status: "all above" | "all below",
  frame: Ratio,
  missing: string,
): Ratio {
  const relation = status === "all above" ? ">" : "<";
  const bounds = ratios.filter((ratio) => ratio.relation === relation);
  const least = (values: readonly number[]) =>
    relation === ">" ? Math.min(...values) : Math.max(...values);
  const estimate = least(bounds.map((ratio) => ratio.estimate ?? NaN));
  const printed = least(bounds.map((ratio) => ratio.byEstimates ?? ratio.estimate ?? NaN));
  return {
    ...frame,
    relation,
    estimate,
    lower: null,
    upper: null,
    interval: null,
    byEstimates: printed === estimate ? null : printed,
    note: words(`all ${plural(bounds.length, "pair")} ${status.slice(4)}`, missing),
  };
}

function nothing(frame: Ratio, note: string): Ratio {
  return {
    ...frame,
    relation: "not determined",
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
    note,
  };
}

function isUsable(replicate: ReplicateConcentration): replicate is Usable {
  const { relation, estimate } = replicate.potency;
  return (relation === "=" || relation === ">" || relation === "<") && estimate !== null;
}

function logValue(
  { potency: { relation, estimate }, measurableTo = estimate }: Usable,
): CensoredValue {
  return { relation, value: portableLog(estimate), measurableTo: portableLog(measurableTo) };
}

function withoutValue(arm: string, { replicates }: Arm): string {
  const lost = replicates.filter((replicate) => !isUsable(replicate)).length;
  return lost === 0
    ? ""
    : `${lost} of ${plural(replicates.length, "replicate")} of the ${arm} without a value`;
}

function power(value: number | null): number | null {
  return value === null ? null : portableExp(value);
}

function words(...parts: readonly string[]): string {
  return parts.filter(Boolean).join("; ");
}
