import { chiSquaredTest } from "../../../lib/statistics/mod.ts";
import { assertClose, assertEquals } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson } from "../reference.ts";
import { type SharedTables, tableOf } from "./shared_tables.ts";

Deno.test("chiSquaredTest() agrees with arithmetic by hand", () => {
  // Expected 12, 18, 28, 42: 9 (1/12 + 1/18 + 1/28 + 1/42).
  const { statistic, degreesOfFreedom, smallestExpected } = chiSquaredTest([[15, 15], [25, 45]]);
  assertClose(statistic!, 9 * (1 / 12 + 1 / 18 + 1 / 28 + 1 / 42), 1e-14);
  assertEquals([degreesOfFreedom, smallestExpected], [1, 12]);
});

Deno.test("chiSquaredTest() warns of expected counts below five", () => {
  const { warning } = chiSquaredTest([[1, 9], [4, 6]]);
  assertEquals(warning, "2 expected counts below 5: the approximation is doubtful");
  // Expected 4.5 everywhere, then exactly 5.
  assertEquals(chiSquaredTest([[3, 6], [6, 3]]).warning.slice(0, 17), "4 expected counts");
  assertEquals(chiSquaredTest([[4, 6], [6, 4]]).warning, "");
});

Deno.test("chiSquaredTest() does not count empty rows and columns", () => {
  const one = chiSquaredTest([[10, 20, 0], [20, 10, 0], [0, 0, 0]]);
  assertEquals([one.degreesOfFreedom, one.statistic], [
    1,
    chiSquaredTest([[10, 20], [20, 10]]).statistic,
  ]);
  const none = chiSquaredTest([[0, 10], [0, 12]]);
  assertEquals([none.statistic, none.pValue, none.degreesOfFreedom], [null, null, 0]);
});

sharedTest(
  "chiSquaredTest() agrees with R for 27 tables of 2 x 2 to 1e-10",
  "reference/frequency/two-by-two.json",
  (path) => {
    for (const row of readJson<SharedTables>(path).rows) {
      const { statistic, pValue } = chiSquaredTest(tableOf(row));
      if (row.chisq.statistic === null) assertEquals(statistic, null);
      else {
        assertClose(statistic!, row.chisq.statistic, 1e-10);
        assertClose(pValue!, row.chisq.p!, 1e-10);
      }
    }
  },
);

sharedTest(
  "chiSquaredTest() agrees with R for r x c tables",
  "reference/frequency/r-by-c.json",
  (path) => {
    interface Row {
      readonly table: number[][];
      readonly chisq: number;
      readonly df: number;
      readonly chisq_p: number;
    }
    for (const { table, chisq, df, chisq_p } of readJson<{ rows: readonly Row[] }>(path).rows) {
      const { statistic, pValue, degreesOfFreedom } = chiSquaredTest(table);
      assertClose(statistic!, chisq, 1e-10);
      assertClose(pValue!, chisq_p, 1e-10);
      assertEquals(degreesOfFreedom, df);
    }
  },
);
