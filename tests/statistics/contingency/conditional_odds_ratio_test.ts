import fc from "fast-check";
import {
  conditionalOddsRatio,
  fisherExact,
  hypergeometricProbabilities,
  type TwoByTwo,
} from "../../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { asNumber, readJson, type ReferenceNumber, referenceRows } from "../reference.ts";
import { type SharedTables, tableOf } from "./shared_tables.ts";

interface Row {
  readonly table: TwoByTwo;
  readonly oddsRatio95: readonly ReferenceNumber[];
  readonly oddsRatio90: readonly ReferenceNumber[];
}

function assertSame(
  actual: number,
  expected: ReferenceNumber,
  tolerance: number,
  what: string,
): void {
  if (Number.isFinite(asNumber(expected))) assertClose(actual, asNumber(expected), tolerance, what);
  else assertEquals(actual, asNumber(expected), what);
}

Deno.test("conditionalOddsRatio() agrees with its equations in 50 digits", () => {
  for (const { table, oddsRatio95, oddsRatio90 } of referenceRows<Row>("two_by_two")) {
    for (const [level, expected] of [[0.95, oddsRatio95], [0.9, oddsRatio90]] as const) {
      const { estimate, lower, upper } = conditionalOddsRatio(table, { level });
      [estimate!, lower, upper].forEach((value, i) =>
        assertSame(value, expected[i], 1e-11, `${JSON.stringify(table)} ${i}`)
      );
    }
  }
});

Deno.test("conditionalOddsRatio() gives 65,957.6 where R prints 4.5e15", () => {
  assertClose(conditionalOddsRatio([[40, 1], [1, 40]]).upper, 65957.6027748178, 1e-12);
});

Deno.test("at each limit one tail holds half the error, at the estimate the mean is observed", () => {
  const table: TwoByTwo = [[7, 12], [2, 17]];
  const { estimate, lower, upper } = conditionalOddsRatio(table, { level: 0.9 });
  const at = (oddsRatio: number) => {
    const { lowest, probabilities } = hypergeometricProbabilities(19, 19, 9, Math.log(oddsRatio));
    return [...probabilities].map((p, i) => [lowest + i, p] as const);
  };
  const sum = (pairs: (readonly [number, number])[]) => pairs.reduce((all, [, p]) => all + p, 0);
  assertClose(sum(at(lower).filter(([x]) => x >= 7)), 0.05, 1e-11);
  assertClose(sum(at(upper).filter(([x]) => x <= 7)), 0.05, 1e-11);
  assertClose(at(estimate!).reduce((mean, [x, p]) => mean + x * p, 0), 7, 1e-12);
});

Deno.test("conditionalOddsRatio() inverts when cohorts are swapped, nests, and holds the estimate", () => {
  const cell = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const one = conditionalOddsRatio([[a, b], [c, d]]);
      const other = conditionalOddsRatio([[c, d], [a, b]]);
      if (one.estimate === null) return assertEquals([one.lower, one.upper], [0, Infinity]);
      assertSame(1 / one.lower, other.upper === Infinity ? "Infinity" : other.upper, 1e-9, "upper");
      assert(one.lower <= one.estimate && one.estimate <= one.upper);
      const narrow = conditionalOddsRatio([[a, b], [c, d]], { level: 0.8 });
      assert(one.lower <= narrow.lower && narrow.upper <= one.upper);
      const mid = conditionalOddsRatio([[a, b], [c, d]], { method: "mid-P" });
      assert(one.lower <= mid.lower && mid.upper <= one.upper);
    }),
    { seed: 6 },
  );
});

Deno.test("a lower limit above 1 goes with a one-sided p at half the error", () => {
  const cell = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const p = fisherExact([[a, b], [c, d]], { alternative: "greater" }).pValue;
      if (Math.abs(p - 0.025) < 1e-9) return;
      assertEquals(conditionalOddsRatio([[a, b], [c, d]]).lower > 1, p < 0.025);
    }),
    { seed: 8 },
  );
});

sharedTest(
  "conditionalOddsRatio() agrees with exact limits for 27 tables to 1e-10, with R's to 2 %",
  "reference/frequency/two-by-two.json",
  (path) => {
    for (const row of readJson<SharedTables>(path).rows) {
      const table = tableOf(row);
      const what = JSON.stringify(table);
      const { conditional_or: exact, r_fisher_test_as_printed: printed } = row;
      for (
        const [level, limits] of [[0.95, exact.ci95], [0.9, exact.ci90], [
          0.99,
          exact.ci99,
        ]] as const
      ) {
        const { estimate, lower, upper } = conditionalOddsRatio(table, { level });
        if (exact.mle === null) assertEquals(estimate, null);
        else assertSame(estimate!, exact.mle, 1e-10, what);
        assertSame(lower, limits[0], 1e-10, what);
        assertSame(upper, limits[1], 1e-10, what);
      }
      if (exact.degenerate) continue;
      const mid = conditionalOddsRatio(table, { method: "mid-P" });
      assertSame(mid.lower, exact.midp_ci95[0], 1e-10, what);
      assertSame(mid.upper, exact.midp_ci95[1], 1e-10, what);
      // R's own upper limit of this table is not a limit of anything.
      if (what === "[[40,1],[1,40]]") continue;
      const { lower, upper } = conditionalOddsRatio(table);
      assertSame(lower, printed.ci95[0], 2e-2, what);
      assertSame(upper, printed.ci95[1], 2e-2, what);
    }
  },
);
