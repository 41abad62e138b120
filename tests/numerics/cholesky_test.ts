import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  choleskyFactor,
  choleskySolve,
  invertSymmetric,
  solveSymmetric,
} from "../../lib/numerics/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";

const entry = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);

Deno.test("choleskyFactor() and choleskySolve() solve, or refuse what is not positive definite", () => {
  const a = Float64Array.of(4, 0, 2, 5);
  assert(choleskyFactor(a, 2));
  const b = Float64Array.of(8, 12);
  choleskySolve(a, 2, b);
  assertEquals([...b], [1, 2]);
  for (const bad of [[1, 2, 2, 1], [0, 0, 0, 0], [NaN, 0, 0, 1], [1, 0, 0, -1]]) {
    assertEquals(choleskyFactor(Float64Array.from(bad), 2), false);
    assertEquals(solveSymmetric(bad, [1, 1]), null);
    assertEquals(invertSymmetric(bad, 2), null);
  }
  assertThrows(() => solveSymmetric([1, 2, 3], [1, 2]), UsageError, "must have 2 x 2 elements");
});

Deno.test("invertSymmetric() gives a symmetric inverse", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 9, maxLength: 9 }), (values) => {
      const m = 3;
      const a = new Float64Array(9);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) {
          for (let k = 0; k < m; k++) a[i * m + j] += values[i * m + k] * values[j * m + k];
          if (i === j) a[i * m + j] += 1;
        }
      }
      const inverse = invertSymmetric(a, m)!;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) {
          let product = 0;
          for (let k = 0; k < m; k++) product += a[i * m + k] * inverse[k * m + j];
          assert(Math.abs(product - (i === j ? 1 : 0)) < 1e-9);
          assertEquals(inverse[i * m + j], inverse[j * m + i]);
        }
      }
    }),
    { seed: 2, numRuns: 100 },
  );
});
