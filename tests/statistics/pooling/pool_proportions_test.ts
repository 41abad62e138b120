import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { randomSeeded } from "../../../lib/numerics/mod.ts";
import {
  normalQuantile,
  poolProportions,
  type PoolProportionsOptions,
  proportionInterval,
  type StudyCount,
  type TauSquaredEstimator,
  tQuantile,
} from "../../../lib/statistics/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertClose,
  assertEquals,
  assertThrows,
} from "../../assert.ts";
import { referenceRows } from "../reference.ts";
import { simulateStudies } from "./simulate_studies.ts";

function studiesOf(events: readonly number[], totals: readonly number[]): StudyCount[] {
  return events.map((count, i) => ({ events: count, total: totals[i] }));
}

const SPREAD = studiesOf([1, 12, 0, 22, 5], [40, 30, 25, 35, 60]);
const RARE = studiesOf([0, 0, 1, 0, 2, 0], [15, 22, 40, 8, 65, 31]);

interface Row {
  readonly events: readonly number[];
  readonly totals: readonly number[];
  readonly logit: Readonly<
    Record<
      Exclude<TauSquaredEstimator, "none">,
      Readonly<Record<"tauSquared" | "effect" | "standardError" | "hartungKnapp", number>>
    >
  >;
}

Deno.test("logit pooling agrees with its equations in 50 digits", () => {
  for (const { events, totals, logit } of referenceRows<Row>("pooled_proportions")) {
    for (const [estimator, expected] of Object.entries(logit)) {
      const pool = (interval: PoolProportionsOptions["interval"]) =>
        poolProportions(studiesOf(events, totals), {
          model: "logit",
          estimator: estimator as TauSquaredEstimator,
          interval,
        });
      const plain = pool("normal");
      assertAlmostEquals(plain.heterogeneity!.tauSquared, expected.tauSquared, 1e-10, estimator);
      assertClose(plain.effect!, expected.effect, 1e-10, estimator);
      assertClose(plain.standardError!, expected.standardError, 1e-10, estimator);
      assertClose(pool("Hartung-Knapp unguarded").standardError!, expected.hartungKnapp, 1e-9);
      const guarded = Math.max(expected.standardError, expected.hartungKnapp);
      assertClose(pool("Hartung-Knapp").standardError!, guarded, 1e-9);
    }
  }
});

Deno.test("rare events: the binomial-normal model gives the crude share, others miss it by far", () => {
  const crude = 3 / 181;
  assertClose(poolProportions(RARE).estimate!, crude, 1e-12);
  assert(poolProportions(RARE, { model: "logit" }).estimate! > 1.6 * crude);
  assert(poolProportions(RARE, { model: "Freeman-Tukey" }).estimate! < 0.5 * crude);
  assertEquals(poolProportions(RARE).status, "no heterogeneity");
});

Deno.test("fewer than three studies get an estimate but no interval", () => {
  for (const model of ["binomial-normal", "logit"] as const) {
    const two = poolProportions(studiesOf([4, 6], [40, 30]), { model });
    assertEquals([two.status, two.k, two.lower, two.upper, two.interval, two.prediction], [
      "too few studies",
      2,
      null,
      null,
      null,
      null,
    ]);
    assertEquals(two.reason, "2 studies: no interval below 3");
    assert(two.estimate! > 0.1 && two.estimate! < 0.2);
    const one = poolProportions(studiesOf([11], [55]), { model });
    assertAlmostEquals(one.estimate!, 0.2, 1e-12);
    assertEquals([one.reason, one.heterogeneity], ["one study: no interval below 3", null]);
    // Its own interval stands with the study.
    assertEquals(one.studies[0].lower, proportionInterval(11, 55).lower);
  }
  assertEquals(poolProportions(studiesOf([0, 0], [5, 8])).estimate, 0);
});

