import { checkedProblem } from "../../lib/numerics/checked_problem.ts";
import { eliminateLinear } from "../../lib/numerics/eliminate_linear.ts";
import { leastSquares } from "../../lib/numerics/mod.ts";
import { linearParameters } from "../../lib/numerics/linear_parameters.ts";
import { nistModel, nistResponses } from "../reference/nist/models.ts";
import { readProblem } from "../reference/nist/read_problem.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";
import { decayModel, steps } from "./models.ts";

const x = steps(0, 5, 6);

Deno.test("linearParameters() finds the amplitudes of a model by trying", () => {
  const expected: Readonly<Record<string, number[]>> = {
    Chwirut2: [],
    Lanczos1: [0, 2, 4],
    ENSO: [0, 1, 2, 4, 5, 7, 8],
    Thurber: [0, 1, 2, 3],
    Nelson: [0, 1],
    // b1 b2 is a product: either alone is linear, both together are not.
    MGH09: [0],
    MGH10: [0],
  };
  for (const [name, places] of Object.entries(expected)) {
    const problem = readProblem(name);
    for (const start of problem.starts) {
      const checked = checkedProblem(nistModel(problem), nistResponses(problem), start, {});
      assertEquals(linearParameters(checked, Float64Array.from(start)), places, name);
    }
  }
});

Deno.test("linearParameters() leaves out fixed and bounded ones", () => {
  const at = Float64Array.of(1, 1, 0);
  const find = (options: Parameters<typeof checkedProblem>[3]) =>
    linearParameters(checkedProblem(decayModel(x), x, at, options), at);
  assertEquals(find({}), [0, 2]);
  assertEquals(find({ fixed: ["floor"] }), [0]);
  assertEquals(find({ lower: [0, 0, -Infinity] }), [2]);
});

Deno.test("linearParameters() finds none where the model gives no numbers", () => {
  const root = {
    observations: 2,
    parameters: ["a"],
    predict: ([a]: Float64Array, out: Float64Array) => out.fill(Math.sqrt(a)),
  };
  const problem = checkedProblem(root, [1, 2], [1], {});
  assertEquals(linearParameters(problem, Float64Array.of(1)), []);
});

Deno.test("eliminateLinear() finds the minimum of a model with parts that no amplitude multiplies", () => {
  // x^power stands alone, the amplitude multiplies exp(-x).
  const xs = steps(0.5, 5, 10);
  const model = {
    observations: 10,
    parameters: ["amplitude", "power", "floor"],
    predict([a, k, c]: Float64Array, out: Float64Array) {
      xs.forEach((v, i) => out[i] = a * Math.exp(-v) + v ** k + c);
    },
  };
  const y = xs.map((v, i) => 4 * Math.exp(-v) + v ** 0.6 + 2 + 0.01 * Math.sin(9 * i));
  const start = Float64Array.of(1000, 1, 0);
  for (const weights of [undefined, xs]) {
    const problem = checkedProblem(model, y, start, { weights, fixed: ["floor"] });
    const found = eliminateLinear(problem, start, 100);
    const fit = leastSquares(model, y, [4, 0.6, 0], { weights, fixed: ["floor"] });
    assert(found !== null);
    assertEquals(found.parameters[2], 0);
    assertClose(found.parameters[0], fit.estimate[0], 1e-5);
    assertClose(found.parameters[1], fit.estimate[1], 1e-5);
  }
});
