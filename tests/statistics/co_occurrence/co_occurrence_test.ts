import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { coOccurrence, type EventColumn, fisherExact } from "../../../lib/statistics/mod.ts";
import { assertClose, assertEquals, assertThrows } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { asNumber, readJson } from "../reference.ts";
import { eventColumns, type SharedEvents } from "./shared_events.ts";

/** "110?" as a column: present, absent, not assessable. */
function column(name: string, marks: string): EventColumn {
  return { name, present: [...marks].map((mark) => mark === "?" ? null : mark === "1") };
}

Deno.test("coOccurrence() counts only samples in which both could be seen", () => {
  const [pair] = coOccurrence([column("A", "110100?1"), column("B", "1011?001")]);
  assertEquals([pair.both, pair.firstOnly, pair.secondOnly, pair.neither], [3, 1, 1, 1]);
  assertClose(pair.pValue!, fisherExact([[3, 1], [1, 1]]).pValue, 1e-15);
  assertClose(pair.log2OddsRatio!, Math.log2(3), 1e-15);
  assertClose(pair.log2OddsRatioHaldane!, Math.log2(3.5 * 1.5 / (1.5 * 1.5)), 1e-15);
  assertClose(pair.phi!, (3 - 1) / Math.sqrt(4 * 2 * 4 * 2), 1e-15);
  assertEquals(pair.jaccard, 3 / 5);
});

Deno.test("coOccurrence() counts by 32-sample words as one by one", () => {
  const mark = fc.constantFrom(true, false, null);
  fc.assert(
    fc.property(fc.array(fc.tuple(mark, mark), { minLength: 1, maxLength: 130 }), (samples) => {
      const [pair] = coOccurrence([
        { name: "A", present: samples.map(([a]) => a) },
        { name: "B", present: samples.map(([, b]) => b) },
      ]);
      const count = (a: boolean, b: boolean) =>
        samples.filter(([x, y]) => x === a && y === b).length;
      assertEquals([pair.both, pair.firstOnly, pair.secondOnly, pair.neither], [
        count(true, true),
        count(true, false),
        count(false, true),
        count(false, false),
      ]);
    }),
    { seed: 3 },
  );
});

Deno.test("an event in none or all of the samples is reported as not testable and not counted", () => {
  const pairs = coOccurrence([
    column("A", "11100000"),
    column("B", "11100000"),
    column("C", "00000000"),
    column("D", "11111111"),
    column("E", "????????"),
  ]);
  assertEquals(pairs.length, 10);
  const [tested] = pairs;
  assertEquals([tested.testable, tested.adjustedPValue === tested.pValue], [true, true]);
  assertEquals(tested.log2OddsRatio, Infinity);
  const reasons = pairs.slice(1).map(({ first, second, reason }) => `${first}${second}: ${reason}`);
  assertEquals(reasons[0], "AC: C in none of 8");
  assertEquals(reasons[1], "AD: D in all 8");
  assertEquals(reasons[2], "AE: no sample in which both could be seen");
  assertEquals(reasons[6], "CD: C in none of 8, D in all 8");
  for (const pair of pairs.slice(1)) {
    assertEquals([pair.pValue, pair.adjustedPValue, pair.log2OddsRatio, pair.phi], [
      null,
      null,
      null,
      null,
    ]);
  }
});

Deno.test("coOccurrence() of no or one event has no pairs, of no samples untestable ones", () => {
  assertEquals(coOccurrence([]), []);
  assertEquals(coOccurrence([column("A", "10")]), []);
  assertEquals(coOccurrence([column("A", ""), column("B", "")])[0].testable, false);
});

Deno.test("coOccurrence() refuses columns that do not fit", () => {
  assertThrows(
    () => coOccurrence([column("A", "10"), column("B", "101")]),
    UsageError,
    'Cannot test co-occurrence: every event must have 2 samples, found 3 for "B"',
  );
  assertThrows(
    () => coOccurrence([column("A", "10"), column("A", "11")]),
    UsageError,
    'names must differ, found "A" twice',
  );
});

sharedTest(
  "coOccurrence() agrees with R for 15 pairs to 1e-9",
  "reference/frequency/co-occurrence.json",
  (path) => {
    const reference = readJson<SharedEvents>(path);
    const columns = eventColumns(reference);
    const [both, greater, less] = (["two-sided", "greater", "less"] as const).map((alternative) =>
      coOccurrence(columns, { alternative })
    );
    reference.pairs.forEach((expected, i) => {
      const pair = both[i];
      assertEquals([pair.first, pair.second], [expected.a, expected.b]);
      assertEquals([pair.both, pair.firstOnly, pair.secondOnly, pair.neither], [
        expected.both,
        expected.a_only,
        expected.b_only,
        expected.neither,
      ]);
      assertClose(pair.pValue!, expected.p_two_sided, 1e-9);
      assertClose(pair.adjustedPValue!, expected.q_bh, 1e-9);
      assertClose(greater[i].pValue!, expected.p_cooccur_greater, 1e-9);
      assertClose(less[i].pValue!, expected.p_exclusive_less, 1e-9);
      const odds = asNumber(expected.log2_or_sample);
      if (Number.isFinite(odds)) assertClose(pair.log2OddsRatio!, odds, 1e-9);
      else assertEquals(pair.log2OddsRatio, odds);
      assertClose(pair.log2OddsRatioHaldane!, expected.log2_or_haldane, 1e-9);
      assertClose(pair.phi!, expected.phi, 1e-9);
      assertClose(pair.jaccard!, expected.jaccard, 1e-9);
    });
  },
);
