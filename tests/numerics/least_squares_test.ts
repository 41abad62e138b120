import { leastSquares, portableExp, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals, assertStringIncludes } from "../assert.ts";
import { decayModel, linearModel, lineModel, sigmoidModel, steps, without } from "./models.ts";

const x = steps(0, 5, 12);
const prng = randomSeeded(11);
const decayed = x.map((value) => 3 * Math.exp(-0.7 * value) + 0.5 + 0.1 * randomNormal(prng));

/** Weighted straight-line regression by its formulas. */
function lineByFormula(x: readonly number[], y: readonly number[], w: readonly number[]) {
  const sum = (term: (i: number) => number) => x.reduce((total, _, i) => total + term(i), 0);
  const total = sum((i) => w[i]);
  const meanX = sum((i) => w[i] * x[i]) / total;
  const meanY = sum((i) => w[i] * y[i]) / total;
  const sxx = sum((i) => w[i] * (x[i] - meanX) ** 2);
  const slope = sum((i) => w[i] * (x[i] - meanX) * (y[i] - meanY)) / sxx;
  const intercept = meanY - slope * meanX;
  const rss = sum((i) => w[i] * (y[i] - intercept - slope * x[i]) ** 2);
  const variance = rss / (x.length - 2);
  return {
    estimate: [intercept, slope],
    rss,
    standardError: [
      Math.sqrt(variance * (1 / total + meanX ** 2 / sxx)),
      Math.sqrt(variance / sxx),
    ],
    covariance: -meanX * variance / sxx,
  };
}

Deno.test("leastSquares() with weights is closed-form weighted regression", () => {
  const y = [1.1, 2.4, 2.9, 4.6, 5.1, 5.7, 8.2, 8.1, 9.0, 10.7, 10.9, 13.1];
  const weights = [1, 4, 0.25, 9, 1e-3, 100, 2, 0.5, 3, 7, 0.1, 1];
  for (const model of [lineModel(x), without(lineModel(x), "jacobian")]) {
    const fit = leastSquares(model, y, [0, 0], { weights });
    const exact = lineByFormula(x, y, weights);
    assertEquals(fit.status, "converged");
    for (const k of [0, 1]) {
      assertClose(fit.estimate[k], exact.estimate[k], 1e-12, "estimate");
      assertClose(fit.standardError[k]!, exact.standardError[k], 1e-12, "standard error");
      // A linear model has no second derivatives: both conventions are one.
      assertClose(fit.observedStandardError[k]!, exact.standardError[k], 1e-8, "observed");
    }
    assertClose(fit.covariance![0][1], exact.covariance, 1e-12, "covariance");
    assertEquals(fit.covariance![0][1], fit.covariance![1][0]);
    assertClose(fit.rss, exact.rss, 1e-12, "rss");
    assertEquals(fit.degreesOfFreedom, 10);
  }
});

Deno.test("leastSquares() gives residuals and fitted values without the weights", () => {
  const y = [1, 2, 4, 4];
  const fit = leastSquares(lineModel([0, 1, 2, 3]), y, [0, 0], { weights: [1, 2, 3, 4] });
  y.forEach((value, i) => {
    assertClose(fit.fitted[i], fit.estimate[0] + fit.estimate[1] * i, 1e-14);
    assertEquals(fit.residuals[i], value - fit.fitted[i]);
  });
});

Deno.test("leastSquares() does not change standard errors when all weights are scaled", () => {
  const one = leastSquares(decayModel(x), decayed, [2, 1, 0]);
  const ten = leastSquares(decayModel(x), decayed, [2, 1, 0], { weights: x.map(() => 1e6) });
  one.standardError.forEach((value, k) => assertClose(ten.standardError[k]!, value!, 1e-10));
  assertClose(ten.rss, 1e6 * one.rss, 1e-12);
});

