import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import {
  type CensoredMean,
  censoredNormalMean,
  type CensoredValue,
} from "../../lib/statistics/mod.ts";

/** A situation in which means over SIMULATED biological replicates are estimated; in log10. */
export interface ReplicateSituation {
  readonly replicates: number;
  /** Standard deviation of the true values between replicates. */
  readonly betweenSD: number;
  /** Standard deviation of the error of each replicate's own estimate. */
  readonly measurementSD: number;
  /** The top dose above the true mean, in standard deviations of an estimate. */
  readonly topInSDs: number;
  /** Whether the top dose is told beside the bound. */
  readonly measurableTo: boolean;
  readonly sets: number;
  readonly seed: number;
}

/** How often the truth lay where the answer said. */
export interface ReplicateCoverage {
  readonly sets: number;
  /** Answers that hold the truth: within the limits, or on the right side of a bound. */
  readonly right: number;
  /** Answers with limits on both sides. */
  readonly intervals: number;
  readonly intervalsRight: number;
  /** Answers that are a bound only, or open on one side. */
  readonly oneSided: number;
  readonly oneSidedRight: number;
  /** Share of replicates that were censored. */
  readonly censored: number;
}

/**
 * Draws sets of replicates and estimates each mean. A replicate is reported as `>` where its own upper
 * 95 % limit passes the top dose by half a standard error or more, and the number after `>` is its
 * one-sided lower limit, or the top dose where that is lower, as the dose-response fits report it.
 */
export function simulateCensoredMeans(situation: ReplicateSituation): ReplicateCoverage {
  const { replicates, betweenSD, measurementSD, topInSDs, measurableTo, sets, seed } = situation;
  const prng = randomSeeded(seed);
  const top = topInSDs * Math.hypot(betweenSD, measurementSD);
  const replicate = (): CensoredValue => {
    const estimate = betweenSD * randomNormal(prng) + measurementSD * randomNormal(prng);
    if (estimate + 1.96 * measurementSD < top + 1.5 * measurementSD) {
      return { value: estimate, relation: "=" };
    }
    const value = Math.min(top, estimate - 1.645 * measurementSD);
    return { value, relation: ">", ...(measurableTo ? { measurableTo: top } : {}) };
  };
  const tally = { right: 0, intervals: 0, intervalsRight: 0, oneSided: 0, oneSidedRight: 0 };
  let censored = 0;
  for (let set = 0; set < sets; set++) {
    const values = Array.from({ length: replicates }, replicate);
    censored += values.filter(({ relation }) => relation === ">").length;
    const answer = censoredNormalMean(values);
    const right = holds(answer, 0) ? 1 : 0;
    tally.right += right;
    if (answer.lower !== null && answer.upper !== null) {
      tally.intervals++;
      tally.intervalsRight += right;
    } else {
      tally.oneSided++;
      tally.oneSidedRight += right;
    }
  }
  return { sets, censored: censored / (sets * replicates), ...tally };
}

function holds({ lower, upper }: CensoredMean, truth: number): boolean {
  return (lower ?? -Infinity) <= truth && truth <= (upper ?? Infinity);
}
