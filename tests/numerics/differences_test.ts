import { checkedProblem } from "../../lib/numerics/checked_problem.ts";
import { calibrateSteps } from "../../lib/numerics/differences.ts";
import { createPoint, evaluate } from "../../lib/numerics/least_squares_problem.ts";
import { curvature, linearize } from "../../lib/numerics/linearize.ts";
import type { LeastSquaresModel, LeastSquaresOptions } from "../../lib/numerics/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { decayModel, sigmoidModel, steps, without } from "./models.ts";

const x = steps(0, 5, 12);
const y = x.map((value) => 1 / (1 + value));

/** Jacobian and curvature of a model at a point, by differences after calibration or before. */
function derivatives(
  model: LeastSquaresModel,
  at: readonly number[],
  { fine = true, ...options }: LeastSquaresOptions & { fine?: boolean } = {},
) {
  const problem = checkedProblem(model, y, at, options);
  const point = createPoint(problem);
  point.parameters.set(at);
  evaluate(problem, point);
  if (fine && !model.jacobian) calibrateSteps(problem, point);
  linearize(problem, point);
  const second = new Float64Array(at.length * at.length);
  curvature(problem, point, second);
  return { jacobian: problem.jacobian.slice(), second };
}

function worst(found: Float64Array, exact: Float64Array, p: number): number {
  let most = 0;
  for (let k = 0; k < p; k++) {
    let gap = 0;
    let size = 0;
    for (let i = k; i < exact.length; i += p) {
      gap += (found[i] - exact[i]) ** 2;
      size += exact[i] ** 2;
    }
    most = Math.max(most, Math.sqrt(gap / size));
  }
  return most;
}

Deno.test("differences agree with derivatives: seven digits rough, thirteen after calibration", () => {
  const cases: readonly [at: number[], fine: number][] = [
    [[3, 0.7, 0.5], 1e-13],
    [[-1e-8, 2, 1e-9], 1e-13],
    // A floor that is a millionth of the predictions is felt only through their rounding.
    [[3000, 0.7, -5e-3], 1e-9],
  ];
  for (const [at, fine] of cases) {
    const model = decayModel(x);
    const exact = derivatives(model, at).jacobian;
    const plain = without(model, "jacobian", "curvature");
    assert(worst(derivatives(plain, at, { fine: false }).jacobian, exact, 3) < 1e-7);
    assert(worst(derivatives(plain, at).jacobian, exact, 3) < fine);
  }
});

Deno.test("differences find steps for a parameter far from 0 with a short reach", () => {
  const model = sigmoidModel(x.map((value) => value + 1e4));
  const at = [1e4 + 2, 3, 1, 0.1];
  const exact = derivatives(model, at);
  const found = derivatives(without(model, "jacobian"), at);
  // Positions near 10,000 are themselves rounded to 1e-12 of the reach.
  assert(worst(found.jacobian, exact.jacobian, 4) < 1e-10);
});

Deno.test("second derivatives by differences agree with the model's own", () => {
  const model = decayModel(x);
  const at = [3, 0.7, 0.5];
  const { second } = derivatives(model, at);
  const size = Math.max(...second.map(Math.abs));
  for (const poorer of [without(model, "curvature"), without(model, "jacobian", "curvature")]) {
    const found = derivatives(poorer, at).second;
    found.forEach((value, i) => assert(Math.abs(value - second[i]) < 1e-9 * size));
    assertEquals(found[1], found[3]);
  }
});

Deno.test("differences stay within the bounds", () => {
  const plain = without(decayModel(x), "jacobian", "curvature");
  const lower = [3, 0.7, 0.5];
  const upper = [9, 0.7001, 0.5 + 1e-6];
  const strict = {
    ...plain,
    predict(p: Float64Array, out: Float64Array) {
      p.forEach((value, k) => assert(value >= lower[k] && value <= upper[k], `${p}`));
      plain.predict(p, out);
    },
  };
  const exact = derivatives(decayModel(x), lower);
  for (const fine of [false, true]) {
    const found = derivatives(strict, lower, { lower, upper, fine });
    assert(worst(found.jacobian, exact.jacobian, 3) < 1e-4);
  }
});
