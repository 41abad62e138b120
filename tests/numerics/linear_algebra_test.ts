import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  choleskyFactor,
  choleskySolve,
  createQr,
  invertSymmetric,
  pivotedQr,
  singularValues,
  solveSymmetric,
  solveUpper,
} from "../../lib/numerics/mod.ts";
import { applyTransposed, invertUpper } from "../../lib/numerics/qr.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";

const entry = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);

Deno.test("pivotedQr() gives the R of the columns: R'R is their cross product", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 24, maxLength: 24 }), (values) => {
      const [n, m] = [8, 3];
      const columns = Float64Array.from(values);
      const qr = createQr(m);
      pivotedQr(columns.slice(), new Float64Array(n), n, qr);
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) {
          let cross = 0;
          let product = 0;
          for (let i = 0; i < n; i++) {
            cross += columns[qr.pivots[a] * n + i] * columns[qr.pivots[b] * n + i];
          }
          for (let i = 0; i < m; i++) product += qr.r[i * m + a] * qr.r[i * m + b];
          assert(Math.abs(product - cross) < 1e-10);
        }
      }
    }),
    { seed: 1, numRuns: 100 },
  );
});

Deno.test("pivotedQr() solves least squares and keeps the sum of squares", () => {
  const n = 4;
  const columns = Float64Array.from([1, 1, 1, 1, 0, 1, 2, 3]);
  const b = Float64Array.from([1, 3, 4, 7]);
  const qr = createQr(2);
  const rhs = b.slice();
  pivotedQr(columns, rhs, n, qr);
  const x = new Float64Array(2);
  solveUpper(qr, qr.qtb, qr.rank, x);
  const solution = [0, 0];
  qr.pivots.forEach((k, j) => solution[k] = x[j]);
  assertClose(solution[0], 0.9, 1e-14);
  assertClose(solution[1], 1.9, 1e-14);
  assertClose(qr.remainder, 0.7, 1e-13);
  const whole = qr.qtb[0] ** 2 + qr.qtb[1] ** 2 + qr.remainder;
  assertClose(whole, 75, 1e-14);
  // The reflections can be applied to another vector.
  const again = b.slice();
  applyTransposed(columns, n, qr, again);
  assertEquals([...again], [...rhs]);
});

Deno.test("pivotedQr() counts independent columns and leaves the rest in the remainder", () => {
  const qr = createQr(3);
  pivotedQr(
    Float64Array.from([1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0]),
    Float64Array.of(1, 2, 3, 4),
    4,
    qr,
  );
  assertEquals(qr.rank, 1);
  assertClose(qr.remainder, 5, 1e-14);
  const none = createQr(1);
  pivotedQr(new Float64Array(3), Float64Array.of(1, 2, 2), 3, none);
  assertEquals(none.rank, 0);
  assertEquals(none.remainder, 9);
});

Deno.test("invertUpper() inverts an upper triangle", () => {
  const inverse = invertUpper(Float64Array.of(2, 1, 3, 0, 4, 5, 0, 0, 8), 3);
  assertEquals([...inverse], [0.5, -0.125, -0.109375, 0, 0.25, -0.15625, 0, 0, 0.125]);
});

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
