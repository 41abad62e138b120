import { requireCount, requireLevel, requirePositive } from "../arguments.ts";
import { type ProportionInterval, proportionInterval } from "../proportions/proportion_interval.ts";
import { conditionalOddsRatio, type OddsRatio } from "./conditional_odds_ratio.ts";
import { fisherExact, type FisherTest } from "./fisher_exact.ts";
import { type EventCount, type RiskDifference, riskDifference } from "./risk_difference.ts";
import type { TwoByTwo } from "./two_by_two.ts";

/** Two proportions side by side: a test, an effect on two scales, and whether they agree. */
export interface ProportionComparison {
  /** The first proportion with Wilson's interval. */
  readonly first: ProportionInterval;
  /** The second proportion with Wilson's interval. */
  readonly second: ProportionInterval;
  /** Fisher's exact test, two-sided. */
  readonly fisher: FisherTest;
  /** Conditional odds ratio, first over second, with exact limits. */
  readonly oddsRatio: OddsRatio;
  /** First minus second with Newcombe's limits. */
  readonly riskDifference: RiskDifference;
  /** Whether test and limits of the odds ratio say the same about "no difference" at this level. */
  readonly agree: boolean;
  /** In words where they do not agree; else empty. */
  readonly remark: string;
}

/**
 * Compares two independent proportions: Fisher's exact test, the conditional odds ratio with exact
 * limits, and the risk difference with Newcombe's.
 *
 * The two-sided test adds up less likely tables on both sides, the exact limits turn around one tail at
 * half the error each; so p can be below 0.05 while the limits include 1. That is no mistake, and
 * `remark` says so where it happens.
 *
 * For independent cohorts, one observation per patient. The same patients before and after are for
 * {@linkcode mcNemarExact}.
 *
 * @param first Events and total of the first cohort
 * @param second Events and total of the second
 * @param options.level Confidence level of all limits, default 0.95
 * @throws {UsageError} If a count is not whole, a total is 0, events exceed a total, or the level is
 * not in (0, 1)
 * @see Fay (2010) Biostatistics 11:373, doi:10.1093/biostatistics/kxp050 (when p and limits disagree)
 * @example Usage
 * ```ts
 * import { compareProportions } from "halfmax/statistics/mod.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const { fisher, oddsRatio, agree, remark } = compareProportions(
 *   { events: 0, total: 10 },
 *   { events: 5, total: 12 },
 * );
 * assert(fisher.pValue < 0.05 && oddsRatio.upper > 1);
 * assertEquals(agree, false);
 * assert(remark.includes("0.04"));
 * ```
 */
export function compareProportions(
  first: EventCount,
  second: EventCount,
  { level = 0.95 }: { level?: number } = {},
): ProportionComparison {
  const action = "compare two proportions";
  requireLevel(action, level);
  for (const { events, total } of [first, second]) {
    requirePositive(action, "total", total);
    requireCount(action, "total", total);
    requireCount(action, "events", events, total);
  }
  const table: TwoByTwo = [
    [first.events, first.total - first.events],
    [second.events, second.total - second.events],
  ];
  const fisher = fisherExact(table);
  const oddsRatio = conditionalOddsRatio(table, { level });
  const significant = fisher.pValue <= 1 - level;
  const excluded = oddsRatio.lower > 1 || oddsRatio.upper < 1;
  return {
    first: proportionInterval(first.events, first.total, { level }),
    second: proportionInterval(second.events, second.total, { level }),
    fisher,
    oddsRatio,
    riskDifference: riskDifference(first, second, { level }),
    agree: significant === excluded,
    remark: significant === excluded ? "" : disagreement(fisher.pValue, significant),
  };
}

function disagreement(pValue: number, significant: boolean): string {
  const p = Number(pValue.toPrecision(2));
  return significant
    ? `Fisher's two-sided p is ${p} although the exact limits include an odds ratio of 1: the test ` +
      "adds both tails, the limits take each at half the error"
    : `the exact limits exclude an odds ratio of 1 although Fisher's two-sided p is ${p}: the test ` +
      "adds both tails, the limits take each at half the error";
}
