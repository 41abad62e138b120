import fc from "fast-check";
import {
  leastSquares,
  randomNormal,
  randomSeeded,
  solveSymmetric,
} from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";
import { decayModel, linearModel, steps } from "./models.ts";

const x = steps(0, 5, 12);

/** Decays with noise that any start near the truth fits. */
const decays = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  amplitude: fc.double({ min: 1, max: 50, noNaN: true }),
  rate: fc.double({ min: 0.3, max: 2, noNaN: true }),
  floor: fc.double({ min: -5, max: 5, noNaN: true }),
}).map(({ seed, amplitude, rate, floor }) => {
  const prng = randomSeeded(seed);
  return {
    start: [amplitude, rate, floor],
    y: x.map((value) => amplitude * (Math.exp(-rate * value) + 0.02 * randomNormal(prng)) + floor),
  };
});
const runs = { seed: 20, numRuns: 60 };

Deno.test("leastSquares() of y times k is k times the linear parameters", () => {
  fc.assert(
    fc.property(decays, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), ({ y, start }, k) => {
      const one = leastSquares(decayModel(x), y, start);
      const scaled = leastSquares(
        decayModel(x),
        y.map((value) => k * value),
        [k * start[0], start[1], k * start[2]],
      );
      const factors = [k, 1, k];
      for (const j of [0, 1, 2]) {
        const size = Math.abs(one.estimate[j]) + one.standardError[j]!;
        assert(Math.abs(scaled.estimate[j] / factors[j] - one.estimate[j]) < 1e-10 * size);
        assertClose(scaled.standardError[j]! / factors[j], one.standardError[j]!, 1e-9);
        assertClose(
          scaled.observedStandardError[j]! / factors[j],
          one.observedStandardError[j]!,
          1e-9,
        );
      }
    }),
    runs,
  );
});

Deno.test("leastSquares() does not mind the order of the observations", () => {
  fc.assert(
    fc.property(
      decays,
      fc.shuffledSubarray(x.map((_, i) => i), { minLength: 12 }),
      (data, order) => {
        const one = leastSquares(decayModel(x), data.y, data.start);
        const other = leastSquares(
          decayModel(order.map((i) => x[i])),
          order.map((i) => data.y[i]),
          data.start,
        );
        for (const k of [0, 1, 2]) {
          const size = Math.abs(one.estimate[k]) + one.standardError[k]!;
          assert(Math.abs(other.estimate[k] - one.estimate[k]) < 1e-11 * size);
          assertClose(other.standardError[k]!, one.standardError[k]!, 1e-10);
        }
      },
    ),
    runs,
  );
});

Deno.test("leastSquares() keeps fixed parameters and respects bounds, from anywhere inside", () => {
  const between = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(decays, fc.array(between, { minLength: 9, maxLength: 9 }), ({ y, start }, u) => {
      const lower = start.map((value, k) => value - 3 * Math.abs(value) * u[k]);
      const upper = start.map((value, k) => value + 3 * Math.abs(value) * u[k + 3] + 1e-6);
      const from = lower.map((low, k) => low + (upper[k] - low) * u[k + 6]);
      const fit = leastSquares(decayModel(x), y, from, { lower, upper, fixed: ["floor"] });
      assertEquals(fit.estimate[2], from[2]);
      fit.estimate.forEach((value, k) => assert(value >= lower[k] && value <= upper[k]));
      assertEquals(fit.atBound.length > 0, fit.status === "at bound", fit.status + fit.reason);
      const begin = leastSquares(decayModel(x), y, from, {
        fixed: ["amplitude", "rate", "floor"],
      });
      assert(fit.rss <= begin.rss * (1 + 1e-12));
    }),
    runs,
  );
});

Deno.test("leastSquares() of a linear model in a box is the best of all its faces", () => {
  const number = fc.integer({ min: -50, max: 50 }).map((value) => value / 10);
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 18, maxLength: 18 }),
      fc.array(number, { minLength: 6, maxLength: 6 }),
      (entries, y) => {
        const rows = Array.from({ length: 6 }, (_, i) => entries.slice(3 * i, 3 * i + 3));
        const best = bestFace(rows, y, -0.5, 0.5);
        if (best === null) return;
        const fit = leastSquares(linearModel(rows), y, [0, 0, 0], {
          lower: [-0.5, -0.5, -0.5],
          upper: [0.5, 0.5, 0.5],
        });
        assert(fit.rss <= best * (1 + 1e-9) + 1e-9, `${fit.rss} above ${best}`);
      },
    ),
    { seed: 21, numRuns: 200 },
  );
});

/** The least sum of squares in a box, by trying every choice of parameters held at either end. */
function bestFace(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  low: number,
  high: number,
): number | null {
  let best = Infinity;
  for (let face = 0; face < 27; face++) {
    const place = [face % 3, Math.floor(face / 3) % 3, Math.floor(face / 9)];
    const b = place.map((at) => [low, high, 0][at]);
    const free = [0, 1, 2].filter((k) => place[k] === 2);
    const left = y.map((value, i) => value - rows[i].reduce((sum, x, k) => sum + x * b[k], 0));
    const cross = free.flatMap((k) =>
      free.map((l) => rows.reduce((sum, row) => sum + row[k] * row[l], 0))
    );
    const solution = free.length === 0 ? [] : solveSymmetric(
      cross,
      free.map((k) => rows.reduce((sum, row, i) => sum + row[k] * left[i], 0)),
    );
    if (solution === null) return null;
    free.forEach((k, j) => b[k] = solution[j]);
    if (b.some((value) => value < low || value > high)) continue;
    const rss = rows.reduce((sum, row, i) => {
      const residual = y[i] - row.reduce((total, x, k) => total + x * b[k], 0);
      return sum + residual * residual;
    }, 0);
    best = Math.min(best, rss);
  }
  return best;
}