Deno.test("leastSquares() finds the same minimum with derivatives given or by differences", () => {
  const model = decayModel(x);
  const given = leastSquares(model, decayed, [2, 1, 0]);
  assertEquals(given.status, "converged");
  assertEquals(given.reason, "");
  assert(given.certificate.gradientCosine < 1e-14);
  for (const poorer of [without(model, "curvature"), without(model, "jacobian", "curvature")]) {
    const fit = leastSquares(poorer, decayed, [2, 1, 0]);
    assertEquals(fit.status, "converged");
    for (const k of [0, 1, 2]) {
      assertClose(fit.estimate[k], given.estimate[k], 1e-12, "estimate");
      assertClose(fit.standardError[k]!, given.standardError[k]!, 1e-11, "standard error");
      assertClose(fit.observedStandardError[k]!, given.observedStandardError[k]!, 1e-9, "observed");
    }
  }
});

Deno.test("leastSquares() gives standard errors by both conventions", () => {
  // y = exp(b x) at x = 1 and 2: J'J = sum x^2 e^(2bx), curvature = sum r x^2 e^(bx).
  const xs = [1, 2, 3];
  const y = [2, 3, 15];
  const model = {
    observations: 3,
    parameters: ["b"],
    predict: ([b]: Float64Array, out: Float64Array) =>
      xs.forEach((v, i) => out[i] = Math.exp(b * v)),
  };
  const fit = leastSquares(model, y, [0.5]);
  const b = fit.estimate[0];
  const s2 = fit.rss / 2;
  const information = xs.reduce((sum, v) => sum + v * v * Math.exp(2 * b * v), 0);
  const second = xs.reduce(
    (sum, v, i) => sum + (y[i] - Math.exp(b * v)) * v * v * Math.exp(b * v),
    0,
  );
  assertClose(fit.standardError[0]!, Math.sqrt(s2 / information), 1e-11);
  assertClose(fit.observedStandardError[0]!, Math.sqrt(s2 / (information - second)), 1e-9);
  assert(Math.abs(second / information) > 1e-3, "the two conventions differ here");
});

Deno.test("leastSquares() keeps fixed parameters and counts them out of the degrees of freedom", () => {
  const fit = leastSquares(decayModel(x), decayed, [2, 0.7, 0.5], { fixed: ["rate", "floor"] });
  assertEquals(fit.status, "converged");
  assertEquals(fit.estimate.slice(1), [0.7, 0.5]);
  assertEquals(fit.standardError.slice(1), [0, 0]);
  assertEquals(fit.observedStandardError.slice(1), [0, 0]);
  assertEquals(fit.degreesOfFreedom, 11);
  assertEquals(fit.covariance![1], [0, 0, 0]);
  // Amplitude alone is linear: the regression through the origin of y - 0.5 on exp(-0.7 x).
  const e = x.map((value) => Math.exp(-0.7 * value));
  const amplitude = e.reduce((sum, v, i) => sum + v * (decayed[i] - 0.5), 0) /
    e.reduce((sum, v) => sum + v * v, 0);
  assertClose(fit.estimate[0], amplitude, 1e-13);
});

Deno.test("leastSquares() with everything fixed reports the start", () => {
  const fit = leastSquares(lineModel(x), decayed, [1, 2], { fixed: ["intercept", "slope"] });
  assertEquals(fit.status, "converged");
  assertEquals(fit.estimate, [1, 2]);
  assertEquals(fit.standardError, [0, 0]);
  assertEquals(fit.degreesOfFreedom, 12);
});

Deno.test("leastSquares() stops at a bound, says so, and takes the rest as given it", () => {
  const free = leastSquares(decayModel(x), decayed, [2, 1, 0]);
  const bound = free.estimate[1] + 0.2;
  const fit = leastSquares(decayModel(x), decayed, [2, 1.5, 0], {
    lower: [-Infinity, bound, -Infinity],
  });
  const held = leastSquares(decayModel(x), decayed, [2, bound, 0], { fixed: ["rate"] });
  assertEquals(fit.status, "at bound");
  assertEquals(fit.atBound, ["rate"]);
  assertStringIncludes(fit.reason, "rate");
  assertEquals(fit.estimate[1], bound);
  assertEquals(fit.standardError[1], null);
  assertClose(fit.estimate[0], held.estimate[0], 1e-12);
  assertClose(fit.rss, held.rss, 1e-12);
  assertEquals(fit.degreesOfFreedom, free.degreesOfFreedom);
});

