import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { riskDifference, type RiskDifferenceMethod } from "../../../lib/statistics/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertThrows } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson } from "../reference.ts";
import type { SharedTables } from "./shared_tables.ts";

const METHODS: readonly RiskDifferenceMethod[] = ["Newcombe", "Miettinen-Nurminen"];
const cohort = fc.integer({ min: 2, max: 80 }).chain((total) =>
  fc.record({ events: fc.integer({ min: 0, max: total }), total: fc.constant(total) })
);

Deno.test("riskDifference() prints Newcombe's table II", () => {
  // Newcombe (1998) Stat. Med. 17:873, method 10.
  const printed: [number, number, number, number, number, number][] = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.8090],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1.0000],
    [10, 10, 0, 10, 0.6075, 1.0000],
  ];
  for (const [a, n1, c, n2, lower, upper] of printed) {
    const found = riskDifference({ events: a, total: n1 }, { events: c, total: n2 });
    assertAlmostEquals(found.lower, lower, 0.00005001, `${a}/${n1} - ${c}/${n2}`);
    assertAlmostEquals(found.upper, upper, 0.00005001, `${a}/${n1} - ${c}/${n2}`);
  }
});

Deno.test("riskDifference() prints Miettinen and Nurminen's limits from the same table", () => {
  const printed: [number, number, number, number, number, number][] = [
    [56, 70, 48, 80, 0.0528, 0.3382],
    [9, 10, 3, 10, 0.1700, 0.8406],
    [5, 56, 0, 29, -0.0326, 0.1933],
    [10, 10, 0, 10, 0.6636, 1],
  ];
  for (const [a, n1, c, n2, lower, upper] of printed) {
    const found = riskDifference({ events: a, total: n1 }, { events: c, total: n2 }, {
      method: "Miettinen-Nurminen",
    });
    assertAlmostEquals(found.lower, lower, 0.00005001, `${a}/${n1} - ${c}/${n2}`);
    assertAlmostEquals(found.upper, upper, 0.00005001, `${a}/${n1} - ${c}/${n2}`);
  }
});

Deno.test("both intervals lie in [-1, 1], hold the estimate, nest, and turn over with the cohorts", () => {
  fc.assert(
    fc.property(cohort, cohort, fc.constantFrom(...METHODS), (first, second, method) => {
      const one = riskDifference(first, second, { method });
      const other = riskDifference(second, first, { method });
      assert(-1 - 1e-12 <= one.lower && one.upper <= 1 + 1e-12);
      assert(one.lower <= one.estimate + 1e-9 && one.estimate <= one.upper + 1e-9);
      assertAlmostEquals(one.lower, -other.upper, 1e-9);
      const narrow = riskDifference(first, second, { method, level: 0.8 });
      assert(one.lower <= narrow.lower + 1e-12 && narrow.upper <= one.upper + 1e-12);
    }),
    { seed: 9 },
  );
});

Deno.test("riskDifference() refuses an empty cohort", () => {
  assertThrows(
    () => riskDifference({ events: 0, total: 0 }, { events: 1, total: 2 }),
    UsageError,
    "Cannot compute a risk difference: total must be a number above 0, found 0",
  );
});

sharedTest(
  "riskDifference() agrees with Newcombe's limits of 27 tables to 1e-10",
  "reference/frequency/two-by-two.json",
  (path) => {
    for (const { a, b, c, d, risk_difference } of readJson<SharedTables>(path).rows) {
      const found = riskDifference({ events: a, total: a + b }, { events: c, total: c + d });
      assertClose(found.estimate, risk_difference.estimate, 1e-10);
      assertClose(found.lower, risk_difference.newcombe_ci95[0], 1e-10);
      assertClose(found.upper, risk_difference.newcombe_ci95[1], 1e-10);
    }
  },
);

interface ScoreRow {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly risk_difference_miettinen_nurminen_ci95: readonly [number, number];
}

sharedTest(
  "riskDifference() agrees with Miettinen and Nurminen's limits to 1e-7",
  "reference/frequency/two-by-two-score.json",
  (path) => {
    for (const row of readJson<{ rows: readonly ScoreRow[] }>(path).rows) {
      const found = riskDifference(
        { events: row.a, total: row.a + row.b },
        { events: row.c, total: row.c + row.d },
        { method: "Miettinen-Nurminen" },
      );
      const [lower, upper] = row.risk_difference_miettinen_nurminen_ci95;
      assertClose(found.lower, lower, 1e-7);
      assertClose(found.upper, upper, 1e-7);
    }
  },
);
