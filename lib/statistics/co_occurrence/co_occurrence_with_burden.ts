import { adjustPValues, type PValueAdjustment } from "../adjust_p_values.ts";
import { requireChoice } from "../choices.ts";
import { poissonBinomialTails, type TrialGroup } from "../distributions/poisson_binomial.ts";
import { type BurdenCells, burdenCells } from "./burden_cells.ts";
import { fitConditionalBurden, jointProbability } from "./conditional_burden.ts";
import { type EventColumn, requireColumns } from "./event_column.ts";
import { maximumEntropyProbabilities } from "./maximum_entropy_burden.ts";

/** What a sample's number of events says about which it has. */
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
 * Each sample has its own probability for each event, logit p = sample + event, chosen so that the
 * numbers of events per sample and of samples per event are as observed. If two events are
 * independent given that, the number of samples with both is Poisson-binomial with probabilities
 * pᵢ₁ pᵢ₂, whose two tails are the p-values. Meant for many events: with a handful, the burden is
 * mostly the pair itself and the test has little power.
 *
 * @param events Columns of equal length, one entry per sample
 * @param options.adjustment Default "Benjamini-Hochberg", for each tail by itself
 * @returns The pairs in the order of the columns: 1-2, 1-3, …, 2-3, …
 * @throws {UsageError} If columns differ in length, names repeat, or the adjustment is unknown
 * @see Canisius, Martens and Wessels (2016) Genome Biol. 17:261, doi:10.1186/s13059-016-1114-x
 * @example Usage
 * ```ts
 * import { coOccurrenceWithBurden } from "halfmax/statistics/mod.ts";
 * import { assert } from "@std/assert";
 *
 * // Two samples with everything, four with one event each: A and B are no more joined than the rest.
 * const column = (name: string, ...present: number[]) => ({ name, present: present.map(Boolean) });
 * const [pair] = coOccurrenceWithBurden([
 *   column("A", 1, 1, 1, 0, 0, 0),
 *   column("B", 1, 1, 0, 1, 0, 0),
 *   column("C", 1, 1, 0, 0, 1, 0),
 *   column("D", 1, 1, 0, 0, 0, 1),
 * ]);
 * assert(pair.expected > 2 && !pair.testable === false);
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
