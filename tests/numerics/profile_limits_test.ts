import { UsageError } from "../../lib/errors/mod.ts";
import {
  findRoot,
  leastSquares,
  type LeastSquaresModel,
  profileLimits,
  randomNormal,
  randomSeeded,
} from "../../lib/numerics/mod.ts";
import {
  assert,
  assertClose,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";
import { decayModel, lineModel, steps, without } from "./models.ts";

const x = steps(0, 5, 12);
const prng = randomSeeded(11);
const noise = x.map(() => randomNormal(prng));
const decayed = x.map((value, i) => 3 * Math.exp(-0.7 * value) + 0.5 + 0.1 * noise[i]);
/** The 95 % quantile of F(1, 10) and F(1, 9), for intervals; their source does not matter here. */
const F10 = 4.964602743730712;
const F9 = 5.117355029199227;

Deno.test("profileLimits() of a linear model are its t interval exactly", () => {
  const weights = x.map((value) => 1 + value);
  const fit = leastSquares(lineModel(x), decayed, [0, 0], { weights });
  const threshold = fit.rss * (1 + F10 / 10);
  for (const [k, name] of ["intercept", "slope"].entries()) {
    const limits = profileLimits(lineModel(x), decayed, fit, name, { weights, threshold });
    const half = Math.sqrt(F10) * fit.standardError[k]!;
    assertEquals(limits.estimate, fit.estimate[k]);
    assertClose(limits.lower!, fit.estimate[k] - half, 1e-10);
    assertClose(limits.upper!, fit.estimate[k] + half, 1e-10);
    assertEquals([limits.lowerReason, limits.upperReason, limits.better], ["", "", null]);
  }
});

Deno.test("profileLimits() reach the threshold: the minimised sum of squares there is it", () => {
  for (const model of [decayModel(x), without(decayModel(x), "curvature", "jacobian")]) {
    const fit = leastSquares(model, decayed, [2, 1, 0]);
    const threshold = fit.rss * (1 + F9 / 9);
    for (const [k, name] of model.parameters.entries()) {
      const limits = profileLimits(model, decayed, fit, name, { threshold });
      for (const limit of [limits.lower!, limits.upper!]) {
        const start = [...fit.estimate];
        start[k] = limit;
        const there = leastSquares(model, decayed, start, { fixed: [name] });
        assertClose(there.rss, threshold, 1e-9, `${name} at ${limit}`);
      }
      assert(limits.lower! < fit.estimate[k] && limits.upper! > fit.estimate[k]);
    }
  }
});

Deno.test("profileLimits() of a function are those of the parameter it stands for", () => {
  // The same decay by its half-life: ln 2 / rate.
  const fit = leastSquares(decayModel(x), decayed, [2, 1, 0]);
  const threshold = fit.rss * (1 + F9 / 9);
  const rate = profileLimits(decayModel(x), decayed, fit, "rate", { threshold });
  for (const model of [decayModel(x), without(decayModel(x), "jacobian", "curvature")]) {
    const half = profileLimits(model, decayed, fit, (p) => Math.LN2 / p[1], { threshold });
    assertClose(half.estimate, Math.LN2 / fit.estimate[1], 1e-15);
    assertClose(half.lower!, Math.LN2 / rate.upper!, 1e-8);
    assertClose(half.upper!, Math.LN2 / rate.lower!, 1e-8);
  }
});

Deno.test("profileLimits() of a function of several parameters agree with a reparametrised model", () => {
  // Height at x = 1: amplitude exp(-rate) + floor in the place of the amplitude.
  const height: LeastSquaresModel = {
    observations: x.length,
    parameters: ["height", "rate", "floor"],
    predict: ([h, k, c], out) =>
      x.forEach((value, i) => out[i] = (h - c) * Math.exp(-k * (value - 1)) + c),
  };
  const fit = leastSquares(decayModel(x), decayed, [2, 1, 0]);
  const other = leastSquares(height, decayed, [2, 1, 0]);
  assertClose(other.rss, fit.rss, 1e-12);
  const threshold = fit.rss * (1 + F9 / 9);
  const asFunction = profileLimits(
    decayModel(x),
    decayed,
    fit,
    ([a, k, c]) => a * Math.exp(-k) + c,
    { threshold },
  );
  const asParameter = profileLimits(height, decayed, other, "height", { threshold });
  assertClose(asFunction.lower!, asParameter.lower!, 1e-8);
  assertClose(asFunction.upper!, asParameter.upper!, 1e-8);
});

Deno.test("profileLimits() take one threshold per side, and leave a side without one alone", () => {
  const fit = leastSquares(lineModel(x), decayed, [0, 0]);
  const two = fit.rss * (1 + F10 / 10);
  const one = fit.rss * (1 + 3.284 / 10);
  const both = profileLimits(lineModel(x), decayed, fit, "slope", { threshold: two });
  const sides = profileLimits(lineModel(x), decayed, fit, "slope", {
    threshold: { lower: one, upper: two },
  });
  assert(sides.lower! > both.lower!);
  assertEquals(sides.upper, both.upper);
  const lower = profileLimits(lineModel(x), decayed, fit, "slope", { threshold: { lower: one } });
  assertEquals(lower.lower, sides.lower);
  assertEquals([lower.upper, lower.upperReason], [null, "not looked for"]);
});

/** Michaelis-Menten seen only far below saturation: the data give no upper limit of vmax. */
function unsaturated(): { model: LeastSquaresModel; y: number[] } {
  const doses = steps(0.1, 1, 10);
  const model: LeastSquaresModel = {
    observations: 10,
    parameters: ["vmax", "km"],
    predict: ([v, k], out) => doses.forEach((d, i) => out[i] = v * d / (k + d)),
  };
  return { model, y: doses.map((d, i) => 20 * d / (8 + d) - 0.2 * noise[i]) };
}

Deno.test("profileLimits() leave a side open that the data do not close", () => {
  const { model, y } = unsaturated();
  const options = { lower: [0, 0] };
  const fit = leastSquares(model, y, [10, 4], options);
  const threshold = fit.rss * (1 + 5.317655071578714 / 8);
  const limits = profileLimits(model, y, fit, "vmax", { ...options, threshold });
  assert(limits.lower !== null && limits.lower > 0 && limits.lower < fit.estimate[0]);
  assertEquals(limits.upper, null);
  assertStringIncludes(limits.upperReason, "the profile levels off below the threshold before");
  const ranged = profileLimits(model, y, fit, "vmax", {
    ...options,
    threshold,
    range: { upper: 1000 },
  });
  assertEquals(ranged.upper, null);
  assertEquals(ranged.upperReason, "the profile is still below the threshold at 1000");
  assertClose(ranged.lower!, limits.lower!, 1e-9);
});

Deno.test("profileLimits() stop at the bound of the parameter", () => {
  const fit = leastSquares(lineModel(x), decayed, [0, 0]);
  const threshold = fit.rss * (1 + F10 / 10);
  const bound = fit.estimate[1] + 0.1 * fit.standardError[1]!;
  const limits = profileLimits(lineModel(x), decayed, fit, "slope", {
    threshold,
    upper: [Infinity, bound],
  });
  assertEquals(limits.upper, null);
  assertStringIncludes(limits.upperReason, `still below the threshold at ${bound}`);
  assert(limits.lower !== null);
});

Deno.test("profileLimits() hold other parameters within their bounds and fixed ones still", () => {
  const options = { fixed: ["floor"], upper: [3.0, Infinity, Infinity] };
  const fit = leastSquares(decayModel(x), decayed, [2, 1, 0.45], options);
  const threshold = fit.rss * 1.5;
  const limits = profileLimits(decayModel(x), decayed, fit, "rate", { ...options, threshold });
  const rss = (rate: number) =>
    leastSquares(decayModel(x), decayed, [2, rate, 0.45], {
      ...options,
      fixed: ["floor", "rate"],
    }).rss;
  const upper = findRoot((rate) => rss(rate) - threshold, fit.estimate[1], fit.estimate[1] + 2);
  assertClose(limits.upper!, upper, 1e-8);
});

Deno.test("profileLimits() report a lower point than the fit", () => {
  const fit = leastSquares(lineModel(x), decayed, [0, 0]);
  const [intercept, slope] = fit.estimate;
  const off = x.reduce((sum, v, i) => sum + (decayed[i] - intercept - 0.3 - slope * v) ** 2, 0);
  const elsewhere = { ...fit, estimate: [intercept + 0.3, slope], rss: off };
  const { better } = profileLimits(lineModel(x), decayed, elsewhere, "slope", {
    threshold: 1.001 * off,
  });
  assert(better !== null && better.rss < off && better.rss >= fit.rss);
});

Deno.test("profileLimits() cost few predictions", () => {
  const model = decayModel(x);
  const fit = leastSquares(model, decayed, [2, 1, 0]);
  let calls = 0;
  const counted = {
    ...model,
    predict(parameters: Float64Array, out: Float64Array) {
      calls++;
      model.predict(parameters, out);
    },
  };
  profileLimits(counted, decayed, fit, "rate", { threshold: fit.rss * (1 + F9 / 9) });
  assert(calls < 50, `${calls} predictions for two limits`);
});

Deno.test("profileLimits() refuse targets and thresholds that make no sense", () => {
  const fit = leastSquares(lineModel(x), decayed, [0, 0]);
  const call = (target: string | ((p: Float64Array) => number), threshold = 2 * fit.rss) => () =>
    profileLimits(lineModel(x), decayed, fit, target, { threshold });
  assertThrows(
    call("slop"),
    UsageError,
    'the target must be a parameter (intercept and slope), found "slop". Did you mean "slope"?',
  );
  assertThrows(call("slope", fit.rss), UsageError, "threshold must be above the residual sum");
  assertThrows(call("slope", NaN), UsageError, "threshold must be above the residual sum");
  assertThrows(call(() => NaN), UsageError, "the target must be finite at the fit, found NaN");
  assertThrows(call(() => 1), UsageError, "must depend on a parameter that may move");
  assertThrows(
    () =>
      profileLimits(lineModel(x), decayed, fit, "slope", {
        threshold: 2 * fit.rss,
        fixed: ["slope"],
      }),
    UsageError,
    'Cannot profile "slope": it must be free, found it fixed',
  );
});
