import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";
import { createProblem, type Problem } from "./least_squares_problem.ts";

/** Options of {@linkcode leastSquares}. */
export interface LeastSquaresOptions {
  /** One weight per observation, 1 / variance up to a factor: positive and finite. */
  readonly weights?: ArrayLike<number>;
  /** Lower bounds by parameter; -Infinity for none. */
  readonly lower?: ArrayLike<number>;
  /** Upper bounds by parameter; Infinity for none. */
  readonly upper?: ArrayLike<number>;
  /** Names of parameters that stay at their start. */
  readonly fixed?: readonly string[];
  /** Steps at most, in each of the two ways; default 200. */
  readonly maxIterations?: number;
  /**
   * `thorough` (default): a search that finds no minimum is tried again with the linear parameters
   * eliminated. `direct`: once, from the start; for callers who have many starts.
   */
  readonly search?: "thorough" | "direct";
}

/** Checks the arguments of a fit and prepares its problem. */
export function checkedProblem(
  model: LeastSquaresModel,
  y: ArrayLike<number>,
  start: ArrayLike<number>,
  { weights, lower, upper, fixed = [], maxIterations = 200 }: LeastSquaresOptions,
): Problem {
  const names = model.parameters;
  const p = names.length;
  const n = model.observations;
  if (!Number.isInteger(n) || n < 1) {
    throw new UsageError(
      `Cannot fit the model: observations must be an integer of 1 or more, found ${n}`,
    );
  }
  if (!(maxIterations >= 1)) {
    throw new UsageError(
      `Cannot fit the model: maxIterations must be 1 or more, found ${maxIterations}`,
    );
  }
  const repeated = names.find((name, k) => names.indexOf(name) !== k);
  if (repeated !== undefined) {
    throw new UsageError(
      `Cannot fit the model: parameters must have different names, found ${quote(repeated)} twice`,
    );
  }
  checkNumbers("y", y, n, "observation", Number.isFinite, "finite");
  checkNumbers("start", start, p, "parameter", Number.isFinite, "finite");
  if (weights) {
    checkNumbers(
      "weights",
      weights,
      n,
      "observation",
      (w) => w > 0 && w < Infinity,
      "positive and finite (leave an observation out instead of giving it weight 0)",
    );
  }
  const low = bounds("lower", lower, p, -Infinity);
  const high = bounds("upper", upper, p, Infinity);
  for (let k = 0; k < p; k++) {
    if (!(low[k] <= high[k])) {
      throw new UsageError(
        `Cannot fit the model: bounds of ${quote(names[k])} must not cross, ` +
          `found lower ${low[k]} and upper ${high[k]}`,
      );
    }
    if (start[k] < low[k] || start[k] > high[k]) {
      throw new UsageError(
        `Cannot fit the model: start of ${quote(names[k])} must be from ${low[k]} to ${
          high[k]
        }, found ${start[k]}`,
      );
    }
  }
  const free = new Uint8Array(p).fill(1);
  for (const [i, name] of fixed.entries()) {
    const k = names.indexOf(name);
    if (fixed.indexOf(name) !== i) {
      throw new UsageError(
        `Cannot fit the model: fixed must name ${quote(name)} once, found twice`,
      );
    }
    if (k < 0) {
      const meant = nearest(name, names);
      throw new UsageError(
        `Cannot fit the model: fixed must be parameters (${list(names)}), found ${quote(name)}` +
          (meant ? `. Did you mean ${quote(meant)}?` : ""),
      );
    }
    free[k] = 0;
  }
  return createProblem({
    model,
    y: Float64Array.from(y),
    rootWeights: weights ? Float64Array.from(weights, Math.sqrt) : null,
    lower: low,
    upper: high,
    free,
    start: Float64Array.from(start),
  });
}

function bounds(
  what: string,
  values: ArrayLike<number> | undefined,
  p: number,
  none: number,
): Float64Array {
  if (!values) return new Float64Array(p).fill(none);
  checkNumbers(what, values, p, "parameter", (value) => !Number.isNaN(value), "numbers");
  return Float64Array.from(values);
}

function checkNumbers(
  what: string,
  values: ArrayLike<number>,
  length: number,
  noun: string,
  valid: (value: number) => boolean,
  needed: string,
): void {
  if (values.length !== length) {
    throw new UsageError(
      `Cannot fit the model: ${what} must have ${plural(length, "number")}, one per ${noun}, ` +
        `found ${values.length}`,
    );
  }
  for (let i = 0; i < length; i++) {
    if (!valid(values[i])) {
      throw new UsageError(
        `Cannot fit the model: ${what} must be ${needed}, found ${values[i]} at ${noun} ${i + 1}`,
      );
    }
  }
}