Deno.test("leastSquares() does not call a bound binding when the minimum lies inside", () => {
  const options = { lower: [0, 0.1, -1], upper: [10, 5, 2] };
  const fit = leastSquares(decayModel(x), decayed, [10, 0.1, 2], options);
  const free = leastSquares(decayModel(x), decayed, [2, 1, 0]);
  assertEquals(fit.status, "converged");
  assertEquals(fit.atBound, []);
  fit.estimate.forEach((value, k) => assertClose(value, free.estimate[k], 1e-11));
});

Deno.test("leastSquares() with bounds that meet holds the parameter there", () => {
  const fit = leastSquares(decayModel(x), decayed, [2, 1, 0.4], {
    lower: [-Infinity, 0, 0.4],
    upper: [Infinity, 9, 0.4],
  });
  assertEquals(fit.estimate[2], 0.4);
  const held = leastSquares(decayModel(x), decayed, [2, 1, 0.4], { fixed: ["floor"] });
  assertClose(fit.estimate[0], held.estimate[0], 1e-12);
});

Deno.test("leastSquares() names the parameter that the predictions do not depend on", () => {
  const fit = leastSquares(linearModel(x.map((value) => [1, value, 0])), decayed, [1, 1, 5]);
  assertEquals(fit.status, "not identified");
  assertEquals(fit.notIdentified, ["b2"]);
  assertEquals(fit.reason, "the predictions do not depend on b2 here");
  assertEquals(fit.standardError[2], null);
  assertEquals(fit.covariance, null);
  // What is determined keeps its standard error.
  const line = leastSquares(lineModel(x), decayed, [0, 0]);
  assertClose(fit.estimate[1], line.estimate[1], 1e-12);
  const s = Math.sqrt(9 / 10);
  assertClose(fit.standardError[1]! * s, line.standardError[1]!, 1e-12);
});

Deno.test("leastSquares() names the parameters of which only a combination is determined", () => {
  const rows = x.map((value) => [1, value, 2 * value + 3]);
  const fit = leastSquares(linearModel(rows), decayed, [1, 1, 1]);
  assertEquals(fit.status, "not identified");
  assertEquals([...fit.notIdentified].sort(), ["b0", "b1", "b2"]);
  assertStringIncludes(fit.reason, "only a combination of");
  assertClose(fit.rss, leastSquares(lineModel(x), decayed, [0, 0]).rss, 1e-10);
  const sum = leastSquares(linearModel(x.map((value) => [1, 1, value])), decayed, [3, 4, 0]);
  assertEquals(sum.notIdentified, ["b0", "b1"]);
  assert(sum.standardError[2] !== null);
});

Deno.test("leastSquares() of one x value determines no slope", () => {
  const many = Array.from({ length: 10_000 }, () => 2);
  const y = many.map((_, i) => 5 + Math.sin(i));
  const fit = leastSquares(lineModel(many), y, [0, 1]);
  assertEquals(fit.status, "not identified");
  assertEquals(fit.notIdentified, ["intercept", "slope"]);
  const mean = y.reduce((a, b) => a + b) / y.length;
  assertClose(fit.fitted[0], mean, 1e-12);
});

Deno.test("leastSquares() calls perfect data exact", () => {
  const y = x.map((value) => 3 * Math.exp(-0.7 * value) + 0.5);
  for (const start of [[2, 1, 0], [3, 0.7, 0.5]]) {
    const fit = leastSquares(decayModel(x), y, start);
    assertEquals(fit.status, "exact");
    [3, 0.7, 0.5].forEach((value, k) => assertClose(fit.estimate[k], value, 1e-12));
    assert(fit.rss < 1e-28);
  }
});

Deno.test("leastSquares() of data that are all zero is exact or not identified, never NaN", () => {
  const fit = leastSquares(lineModel(x), x.map(() => 0), [1, 1]);
  assertEquals(fit.status, "exact");
  assertEquals(fit.estimate.map((value) => Math.abs(value) < 1e-15), [true, true]);
  const decay = leastSquares(decayModel(x), x.map(() => 0), [1, 1, 1]);
  assertEquals(decay.status, "not identified");
});

