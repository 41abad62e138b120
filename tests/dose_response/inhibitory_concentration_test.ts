import {
  type Curve,
  type DoseResponseFit,
  fitDoseResponse,
  inhibitoryConcentration,
  inverseLogistic,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  censoredNormalMean,
  fQuantile,
  meanInterval,
  tQuantile,
} from "../../lib/statistics/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { curveOf, serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

const DOSES = serialDoses(1, Math.sqrt(10), 9);
const WELLS = { doses: DOSES, wells: 3, noise: 0.06 };

function potencyOf(curve: Curve, options: Parameters<typeof inhibitoryConcentration>[1] = {}) {
  return inhibitoryConcentration(fitDoseResponse([curve]), options)[0].potency;
}

/**
 * Profile limits by brute force: at each value of a dose a dense grid over slope and, for an absolute
 * dose, position; the plateaus by linear regression, under the condition where there is one.
 */
function bruteLimits(
  curve: Curve,
  rss: number,
  threshold: number,
  kind: "relative" | "absolute" | "absolute of control",
): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  const slopes = range(Math.log(0.15), Math.log(20), 0.08);
  for (const value of range(-0.5, 5, 0.04)) {
    const positions = kind === "relative" ? [value] : range(value - 1.5, value + 1.5, 0.1);
    const least = Math.min(
      ...positions.flatMap((position) =>
        slopes.map((q) => constrainedRss(curve, kind, value, position, Math.exp(q)))
      ),
    );
    assert(least >= rss * (1 - 1e-9), "the fit is not the lowest");
    if (least <= threshold) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

function constrainedRss(
  { doses, responses }: Curve,
  kind: string,
  value: number,
  position: number,
  slope: number,
): number {
  const share = (logDose: number) => 1 / (1 + 10 ** (slope * (logDose - position)));
  const shares = doses.map((dose) => share(Math.log10(dose)));
  // f = base + factor * x: plateaus that meet the condition are a line in one unknown.
  if (kind === "relative") return regressionRss(shares, responses);
  const at = share(value);
  const x = kind === "absolute" ? shares.map((s) => s - at) : shares.map((s) => 0.5 - at + 0.5 * s);
  const base = kind === "absolute" ? 0.5 : 0;
  let [xx, xy, yy] = [0, 0, 0];
  responses.forEach((y, i) => {
    xx += x[i] * x[i];
    xy += x[i] * (y - base);
    yy += (y - base) ** 2;
  });
  return xx > 0 ? yy - xy * xy / xx : yy;
}

function regressionRss(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const [mx, my] = [x, y].map((values) => values.reduce((a, b) => a + b, 0) / n);
  let [xx, xy, yy] = [0, 0, 0];
  x.forEach((value, i) => {
    xx += (value - mx) ** 2;
    xy += (value - mx) * (y[i] - my);
    yy += (y[i] - my) ** 2;
  });
  return xx > 1e-12 ? yy - xy * xy / xx : yy;
}

Deno.test("inhibitoryConcentration() has the profile limits that a brute-force grid gives", () => {
  const cases: [Curve, "relative" | "absolute" | "absolute of control"][] = [
    [simulateCurve(TRUTH, { ...WELLS, wells: 1, noise: 0.1 }, 1), "relative"],
    [simulateCurve(TRUTH, { ...WELLS, wells: 1, noise: 0.1 }, 1), "absolute"],
    [simulateCurve({ ...TRUTH, bottom: 0.3 }, { ...WELLS, wells: 2, noise: 0.1 }, 2), "relative"],
    [simulateCurve({ ...TRUTH, bottom: 0.3 }, { ...WELLS, wells: 2, noise: 0.1 }, 2), "absolute"],
    [
      simulateCurve(TRUTH, { ...WELLS, wells: 1, noise: 0.1, vehicle: 3 }, 3),
      "absolute of control",
    ],
  ];
  for (const [curve, kind] of cases) {
    const [fit] = fitDoseResponse([curve]);
    const df = fit.degreesOfFreedom;
    const threshold = fit.rss! * (1 + fQuantile(0.95, 1, df) / df);
    const [low, high] = bruteLimits(curve, fit.rss!, threshold, kind);
    const { relation, lower, upper } = fit.ic50[kind === "relative" ? "relative" : "absolute"];
    assertEquals(relation, "=");
    assertAlmostEquals(Math.log10(lower!), low, 0.05, `${kind} lower`);
    assertAlmostEquals(Math.log10(upper!), high, 0.05, `${kind} upper`);
  }
});

Deno.test("a bound is the one-sided confidence limit, not the top dose", () => {
  const late = { ...TRUTH, log10IC50: 3.9 };
  const curve = simulateCurve(late, WELLS, 2);
  const [{ ic50, rss, degreesOfFreedom: df }] = fitDoseResponse([curve]);
  const { relation, estimate, lower, upper, interval } = ic50.relative;
  assertEquals([relation, lower, upper], [">", estimate, null]);
  const oneSided = rss! * (1 + tQuantile(0.95, df) ** 2 / df);
  const [low] = bruteLimits(curve, rss!, oneSided, "relative");
  assertAlmostEquals(Math.log10(estimate!), low, 0.05);
  assert(estimate! < 10_000);
  assertEquals(interval, {
    meaning: "confidence",
    level: 0.95,
    sides: 1,
    method: "profile likelihood",
  });
});

Deno.test("a one-sided limit beyond the tested doses gives the top dose", () => {
  const beyond = { ...TRUTH, log10IC50: 5.2, hillSlope: 1 };
  const { relation, estimate, interval } = potencyOf(
    simulateCurve(beyond, { ...WELLS, wells: 6, noise: 0.01 }, 2),
  );
  assertEquals([relation, estimate, interval], [">", 10_000, { meaning: "tested dose" }]);
});

Deno.test("a curve that lies below half of control from the first dose on is '<'", () => {
  const early = { ...TRUTH, log10IC50: -1.5, bottom: 0.05 };
  const { relation, estimate, lower, upper } = potencyOf(
    simulateCurve(early, { ...WELLS, noise: 0.02 }, 2),
  );
  assertEquals([relation, estimate, lower, upper], ["<", 1, null, 1]);
});

Deno.test("a flat line is '>' only when the wells at the top dose say so", () => {
  const flat = (level: number, noise: number, wells: number, seed = 3) =>
    potencyOf(simulateCurve({ ...TRUTH, top: level, bottom: level }, {
      doses: DOSES,
      wells,
      noise,
    }, seed));
  assertEquals(flat(1, 0.05, 3).relation, ">");
  assertEquals(flat(1, 0.4, 1).relation, "not determined");
  assertEquals(flat(0.55, 0.2, 1).relation, "not determined");
  // The rule at its edge: mean of the top wells less t times its error against half of control.
  const responses = DOSES.flatMap((_, i) => [0.6 + 0.1 * (-1) ** i, 0.6 - 0.1 * (-1) ** i]);
  const curve = curveOf(DOSES.flatMap((dose) => [dose, dose]), responses);
  const n = responses.length;
  const mean = responses.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(responses.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (n - 1));
  const limit = 0.6 - tQuantile(0.95, n - 1) * sd / Math.sqrt(2);
  for (const shift of [0.499 - limit, 0.501 - limit]) {
    const moved = { ...curve, responses: responses.map((y) => y + shift) };
    assertEquals(potencyOf(moved).relation, shift + limit > 0.5 ? ">" : "not determined");
  }
});

Deno.test("a flat line's bound counts the uncertainty of control", () => {
  const doses = [0, ...DOSES].flatMap((dose) => [dose, dose]);
  const n = doses.length;
  const at = (level: number) =>
    potencyOf(curveOf(doses, doses.map((_, i) => level + 0.1 * (-1) ** i), {
      scale: "raw",
      control: { basis: "vehicle wells" },
    })).relation;
  // Two wells at the top less half of the mean of two vehicle wells, one-sided.
  const sd = 0.1 * Math.sqrt(n / (n - 1));
  const error = sd * Math.sqrt(1 / 2 + 0.5 ** 2 / 2);
  const edge = tQuantile(0.95, n - 1) * error / (1 - 0.5);
  assertEquals([at(edge - 0.001), at(edge + 0.001)], ["not determined", ">"]);
});

Deno.test("a flat line's relative IC50 is not determined", () => {
  const flat = simulateCurve({ ...TRUTH, bottom: 1 }, WELLS, 2);
  const { relation, reason, estimate } = potencyOf(flat, { kind: "relative" });
  assertEquals([relation, estimate], ["not determined", null]);
  assert(reason.startsWith("no effect"));
});

Deno.test("a flat line far below control is '<' the lowest dose", () => {
  const dead = simulateCurve({ ...TRUTH, top: 0.1, bottom: 0.1 }, WELLS, 11);
  const { relation, estimate } = potencyOf(dead);
  assertEquals([relation, estimate], ["<", 1]);
});

Deno.test("a rising curve above half of control is '>' the top dose", () => {
  const stimulated = simulateCurve({ ...TRUTH, hillSlope: -1, top: 1.5, bottom: 1 }, WELLS, 2);
  const { relation, estimate, reason } = potencyOf(stimulated);
  assertEquals([relation, estimate, reason], [">", 10_000, "the response rises with dose"]);
});

Deno.test("without control an absolute concentration is not determined", () => {
  const curve = simulateCurve(TRUTH, WELLS, 1);
  const { relation, reason } = potencyOf({ ...curve, scale: "raw", control: { basis: "none" } });
  assertEquals([relation, reason], ["not determined", "no vehicle wells: control is not known"]);
});

Deno.test("the uncertainty of fitted control widens the absolute interval", () => {
  const width = (vehicle: number) => {
    const curve = simulateCurve(TRUTH, { ...WELLS, vehicle }, 4);
    const { lower, upper } = potencyOf(curve);
    return Math.log10(upper! / lower!);
  };
  const fitted = simulateCurve(TRUTH, { ...WELLS, vehicle: 3 }, 4);
  const { lower, upper } = potencyOf({ ...fitted, control: { basis: "declared", value: 1 } });
  assert(width(3) > Math.log10(upper! / lower!));
});

Deno.test("ICx and ECx are what their names say", () => {
  const curve = simulateCurve(TRUTH, { ...WELLS, noise: 1e-7 }, 1);
  // Absolute: 20 % below control of 1, where 0.1 + 0.9 s = 0.8.
  const ic20 = potencyOf(curve, { percent: 20 });
  assertEquals([ic20.endpoint, ic20.kind], ["IC20", "absolute"]);
  assertClose(ic20.estimate!, 100 * (0.2 / 0.7) ** (1 / 1.2), 1e-5);
  const ec20 = potencyOf(curve, { percent: 20, kind: "relative" });
  assertEquals([ec20.endpoint, ec20.kind], ["EC20", "relative"]);
  assertClose(ec20.estimate!, 100 * (0.2 / 0.8) ** (1 / 1.2), 1e-5);
  assertEquals(potencyOf(curve, { kind: "relative" }).endpoint, "IC50");
});

Deno.test("delta and bootstrap limits come by name, the bootstrap by its seed", () => {
  const curve = simulateCurve(TRUTH, WELLS, 1);
  const [profile, delta, bootstrap] = (["profile likelihood", "delta", "bootstrap"] as const)
    .map((method) => potencyOf(curve, { method, resamples: 199 }));
  for (const potency of [profile, delta, bootstrap]) {
    assertEquals(potency.relation, "=");
    assertClose(potency.estimate!, profile.estimate!, 1e-9);
    assertClose(potency.lower!, profile.lower!, 0.15);
    assertClose(potency.upper!, profile.upper!, 0.15);
  }
  assertAlmostEquals(
    Math.log(delta.upper! / delta.estimate!),
    Math.log(delta.estimate! / delta.lower!),
    1e-9,
  );
  const again = potencyOf(curve, { method: "bootstrap", resamples: 199 });
  const other = potencyOf(curve, { method: "bootstrap", resamples: 199, seed: 2 });
  assertEquals(again.lower, bootstrap.lower);
  assert(other.lower !== bootstrap.lower);
});

function replicateFits(curves: readonly Curve[]): readonly DoseResponseFit[] {
  return fitDoseResponse(curves.map((curve, i) => ({
    ...curve,
    key: { cell_line: "H3122", replicate: String(i + 1) },
  })));
}

Deno.test("over replicates: the geometric mean with a t interval on logs", () => {
  const fits = replicateFits(
    [1.9, 2, 2.15].map((log10IC50, i) => simulateCurve({ ...TRUTH, log10IC50 }, WELLS, i + 1)),
  );
  const [{ key, potency, scope, replicates }] = inhibitoryConcentration(fits, {
    over: "replicate",
  });
  const logs = fits.map(({ ic50 }) => Math.log10(ic50.absolute.estimate!));
  const { mean, lower, upper } = meanInterval(logs, { level: 0.95 });
  assertEquals([key, scope, replicates.length], [{ cell_line: "H3122" }, "over replicates", 3]);
  assertClose(potency.estimate!, 10 ** mean, 1e-12);
  assertClose(potency.lower!, 10 ** lower!, 1e-12);
  assertClose(potency.upper!, 10 ** upper!, 1e-12);
  assertEquals(potency.interval, {
    meaning: "confidence",
    level: 0.95,
    sides: 2,
    method: "t over replicates",
  });
  assertEquals(potency.replicates, 3);
});

Deno.test("over replicates: all above gives the smallest bound", () => {
  const resistant = { ...TRUTH, bottom: 0.95 };
  const fits = replicateFits([1, 2, 3].map((seed) => simulateCurve(resistant, WELLS, seed)));
  const [{ potency }] = inhibitoryConcentration(fits, { over: "replicate" });
  assertEquals(
    [potency.relation, potency.estimate, potency.reason, potency.interval?.meaning],
    [">", 10_000, "all 3 replicates above", "tested dose"],
  );
});

Deno.test("over replicates: a censored one enters as a bound, never as a number", () => {
  const fits = replicateFits(
    [3.4, 3.6, 3.5, 5.5].map((log10IC50, i) =>
      simulateCurve({ ...TRUTH, log10IC50, bottom: 0 }, WELLS, i + 1)
    ),
  );
  const [{ potency }] = inhibitoryConcentration(fits, { over: "replicate" });
  assert(potency.reason.startsWith("of 4 replicates, 3 measured and 1 above"), potency.reason);
  const measured = fits.slice(0, 3).map(({ ic50 }) => ic50.absolute.estimate!);
  const geometric = measured.reduce((product, x) => product * x) ** (1 / 3);
  assert(potency.estimate! > geometric);
});

Deno.test("over replicates: a bound enters as a value beyond its estimate or its doses", () => {
  const replicates = (last: number, seed: number) =>
    replicateFits(
      [3.4, 3.6, 3.5, last].map((log10IC50, i) =>
        simulateCurve({ ...TRUTH, log10IC50, bottom: 0 }, { ...WELLS, noise: 0.1 }, i + seed)
      ),
    );
  // One whose estimate lies beyond its doses, and one whose doses end before its upper limit.
  const [beyond, within] = [replicates(4.05, 1), replicates(3.8, 6)];
  const crossing = ({ logistic, curve }: DoseResponseFit) =>
    inverseLogistic(
      logistic!,
      0.5 * (curve.control.basis === "declared" ? curve.control.value : 1),
    );
  assert(crossing(beyond[3])! > 1e4 && crossing(within[3])! < 1e4);
  for (const [fits, limit] of [[beyond, 1e4], [within, crossing(within[3])!]] as const) {
    const potencies = fits.map(({ ic50 }) => ic50.absolute);
    assertEquals(potencies.map(({ relation }) => relation), ["=", "=", "=", ">"]);
    assert(potencies[3].estimate! < 0.95 * limit);
    const summary = (measurableTo?: number) =>
      censoredNormalMean(potencies.map(({ relation, estimate }) => ({
        relation: relation as "=" | ">",
        value: Math.log10(estimate!),
        measurableTo,
      })));
    const [{ potency, replicates }] = inhibitoryConcentration(fits, { over: "replicate" });
    assertEquals(replicates.slice(0, 3).map((one) => one.measurableTo), [
      undefined,
      undefined,
      undefined,
    ]);
    assertClose(replicates[3].measurableTo!, limit, 1e-9);
    const [told, untold] = [summary(Math.log10(limit)), summary()];
    assertClose(potency.estimate!, 10 ** told.mean!, 1e-9);
    assertClose(potency.lower!, 10 ** told.lower!, 1e-9);
    assert(told.mean! > untold.mean! + 1e-3);
  }
});

Deno.test("over replicates: one replicate has no interval, and a lost one is counted", () => {
  const one = replicateFits([simulateCurve(TRUTH, WELLS, 1)]);
  const [{ potency }] = inhibitoryConcentration(one, { over: "replicate" });
  assertEquals([potency.relation, potency.interval, potency.reason], ["=", null, "one replicate"]);
  const two = replicateFits([
    simulateCurve(TRUTH, WELLS, 1),
    simulateCurve(TRUTH, WELLS, 2),
    curveOf([1, 10], [1, 0.5]),
  ]);
  const [{ potency: partly }] = inhibitoryConcentration(two, { over: "replicate" });
  assertEquals(partly.replicates, 2);
  assertEquals(partly.reason, "1 of 3 replicates without a value");
});

Deno.test("over replicates: a replicate that rises among those that fall is no inhibition", () => {
  const rising = { ...TRUTH, hillSlope: -2, top: 3, bottom: 1 };
  const falling = [1, 2].map((seed) => simulateCurve(TRUTH, WELLS, seed));
  const mixed = replicateFits([...falling, simulateCurve(rising, WELLS, 3)]);
  const [one] = inhibitoryConcentration(mixed, { kind: "relative", over: "replicate" });
  const [two] = inhibitoryConcentration(mixed.slice(0, 2), { kind: "relative", over: "replicate" });
  assertEquals(one.potency.estimate, two.potency.estimate);
  assertEquals(one.potency.replicates, 2);
  assertEquals(one.potency.reason, "1 of 3 replicates without a value");
  assertEquals(
    [one.replicates[2].potency.relation, one.replicates[2].potency.reason],
    ["not determined", "the response rises with dose, unlike that of other replicates"],
  );
  // Where all rise there is one thing to speak of: where the rise is halfway.
  const all = replicateFits([3, 4].map((seed) => simulateCurve(rising, WELLS, seed)));
  const [{ potency }] = inhibitoryConcentration(all, { kind: "relative", over: "replicate" });
  assertEquals([potency.relation, potency.replicates], ["=", 2]);
});

Deno.test("inhibitoryConcentration() refuses wrong calls in words", () => {
  const fits = replicateFits([simulateCurve(TRUTH, WELLS, 1)]);
  assertEquals(
    assertThrows(() => inhibitoryConcentration(fits, { percent: 0.5 * 200 }), UsageError).message,
    "Cannot compute an inhibitory concentration: percent must be between 0 and 100, found 100",
  );
  assertEquals(
    assertThrows(() => inhibitoryConcentration(fits, { over: "replicates" }), UsageError).message,
    'Cannot summarise over "replicates": the curves were fitted by "cell_line" and "replicate". ' +
      'Did you mean "replicate"?',
  );
});

Deno.test("inhibitoryConcentration() shows kind, interval and scope", () => {
  const text = Deno.inspect(
    inhibitoryConcentration(replicateFits([simulateCurve(TRUTH, WELLS, 1)])),
  );
  assert(text.includes("absolute IC50") && text.includes("within experiment"), text);
});
