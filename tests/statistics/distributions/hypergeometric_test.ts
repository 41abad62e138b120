import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { hypergeometricProbabilities } from "../../../lib/statistics/mod.ts";
import { assertClose, assertEquals, assertThrows } from "../../assert.ts";

const count = fc.integer({ min: 0, max: 60 });

function binomial(n: bigint, k: bigint): bigint {
  let value = 1n;
  for (let i = 1n; i <= k; i++) value = value * (n - k + i) / i;
  return value;
}

Deno.test("hypergeometricProbabilities() agrees with exact whole-number arithmetic", () => {
  fc.assert(
    fc.property(count, count, fc.nat(120), (row1, row2, pick) => {
      const column1 = pick % (row1 + row2 + 1);
      const { lowest, probabilities } = hypergeometricProbabilities(row1, row2, column1);
      const all = binomial(BigInt(row1 + row2), BigInt(column1));
      probabilities.forEach((p, i) => {
        const x = BigInt(lowest + i);
        const ways = binomial(BigInt(row1), x) * binomial(BigInt(row2), BigInt(column1) - x);
        assertClose(p, Number(ways * 10n ** 60n / all) / 1e60, 1e-12, `x = ${x}`);
      });
    }),
    { seed: 3, numRuns: 60 },
  );
});

Deno.test("hypergeometricProbabilities() sum to 1 and mirror when rows are swapped", () => {
  fc.assert(
    fc.property(count, count, fc.nat(120), fc.double({ min: -20, max: 20, noNaN: true }), (
      row1,
      row2,
      pick,
      logOddsRatio,
    ) => {
      const column1 = pick % (row1 + row2 + 1);
      const one = hypergeometricProbabilities(row1, row2, column1, logOddsRatio);
      const other = hypergeometricProbabilities(row2, row1, column1, -logOddsRatio);
      assertClose(one.probabilities.reduce((sum, p) => sum + p, 0), 1, 1e-13);
      assertEquals(other.lowest, column1 - one.lowest - one.probabilities.length + 1);
      one.probabilities.forEach((p, i) =>
        assertClose(other.probabilities[one.probabilities.length - 1 - i], p, 1e-10)
      );
    }),
    { seed: 3 },
  );
});

Deno.test("hypergeometricProbabilities() takes large totals without overflow", () => {
  const { probabilities } = hypergeometricProbabilities(50_000, 50_000, 20_000);
  assertClose(probabilities.reduce((sum, p) => sum + p, 0), 1, 1e-12);
  assertEquals(probabilities.every(Number.isFinite), true);
});

Deno.test("hypergeometricProbabilities() refuses a column larger than the table", () => {
  assertThrows(
    () => hypergeometricProbabilities(2, 3, 6),
    UsageError,
    "column1 must be a whole number from 0 to 5, found 6",
  );
});
