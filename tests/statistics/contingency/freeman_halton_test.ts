import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { fisherExact, freemanHalton } from "../../../lib/statistics/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertClose,
  assertEquals,
  assertThrows,
} from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson, referenceRows } from "../reference.ts";

Deno.test("freemanHalton() agrees with going through all tables in exact fractions", () => {
  for (const { table, p } of referenceRows<{ table: number[][]; p: number }>("r_by_c")) {
    const found = freemanHalton(table);
    assertEquals(found.status, "exact");
    assertClose(found.pValue, p, 1e-12, JSON.stringify(table));
  }
});

const cell = fc.integer({ min: 0, max: 6 });

Deno.test("freemanHalton() of a 2 x 2 table is Fisher's test", () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const table = [[a, b], [c, d]] as const;
      assertAlmostEquals(freemanHalton(table).pValue, fisherExact(table).pValue, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("freemanHalton() does not mind shuffled or transposed tables, or empty rows", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 3 }), (table) => {
      const { pValue } = freemanHalton(table);
      assertAlmostEquals(freemanHalton([...table].reverse()).pValue, pValue, 1e-12);
      assertAlmostEquals(freemanHalton([...table, [0, 0, 0]]).pValue, pValue, 1e-12);
      const transposed = [0, 1, 2].map((j) => table.map((row) => row[j]));
      assertAlmostEquals(freemanHalton(transposed).pValue, pValue, 1e-12);
    }),
    { seed: 2, numRuns: 50 },
  );
});

Deno.test("freemanHalton() simulates what it cannot go through, the same way each time", () => {
  const table = [[30, 13, 12, 11, 25], [14, 28, 12, 16, 22], [11, 22, 19, 13, 23], [
    33,
    24,
    15,
    16,
    24,
  ]];
  const found = freemanHalton(table);
  assertEquals(found.status, "simulated");
  // 0.0253 by 100,000 other draws (scipy.stats.random_table).
  assertAlmostEquals(found.pValue, 0.0253, 4 * Math.hypot(found.standardError, 0.0005));
  assertEquals(freemanHalton(table).pValue, found.pValue);
  assert(freemanHalton(table, { seed: 2 }).pValue !== found.pValue);
});

Deno.test("freemanHalton() refuses ragged tables", () => {
  assertThrows(
    () => freemanHalton([[1, 2], [3]]),
    UsageError,
    "the table must have rows of equal length, found lengths 2, 1",
  );
  assertThrows(() => freemanHalton([]), UsageError, "found lengths none");
  assertThrows(
    () => freemanHalton([[1, 2], [3, 0.5]]),
    UsageError,
    "the count in row 2, column 2 must be a whole number, 0 or more, found 0.5",
  );
});

sharedTest(
  "freemanHalton() agrees with R to 1e-7",
  "reference/frequency/r-by-c.json",
  (path) => {
    const { rows } = readJson<{ rows: readonly { table: number[][]; fisher_p: number }[] }>(path);
    for (const { table, fisher_p } of rows) {
      assertClose(freemanHalton(table).pValue, fisher_p, 1e-7, JSON.stringify(table));
    }
  },
);
