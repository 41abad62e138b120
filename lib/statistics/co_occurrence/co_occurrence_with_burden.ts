import { adjustPValues, type PValueAdjustment } from "../adjust_p_values.ts";
import { requireChoice } from "../choices.ts";
import { poissonBinomialTails, type TrialGroup } from "../distributions/poisson_binomial.ts";
import { type BurdenCells, burdenCells } from "./burden_cells.ts";
import { fitConditionalBurden, jointProbability } from "./conditional_burden.ts";
import { type EventColumn, requireColumns } from "./event_column.ts";
import { maximumEntropyProbabilities } from "./maximum_entropy_burden.ts";

/**
 * How a sample's number of events enters:
 *
 * - `conditional`: it is taken as it is; which events they are has probability proportional to the
 *   product of the events' odds.
 * - `maximum entropy`: it is only expected; every event falls by itself with logit p = sample + event.
 */
export type BurdenModel = "conditional" | "maximum entropy";

/** How often two events stand in one sample against what the samples' burdens let expect. */
export interface BurdenPair {
  /** Name of the first event. */
  readonly first: string;
  /** Name of the second event. */
  readonly second: string;
  /** Samples with both, of those in which both could be seen. */
  readonly both: number;
  /** Expected number, were the two independent given each sample's number of events. */
  readonly expected: number;
  /** False where the margins leave the number with both no freedom. */
  readonly testable: boolean;
  /** P(as many together or more); null where not testable. */
  readonly pTogether: number | null;
  /** P(as few together or fewer); null where not testable. */
  readonly pApart: number | null;
  /** `pTogether` adjusted over the testable pairs. */
  readonly adjustedPTogether: number | null;
  /** `pApart` adjusted over the testable pairs. */
  readonly adjustedPApart: number | null;
}

/**
 * Tests every pair of events for standing together, or apart, allowing for samples that have many
 * events.
 *
 * Without a link between two events, the number of samples with both is Poisson-binomial, each sample
 * having its own probability of both; its two tails are the p-values. The probabilities follow from
 * the number of events of the sample and the frequency of each event, by one of two models:
 *
 * - `conditional` (default): given that a sample has s of the events, each set of s has probability
 *   proportional to the product of its events' odds; the odds are those under which every event is
 *   expected in as many samples as it is in.
 * - `maximum entropy`: the sample has each event independently, logit p = sample + event, both margins
 *   met in expectation, and both events with p₁ p₂. Published as DISCOVER for thousands of genes. With
 *   few, the pair itself is much of the burden and the model expects too many together: of independent
 *   pairs among 6 events in 1,000 SIMULATED samples it called 99 % apart at 5 %, the conditional model
 *   1 %. Use it to reproduce published values.
 *
 * Both tests are conservative: the frequency of each event counts as known only in expectation.
 *
 * @param events Columns of equal length, one entry per sample
 * @param options.burden Default "conditional"
 * @param options.adjustment Default "Benjamini-Hochberg", for each tail by itself
 * @returns The pairs in the order of the columns: 1-2, 1-3, …, 2-3, …
 * @throws {UsageError} If columns differ in length, names repeat, or an option is unknown
 * @see Canisius, Martens and Wessels (2016) Genome Biol. 17:261, doi:10.1186/s13059-016-1114-x
 * (maximum entropy); Chen, Dempster and Liu (1994) Biometrika 81:457, doi:10.1093/biomet/81.3.457
 * (the conditional distribution)
 * @example Four events in eight samples, SIMULATED
 * ```ts
 * import { coOccurrenceWithBurden } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * // Only the three samples with three events can have both A and B, each with probability 1/2.
 * const column = (name: string, marks: string) => ({
 *   name,
 *   present: [...marks].map((mark) => mark === "1"),
 * });
 * const [pair] = coOccurrenceWithBurden([
 *   column("A", "11110000"),
 *   column("B", "11001000"),
 *   column("C", "10100110"),
 *   column("D", "01100001"),
 * ]);
 * assertEquals(pair.both, 2);
 * assertAlmostEquals(pair.expected, 3 / 2, 1e-9);
 * assertAlmostEquals(pair.pTogether!, 4 / 8, 1e-9);
 * ```
 */
export function coOccurrenceWithBurden(
  events: readonly EventColumn[],
  { burden = "conditional", adjustment = "Benjamini-Hochberg" }: {
    burden?: BurdenModel;
    adjustment?: PValueAdjustment;
  } = {},
): readonly BurdenPair[] {
  requireColumns("test co-occurrence", events);
  requireChoice("test co-occurrence", "burden", burden, ["conditional", "maximum entropy"]);
  const cells = burdenCells(events);
  const together = jointModel(cells, burden);
  const pairs = events.flatMap((first, i) =>
    events.slice(i + 1).map((second, j) =>
      testPair(first, second, groupTrials(cells, together, i, i + 1 + j))
    )
  );
  const togetherAdjusted = adjustPValues(pairs.map(({ pTogether }) => pTogether), adjustment);
  const apartAdjusted = adjustPValues(pairs.map(({ pApart }) => pApart), adjustment);
  return pairs.map((pair, i) => ({
    ...pair,
    adjustedPTogether: togetherAdjusted[i],
    adjustedPApart: apartAdjusted[i],
  }));
}

/** Probability that a sample of group g has both events i and j. */
type JointModel = (g: number, i: number, j: number) => number;

function jointModel(cells: BurdenCells, burden: BurdenModel): JointModel {
  if (burden === "maximum entropy") {
    const probabilities = maximumEntropyProbabilities(cells);
    return (g, i, j) => probabilities[g][i] * probabilities[g][j];
  }
  const groups = fitConditionalBurden(cells);
  return (g, i, j) => jointProbability(cells, groups, g, i, j);
}

/** The samples in which both could be seen, as trials of having both. */
function groupTrials(
  { samples, assessable }: BurdenCells,
  together: JointModel,
  i: number,
  j: number,
): TrialGroup[] {
  return samples.flatMap((trials, g) =>
    assessable[g][i] && assessable[g][j] ? [{ trials, probability: together(g, i, j) }] : []
  );
}

function testPair(
  first: EventColumn,
  second: EventColumn,
  trials: readonly TrialGroup[],
): Omit<BurdenPair, "adjustedPTogether" | "adjustedPApart"> {
  const both = first.present.reduce(
    (count, value, s) => count + (value === true && second.present[s] === true ? 1 : 0),
    0,
  );
  const expected = trials.reduce((sum, group) => sum + group.trials * group.probability, 0);
  const testable = trials.some(({ probability }) => probability > 0 && probability < 1);
  const tails = testable ? poissonBinomialTails(trials, both) : null;
  return {
    first: first.name,
    second: second.name,
    both,
    expected,
    testable,
    pTogether: tails?.atLeast ?? null,
    pApart: tails?.atMost ?? null,
  };
}
