import fc from "fast-check";
import {
  coefficientOfVariation,
  robustZPrime,
  signalToBackground,
  strictlyStandardizedMeanDifference,
  zPrime,
} from "../../lib/plates/mod.ts";
import { assertClose, assertEquals } from "../assert.ts";

// Means 100 and 10, standard deviations 10 and 2.
const HIGH = [90, 100, 110];
const LOW = [8, 10, 12];

Deno.test("zPrime() is 1 - 3 (s + s') / |m - m'|", () => {
  assertClose(zPrime(HIGH, LOW)!, 1 - 3 * 12 / 90, 1e-15);
  assertClose(zPrime(LOW, HIGH)!, 1 - 3 * 12 / 90, 1e-15);
  assertEquals(zPrime([5, 5], [1, 1]), 1);
});

Deno.test("robustZPrime() is not moved by one wild well", () => {
  const high = [96, 98, 100, 102, 104];
  const low = [8, 9, 10, 11, 12];
  const expected = 1 - 3 * 1.482602218505602 * (2 + 1) / 90;
  assertClose(robustZPrime(high, low)!, expected, 1e-14);
  assertClose(robustZPrime([...high.slice(0, 4), 1e6], low)!, expected, 1e-14);
});

Deno.test("strictlyStandardizedMeanDifference() is the difference over the root of the summed variances", () => {
  assertClose(strictlyStandardizedMeanDifference(HIGH, LOW)!, 90 / Math.sqrt(104), 1e-15);
  assertClose(strictlyStandardizedMeanDifference(LOW, HIGH)!, -90 / Math.sqrt(104), 1e-15);
});

Deno.test("signalToBackground() and coefficientOfVariation()", () => {
  assertEquals(signalToBackground(HIGH, LOW), 10);
  assertClose(coefficientOfVariation(HIGH)!, 0.1, 1e-15);
});

Deno.test("what cannot be computed is null, never NaN or infinite", () => {
  assertEquals(zPrime([1], [2, 3]), null);
  assertEquals(zPrime([], []), null);
  assertEquals(zPrime([1, 1], [1, 1]), null);
  assertEquals(robustZPrime([1, 2], [3, 4, 5]), null);
  assertEquals(strictlyStandardizedMeanDifference([1, 1], [0, 0]), null);
  assertEquals(strictlyStandardizedMeanDifference([1], [0, 0]), null);
  assertEquals(signalToBackground([1], [0, 0]), null);
  assertEquals(signalToBackground([1], [-1]), null);
  assertEquals(signalToBackground([], [1]), null);
  assertEquals(coefficientOfVariation([1]), null);
  assertEquals(coefficientOfVariation([-1, 1]), null);
});

Deno.test("Z', robust Z' and SSMD do not depend on the units of the signal", () => {
  const wells = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(wells, wells, (high, low) => {
      const other = (values: number[]) => values.map((value) => 4 * value + 256);
      for (const measure of [zPrime, robustZPrime, strictlyStandardizedMeanDifference]) {
        const [one, two] = [measure(high, low), measure(other(high), other(low))];
        assertEquals(one === null, two === null);
        if (one !== null && two !== null) assertClose(two, one, 1e-9);
      }
    }),
    { seed: 7 },
  );
});
