import fc from "fast-check";
import { transformProportions } from "../../../lib/statistics/pooling/proportion_transform.ts";
import { assertAlmostEquals, assertClose, assertEquals } from "../../assert.ts";

const study = fc.integer({ min: 1, max: 300 }).chain((total) =>
  fc.record({ events: fc.integer({ min: 0, max: total }), total: fc.constant(total) })
);

Deno.test("a single study comes back as its own proportion, on every scale", () => {
  fc.assert(
    fc.property(study, ({ events, total }) => {
      const at = (scale: "logit" | "Freeman-Tukey" | "arcsine") => {
        const { effects, back } = transformProportions([{ events, total }], scale);
        return back(effects[0]);
      };
      assertAlmostEquals(at("arcsine"), events / total, 1e-12);
      assertAlmostEquals(at("Freeman-Tukey"), events / total, 1e-9);
      const added = events === 0 || events === total ? 0.5 : 0;
      assertAlmostEquals(at("logit"), (events + added) / (total + 2 * added), 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("effects and variances are those of their formulas", () => {
  const studies = [{ events: 3, total: 12 }, { events: 0, total: 10 }];
  const logit = transformProportions(studies, "logit");
  assertClose(logit.effects[0], Math.log(3 / 9), 1e-15);
  assertClose(logit.variances[0], 1 / 3 + 1 / 9, 1e-15);
  assertClose(logit.effects[1], Math.log(0.5 / 10.5), 1e-15);
  assertClose(logit.variances[1], 1 / 0.5 + 1 / 10.5, 1e-15);
  const double = transformProportions(studies, "Freeman-Tukey");
  assertClose(
    double.effects[0],
    (Math.asin(Math.sqrt(3 / 13)) + Math.asin(Math.sqrt(4 / 13))) / 2,
    1e-15,
  );
  assertEquals([...double.variances], [1 / 50, 1 / 42]);
  const arcsine = transformProportions(studies, "arcsine");
  assertClose(arcsine.effects[0], Math.PI / 6, 1e-15);
  assertEquals([...arcsine.variances], [1 / 48, 1 / 40]);
});

Deno.test("effects beyond the range of proportions come back as 0 and 1", () => {
  for (const scale of ["Freeman-Tukey", "arcsine"] as const) {
    const { back } = transformProportions([{ events: 1, total: 9 }], scale);
    assertEquals([back(-0.3), back(2)], [0, 1], scale);
  }
});
