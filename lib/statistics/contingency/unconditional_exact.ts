import { plural, UsageError } from "../../errors/mod.ts";
import { minimize1d } from "../../numerics/mod.ts";
import { hypergeometricProbabilities } from "../distributions/hypergeometric.ts";
import { type TwoByTwo, type TwoByTwoMargins, twoByTwoMargins } from "./two_by_two.ts";

/** An exact test of a 2 x 2 table whose cohort sizes are fixed but not its number of events. */
export interface UnconditionalTest {
  /** The greatest probability of a table at least as extreme, over the common proportion. */
  readonly pValue: number;
  /** The common proportion at which it is reached. */
  readonly proportion: number;
}

/** Patients in both cohorts up to which the tests are offered. */
const MOST_PATIENTS = 2000;

/** Statistics equal up to rounding are ties, and count as extreme. */
const TIE = 1 + 1e-7;

/**
 * Boschloo's test: are events equally frequent in two cohorts? Exact, and always at least as powerful
 * as Fisher's test.
 *
 * Tables are ordered by their two-sided Fisher p-value. p is the probability, maximised over the
 * proportion common to both cohorts, of a Fisher p-value at most the observed one. (scipy's two-sided
 * Boschloo is another test, twice the smaller one-sided one.)
 *
 * @param table Counts `[[a, b], [c, d]]`, rows the cohorts, columns event and no event
 * @throws {UsageError} If a count is not a whole number or the total exceeds 2,000
 * @see Boschloo (1970) Stat. Neerl. 24:1, doi:10.1111/j.1467-9574.1970.tb00104.x
 * @example Usage
 * ```ts
 * import { boschlooTest, fisherExact } from "halfmax/statistics/mod.ts";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const { pValue } = boschlooTest([[0, 10], [5, 7]]);
 * assertAlmostEquals(pValue, 0.023424211, 1e-8);
 * assert(pValue < fisherExact([[0, 10], [5, 7]]).pValue);
 * ```
 */
export function boschlooTest(table: TwoByTwo): UnconditionalTest {
  const margins = requireSize("compute Boschloo's test", table);
  const { row1, row2, column1 } = margins;
  const observed = fisherPValues(row1, row2, column1);
  const cut = observed.pValues[table[0][0] - observed.lowest] * TIE;
  return greatestProbability(margins, (events) => {
    const { pValues, probabilities } = fisherPValues(row1, row2, events);
    return probabilities.reduce((sum, p, i) => pValues[i] <= cut ? sum + p : sum, 0);
  });
}

/**
 * Barnard's test with the pooled z statistic: are events equally frequent in two cohorts? Exact, with
 * only the cohort sizes fixed.
 *
 * Tables are ordered by |z|, z = (p₁ - p₂) / √(p (1 - p) (1/n₁ + 1/n₂)) with p the pooled proportion. p
 * is the probability, maximised over the common proportion, of a |z| at least the observed one. (It is
 * the unconditional z test of Suissa and Shuster; Barnard's own CSM ordering is another.)
 *
 * @param table Counts `[[a, b], [c, d]]`, rows the cohorts, columns event and no event
 * @throws {UsageError} If a count is not a whole number or the total exceeds 2,000
 * @see Barnard (1947) Biometrika 34:123, doi:10.2307/2332517; Suissa and Shuster (1985) J. R. Stat.
 * Soc. A 148:317, doi:10.2307/2981892
 * @example Usage
 * ```ts
 * import { barnardTest } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(barnardTest([[3, 0], [0, 3]]).pValue, 1 / 32, 1e-12);
 * ```
 */
export function barnardTest(table: TwoByTwo): UnconditionalTest {
  const margins = requireSize("compute Barnard's test", table);
  const { row1, row2, column1 } = margins;
  const cut = squaredZ(table[0][0], column1, margins) / TIE;
  return greatestProbability(margins, (events) => {
    const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, events);
    return probabilities.reduce(
      (sum, p, i) => squaredZ(lowest + i, events, margins) >= cut ? sum + p : sum,
      0,
    );
  });
}

