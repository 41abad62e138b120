import { areaUnderCurve, fitDoseResponse, type FitOptions } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { allocateFits } from "../../lib/screen/allocate_fits.ts";
import { curveTask } from "../../lib/screen/curve_task.ts";
import { createFitter, fitOne, refit } from "../../lib/screen/fit_one.ts";
import { randomSeeded } from "../../lib/numerics/mod.ts";
import {
  fitScreen,
  RELATIONS,
  SCREEN_COLUMNS,
  type ScreenColumns,
  type ScreenFits,
  type ScreenOptions,
  STATUSES,
} from "../../lib/screen/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../assert.ts";
import { simulateCurve } from "../dose_response/simulate.ts";
import { curveOfScreen, hardMix, screenOf } from "./simulate_screen.ts";

const DOSES = [1, 3, 10, 30, 100, 300, 1000, 3000];
const TRUTH = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };

/** All columns of one curve, to be compared to the last bit. */
function row(fits: ScreenFits, curve: number): readonly number[] {
  return SCREEN_COLUMNS.map((column) =>
    column.kind === "number" ? fits.values[column.name][curve] : fits.codes[column.name][curve]
  );
}

function assertSame(
  actual: number,
  expected: number | null | undefined,
  share: number,
  what: string,
) {
  if (expected === null || expected === undefined) {
    assert(Number.isNaN(actual), `${what}: expected none, found ${actual}`);
  } else assertAlmostEquals(actual, expected, share * Math.abs(expected), what);
}

/** How often kernel and general solver differ, column by column. */
function differences(columns: ScreenColumns, screen: ScreenOptions, general: FitOptions) {
  const fits = fitScreen(columns, { ...screen, checkOneIn: 0 });
  const counts = { higher: 0, status: 0, relation: 0, estimate: 0, limits: 0, p: 0 };
  for (let i = 0; i < columns.curves; i++) {
    const [fit] = fitDoseResponse([curveOfScreen(columns, i)], general);
    const { values, codes } = fits;
    const { relative } = fit.ic50;
    const away = (actual: number, expected: number | null, share: number) =>
      expected === null ? !Number.isNaN(actual) : !(Math.abs(actual / expected - 1) <= share);
    if (values.rss[i] > fit.rss! * (1 + 1e-9)) counts.higher++;
    if (STATUSES[codes.status[i]] !== fit.status) counts.status++;
    if (RELATIONS[codes.ic50_relative_relation[i]] !== relative.relation) counts.relation++;
    if (fit.status === "measured" && away(values.ic50_relative[i], relative.estimate, 1e-6)) {
      counts.estimate++;
    }
    if (
      fit.status === "measured" && (away(values.ic50_relative_lower[i], relative.lower, 1e-5) ||
        away(values.ic50_relative_upper[i], relative.upper, 1e-5))
    ) counts.limits++;
    if (away(values.p_no_effect[i], fit.noEffect!.p, 1e-6)) counts.p++;
  }
  return counts;
}

Deno.test("fitScreen() says of ordinary curves what fitDoseResponse() says, column by column", () => {
  const curves = Array.from(
    { length: 12 },
    (_, seed) => simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.04 }, seed),
  );
  const general = fitDoseResponse(curves);
  const areas = areaUnderCurve(general);
  const { values, codes } = fitScreen(screenOf(curves));
  general.forEach((fit, i) => {
    assertEquals(STATUSES[codes.status[i]], fit.status);
    assertEquals(values.n_wells[i], fit.wells);
    assertEquals(values.n_doses[i], fit.distinctDoses);
    const { hillSlope, top, bottom } = fit.parameters!;
    for (const kind of ["relative", "absolute"] as const) {
      const { estimate, lower, upper, relation } = fit.ic50[kind];
      assertEquals(RELATIONS[codes[`ic50_${kind}_relation`][i]], relation);
      assertSame(values[`ic50_${kind}`][i], estimate, 1e-7, kind);
      assertSame(values[`ic50_${kind}_lower`][i], lower, 1e-6, `${kind} lower`);
      assertSame(values[`ic50_${kind}_upper`][i], upper, 1e-6, `${kind} upper`);
    }
    assertSame(values.hill_slope[i], hillSlope.estimate, 1e-6, "slope");
    assertSame(values.hill_slope_se[i], hillSlope.standardError, 1e-5, "error of the slope");
    assertSame(values.top[i], top.estimate, 1e-7, "top");
    assertSame(values.top_se[i], top.standardError, 1e-5, "error of the top");
    assertSame(values.bottom[i], bottom.estimate, 1e-6, "bottom");
    assertSame(values.bottom_se[i], bottom.standardError, 1e-5, "error of the bottom");
    assertSame(values.rss[i], fit.rss, 1e-10, "sum of squares");
    assertSame(values.p_no_effect[i], fit.noEffect!.p, 1e-7, "p");
    assertSame(values.q_no_effect[i], fit.noEffect!.q, 1e-7, "q");
    assertSame(values.auc[i], areas[i].estimate, 1e-9, "area");
  });
});

