import { UsageError } from "../../lib/errors/mod.ts";
import { jointModel, leastSquares, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { decayModel, lineModel, steps, without } from "./models.ts";

const x = steps(0, 5, 9);
const prng = randomSeeded(5);
const noisy = (f: (x: number) => number) => x.map((value) => f(value) + 0.05 * randomNormal(prng));
const one = noisy((value) => 3 * Math.exp(-0.7 * value) + 0.5);
const two = noisy((value) => 2 * Math.exp(-1.4 * value) + 0.5);
const parts = [
  { name: "one", model: decayModel(x) },
  { name: "two", model: decayModel(x) },
];

Deno.test("jointModel() that shares nothing is the fits one by one", () => {
  const joint = jointModel(parts);
  assertEquals(joint.model.parameters, [
    "amplitude (one)",
    "rate (one)",
    "floor (one)",
    "amplitude (two)",
    "rate (two)",
    "floor (two)",
  ]);
  const fit = leastSquares(joint.model, [...one, ...two], [2, 1, 0, 2, 1, 0]);
  const alone = [one, two].map((y) => leastSquares(decayModel(x), y, [2, 1, 0]));
  assertClose(fit.rss, alone[0].rss + alone[1].rss, 1e-12);
  for (const [m, { estimate }] of alone.entries()) {
    estimate.forEach((value, k) => assertClose(joint.part(fit.estimate, m)[k], value, 1e-11));
  }
});

Deno.test("jointModel() shares a parameter among all parts, with derivatives given or not", () => {
  const joint = jointModel(parts, { floor: "all" });
  assertEquals(joint.model.parameters, [
    "amplitude (one)",
    "rate (one)",
    "floor",
    "amplitude (two)",
    "rate (two)",
  ]);
  assertEquals(joint.places, [[0, 1, 2], [3, 4, 2]]);
  const start = joint.join([[2, 1, 0.2], [2, 1, 0.6]]);
  assertEquals([...start], [2, 1, 0.4, 2, 1]);
  const y = [...one, ...two];
  const fit = leastSquares(joint.model, y, start);
  assertEquals(fit.status, "converged");
  assertEquals(fit.degreesOfFreedom, 13);
  const plain = jointModel(
    parts.map(({ name, model }) => ({ name, model: without(model, "jacobian", "curvature") })),
    { floor: "all" },
  );
  assert(plain.model.jacobian === undefined && plain.model.curvature === undefined);
  const byDifferences = leastSquares(plain.model, y, start);
  fit.estimate.forEach((value, k) => {
    assertClose(byDifferences.estimate[k], value, 1e-11);
    assertClose(byDifferences.standardError[k]!, fit.standardError[k]!, 1e-10);
    assertClose(byDifferences.observedStandardError[k]!, fit.observedStandardError[k]!, 1e-8);
  });
});

Deno.test("jointModel() adds up the second derivatives of a shared parameter", () => {
  const joint = jointModel(parts, { rate: "all" });
  const plain = jointModel(
    parts.map(({ name, model }) => ({ name, model: without(model, "curvature") })),
    { rate: "all" },
  );
  const y = [...one, ...two];
  const start = [2, 1, 0.5, 2, 0.5];
  const fit = leastSquares(joint.model, y, start);
  const byDifferences = leastSquares(plain.model, y, start);
  assertEquals(fit.status, "converged");
  fit.observedStandardError.forEach((value, k) =>
    assertClose(byDifferences.observedStandardError[k]!, value!, 1e-8)
  );
  assert(Math.abs(fit.observedStandardError[1]! / fit.standardError[1]! - 1) > 1e-5);
});

Deno.test("jointModel() shares within groups", () => {
  const lines = ["a", "b", "c"].map((name) => ({ name, model: lineModel(x) }));
  const joint = jointModel(lines, { slope: ["day 1", "day 1", "day 2"], intercept: "all" });
  assertEquals(joint.model.parameters, ["intercept", "slope (day 1)", "slope (day 2)"]);
  const y = [1, 1, 3].flatMap((slope) => x.map((value) => 2 + slope * value));
  const fit = leastSquares(joint.model, y, [0, 0, 0]);
  [2, 1, 3].forEach((value, k) => assertClose(fit.estimate[k], value, 1e-12));
});

Deno.test("jointModel() puts parts of different models and sizes together", () => {
  const joint = jointModel(
    [{ name: "line", model: lineModel([0, 1]) }, { name: "decay", model: decayModel([0, 1, 2]) }],
  );
  const out = new Float64Array(5);
  joint.model.predict(Float64Array.of(1, 2, 3, 0.5, 4), out);
  assertEquals([...out.subarray(0, 2)], [1, 3]);
  assertClose(out[4], 3 * Math.exp(-1) + 4, 1e-15);
  const jacobian = new Float64Array(25);
  joint.model.jacobian!(Float64Array.of(1, 2, 3, 0.5, 4), jacobian);
  assertEquals([...jacobian.subarray(5, 10)], [1, 1, 0, 0, 0]);
  assertEquals([...jacobian.subarray(10, 15)], [0, 0, 1, -0, 1]);
});

Deno.test("jointModel() refuses what cannot be shared", () => {
  assertThrows(() => jointModel([]), UsageError, "needs one part at least");
  assertThrows(
    () => jointModel([parts[0], parts[0]]),
    UsageError,
    'parts must have different names, found "one" twice',
  );
  assertThrows(
    () => jointModel(parts, { flor: "all" }),
    UsageError,
    'must be among amplitude, rate and floor, found "flor". Did you mean "floor"?',
  );
  assertThrows(
    () => jointModel(parts, { floor: ["day 1"] }),
    UsageError,
    'groups of "floor" must be one for each of 2 parts, found 1',
  );
});
