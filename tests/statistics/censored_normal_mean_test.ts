import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { censoredNormalMean, type CensoredValue, meanInterval } from "../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { simulateCensoredMeans } from "./simulate_censored_means.ts";
import { referenceRows } from "./reference.ts";

/** "0.9 >1" as observations. */
function observations(text: string): CensoredValue[] {
  return text.split(" ").map((word) => {
    const relation = word[0] === ">" || word[0] === "<" ? word[0] : "=";
    return { value: Number(word.replace(/[<>]/, "")), relation };
  });
}

interface Row {
  readonly observations: readonly CensoredValue[];
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

Deno.test("censoredNormalMean() agrees with a ternary search in 25 digits", () => {
  for (const row of referenceRows<Row>("censored_mean")) {
    const fit = censoredNormalMean(row.observations);
    assertEquals(fit.status, "partly censored");
    assertClose(fit.mean!, row.mean, 1e-8);
    assertClose(fit.lower!, row.lower, 1e-8);
    if (fit.measured > 1) assertClose(fit.upper!, row.upper, 1e-8);
    else assertEquals(fit.upper, null);
  }
});

Deno.test("censoredNormalMean() of measured values alone is the t interval", () => {
  const values = [0.8, 1.1, 1.3, 0.95];
  const { mean, lower, upper, standardDeviation } = meanInterval(values, { level: 0.9 });
  const fit = censoredNormalMean(values.map((value) => ({ value, relation: "=" })), { level: 0.9 });
  assertEquals(fit.status, "measured");
  assertEquals([fit.mean, fit.lower, fit.upper, fit.standardDeviation], [
    mean,
    lower,
    upper,
    standardDeviation,
  ]);
});

Deno.test("censoredNormalMean() goes to the t interval as a bound moves out of the way", () => {
  // A bound 60 below says nothing but counts as a replicate; its likelihood term is log 1.
  const fit = censoredNormalMean(observations("1 1.2 0.9 >-60"));
  assertClose(fit.mean!, 3.1 / 3, 1e-9);
});

Deno.test("all censored the same way gives the most cautious bound", () => {
  const above = censoredNormalMean(observations(">3 >2.5 >4"));
  assertEquals([above.status, above.mean, above.lower, above.upper], [
    "all above",
    null,
    2.5,
    null,
  ]);
  assertEquals(above.reason, "all 3 replicates above");
  const below = censoredNormalMean(observations("<3 <2.5"));
  assertEquals([below.status, below.mean, below.lower, below.upper], ["all below", null, null, 3]);
  assertEquals(censoredNormalMean(observations(">3")).reason, "the one replicate above");
});

Deno.test("one measured value beyond every bound is one more that lies above", () => {
  const fit = censoredNormalMean(observations("5 >3 >4"));
  assertEquals([fit.status, fit.lower, fit.measured], ["all above", 3, 1]);
  assertEquals(fit.reason, "of 3 replicates, 1 measured and 2 above");
});

Deno.test("one measured value on the other side of a bound leaves the bounded side open", () => {
  const fit = censoredNormalMean(observations("1 >2 >2"));
  assertEquals([fit.status, fit.upper], ["partly censored", null]);
  assert(fit.mean! > 2 && fit.lower! < 1);
});

Deno.test("bounds in both directions with nothing measured determine nothing", () => {
  const fit = censoredNormalMean(observations(">1 <3"));
  assertEquals([fit.status, fit.mean, fit.lower, fit.upper], ["not determined", null, null, null]);
  assertEquals(fit.reason, "of 2 replicates, 1 above and 1 below");
});

Deno.test("one replicate has no interval", () => {
  const fit = censoredNormalMean(observations("2.3"));
  assertEquals([fit.status, fit.mean, fit.lower, fit.upper], ["one replicate", 2.3, null, null]);
});

const value = fc.double({ min: -3, max: 3, noNaN: true });
const sample = fc.tuple(
  fc.array(value, { minLength: 2, maxLength: 4 }),
  fc.array(fc.tuple(value, fc.constantFrom(">" as const, "<" as const)), {
    minLength: 1,
    maxLength: 3,
  }),
).map(([measured, bounds]): CensoredValue[] => [
  ...measured.map((one) => ({ value: one, relation: "=" as const })),
  ...bounds.map(([bound, relation]) => ({ value: bound, relation })),
]).filter((all) => {
  const measured = all.filter(({ relation }) => relation === "=").map((one) => one.value);
  return Math.max(...measured) - Math.min(...measured) > 0.01;
});

Deno.test("censoredNormalMean() turns over when values and relations are turned over", () => {
  const turned = { "=": "=", ">": "<", "<": ">" } as const;
  fc.assert(
    fc.property(sample, (data) => {
      const one = censoredNormalMean(data);
      const other = censoredNormalMean(
        data.map(({ value, relation }) => ({ value: -value, relation: turned[relation] })),
      );
      const size = Math.max(1, Math.abs(one.lower!), Math.abs(one.upper!));
      assertClose(1 + (one.mean! + other.mean!) / size, 1, 1e-7);
      assertClose(1 + (one.lower! + other.upper!) / size, 1, 1e-7);
    }),
    { seed: 2, numRuns: 50 },
  );
});

Deno.test("censoredNormalMean() follows shift and scale, does not mind order, and nests by level", () => {
  fc.assert(
    fc.property(sample, (data) => {
      const one = censoredNormalMean(data);
      const moved = censoredNormalMean(
        [...data].reverse().map(({ value, relation }) => ({ value: 10 * value + 4, relation })),
      );
      const size = Math.max(1, Math.abs(one.lower!), Math.abs(one.upper!));
      assertClose(1 + (moved.mean! - 10 * one.mean! - 4) / size, 1, 1e-6);
      assertClose(1 + (moved.upper! - 10 * one.upper! - 4) / size, 1, 1e-6);
      const narrow = censoredNormalMean(data, { level: 0.8 });
      assert(one.lower! < narrow.lower! && narrow.upper! < one.upper!);
      assert(narrow.lower! < one.mean! && one.mean! < narrow.upper!);
    }),
    { seed: 2, numRuns: 50 },
  );
});

Deno.test("measurableTo enters the likelihood, the bound itself the answer where all are above", () => {
  const cautious = (value: number): CensoredValue => ({ value, relation: ">", measurableTo: 1 });
  const told = censoredNormalMean([...observations("0.8 0.9"), cautious(0.7)]);
  assertEquals(told.mean, censoredNormalMean(observations("0.8 0.9 >1")).mean);
  assert(told.mean! > censoredNormalMean(observations("0.8 0.9 >0.7")).mean!);
  assertEquals(censoredNormalMean([cautious(0.7), cautious(0.6)]).lower, 0.6);
});

Deno.test("censoredNormalMean() rises when a bound rises", () => {
  const at = (bound: number) => censoredNormalMean(observations(`1 1.2 0.9 >${bound}`)).mean!;
  assert(at(0.5) < at(1) && at(1) < at(1.5) && at(1.5) < at(3));
});

Deno.test("censoredNormalMean() covers the mean of replicates of which some are censored", () => {
  // A small seeded run; the whole table is censored_mean_coverage.csv.
  for (const replicates of [3, 6]) {
    for (const top of [0.5, 2]) {
      const { right, sets } = simulateCensoredMeans({
        replicates,
        betweenSD: 0.1,
        measurementSD: 0.05,
        topInSDs: top,
        measurableTo: true,
        sets: 400,
        seed: 99,
      });
      assert(right / sets >= 0.925, `${replicates} replicates, top ${top}: ${right} of ${sets}`);
    }
  }
});

Deno.test("censoredNormalMean() refuses what it cannot read", () => {
  assertThrows(() => censoredNormalMean([]), UsageError, "needs at least one value, found none");
  assertThrows(
    () => censoredNormalMean([{ value: NaN, relation: "=" }]),
    UsageError,
    "every value must be a finite number, found NaN at position 0",
  );
  assertThrows(
    () => censoredNormalMean([{ value: 1, relation: "~" as "=" }]),
    UsageError,
    'a relation must be "=", ">" or "<", found "~" at position 0',
  );
});
