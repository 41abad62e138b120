import { checkedProblem } from "../../lib/numerics/checked_problem.ts";
import { createPoint, evaluate } from "../../lib/numerics/least_squares_problem.ts";
import { linearize } from "../../lib/numerics/linearize.ts";
import { createDamping, proposeStep, rescale } from "../../lib/numerics/propose_step.ts";
import { problemDigits } from "../reference/nist/digits.ts";
import { readProblem } from "../reference/nist/read_problem.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";
import { linearModel } from "./models.ts";

const rows = [[1, 0.2, 0], [0.5, 1, 0.3], [0, -0.4, 1], [1, 1, 1], [0.3, 0, -1]];
const y = [3, -1, 2, 5, 0.5];

/** The step that a linear model gets, and the decreases foreseen and found. */
function step(damping: number, upper?: number[]) {
  const problem = checkedProblem(linearModel(rows), y, [0, 0, 0], { upper });
  const point = createPoint(problem);
  const trial = createPoint(problem);
  evaluate(problem, point);
  linearize(problem, point);
  const state = { ...createDamping(problem), damping };
  rescale(problem, state);
  const foreseen = proposeStep(problem, point, trial, state);
  evaluate(problem, trial);
  return { foreseen, found: point.rss - trial.rss, trial, state };
}

Deno.test("proposeStep() foresees the decrease of a linear model exactly", () => {
  for (const damping of [1e-9, 0.1, 10]) {
    const { foreseen, found, state } = step(damping);
    assertClose(foreseen, found, 1e-12);
    assertEquals(state.clipped, false);
  }
});

Deno.test("proposeStep() puts what would leave the bounds on them and solves for the rest again", () => {
  const { foreseen, found, trial, state } = step(1e-9, [0.5, Infinity, Infinity]);
  assertEquals(trial.parameters[0], 0.5);
  assertEquals(state.clipped, true);
  assertClose(foreseen, found, 1e-12);
  // The rest is the least-squares answer with the first parameter at its bound.
  const problem = checkedProblem(linearModel(rows), y, [0.5, 0, 0], { fixed: ["b0"] });
  const point = createPoint(problem);
  point.parameters.set(trial.parameters);
  evaluate(problem, point);
  linearize(problem, point);
  assert(Math.abs(problem.slope[1]) < 1e-7 && Math.abs(problem.slope[2]) < 1e-7);
});

Deno.test("bendStep() follows curved valleys in a fraction of the steps", () => {
  for (const [name, most] of [["Bennett5", 120], ["Lanczos3", 150], ["MGH10", 80]] as const) {
    const { fit } = problemDigits(readProblem(name), 2);
    assertEquals(fit.status, "converged");
    assert(fit.iterations <= most, `${name} took ${fit.iterations} steps`);
  }
});