Deno.test("fitScreen() agrees with fitDoseResponse() on a hard mix", () => {
  const mix = hardMix(150, 5);
  const counts = differences(mix, {}, {});
  assertEquals(counts.higher, 0);
  assertEquals(counts.status, 0);
  assertEquals(counts.relation, 0);
  assertEquals(counts.p, 0);
  // Where a profile has two valleys either may find the limit that the other misses.
  assert(counts.estimate <= 1 && counts.limits <= 5, JSON.stringify(counts));
});

for (const model of ["3PL", "2PL"] as const) {
  Deno.test(`fitScreen() agrees with fitDoseResponse() on a ${model}`, () => {
    const counts = differences(hardMix(40, 6), { model }, { model });
    assertEquals(counts.higher, 0);
    assertEquals(counts.p, 0);
    assert(counts.status <= 1 && counts.relation <= 1, JSON.stringify(counts));
    assert(counts.estimate <= 1 && counts.limits <= 2, JSON.stringify(counts));
  });
}

Deno.test("fitScreen() fits the vehicle wells of a raw signal, and takes control from them", () => {
  const curves = Array.from(
    { length: 6 },
    (_, seed) => simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.03, vehicle: 6 }, seed),
  );
  const { values, codes } = fitScreen(screenOf(curves), { scale: "raw" });
  fitDoseResponse(curves).forEach(({ ic50: { absolute }, status, rss }, i) => {
    assertEquals(STATUSES[codes.status[i]], status);
    assertSame(values.rss[i], rss, 1e-10, "sum of squares");
    assertSame(values.ic50_absolute[i], absolute.estimate, 1e-7, "absolute IC50");
    assertSame(values.ic50_absolute_lower[i], absolute.lower, 1e-6, "its lower limit");
    assertSame(values.ic50_absolute_upper[i], absolute.upper, 1e-6, "its upper limit");
  });
});

Deno.test("fitScreen() gives the same bytes for any order of curves and of wells", () => {
  const mix = hardMix(120, 7);
  const random = randomSeeded(8);
  const order = Array.from({ length: mix.curves }, (_, i) => i).sort(() => random() - 0.5);
  const wells = order.flatMap((curve) =>
    Array.from({ length: 30 }, (_, k) => mix.start[curve] + k).sort(() => random() - 0.5)
  );
  const shuffled = fitScreen({
    ...mix,
    dose: Float64Array.from(wells, (i) => mix.dose[i]),
    response: Float64Array.from(wells, (i) => mix.response[i]),
  });
  const straight = fitScreen(mix);
  order.forEach((curve, i) => assertEquals(row(shuffled, i), row(straight, curve)));
});

