import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  geometricMean,
  mean,
  median,
  medianAbsoluteDeviation,
  standardDeviation,
} from "../../lib/statistics/mod.ts";
import { assertClose, assertEquals, assertThrows } from "../assert.ts";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 30,
});

Deno.test("mean() and standardDeviation() keep their digits far from zero", () => {
  // NIST univariate data "NumAcc4": mean 10000000.2, standard deviation exactly 0.1.
  const data = [10000000.2];
  for (let i = 0; i < 500; i++) data.push(10000000.1, 10000000.3);
  assertEquals(mean(data), 10000000.2);
  assertClose(standardDeviation(data), 0.1, 1e-8);
  assertEquals(mean([0.1, 0.1, 0.1]), 0.1);
});

Deno.test("median() takes the middle, or the mean of the two middle ones, and leaves its input", () => {
  const data = [9, 1, 5];
  assertEquals([median(data), median([4, 1, 3, 2]), median([7])], [5, 2.5, 7]);
  assertEquals(data, [9, 1, 5]);
});

Deno.test("medianAbsoluteDeviation() is scaled to the standard deviation and ignores one wild value", () => {
  assertClose(medianAbsoluteDeviation([1, 2, 3, 4, 5]), 1.482602218505602, 1e-15);
  assertEquals(
    medianAbsoluteDeviation([1, 2, 3, 4, 5]),
    medianAbsoluteDeviation([1, 2, 3, 4, 1e9]),
  );
});

Deno.test("geometricMean() of a value and its inverse is 1", () => {
  assertClose(geometricMean([8, 1 / 8, 3, 1 / 3]), 1, 1e-15);
});

Deno.test("descriptives follow shift and scale", () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0.1, max: 10, noNaN: true }), (data, scale) => {
      const moved = data.map((value) => scale * value + 3);
      const size = Math.max(1, ...data.map(Math.abs)) * scale;
      assertClose((mean(moved) - scale * mean(data) - 3) / size + 1, 1, 1e-12);
      assertClose((median(moved) - scale * median(data) - 3) / size + 1, 1, 1e-12);
      assertClose(
        (standardDeviation(moved) - scale * standardDeviation(data)) / size + 1,
        1,
        1e-12,
      );
    }),
    { seed: 1 },
  );
});

Deno.test("descriptives refuse what has no answer", () => {
  assertThrows(() => mean([]), UsageError, "Cannot compute a mean: needs a value, found 0");
  assertThrows(() => mean([1, NaN]), UsageError, "found NaN at position 1");
  assertThrows(() => median([1, Infinity]), UsageError, "found Infinity at position 1");
  assertThrows(() => standardDeviation([1]), UsageError, "needs 2 values, found 1");
  assertThrows(
    () => geometricMean([1, 0]),
    UsageError,
    "values must be above 0, found 0 at position 1",
  );
});
