import { list, plural } from "../errors/mod.ts";
import {
  type ClassifiedFindings,
  coOccurrence,
  type CoOccurrenceOptions,
  type MechanismCoOccurrence,
} from "../mechanisms/mod.ts";
import type { Cells } from "./fits_table.ts";
import { writeRatio } from "./frequency_comparisons.ts";

/** How many of the most frequent mechanisms are paired. */
const MOST = 50;

type Pair = MechanismCoOccurrence["pairs"][number];
type Burden = MechanismCoOccurrence["burdenPairs"][number];

/** Every pair of mechanisms as the rows of `co_occurrence.csv`, or why there are none. */
export interface PairedMechanisms {
  readonly cells: Cells;
  /** What became of the pairs, or why there are none. */
  readonly summary: string;
}

/**
 * Tests the most frequent mechanisms, two by two, for standing together or apart in a patient: all
 * that is present, whatever the rule for biopsies with several.
 */
export function pairMechanisms(
  findings: ClassifiedFindings,
  mechanisms: NonNullable<CoOccurrenceOptions["mechanisms"]>,
): PairedMechanisms {
  // By any other rule a biopsy has one mechanism, and no two could ever meet.
  const { pairs, burdenPairs, remarks } = coOccurrence({ ...findings, rule: "every" }, {
    mechanisms,
    most: MOST,
    test: "both",
  });
  const tested = pairs.filter(({ testable }) => testable).length;
  return {
    cells: tableOf(pairs, burdenPairs),
    summary: pairs.length === 0
      ? list(remarks)
      : `${plural(pairs.length, "pair")} of mechanisms, in patients in whom both could be seen: ${
        tested.toLocaleString("en-US")
      } tested, ${(pairs.length - tested).toLocaleString("en-US")} not testable`,
  };
}

/** No pairs, and why. */
export function noPairs(why: string): PairedMechanisms {
  return { cells: tableOf([], []), summary: why };
}

/** The columns of `co_occurrence.csv`, in their order. */
const COLUMNS: Readonly<Record<string, (pair: Pair, burden: Burden) => string | number | null>> = {
  mechanism_1: ({ first }) => first,
  mechanism_2: ({ second }) => second,
  status: ({ testable }) => testable ? "tested" : "not testable",
  reason: ({ reason }) => reason,
  n_both: ({ both }) => both,
  n_only_1: ({ firstOnly }) => firstOnly,
  n_only_2: ({ secondOnly }) => secondOnly,
  n_neither: ({ neither }) => neither,
  n_assessable: ({ both, firstOnly, secondOnly, neither }) =>
    both + firstOnly + secondOnly + neither,
  odds_ratio: ({ testable, both, firstOnly, secondOnly, neither }) =>
    testable ? writeRatio(both * neither / (firstOnly * secondOnly)) : null,
  p: ({ pValue }) => pValue,
  q: ({ adjustedPValue }) => adjustedPValue,
  expected_both: (_, { testable, expected }) => testable ? expected : null,
  p_together: (_, { pTogether }) => pTogether,
  q_together: (_, { adjustedPTogether }) => adjustedPTogether,
  p_apart: (_, { pApart }) => pApart,
  q_apart: (_, { adjustedPApart }) => adjustedPApart,
};

function tableOf(pairs: readonly Pair[], burdenPairs: readonly Burden[]): Cells {
  return {
    columns: Object.keys(COLUMNS),
    rows: pairs.map((pair, i) => Object.values(COLUMNS).map((cell) => cell(pair, burdenPairs[i]))),
  };
}
