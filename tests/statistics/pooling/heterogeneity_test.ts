import { cochranQ, iSquared } from "../../../lib/statistics/pooling/heterogeneity.ts";
import { chiSquaredUpperTail } from "../../../lib/statistics/mod.ts";
import { assertClose, assertEquals } from "../../assert.ts";

Deno.test("cochranQ() of equal variances is the sum of squares over one of them", () => {
  // Mean 3; squares 4 + 0 + 4.
  const { q, degreesOfFreedom, pValue } = cochranQ([1, 3, 5], [2, 2, 2]);
  assertClose(q, 4, 1e-14);
  assertEquals([degreesOfFreedom, pValue], [2, chiSquaredUpperTail(q, 2)]);
});

Deno.test("I² by both definitions, and which is which", () => {
  // Where all variances are v, the typical one is v.
  const { iSquaredFromQ, iSquaredFromTauSquared } = iSquared(8, [0.3, 0.3, 0.3], 0.1);
  assertClose(iSquaredFromQ, (8 - 2) / 8, 1e-15);
  assertClose(iSquaredFromTauSquared, 0.1 / (0.1 + 0.3), 1e-14);
  // Weights 1 and 2: (2 - 1)(1 + 2) / ((1 + 2)² - (1 + 4)) = 3 / 4.
  assertClose(iSquared(1, [1, 0.5], 0.25).iSquaredFromTauSquared, 0.25, 1e-14);
  assertEquals(iSquared(1, [1, 1, 1], 0), { iSquaredFromQ: 0, iSquaredFromTauSquared: 0 });
});