Deno.test("no event anywhere gives Clopper and Pearson's interval of the total, and says so", () => {
  const pooled = poolProportions(studiesOf([0, 0, 0], [10, 20, 30]));
  const { upper } = proportionInterval(0, 60, { method: "Clopper-Pearson" });
  assertEquals([pooled.status, pooled.estimate, pooled.lower, pooled.upper], [
    "no events",
    0,
    0,
    upper,
  ]);
  assertEquals(pooled.interval, "Clopper-Pearson of the total");
  assertEquals(
    pooled.reason,
    "0 of 60 over all studies: no model can be fitted, the interval takes all patients as one study",
  );
  const all = poolProportions(studiesOf([10, 20, 30], [10, 20, 30]));
  assertEquals([all.status, all.estimate, all.upper], ["only events", 1, 1]);
  assertAlmostEquals(all.lower!, 1 - upper, 1e-12);
});

Deno.test("all-or-nothing studies diverge: nothing is estimated", () => {
  const pooled = poolProportions(studiesOf([0, 5, 0, 7], [5, 5, 9, 7]));
  assertEquals([pooled.status, pooled.estimate, pooled.lower, pooled.heterogeneity], [
    "divergent",
    null,
    null,
    null,
  ]);
});

Deno.test("studies with nobody assessed are left out and counted in the reason", () => {
  const pooled = poolProportions([...SPREAD, { name: "empty", events: 0, total: 0 }]);
  assertEquals([pooled.k, pooled.reason], [5, "1 study with nobody assessed left out"]);
  assertEquals(pooled.estimate, poolProportions(SPREAD).estimate);
  assertEquals(poolProportions([{ events: 0, total: 0 }]).status, "no studies");
  assertEquals(poolProportions([]).status, "no studies");
});

Deno.test("the guard keeps Hartung-Knapp from being shorter than the plain interval", () => {
  const alike = studiesOf([10, 21, 15, 30, 12], [50, 100, 77, 149, 61]);
  const width = (interval: PoolProportionsOptions["interval"]) => {
    const { lower, upper } = poolProportions(alike, { model: "logit", interval });
    return upper! - lower!;
  };
  assert(width("Hartung-Knapp unguarded") < 0.3 * width("normal"));
  assert(width("Hartung-Knapp") > width("normal"));
});

Deno.test("t and profile intervals are wider than the normal one, and nest by level", () => {
  for (const studies of [SPREAD, RARE]) {
    const pool = (options: PoolProportionsOptions) => poolProportions(studies, options);
    const normal = pool({ interval: "normal" });
    const t = pool({ interval: "t" });
    assert(t.lower! < normal.lower! && t.upper! > normal.upper!);
    const half = (quantile: number) => 1 / (1 + Math.exp(quantile * t.standardError! - t.effect!));
    assertClose(t.lower!, half(tQuantile(0.975, studies.length - 1)), 1e-12);
    assertClose(normal.lower!, half(normalQuantile(0.975)), 1e-12);
    for (const interval of ["t", "profile", "normal"] as const) {
      const [narrow, wide] = [0.8, 0.99].map((level) => pool({ interval, level }));
      assert(wide.lower! < narrow.lower! && narrow.upper! < wide.upper!);
      assert(narrow.lower! < narrow.estimate! && narrow.estimate! < narrow.upper!);
    }
  }
});

Deno.test("a prediction interval names its distribution and is not informative below five studies", () => {
  const at = (prediction: PoolProportionsOptions["prediction"]) =>
    poolProportions(SPREAD, { prediction }).prediction!;
  const [normal, one, two] = [at("normal"), at("t, k - 1"), at("t, k - 2")];
  assertEquals([normal.reference, one.reference, two.reference], [
    "normal",
    "t, k - 1",
    "t, k - 2",
  ]);
  assert(normal.upper < one.upper && one.upper < two.upper);
  assertEquals(one.informative, true);
  assertEquals(poolProportions(SPREAD.slice(0, 4)).prediction!.informative, false);
  const { lower, upper } = poolProportions(SPREAD);
  assert(one.lower < lower! && upper! < one.upper);
});

