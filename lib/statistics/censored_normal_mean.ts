import { list, plural, quote, UsageError } from "../errors/mod.ts";
import { findRoot, portableLog1p } from "../numerics/mod.ts";
import { requireLevel } from "./arguments.ts";
import {
  type CensoredValue,
  profileSpread,
  rootBeyond,
  type SpreadProfile,
} from "./censored_normal_likelihood.ts";
import { tQuantile } from "./distributions/student_t.ts";
import { meanInterval } from "./mean_interval.ts";

/**
 * What the replicates allow to be said of their mean:
 *
 * - `measured`: all were measured; mean and t interval.
 * - `partly censored`: some are bounds; maximum likelihood and its interval. A limit on a side where
 *   replicates are bounds is null unless at least two replicates were measured.
 * - `one replicate`: one measured value; no spread, so no interval.
 * - `all above`, `all below`: every replicate lies beyond a bound; only the most cautious one is given.
 * - `not determined`: bounds in both directions and too few measured values.
 */
export type CensoredMeanStatus =
  | "measured"
  | "partly censored"
  | "one replicate"
  | "all above"
  | "all below"
  | "not determined";

/** The mean of replicates of which some are only bounds. */
export interface CensoredMean {
  /** What the replicates allow to be said. */
  readonly status: CensoredMeanStatus;
  /** The status in a sentence's words, as "2 of 3 replicates above". */
  readonly reason: string;
  /** Estimate; null where the replicates give only a bound or nothing. */
  readonly mean: number | null;
  /** Lower confidence limit, or the bound of `all above`; null where open. */
  readonly lower: number | null;
  /** Upper confidence limit, or the bound of `all below`; null where open. */
  readonly upper: number | null;
  /** Between-replicate standard deviation; null where not estimated. */
  readonly standardDeviation: number | null;
  /** Replicates. */
  readonly n: number;
  /** Replicates with a measured value. */
  readonly measured: number;
  /** Confidence level of the limits (two-sided); a bound carries no level of its own. */
  readonly level: number;
}

/**
 * Mean of a normal sample of which some values are known only as bounds ("> 4", "< 1"), by censored
 * maximum likelihood with a profile-likelihood interval. For concentrations give it logarithms.
 *
 * A measured value contributes the normal density, a bound the probability beyond it. The limits are
 * the means μ where twice the drop of the profile log-likelihood reaches n · log(1 + t² / (n - 1)), t
 * the Student quantile with n - 1 degrees of freedom. Without bounds that is exactly the t interval;
 * with the usual chi-squared quantile the interval of three replicates would cover 85 %, not 95 %.
 * A bound should be the value beyond which the replicate could not be measured. Where it is a more
 * cautious one, as a confidence limit is, give that value as `measurableTo`.
 *
 * Simulated for 3 to 6 replicates, none to most of them censored (the table is beside the tests): with
 * `measurableTo` the answer is right in 94 to 100 %; with confidence limits alone the upper limit is too
 * low where most of the spread is error of measurement and many replicates are censored, and the
 * answer is right in as little as 83 %.
 *
 * Where all values lie on one side of their bounds, so that the likelihood rises without end, no mean
 * exists and the smallest value (the largest, for "<") is the bound. It says what all replicates
 * showed, and is no confidence limit: n replicates all lie above their median by luck with
 * probability up to 1 / 2ⁿ.
 *
 * @param observations At least one; values finite
 * @param options.level Confidence level, default 0.95
 * @throws {UsageError} If there is no observation, a value is not finite, a relation is unknown, or
 * the level is not in (0, 1)
 * @see Cohen (1959) Technometrics 1:217, doi:10.1080/00401706.1959.10489859 (the likelihood); Olsen
 * (1978) Econometrica 46:1211, doi:10.2307/1911445 (its single maximum)
 * @example Usage
 * ```ts
 * import { censoredNormalMean } from "halfmax/statistics/mod.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const some = censoredNormalMean([
 *   { value: 2.9, relation: "=" },
 *   { value: 3.1, relation: "=" },
 *   { value: 3.2, relation: ">" },
 * ]);
 * assertEquals(some.status, "partly censored");
 * assert(some.mean! > (2.9 + 3.1 + 3.2) / 3);
 *
 * const all = censoredNormalMean([{ value: 4, relation: ">" }, { value: 3.5, relation: ">" }]);
 * assertEquals([all.status, all.mean, all.lower, all.upper], ["all above", null, 3.5, null]);
 * ```
 */
