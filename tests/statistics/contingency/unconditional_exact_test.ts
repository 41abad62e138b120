import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import {
  barnardTest,
  boschlooTest,
  fisherExact,
  type TwoByTwo,
} from "../../../lib/statistics/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertThrows } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson, referenceRows } from "../reference.ts";

interface Row {
  readonly table: TwoByTwo;
  readonly barnard?: number;
  readonly boschloo?: number;
}

Deno.test("barnardTest() and boschlooTest() agree with exact ties and a search in 50 digits", () => {
  const rows = referenceRows<Row>("two_by_two").filter(({ barnard }) => barnard !== undefined);
  assert(rows.length >= 5);
  for (const { table, barnard, boschloo } of rows) {
    assertClose(barnardTest(table).pValue, barnard!, 1e-10, JSON.stringify(table));
    assertClose(boschlooTest(table).pValue, boschloo!, 1e-10, JSON.stringify(table));
  }
});

const cell = fc.integer({ min: 0, max: 12 });

Deno.test("boschlooTest() is never above Fisher's test, and both are symmetric", () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const p = boschlooTest([[a, b], [c, d]]).pValue;
      assert(p <= fisherExact([[a, b], [c, d]]).pValue + 1e-12);
      assertAlmostEquals(boschlooTest([[c, d], [a, b]]).pValue, p, 1e-9);
      assertAlmostEquals(boschlooTest([[b, a], [d, c]]).pValue, p, 1e-9);
      const z = barnardTest([[a, b], [c, d]]).pValue;
      assertAlmostEquals(barnardTest([[c, d], [a, b]]).pValue, z, 1e-9);
    }),
    { seed: 10, numRuns: 60 },
  );
});

Deno.test("the reported proportion is where the probability is greatest", () => {
  // 3 of 3 against 0 of 3: the two extreme tables have probability 2 π³ (1 - π)³.
  const { pValue, proportion } = barnardTest([[3, 0], [0, 3]]);
  assertAlmostEquals(proportion, 0.5, 1e-6);
  assertClose(pValue, 2 / 64, 1e-12);
});

Deno.test("unconditional tests send large tables to Fisher", () => {
  assertThrows(
    () => boschlooTest([[10, 1000], [20, 1000]]),
    UsageError,
    "Cannot compute Boschloo's test: the table must hold at most 2,000 patients, found 2,030. " +
      "Use Fisher's test",
  );
});

interface SharedRow {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly barnard_wald_pooled: number;
  readonly boschloo_two_sided_fisher_ordering: number;
}

sharedTest(
  "barnardTest() and boschlooTest() agree with the reference for 21 tables to 1e-6",
  "reference/frequency/unconditional-exact.json",
  (path) => {
    for (const row of readJson<{ rows: readonly SharedRow[] }>(path).rows) {
      const table: TwoByTwo = [[row.a, row.b], [row.c, row.d]];
      const what = JSON.stringify(table);
      assertClose(barnardTest(table).pValue, row.barnard_wald_pooled, 1e-6, what);
      assertClose(boschlooTest(table).pValue, row.boschloo_two_sided_fisher_ordering, 1e-6, what);
    }
  },
);