Deno.test("leastSquares() without degrees of freedom has no standard errors and says why", () => {
  // No decay passes through these three: the second step down is longer than the first.
  const fit = leastSquares(lineModel([0, 1]), [1, 3], [0, 0]);
  assertEquals(fit.status, "exact");
  assertEquals(fit.standardError, [null, null]);
  assertEquals(fit.degreesOfFreedom, 0);
  const cubic = leastSquares(decayModel([0, 1, 2]), [3, 2.9, 0], [1, 1, 1], {
    lower: [-Infinity, 0.1, -Infinity],
  });
  assertEquals(cubic.standardError, [null, null, null]);
  assertEquals(cubic.covariance, null);
});

Deno.test("leastSquares() with fewer observations than parameters fits nothing", () => {
  const fit = leastSquares(decayModel([0, 1]), [3, 1], [2, 1, 0]);
  assertEquals(fit.status, "too few observations");
  assertEquals(fit.reason, "2 observations cannot determine 3 parameters");
  assertEquals(fit.estimate, [2, 1, 0]);
  const enough = leastSquares(decayModel([0, 1]), [3, 1], [2, 1, 0], { fixed: ["floor"] });
  assertEquals(enough.status, "exact");
});

Deno.test("leastSquares() does not call a maximum or a saddle converged", () => {
  // f = p^2 with y < 0: at p = 0 the slope is zero; with y > 0 that is a maximum.
  const square = {
    observations: 3,
    parameters: ["p"],
    predict: ([p]: Float64Array, out: Float64Array) => out.fill(p * p),
    jacobian: ([p]: Float64Array, out: Float64Array) => out.fill(2 * p),
    curvature: (_: Float64Array, r: Float64Array, out: Float64Array) =>
      out.fill(2 * (r[0] + r[1] + r[2])),
  };
  assertEquals(leastSquares(square, [1, 2, 3], [0]).status, "not identified");
  const bowl = {
    observations: 4,
    parameters: ["a", "b"],
    predict([a, b]: Float64Array, out: Float64Array) {
      out.set([b, -b, a * a - 1 + b, 0.1 * a]);
    },
  };
  const saddle = leastSquares(bowl, [0.3, 0.1, 0, 0], [0, 0], { search: "direct" });
  assertEquals(saddle.status, "not a minimum");
});

Deno.test("leastSquares() tells of a Jacobian that disagrees with the predictions", () => {
  const model = decayModel(x);
  const wrong = {
    ...without(model, "curvature"),
    jacobian(parameters: Float64Array, out: Float64Array) {
      model.jacobian!(parameters, out);
      for (let i = 1; i < out.length; i += 3) out[i] /= 1 + i;
    },
  };
  const fit = leastSquares(wrong, decayed, [2, 2, 0]);
  assertEquals(fit.status, "not converged");
  assertEquals(
    fit.reason,
    "the model's jacobian() disagrees with differences of its predict() for rate",
  );
});

Deno.test("leastSquares() says that the steps ran out", () => {
  const fit = leastSquares(decayModel(x), decayed, [50, 9, 3], { maxIterations: 2 });
  assertEquals(fit.status, "not converged");
  assertStringIncludes(fit.reason, "the steps ran out");
});

Deno.test("leastSquares() steps round places where the model gives no numbers", () => {
  // sqrt(a - x) is NaN wherever a trial puts a below the largest x.
  const xs = steps(0, 1, 10);
  const model = {
    observations: 10,
    parameters: ["a", "b"],
    predict: ([a, b]: Float64Array, out: Float64Array) =>
      xs.forEach((v, i) => out[i] = b * Math.sqrt(a - v)),
  };
  const y = xs.map((v, i) => 2 * Math.sqrt(1.05 - v) + 0.01 * Math.sin(7 * i));
  const fit = leastSquares(model, y, [3, 1]);
  assertEquals(fit.status, "converged");
  assert(Math.abs(fit.estimate[0] - 1.05) < 0.05);
});

