import { UsageError } from "../../lib/errors/mod.ts";
import {
  leastSquares,
  type LeastSquaresModel,
  type LeastSquaresOptions,
} from "../../lib/numerics/mod.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { decayModel, lineModel, steps } from "./models.ts";

const x = steps(0, 5, 6);
const y = [3.4, 2.1, 1.4, 0.9, 0.8, 0.6];
const start = [3, 1, 0];

/** The message of the UsageError that a call throws. */
function refusal(
  options: LeastSquaresOptions,
  { model = decayModel(x), observed = y, from = start }: {
    model?: LeastSquaresModel;
    observed?: readonly number[];
    from?: readonly number[];
  } = {},
): string {
  return assertThrows(() => leastSquares(model, observed, from, options), UsageError).message;
}

Deno.test("leastSquares() refuses weights that are zero, negative, infinite, NaN or too few", () => {
  for (const bad of [0, -1, Infinity, NaN]) {
    assertEquals(
      refusal({ weights: [1, 1, bad, 1, 1, 1] }),
      "Cannot fit the model: weights must be positive and finite (leave an observation out " +
        `instead of giving it weight 0), found ${bad} at observation 3`,
    );
  }
  assertEquals(
    refusal({ weights: [1, 1] }),
    "Cannot fit the model: weights must have 6 numbers, one per observation, found 2",
  );
});

Deno.test("leastSquares() refuses bounds that cross, exclude the start or are NaN", () => {
  assertEquals(
    refusal({ lower: [0, 2, 0], upper: [9, 1, 9] }),
    'Cannot fit the model: bounds of "rate" must not cross, found lower 2 and upper 1',
  );
  assertEquals(
    refusal({ upper: [9, 0.5, 9] }),
    'Cannot fit the model: start of "rate" must be from -Infinity to 0.5, found 1',
  );
  assertStringIncludes(refusal({ lower: [0, NaN, 0] }), "lower must be numbers, found NaN");
  assertStringIncludes(refusal({ lower: [0] }), "lower must have 3 numbers, one per parameter");
});

Deno.test("leastSquares() refuses fixed names that are unknown or given twice", () => {
  assertEquals(
    refusal({ fixed: ["Rate"] }),
    'Cannot fit the model: fixed must be parameters (amplitude, rate and floor), found "Rate". ' +
      'Did you mean "rate"?',
  );
  assertStringIncludes(refusal({ fixed: ["rate", "rate"] }), 'must name "rate" once');
  assertStringIncludes(
    refusal({ fixed: ["rate"], lower: [0, 2, 0] }),
    'start of "rate" must be from 2 to Infinity, found 1',
  );
});

Deno.test("leastSquares() refuses observations and starts that are not finite or not as many", () => {
  assertEquals(
    refusal({}, { observed: [1, 2, NaN, 4, 5, 6] }),
    "Cannot fit the model: y must be finite, found NaN at observation 3",
  );
  assertStringIncludes(refusal({}, { observed: [1, 2] }), "y must have 6 numbers");
  assertStringIncludes(refusal({}, { from: [1, 2] }), "start must have 3 numbers");
  assertStringIncludes(refusal({}, { from: [1, Infinity, 0] }), "found Infinity at parameter 2");
});

Deno.test("leastSquares() refuses models without observations or with one name twice", () => {
  assertStringIncludes(
    refusal({}, { model: { ...decayModel(x), observations: 0 }, observed: [] }),
    "observations must be an integer of 1 or more, found 0",
  );
  assertStringIncludes(
    refusal({}, { model: { ...decayModel(x), parameters: ["a", "b", "a"] } }),
    'parameters must have different names, found "a" twice',
  );
});

Deno.test("leastSquares() refuses a number of steps that is none", () => {
  assertStringIncludes(refusal({ maxIterations: 0 }), "maxIterations must be");
  assertStringIncludes(refusal({ maxIterations: NaN }), "maxIterations must be");
});

Deno.test("leastSquares() passes on what a model throws, with the place and the cause", () => {
  const cause = new RangeError("no rate below 0.5");
  const model = {
    ...lineModel(x),
    predict([intercept]: Float64Array, out: Float64Array) {
      if (intercept > 1) throw cause;
      out.fill(intercept);
    },
  };
  const error = assertThrows(() => leastSquares(model, y, [2, 0]), UsageError);
  assertEquals(
    error.message,
    'Cannot fit the model: its predict() must not throw, found "no rate below 0.5" at ' +
      "intercept = 2 and slope = 0",
  );
  assertEquals(error.cause, cause);
  for (const part of ["jacobian", "curvature"] as const) {
    const broken = {
      ...decayModel(x),
      [part]() {
        throw cause;
      },
    };
    assertStringIncludes(refusal({}, { model: broken }), `its ${part}() must not throw`);
  }
});

Deno.test("leastSquares() refuses a model that changes its mind", () => {
  let calls = 0;
  const whim = {
    ...lineModel(x),
    predict: ([a, b]: Float64Array, out: Float64Array) =>
      x.forEach((value, i) => out[i] = a + b * value + 1e-9 * calls++),
  };
  assertStringIncludes(
    refusal({}, { model: whim, from: [0, 0] }),
    "its predict() must give the same numbers for the same parameters, found ",
  );
  // A model that begins to waver later is found out at the end.
  let later = 0;
  const late = {
    ...lineModel(x),
    predict: ([a, b]: Float64Array, out: Float64Array) =>
      x.forEach((value, i) => out[i] = a + b * value + (later++ > 20 ? 1e-9 * later : 0)),
  };
  assertStringIncludes(refusal({}, { model: late, from: [0, 0] }), "for the same parameters");
});

Deno.test("leastSquares() refuses a model that changes its parameters", () => {
  const model = {
    ...lineModel(x),
    predict(parameters: Float64Array, out: Float64Array) {
      parameters[1] = Math.abs(parameters[1]);
      out.fill(parameters[1]);
    },
  };
  assertEquals(
    refusal({}, { model, from: [0, -2] }),
    "Cannot fit the model: its predict() must leave the parameters as they are, found slope " +
      "changed from -2 to 2",
  );
});

Deno.test("leastSquares() reports a model without numbers at the start as a status", () => {
  const nan = { ...lineModel(x), predict: (_: Float64Array, out: Float64Array) => out.fill(NaN) };
  const fit = leastSquares(nan, y, [1, 2]);
  assertEquals(fit.status, "not computable");
  assertEquals(
    fit.reason,
    "the model or its Jacobian gives numbers that are not finite at the start, " +
      "intercept = 1 and slope = 2",
  );
  assertEquals(fit.standardError, [null, null]);
  const forgetful = { ...lineModel(x), predict() {} };
  assertEquals(leastSquares(forgetful, y, [1, 2]).status, "not computable");
});

Deno.test("leastSquares() reports a Jacobian without numbers at the start as a status", () => {
  const nan = { ...lineModel(x), jacobian: (_: Float64Array, out: Float64Array) => out.fill(NaN) };
  assertEquals(leastSquares(nan, y, [1, 2]).status, "not computable");
});
