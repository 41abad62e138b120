import { type Prng, randomNormal, randomSeeded } from "../../../lib/numerics/mod.ts";
import {
  type BurdenModel,
  coOccurrence,
  coOccurrenceWithBurden,
  type EventColumn,
} from "../../../lib/statistics/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson } from "../reference.ts";
import { eventColumns, type SharedEvents } from "./shared_events.ts";

/** "110?" as a column: present, absent, not assessable. */
function column(name: string, marks: string): EventColumn {
  return { name, present: [...marks].map((mark) => mark === "?" ? null : mark === "1") };
}

Deno.test("the conditional expectation is what going through all fillings gives", () => {
  // Four samples of burden 1, 2, 2, 3 over four events, margins of events 3, 2, 2, 1. With odds o the
  // probability that a sample of burden s has A and B is a sum over the subsets of size s.
  const columns = [
    column("A", "1101"),
    column("B", "0101"),
    column("C", "0011"),
    column("D", "0010"),
  ];
  const pairs = coOccurrenceWithBurden(columns);
  const odds = oddsByHand(columns);
  pairs.forEach(({ first, second, expected }) => {
    const [i, j] = [first, second].map((name) => "ABCD".indexOf(name));
    const byHand = [1, 2, 2, 3].reduce(
      (sum, size) => sum + subsetShare(odds, size, (set) => set.includes(i) && set.includes(j)),
      0,
    );
    assertAlmostEquals(expected, byHand, 1e-8);
  });
});

/** Every subset of 0..3 of a size. */
function subsets(size: number): number[][] {
  const all = Array.from({ length: 16 }, (_, mask) => [0, 1, 2, 3].filter((i) => mask >> i & 1));
  return all.filter((set) => set.length === size);
}

function subsetShare(
  odds: readonly number[],
  size: number,
  counts: (set: readonly number[]) => boolean,
): number {
  const weight = (set: readonly number[]) => set.reduce((product, i) => product * odds[i], 1);
  const sum = (sets: readonly (readonly number[])[]) =>
    sets.reduce((total, set) => total + weight(set), 0);
  return sum(subsets(size).filter(counts)) / sum(subsets(size));
}

/** Odds that give every event its count, by proportional scaling over explicit subsets. */
function oddsByHand(columns: readonly EventColumn[]): number[] {
  let odds = [1, 1, 1, 1];
  const counts = columns.map(({ present }) => present.filter(Boolean).length);
  for (let round = 0; round < 5000; round++) {
    const expected = odds.map((_, i) =>
      [1, 2, 2, 3].reduce((sum, size) => sum + subsetShare(odds, size, (set) => set.includes(i)), 0)
    );
    odds = odds.map((value, i) => value * counts[i] / expected[i]);
  }
  return odds;
}

Deno.test("events that only heavy samples carry are not called joined", () => {
  // SIMULATED: independent given a burden that varies e-fold and more.
  const prng = randomSeeded(5);
  const columns = independentEvents(prng, {
    events: 12,
    samples: 300,
    frequency: 0.2,
    spread: 1.5,
  });
  const small = (p: number | null) => p !== null && p < 0.05;
  const fisher = coOccurrence(columns, { alternative: "greater" }).filter(({ pValue }) =>
    small(pValue)
  );
  const burden = coOccurrenceWithBurden(columns);
  assert(fisher.length > 40, `Fisher calls ${fisher.length} of 66 pairs joined`);
  assert(burden.filter(({ pTogether }) => small(pTogether)).length <= 6);
  assert(burden.filter(({ pApart }) => small(pApart)).length <= 6);
});

Deno.test("the maximum-entropy model calls events apart that are not, where they are few", () => {
  const prng = randomSeeded(6);
  const columns = independentEvents(prng, { events: 6, samples: 1000, frequency: 0.3, spread: 0 });
  const apart = (burden: BurdenModel) =>
    coOccurrenceWithBurden(columns, { burden }).filter(({ pApart }) => pApart! < 0.05).length;
  assert(apart("maximum entropy") >= 12, `${apart("maximum entropy")} of 15`);
  assert(apart("conditional") <= 2, `${apart("conditional")} of 15`);
});

function independentEvents(
  prng: Prng,
  { events, samples, frequency, spread }: {
    events: number;
    samples: number;
    frequency: number;
    spread: number;
  },
): EventColumn[] {
  const burdens = Array.from({ length: samples }, () => spread * randomNormal(prng));
  const logit = Math.log(frequency / (1 - frequency));
  return Array.from({ length: events }, (_, j) => ({
    name: `gene ${j}`,
    present: burdens.map((burden) => prng() < 1 / (1 + Math.exp(-burden - logit))),
  }));
}

Deno.test("a pair that the margins settle is not testable", () => {
  const [pair] = coOccurrenceWithBurden([column("A", "1100"), column("B", "0000")]);
  assertEquals([pair.testable, pair.pTogether, pair.expected], [false, null, 0]);
});

Deno.test("samples that could not show an event are left out of its pairs", () => {
  const marks = ["110010?1", "101?0110", "01100101"];
  const pairs = coOccurrenceWithBurden(marks.map((text, i) => column("ABC"[i], text)));
  assertEquals(pairs[0].both, 1);
  assert(pairs.every(({ expected }) => expected > 0 && expected < 6));
});

sharedTest(
  "coOccurrenceWithBurden() reproduces the maximum-entropy test to 1e-7",
  "reference/frequency/co-occurrence.json",
  (path) => {
    const reference = readJson<SharedEvents>(path);
    const pairs = coOccurrenceWithBurden(eventColumns(reference), { burden: "maximum entropy" });
    reference.poisson_binomial.forEach((expected, i) => {
      assertEquals([pairs[i].first, pairs[i].second], [expected.a, expected.b]);
      assertEquals(pairs[i].both, expected.observed_both);
      assertClose(pairs[i].expected, expected.expected_both, 1e-9);
      assertClose(pairs[i].pTogether!, expected.p_cooccur, 1e-7);
      assertClose(pairs[i].pApart!, expected.p_exclusive, 1e-7);
    });
  },
);
