import { UsageError } from "../errors/mod.ts";
import { place, type Point, predict, type Problem } from "./least_squares_problem.ts";

/**
 * Checks at the start that a model does what a fit relies on: it leaves its parameters alone and
 * gives the same predictions for the same parameters.
 *
 * @throws {UsageError} If it does not
 */
export function checkModel(problem: Problem, start: Float64Array): void {
  const { model, y } = problem;
  const given = start.slice();
  const first = new Float64Array(y.length).fill(NaN);
  predict(problem, given, first);
  for (let k = 0; k < given.length; k++) {
    if (given[k] !== start[k]) {
      throw new UsageError(
        `Cannot fit the model: its predict() must leave the parameters as they are, ` +
          `found ${model.parameters[k]} changed from ${start[k]} to ${given[k]}`,
      );
    }
  }
  checkSame(problem, start, first);
}

/** Checks that the model still predicts at a point what it predicted when the point was visited. */
export function checkRepeatable(problem: Problem, point: Point): void {
  checkSame(problem, point.parameters, point.fitted);
}

function checkSame(problem: Problem, parameters: Float64Array, before: Float64Array): void {
  const again = new Float64Array(before.length).fill(NaN);
  predict(problem, parameters, again);
  for (let i = 0; i < again.length; i++) {
    if (!Object.is(again[i], before[i]) && again[i] !== before[i]) {
      throw new UsageError(
        `Cannot fit the model: its predict() must give the same numbers for the same parameters, ` +
          `found ${before[i]}, then ${again[i]} for observation ${i + 1} at ${
            place(problem.model, parameters)
          }`,
      );
    }
  }
}