/** z² but for a factor that all tables share; 0 where no one or everyone has the event. */
function squaredZ(first: number, events: number, { row1, row2, total }: TwoByTwoMargins): number {
  if (events === 0 || events === total) return 0;
  return (first * row2 - (events - first) * row1) ** 2 / (events * (total - events));
}

/** Two-sided Fisher p-values of every table with the given margins. */
function fisherPValues(row1: number, row2: number, events: number): {
  readonly lowest: number;
  readonly probabilities: Float64Array;
  readonly pValues: Float64Array;
} {
  const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, events);
  const order = Array.from(probabilities, (_, i) => i).sort((i, j) =>
    probabilities[i] - probabilities[j]
  );
  const pValues = new Float64Array(probabilities.length);
  let sum = 0;
  for (let i = 0, end = 0; i < order.length; i++) {
    for (
      ;
      end < order.length && probabilities[order[end]] <= probabilities[order[i]] * TIE;
      end++
    ) {
      sum += probabilities[order[end]];
    }
    pValues[order[i]] = sum;
  }
  return { lowest, probabilities, pValues };
}

/**
 * The maximum over π of Σ over s of share(s) · binomial(s; N, π), share(s) being the probability of the
 * extreme tables among those with s events, which does not depend on π.
 */
function greatestProbability(
  { total }: TwoByTwoMargins,
  shareOf: (events: number) => number,
): UnconditionalTest {
  const shares = Float64Array.from({ length: total + 1 }, (_, events) => shareOf(events));
  const probability = (angle: number) => binomialMixture(shares, Math.sin(angle / 2) ** 2);
  // On the angle's scale all binomials are about 1/√N wide.
  const cells = Math.max(64, Math.ceil(24 * Math.sqrt(total)));
  const step = Math.PI / cells;
  const grid = Float64Array.from({ length: cells + 1 }, (_, i) => probability(i * step));
  const highest = grid.reduce((most, p) => Math.max(most, p), 0);
  let best = { pValue: 0, proportion: 0 };
  grid.forEach((p, i) => {
    const peak = p >= (grid[i - 1] ?? 0) && p >= (grid[i + 1] ?? 0);
    if (!peak || p < 0.95 * highest) return;
    const low = Math.max(0, i - 1) * step;
    const high = Math.min(cells, i + 1) * step;
    const peakWithin = minimize1d((angle) => -probability(angle), low, high);
    const [pValue, angle] = -peakWithin.value > p
      ? [-peakWithin.value, peakWithin.x]
      : [p, i * step];
    if (pValue > best.pValue) best = { pValue, proportion: Math.sin(angle / 2) ** 2 };
  });
  return { pValue: Math.min(1, best.pValue), proportion: best.proportion };
}

/** Σ shares[s] · binomial(s; N, π), from the mode outward. */
function binomialMixture(shares: Float64Array, proportion: number): number {
  const total = shares.length - 1;
  if (proportion <= 0) return shares[0];
  if (proportion >= 1) return shares[total];
  const odds = proportion / (1 - proportion);
  const mode = Math.min(total, Math.floor((total + 1) * proportion));
  let weight = 1;
  let weights = 1;
  let sum = shares[mode];
  for (let s = mode; s < total && weight > 1e-20; s++) {
    weight *= (total - s) / (s + 1) * odds;
    weights += weight;
    sum += weight * shares[s + 1];
  }
  weight = 1;
  for (let s = mode; s > 0 && weight > 1e-20; s--) {
    weight *= s / ((total - s + 1) * odds);
    weights += weight;
    sum += weight * shares[s - 1];
  }
  return sum / weights;
}

function requireSize(action: string, table: TwoByTwo): TwoByTwoMargins {
  const margins = twoByTwoMargins(action, table);
  if (margins.total > MOST_PATIENTS) {
    throw new UsageError(
      `Cannot ${action}: the table must hold at most ${plural(MOST_PATIENTS, "patient")}, found ${
        margins.total.toLocaleString("en-US")
      }. Use Fisher's test`,
    );
  }
  return margins;
}