Deno.test("fitScreen() fits a curve alone as among others with other doses", () => {
  const curves = Array.from({ length: 20 }, (_, seed) => {
    const doses = DOSES.slice(seed % 3).map((dose) => dose * (1 + seed));
    return simulateCurve(
      { ...TRUTH, log10IC50: 2 + seed / 10 },
      { doses, wells: 2, noise: 0.05 },
      seed,
    );
  });
  const together = fitScreen(screenOf(curves));
  const q = SCREEN_COLUMNS.findIndex(({ name }) => name === "q_no_effect");
  const withoutQ = (values: readonly number[]) => values.toSpliced(q, 1);
  curves.forEach((curve, i) => {
    const alone = fitScreen(screenOf([curve]));
    assertEquals(withoutQ(row(alone, 0)), withoutQ(row(together, i)));
  });
});

Deno.test("fitScreen() gives the same status, estimate and bounds without intervals", () => {
  const mix = hardMix(100, 9);
  const [with_, without] = [fitScreen(mix), fitScreen(mix, { interval: "none" })];
  for (const name of ["status", "ic50_relative_relation"] as const) {
    assertEquals(without.codes[name], with_.codes[name]);
  }
  assertEquals(without.values.ic50_relative, with_.values.ic50_relative);
  const measured = with_.codes.ic50_relative_relation.findIndex((code) => code === 0);
  assert(with_.values.ic50_relative_lower[measured] > 0);
  assert(Number.isNaN(without.values.ic50_relative_lower[measured]));
});

Deno.test("fitScreen() takes a weight of two as two wells of the same response", () => {
  const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.05 }, 3);
  const weight = Float64Array.from(curve.doses, (_, i) => 1 + i % 2);
  const weighted = fitScreen({ ...screenOf([curve]), weight });
  const doubled = fitScreen(screenOf([{
    doses: curve.doses.flatMap((dose, i) => Array<number>(weight[i]).fill(dose)),
    responses: curve.responses.flatMap((y, i) => Array<number>(weight[i]).fill(y)),
  }]));
  for (
    const name of ["ic50_relative", "ic50_absolute", "hill_slope", "top", "rss", "auc"] as const
  ) {
    assertAlmostEquals(weighted.values[name][0] / doubled.values[name][0], 1, 1e-9, name);
  }
});

Deno.test("fitScreen() keeps plateaus within their bounds, at the lowest sum of squares there", () => {
  const curve = simulateCurve(TRUTH, { doses: DOSES, wells: 2, noise: 0.05 }, 4);
  const bounds = { top: [0.9, 0.95], bottom: [0.2, 0.3] } as const;
  const { values } = fitScreen(screenOf([curve]), { bounds });
  const held = fitScreen(screenOf([curve]), { model: "2PL", fixed: { top: 0.95, bottom: 0.2 } });
  assertAlmostEquals(values.top[0], 0.95, 1e-12);
  assertAlmostEquals(values.bottom[0], 0.2, 1e-12);
  assertAlmostEquals(values.rss[0], held.values.rss[0], 1e-9);
});

Deno.test("fitScreen() asks the general solver about a sample, and counts its answers", () => {
  const { checks, codes } = fitScreen(hardMix(20, 10), { checkOneIn: 1 });
  assertEquals(checks.checked, 20);
  assertEquals(checks.agree + checks.kernelBetter + checks.generalBetter + checks.disagree, 20);
  assert(checks.agree + checks.kernelBetter >= 19, JSON.stringify(checks));
  assert(codes.check.every((code) => code > 0));
});

Deno.test("fitScreen() says of curves that cannot be fitted why", () => {
  const many = Array.from({ length: 10_000 }, (_, i) => DOSES[i % DOSES.length]);
  const random = randomSeeded(1);
  const fits = fitScreen(screenOf([
    { doses: [10, 10, 10, 10, 10, 10], responses: [1, 0.9, 0.8, 0.7, 0.6, 0.5] },
    { doses: DOSES, responses: DOSES.map(() => NaN) },
    { doses: [], responses: [] },
    { doses: [0, 0, 0, 0, 0], responses: [1, 1.1, 0.9, 1, 1.2] },
    { doses: DOSES, responses: DOSES.map(() => 1) },
    { doses: many, responses: many.map((dose) => 1 / (1 + dose / 100) + 0.1 * (random() - 0.5)) },
    { doses: DOSES, responses: DOSES.map((dose) => 1 / (1 + dose / 100)) },
  ]));
  assertEquals(Array.from(fits.codes.status, (code) => STATUSES[code]), [
    "too few doses",
    "too few doses",
    "too few doses",
    "too few doses",
    "constant",
    "measured",
    "measured",
  ]);
  assertEquals([...fits.values.n_wells], [6, 0, 0, 5, 8, 10_000, 8]);
  assertAlmostEquals(fits.values.ic50_relative[5], 100, 3);
  assertAlmostEquals(fits.values.ic50_relative[6], 100, 1e-9);
});