export function censoredNormalMean(
  observations: readonly CensoredValue[],
  { level = 0.95 }: { level?: number } = {},
): CensoredMean {
  requireObservations(observations);
  requireLevel("estimate a censored mean", level);
  const measured = observations.filter(({ relation }) => relation === "=").map(({ value }) =>
    value
  );
  const above = observations.filter(({ relation }) => relation === ">").length;
  const below = observations.length - measured.length - above;
  const counts = { n: observations.length, measured: measured.length, level };
  const reason = describe(measured.length, above, below);
  const nothing = { mean: null, lower: null, upper: null, standardDeviation: null };

  if (above + below === 0) {
    const { mean, lower, upper, standardDeviation } = meanInterval(measured, { level });
    const status = measured.length === 1 ? "one replicate" : "measured";
    return { status, reason, mean, lower, upper, standardDeviation, ...counts };
  }
  const censored = observations.map(({ value, relation, measurableTo }) => ({
    value: relation === "=" ? value : measurableTo ?? value,
    relation,
  }));
  if (hasNoMaximum(censored, measured)) {
    const values = observations.map(({ value }) => value);
    if (below === 0) {
      return { status: "all above", reason, ...nothing, lower: Math.min(...values), ...counts };
    }
    if (above === 0) {
      return { status: "all below", reason, ...nothing, upper: Math.max(...values), ...counts };
    }
    return { status: "not determined", reason, ...nothing, ...counts };
  }
  return {
    status: "partly censored",
    reason,
    ...maximumWithLimits(censored, level, {
      lower: below === 0 || measured.length >= 2,
      upper: above === 0 || measured.length >= 2,
    }),
    ...counts,
  };
}

/** True where the likelihood grows without end: nothing measured, or no visible spread. */
function hasNoMaximum(
  observations: readonly CensoredValue[],
  measured: readonly number[],
): boolean {
  if (measured.length === 0) return true;
  const [first] = measured;
  if (measured.some((value) => value !== first)) return false;
  return observations.every(({ value, relation }) =>
    relation === "=" || (relation === ">" ? value <= first : value >= first)
  );
}

function maximumWithLimits(
  observations: readonly CensoredValue[],
  level: number,
  closed: { readonly lower: boolean; readonly upper: boolean },
): Pick<CensoredMean, "mean" | "lower" | "upper" | "standardDeviation"> {
  // Shifted and scaled so that steps of one are sensible, whatever the unit.
  const values = observations.map(({ value }) => value);
  const center = (Math.min(...values) + Math.max(...values)) / 2;
  const scale = (Math.max(...values) - Math.min(...values)) / 2 || 1;
  const scaled = observations.map(({ value, relation }) => ({
    value: (value - center) / scale,
    relation,
  }));
  const best = rootBeyond((mean) => profileSpread(scaled, mean).slope);
  const top = profileSpread(scaled, best);
  const n = observations.length;
  const t = tQuantile((1 - level) / 2, n - 1);
  const drop = n * portableLog1p(t * t / (n - 1)) / 2;
  const limit = (direction: 1 | -1) =>
    center + scale * profileLimit(scaled, best, top, drop, direction);
  return {
    mean: center + scale * best,
    lower: closed.lower ? limit(-1) : null,
    upper: closed.upper ? limit(1) : null,
    standardDeviation: scale * top.standardDeviation,
  };
}

/** The mean beyond the maximum at which the profile log-likelihood has fallen by `drop`. */
function profileLimit(
  observations: readonly CensoredValue[],
  best: number,
  top: SpreadProfile,
  drop: number,
  direction: 1 | -1,
): number {
  const excess = (distance: number) =>
    top.logLikelihood - drop -
    profileSpread(observations, best + direction * distance).logLikelihood;
  let far = top.standardDeviation;
  while (excess(far) < 0) far *= 2;
  return best + direction * findRoot(excess, 0, far);
}

function describe(measured: number, above: number, below: number): string {
  const n = measured + above + below;
  if (above + below === 0) return n === 1 ? "one replicate" : `all ${n} replicates measured`;
  if (above === n) return n === 1 ? "the one replicate above" : `all ${n} replicates above`;
  if (below === n) return n === 1 ? "the one replicate below" : `all ${n} replicates below`;
  const parts = [
    measured > 0 ? `${measured} measured` : "",
    above > 0 ? `${above} above` : "",
    below > 0 ? `${below} below` : "",
  ].filter(Boolean);
  return `of ${plural(n, "replicate")}, ${list(parts)}`;
}

function requireObservations(observations: readonly CensoredValue[]): void {
  if (observations.length === 0) {
    throw new UsageError("Cannot estimate a censored mean: needs at least one value, found none");
  }
  observations.forEach(({ value, relation, measurableTo }, place) => {
    for (const given of [value, measurableTo ?? 0]) {
      if (Number.isFinite(given)) continue;
      throw new UsageError(
        `Cannot estimate a censored mean: every value must be a finite number, found ${given} at position ${place}`,
      );
    }
    if (relation !== "=" && relation !== ">" && relation !== "<") {
      throw new UsageError(
        `Cannot estimate a censored mean: a relation must be "=", ">" or "<", found ${
          quote(String(relation))
        } at position ${place}`,
      );
    }
  });
}