Deno.test("the pooled proportion says what it was made of", () => {
  const pooled = poolProportions([{ name: "Lin 2021", events: 14, total: 42 }, ...SPREAD]);
  assertEquals([pooled.k, pooled.events, pooled.total, pooled.model], [
    6,
    54,
    232,
    "binomial-normal",
  ]);
  assertEquals(pooled.estimator, "maximum likelihood");
  assertEquals(pooled.studies.map(({ name }) => name).slice(0, 2), ["Lin 2021", "study 2"]);
  assertEquals(pooled.heterogeneity!.qDefinition, "likelihood ratio");
  assertEquals(pooled.studies[0].weight, null);
  const logit = poolProportions(SPREAD, { model: "logit" });
  assertClose(logit.studies.reduce((sum, { weight }) => sum + weight!, 0), 1, 1e-13);
  assertEquals(logit.heterogeneity!.qDefinition, "Cochran");
  // Plain data: nothing is lost on the way through JSON.
  assertEquals(JSON.parse(JSON.stringify(pooled)), pooled);
});

Deno.test("equal studies have no heterogeneity, in any model", () => {
  const equal = studiesOf([6, 6, 6, 6], [20, 20, 20, 20]);
  for (const model of ["binomial-normal", "logit", "Freeman-Tukey", "arcsine"] as const) {
    const pooled = poolProportions(equal, { model });
    assertEquals(pooled.heterogeneity!.tauSquared, 0, model);
    assertAlmostEquals(pooled.estimate!, 0.3, 1e-9, model);
    assertEquals(pooled.heterogeneity!.iSquaredFromQ, 0);
  }
});

Deno.test("pooling does not mind the order of studies", () => {
  const count = fc.integer({ min: 3, max: 60 }).chain((total) =>
    fc.record({ events: fc.integer({ min: 0, max: total }), total: fc.constant(total) })
  );
  fc.assert(
    fc.property(fc.array(count, { minLength: 3, maxLength: 6 }), (studies) => {
      for (const model of ["binomial-normal", "logit"] as const) {
        const one = poolProportions(studies, { model });
        const other = poolProportions([...studies].reverse(), { model });
        assertEquals(one.status, other.status);
        if (one.estimate !== null) assertAlmostEquals(one.estimate, other.estimate!, 1e-7);
      }
    }),
    { seed: 14, numRuns: 40 },
  );
});

Deno.test("the t interval covers over simulated studies, the normal one does not", () => {
  // A small seeded run; the whole table is pooling_coverage.csv.
  const prng = randomSeeded(77);
  const sets = 150;
  const right = { t: 0, normal: 0 };
  for (let set = 0; set < sets; set++) {
    const studies = simulateStudies(prng, { k: 3, mu: Math.log(0.15 / 0.85), tau: 1 });
    for (const interval of ["t", "normal"] as const) {
      const { lower, upper } = poolProportions(studies, { interval });
      if (lower !== null && lower <= 0.15 && 0.15 <= upper!) right[interval]++;
    }
  }
  assert(right.t >= 0.92 * sets, `t ${right.t} of ${sets}`);
  assert(right.normal <= 0.9 * sets, `normal ${right.normal} of ${sets}`);
});

Deno.test("poolProportions() refuses options that do not go together", () => {
  assertThrows(
    () => poolProportions(SPREAD, { interval: "Hartung-Knapp" }),
    UsageError,
    'Cannot pool proportions by the model "binomial-normal": interval must be "t", "profile" and ' +
      '"normal", found "Hartung-Knapp"',
  );
  assertThrows(
    () => poolProportions(SPREAD, { model: "logit", interval: "profile" }),
    UsageError,
    "interval must be",
  );
  assertThrows(
    () => poolProportions(studiesOf([3], [2])),
    UsageError,
    "events must be a whole number from 0 to 2, found 3",
  );
});
