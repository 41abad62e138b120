import { requireChoice } from "../choices.ts";
import { hypergeometricProbabilities } from "../distributions/hypergeometric.ts";
import { type TwoByTwo, twoByTwoMargins } from "./two_by_two.ts";

/** Which tables count as more extreme: any less likely one, or those with more or fewer events. */
export type Alternative = "two-sided" | "greater" | "less";

/** Fisher's exact test of a 2 x 2 table. */
export interface FisherTest {
  /** Exact p-value, conditional on both margins. */
  readonly pValue: number;
  /** The same counting half of what is exactly as likely as the observed table (Lancaster's mid-P). */
  readonly midPValue: number;
  /** The alternative tested. */
  readonly alternative: Alternative;
}

/** Tables as likely as the observed one up to rounding count as ties, as in R. */
const TIE = 1 + 1e-7;

/**
 * Fisher's exact test: are events equally frequent in two cohorts?
 *
 * Given both margins the first cell is hypergeometric. `two-sided` adds the probabilities of all
 * tables at most as likely as the observed one; `greater` those with at least as many events in the
 * first cohort (an odds ratio above 1), `less` at most as many. The test is conservative; mid-P is
 * less so, at the price of the guarantee.
 *
 * @param table Counts `[[a, b], [c, d]]`, rows the cohorts, columns event and no event
 * @param options.alternative Default "two-sided"
 * @throws {UsageError} If a count is not a whole number or the alternative is unknown
 * @see Fisher (1935) J. R. Stat. Soc. 98:39, doi:10.2307/2342435; Lancaster (1961) J. Am. Stat.
 * Assoc. 56:223, doi:10.2307/2282247 (mid-P)
 * @example Fisher's tea: four of four cups of each kind told apart but for one
 * ```ts
 * import { fisherExact } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(fisherExact([[3, 1], [1, 3]]).pValue, 34 / 70, 1e-14);
 * assertAlmostEquals(fisherExact([[3, 1], [1, 3]], { alternative: "greater" }).pValue, 17 / 70, 1e-14);
 * ```
 */
export function fisherExact(
  table: TwoByTwo,
  { alternative = "two-sided" }: { alternative?: Alternative } = {},
): FisherTest {
  const action = "compute Fisher's exact test";
  requireChoice(action, "alternative", alternative, ["two-sided", "greater", "less"]);
  const { row1, row2, column1 } = twoByTwoMargins(action, table);
  const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, column1);
  const place = table[0][0] - lowest;
  const observed = probabilities[place];
  const counted = alternative === "greater"
    ? probabilities.subarray(place)
    : alternative === "less"
    ? probabilities.subarray(0, place + 1)
    : probabilities.filter((p) => p <= observed * TIE);
  const pValue = Math.min(1, sumAscending(counted));
  // Two-sided, every table tied with the observed one counts by half; one-sided, it is the only one.
  const tied = alternative === "two-sided"
    ? sumAscending(probabilities.filter((p) => p <= observed * TIE && p * TIE >= observed))
    : observed;
  return { pValue, midPValue: pValue - tied / 2, alternative };
}

/** Sum from the smallest, so that small probabilities are not lost against large ones. */
function sumAscending(probabilities: Float64Array): number {
  return Float64Array.from(probabilities).sort().reduce((sum, p) => sum + p, 0);
}
