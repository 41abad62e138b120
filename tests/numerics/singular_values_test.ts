import fc from "fast-check";
import { singularValues } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";

const entry = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);

Deno.test("singularValues() are right for a matrix whose values are known", () => {
  // Kahan's triangle with a tiny diagonal element: the smallest value needs relative accuracy.
  const { values, vectors } = singularValues(Float64Array.of(1, 1, 0, 1e-12), 2);
  assertClose(values[0], Math.SQRT2, 1e-15);
  assertClose(values[1], 1e-12 / Math.SQRT2, 1e-12);
  assertClose(Math.abs(vectors[1][0]), Math.SQRT1_2, 1e-12);
  assert(vectors[1][0] * vectors[1][1] < 0);
  const zero = singularValues(new Float64Array(9), 3);
  assertEquals([...zero.values], [0, 0, 0]);
  assertEquals([...singularValues(new Float64Array(0), 0).values], []);
});

Deno.test("singularValues() keep the sum of squares and are in order", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 16, maxLength: 16 }), (values) => {
      const found = singularValues(Float64Array.from(values), 4);
      const squares = values.reduce((sum, value) => sum + value * value, 0);
      assertClose(found.values.reduce((sum, value) => sum + value * value, 0), squares, 1e-12);
      for (let k = 1; k < 4; k++) assert(found.values[k] <= found.values[k - 1]);
    }),
    { seed: 3, numRuns: 100 },
  );
});
