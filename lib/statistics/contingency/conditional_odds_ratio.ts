import { requireLevel } from "../arguments.ts";
import { findRoot, portableExp, portableLog } from "../../numerics/mod.ts";
import { hypergeometricProbabilities } from "../distributions/hypergeometric.ts";
import { type TwoByTwo, type TwoByTwoMargins, twoByTwoMargins } from "./two_by_two.ts";

/** An odds ratio with exact conditional limits. */
export interface OddsRatio {
  /**
   * Conditional maximum likelihood estimate; 0 or Infinity at an extreme table, null where the margins
   * leave only one table and nothing can be estimated.
   */
  readonly estimate: number | null;
  /** Lower limit, from 0. */
  readonly lower: number;
  /** Upper limit, up to Infinity. */
  readonly upper: number;
  /** Two-sided confidence level. */
  readonly level: number;
  /** Whether each tail counts the observed table whole or by half. */
  readonly method: "exact" | "mid-P";
}

/**
 * Odds ratio of two cohorts, conditional on both margins, with exact limits.
 *
 * The first cell then follows Fisher's noncentral hypergeometric distribution. The estimate is the
 * odds ratio that makes its expectation the observed count; the limits are those at which the tail
 * from the observed count has half the error. All are solved for log odds ratio to the last digits.
 * (R's fisher.test stops its solver early: its odds ratios and limits hold about four digits, and for
 * `[[40, 1], [1, 40]]` it prints an upper limit of 4.5e15 where the equation's root is 65,957.6.)
 *
 * @param table Counts `[[a, b], [c, d]]`, rows the cohorts, columns event and no event
 * @param options.level Default 0.95
 * @param options.method "exact" (default) or "mid-P"
 * @throws {UsageError} If a count is not a whole number or the level is not in (0, 1)
 * @see Cornfield (1956) Proc. Third Berkeley Symp. 4:135; Mehta, Patel and Gray (1985) J. Am. Stat.
 * Assoc. 80:969, doi:10.2307/2288562
 * @example Usage
 * ```ts
 * import { conditionalOddsRatio } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(conditionalOddsRatio([[40, 1], [1, 40]]).upper / 65957.6, 1, 1e-6);
 * const none = conditionalOddsRatio([[0, 10], [5, 7]]);
 * assertEquals([none.estimate, none.lower], [0, 0]);
 * ```
 */
export function conditionalOddsRatio(
  table: TwoByTwo,
  { level = 0.95, method = "exact" }: { level?: number; method?: "exact" | "mid-P" } = {},
): OddsRatio {
  const action = "compute a conditional odds ratio";
  requireLevel(action, level);
  const margins = twoByTwoMargins(action, table);
  const observed = table[0][0];
  const lowest = Math.max(0, margins.column1 - margins.row2);
  const highest = Math.min(margins.row1, margins.column1);
  if (lowest === highest) return { estimate: null, lower: 0, upper: Infinity, level, method };
  const share = method === "exact" ? 1 : 0.5;
  const logError = portableLog((1 - level) / 2);
  const start = portableLog(
    (observed + 0.5) * (table[1][1] + 0.5) / ((table[0][1] + 0.5) * (table[1][0] + 0.5)),
  );
  const solve = (equation: (logOddsRatio: number) => number) =>
    portableExp(risingRoot(equation, start));
  return {
    estimate: observed === lowest
      ? 0
      : observed === highest
      ? Infinity
      : solve((log) => expectation(margins, log) - observed),
    lower: observed === lowest
      ? 0
      : solve((log) => portableLog(tail(margins, observed, log, "from", share)) - logError),
    upper: observed === highest
      ? Infinity
      : solve((log) => logError - portableLog(tail(margins, observed, log, "to", share))),
    level,
    method,
  };
}

function expectation({ row1, row2, column1 }: TwoByTwoMargins, logOddsRatio: number): number {
  const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, column1, logOddsRatio);
  return probabilities.reduce((sum, p, i) => sum + p * (lowest + i), 0);
}

/** Probability of counts from (or to) the observed one, which itself counts by its share. */
function tail(
  { row1, row2, column1 }: TwoByTwoMargins,
  observed: number,
  logOddsRatio: number,
  side: "from" | "to",
  share: number,
): number {
  const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, column1, logOddsRatio);
  const place = observed - lowest;
  const beyond = side === "from"
    ? probabilities.subarray(place + 1)
    : probabilities.subarray(0, place);
  return beyond.reduce((sum, p) => sum + p, 0) + share * probabilities[place];
}

/** The root of a rising function, bracketed outward from a start. */
function risingRoot(f: (x: number) => number, start: number): number {
  const direction = f(start) < 0 ? 1 : -1;
  let near = start;
  for (let stride = 1; stride < 1e4; stride *= 2) {
    const far = near + direction * stride;
    if (f(far) * direction >= 0) return findRoot(f, near, far);
    near = far;
  }
  return direction * Infinity;
}