Deno.test("fitScreen() fits wells of tiny and of huge weights as those of weight 1", () => {
  const columns = hardMix(30, 8);
  const fitted = (weight: number) => {
    const { values, codes } = fitScreen({ ...columns, weight: columns.dose.map(() => weight) });
    return { values, statuses: Array.from(codes.status) };
  };
  const plain = fitted(1);
  for (const weight of [1e-100, 1e-9, 1e9, 1e100]) {
    const { values, statuses } = fitted(weight);
    assertEquals(statuses, plain.statuses);
    for (let i = 0; i < columns.curves; i++) {
      assertAlmostEquals(values.rss[i] / weight / plain.values.rss[i], 1, 1e-9, `curve ${i}`);
    }
  }
});

Deno.test("refit() leaves nothing of the answer before where the new one has nothing to say", () => {
  const columns = hardMix(400, 7);
  const task = curveTask({});
  const fits = allocateFits(columns.curves, task);
  const fitter = createFitter(task, fits);
  const answers = new Set<string>();
  for (let curve = 0; curve < columns.curves; curve++) {
    fitOne(fitter, columns, curve);
    // From nowhere near the minimum.
    refit(fitter, curve, 7, 3, 1);
    const status = STATUSES[fits.codes.status[curve]];
    answers.add(status);
    const kept = SCREEN_COLUMNS.filter(({ name, kind }) =>
      kind === "number" && !Number.isNaN(fits.values[name][curve])
    ).map(({ name }) => name);
    const absolute = ["ic50_absolute", "ic50_absolute_lower", "ic50_absolute_upper"] as const;
    if (status === "not converged") assertEquals(kept, ["n_wells", "n_doses"]);
    if (status === "flat") {
      const said = kept.filter((name) => !absolute.some((one) => one === name));
      assertEquals(
        said,
        ["n_wells", "n_doses", "rss", "p_no_effect", "auc"].filter((name) =>
          said.some((one) => one === name)
        ),
      );
    }
  }
  assert(answers.has("not converged") && answers.has("flat"), [...answers].join(", "));
});

Deno.test("fitScreen() refuses columns and options that do not fit together", () => {
  const columns = screenOf([{ doses: DOSES, responses: DOSES }]);
  const refused: readonly [Partial<ScreenColumns>, ScreenOptions, string][] = [
    [{ dose: Float64Array.of(1) }, {}, "dose must have 8 wells, found 1"],
    [{ dose: columns.dose.map(() => -1) }, {}, "the dose of well 1 of curve 0 must be a finite"],
    [{ weight: columns.dose.map(() => 0) }, {}, "the weight of well 1 of curve 0 must be"],
    [{ weight: columns.dose.map(() => 1e101) }, {}, "must be a number from 1e-100 to 1e+100"],
    [{ response: columns.dose.map(() => Infinity) }, {}, "the response of well 1 of curve 0 must"],
    [{}, { level: 95 }, "level must be between 0 and 1"],
    [{}, { fixed: { top: 1 } }, "a 4PL fits both plateaus"],
    [{}, { model: "2PL", scale: "raw" }, "the top of a 2PL must be given for a raw signal"],
    [{}, { bounds: { top: [1, 0] } }, "bounds of the top must be two numbers, the lower first"],
  ];
  for (const [change, options, message] of refused) {
    assertThrows(() => fitScreen({ ...columns, ...change }, options), UsageError, message);
  }
});
