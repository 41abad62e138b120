import { leaveOneOut, poolProportions } from "../../../lib/statistics/mod.ts";
import { assertEquals } from "../../assert.ts";

const STUDIES = [
  { name: "A", events: 5, total: 24 },
  { events: 5, total: 17 },
  { name: "C", events: 3, total: 7 },
  { name: "D", events: 12, total: 51 },
];

Deno.test("leaveOneOut() pools the others, in order, under the names of all", () => {
  const without = leaveOneOut(STUDIES, { model: "logit" });
  assertEquals(without.map((one) => one.without), ["A", "study 2", "C", "D"]);
  assertEquals(
    without[2].pooled.estimate,
    poolProportions([STUDIES[0], STUDIES[1], STUDIES[3]], { model: "logit" }).estimate,
  );
  assertEquals(without[0].pooled.studies.map(({ name }) => name), ["study 2", "C", "D"]);
});

Deno.test("leaveOneOut() of three studies leaves two, which have no interval", () => {
  for (const { pooled } of leaveOneOut(STUDIES.slice(0, 3))) {
    assertEquals([pooled.status, pooled.lower], ["too few studies", null]);
  }
});