Deno.test("leastSquares() gives the same bits for the same call", () => {
  const once = leastSquares(without(decayModel(x), "jacobian", "curvature"), decayed, [2, 1, 0]);
  const again = leastSquares(without(decayModel(x), "jacobian", "curvature"), decayed, [2, 1, 0]);
  assertEquals(JSON.stringify(once), JSON.stringify(again));
});

Deno.test("leastSquares() leaves its arguments as they are", () => {
  const y = Float64Array.from(decayed);
  const start = [2, 1, 0];
  const weights = x.map((value) => 1 + value);
  leastSquares(decayModel(x), y, start, { weights });
  assertEquals([...y], decayed);
  assertEquals(start, [2, 1, 0]);
  assertEquals(weights, x.map((value) => 1 + value));
});

Deno.test("leastSquares() searched thoroughly finds minima that one direct search misses", () => {
  // Two exponentials from rates a hundred times too fast.
  const xs = steps(0, 320, 33);
  const model = {
    observations: 33,
    parameters: ["floor", "a", "b", "slow", "fast"],
    predict([c, a, b, slow, fast]: Float64Array, out: Float64Array) {
      xs.forEach((v, i) => out[i] = c + a * Math.exp(-slow * v) + b * Math.exp(-fast * v));
    },
  };
  const y = xs.map((v, i) =>
    0.4 + 1.9 * Math.exp(-0.013 * v) - 1.5 * Math.exp(-0.022 * v) + 1e-3 * Math.sin(5 * i)
  );
  const start = [50, 150, -100, 1, 2];
  const options = { maxIterations: 60 };
  const direct = leastSquares(model, y, start, { ...options, search: "direct" });
  const thorough = leastSquares(model, y, start, options);
  assert(direct.status !== "converged", direct.status);
  assertEquals(thorough.status, "converged");
  assert(thorough.rss < direct.rss);
});

Deno.test("leastSquares() takes a parameter to the bound that it creeps towards", () => {
  // A step between 2 and 3 with one well halfway: the steeper the better, without end.
  const xs = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
  const y = [1.02, 0.98, 1.01, 0.99, 0.55, 0.45, 0.01, -0.01, 0.02, -0.02, 0.01, -0.01];
  const fit = leastSquares(sigmoidModel(xs), y, [2.2, 1.5, 1, 0], {
    lower: [-3, 0.02, -Infinity, -Infinity],
    upper: [8, 70, Infinity, Infinity],
  });
  assertEquals(fit.status, "at bound");
  assertEquals(fit.atBound, ["rate"]);
  assertEquals(fit.estimate[1], 70);
  assertClose(fit.rss, 0.0072, 1e-12);
  const free = leastSquares(sigmoidModel(xs), y, [2.2, 1.5, 1, 0]);
  assertEquals(free.status, "not identified");
  assertEquals(free.notIdentified, ["rate"]);
  assertEquals(free.reason, "the predictions hardly depend on rate here");
  assertEquals(free.standardError[1], null);
  assert(free.standardError[2] !== null);
});

Deno.test("leastSquares() gives the bits recorded for every machine", () => {
  const xs = steps(-1, 4, 10).flatMap((value) => [value, value, value]);
  const model = sigmoidModel(xs, portableExp);
  const random = randomSeeded(2026);
  let hash = 2166136261;
  const bits = new DataView(new ArrayBuffer(8));
  for (let curve = 0; curve < 300; curve++) {
    const truth = [3 * random(), 1 + 5 * random(), 0.5 + random(), 0.3 * random()];
    const y = new Float64Array(xs.length);
    model.predict(Float64Array.from(truth), y);
    const noisy = y.map((value) => value + 0.05 * randomNormal(random));
    const { estimate, standardError, observedStandardError } = leastSquares(
      model,
      noisy,
      [1.5, 2, 1, 0],
    );
    for (const value of [...estimate, ...standardError, ...observedStandardError]) {
      bits.setFloat64(0, value ?? -1);
      for (const at of [0, 4]) hash = Math.imul(hash ^ bits.getUint32(at), 16777619);
    }
  }
  assertEquals(hash >>> 0, 3261508998);
});
