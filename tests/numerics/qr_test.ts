import fc from "fast-check";
import { createQr, pivotedQr, solveUpper } from "../../lib/numerics/mod.ts";
import { applyTransposed, invertUpper } from "../../lib/numerics/qr.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";

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
