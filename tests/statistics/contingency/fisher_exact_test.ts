import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { type Alternative, fisherExact, type TwoByTwo } from "../../../lib/statistics/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertClose,
  assertEquals,
  assertThrows,
} from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson, referenceRows } from "../reference.ts";
import { type SharedTables, tableOf } from "./shared_tables.ts";

interface Row {
  readonly table: TwoByTwo;
  readonly fisher: {
    readonly twoSided: number;
    readonly greater: number;
    readonly less: number;
    readonly midP: number;
  };
}

const cell = fc.integer({ min: 0, max: 40 });
const tables = fc.tuple(cell, cell, cell, cell).map(([a, b, c, d]): TwoByTwo => [[a, b], [c, d]]);

Deno.test("fisherExact() agrees with exact fractions", () => {
  for (const { table, fisher } of referenceRows<Row>("two_by_two")) {
    const what = JSON.stringify(table);
    assertClose(fisherExact(table).pValue, fisher.twoSided, 1e-12, what);
    assertClose(fisherExact(table).midPValue, fisher.midP, 1e-12, what);
    assertClose(fisherExact(table, { alternative: "greater" }).pValue, fisher.greater, 1e-12, what);
    assertClose(fisherExact(table, { alternative: "less" }).pValue, fisher.less, 1e-12, what);
  }
});

Deno.test("fisherExact() prints the p = 0.621 of Lin et al. (2021): 16 of 42 against 13 of 28", () => {
  // Clin. Cancer Res. 27:2899, doi:10.1158/1078-0432.CCR-21-0032
  assertAlmostEquals(fisherExact([[16, 26], [13, 15]]).pValue, 0.621, 0.0005);
});

Deno.test("fisherExact() does not mind swapped rows, columns or both", () => {
  fc.assert(
    fc.property(tables, ([[a, b], [c, d]]) => {
      const p = fisherExact([[a, b], [c, d]]).pValue;
      assertAlmostEquals(fisherExact([[c, d], [a, b]]).pValue, p, 1e-12);
      assertAlmostEquals(fisherExact([[b, a], [d, c]]).pValue, p, 1e-12);
      assertAlmostEquals(fisherExact([[a, c], [b, d]]).pValue, p, 1e-12);
      const greater = fisherExact([[a, b], [c, d]], { alternative: "greater" }).pValue;
      assertAlmostEquals(
        fisherExact([[c, d], [a, b]], { alternative: "less" }).pValue,
        greater,
        1e-12,
      );
    }),
    { seed: 4 },
  );
});

Deno.test("the one-sided p-values overlap in the observed table only, and mid-P lies below p", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const at = (alternative: Alternative) => fisherExact(table, { alternative });
      const [greater, less] = [at("greater"), at("less")];
      assertAlmostEquals(greater.midPValue + less.midPValue, 1, 1e-12);
      assert(fisherExact(table).midPValue <= fisherExact(table).pValue);
      assert(fisherExact(table).pValue >= Math.min(greater.pValue, less.pValue) - 1e-12);
    }),
    { seed: 4 },
  );
});

Deno.test("fisherExact() says nothing where margins leave one table", () => {
  assertEquals(fisherExact([[0, 10], [0, 12]]).pValue, 1);
  assertEquals(fisherExact([[0, 0], [0, 0]]).pValue, 1);
});

Deno.test("fisherExact() is exact for large tables", () => {
  const started = performance.now();
  const { pValue } = fisherExact([[3000, 47_000], [3300, 46_700]]);
  assert(pValue > 0 && pValue < 1e-3);
  assert(performance.now() - started < 1000);
});

Deno.test("fisherExact() refuses what is no table of counts", () => {
  assertThrows(() => fisherExact([[1, -1], [2, 3]]), UsageError, "count b must be a whole number");
  assertThrows(
    () => fisherExact([[1, 2, 3], [4, 5, 6]] as unknown as TwoByTwo),
    UsageError,
    "the table must have 2 rows of 2 counts, found [[1,2,3],[4,5,6]]",
  );
  assertThrows(
    () => fisherExact([[1, 2], [3, 4]], { alternative: "two sided" as Alternative }),
    UsageError,
    'Did you mean "two-sided"?',
  );
});

sharedTest(
  "fisherExact() agrees with R's fisher.test for 27 tables to 1e-10",
  "reference/frequency/two-by-two.json",
  (path) => {
    for (const row of readJson<SharedTables>(path).rows) {
      const table = tableOf(row);
      const what = JSON.stringify(table);
      assertClose(fisherExact(table).pValue, row.fisher.p_two_sided, 1e-10, what);
      assertClose(fisherExact(table).midPValue, row.fisher.p_midp_two_sided, 1e-10, what);
      const greater = fisherExact(table, { alternative: "greater" });
      assertClose(greater.pValue, row.fisher.p_greater, 1e-10, what);
      const less = fisherExact(table, { alternative: "less" });
      assertClose(less.pValue, row.fisher.p_less, 1e-10, what);
    }
  },
);
