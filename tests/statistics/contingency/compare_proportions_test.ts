import { UsageError } from "../../../lib/errors/mod.ts";
import {
  compareProportions,
  conditionalOddsRatio,
  fisherExact,
  riskDifference,
} from "../../../lib/statistics/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";

Deno.test("compareProportions() is its parts side by side", () => {
  const first = { events: 16, total: 42 };
  const second = { events: 13, total: 28 };
  const found = compareProportions(first, second);
  assertEquals(found.fisher, fisherExact([[16, 26], [13, 15]]));
  assertEquals(found.oddsRatio, conditionalOddsRatio([[16, 26], [13, 15]]));
  assertEquals(found.riskDifference, riskDifference(first, second));
  assertEquals([found.first.estimate, found.second.estimate], [16 / 42, 13 / 28]);
  assertEquals([found.agree, found.remark], [true, ""]);
});

Deno.test("compareProportions() says when p and limits disagree", () => {
  const { fisher, oddsRatio, agree, remark } = compareProportions(
    { events: 0, total: 10 },
    { events: 5, total: 12 },
  );
  assert(fisher.pValue < 0.05 && oddsRatio.upper > 1);
  assertEquals(agree, false);
  assertEquals(
    remark,
    "Fisher's two-sided p is 0.04 although the exact limits include an odds ratio of 1: the test " +
      "adds both tails, the limits take each at half the error",
  );
});

Deno.test("compareProportions() refuses an empty cohort", () => {
  assertThrows(
    () => compareProportions({ events: 0, total: 0 }, { events: 0, total: 3 }),
    UsageError,
    "Cannot compare two proportions: total must be a number above 0, found 0",
  );
});
