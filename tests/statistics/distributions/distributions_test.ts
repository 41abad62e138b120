import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import {
  betaQuantile,
  betaUpperTail,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperTail,
  fCdf,
  fQuantile,
  fUpperTail,
  logGamma,
  normalCdf,
  normalLogCdf,
  normalPdf,
  normalQuantile,
  normalUpperTail,
  regularizedBeta,
  tCdf,
  tQuantile,
  tUpperTail,
} from "../../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../../assert.ts";
import { referenceRows } from "../reference.ts";

const SEED = { seed: 7 };

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  normalUpperTail,
  normalLogCdf,
  normalQuantile,
  tUpperTail,
  tQuantile,
  fUpperTail,
  fCdf,
  chiSquaredUpperTail,
  chiSquaredCdf,
  regularizedBeta,
  betaUpperTail,
  logGamma,
};

interface Row {
  readonly function: string;
  readonly arguments: readonly number[];
  readonly value: number;
}

/** Relative, by function; 1e-13 where not named. */
const TOLERANCE: Readonly<Record<string, number>> = {
  normalUpperTail: 2e-15,
  normalLogCdf: 2e-15,
  normalQuantile: 2e-15,
  logGamma: 1e-14,
  // At 10,000 degrees of freedom a tail of 1e-200 has an exponent of five digits.
  chiSquaredUpperTail: 1e-12,
};

Deno.test("distribution functions agree with 50-digit values, mostly to 1e-13, far tails too", () => {
  const rows = referenceRows<Row>("distributions");
  for (const { function: name, arguments: values, value } of rows) {
    assertClose(FUNCTIONS[name](...values), value, TOLERANCE[name] ?? 1e-13, `${name}(${values})`);
  }
  assertEquals(new Set(rows.map((row) => row.function)).size, Object.keys(FUNCTIONS).length);
});

Deno.test("chi-squared is right at large degrees of freedom, where @stdlib 0.3.1 is 1 % off", () => {
  // P(X > df) for df = 10,000, from 50 digits.
  assertClose(chiSquaredUpperTail(10000, 10000), 0.49811936596618267, 1e-12);
});

const probability = fc.double({ min: 1e-280, max: 1 - 1e-13, noNaN: true });
const degrees = fc.double({ min: 0.5, max: 5000, noNaN: true });

Deno.test("normalCdf(normalQuantile(p)) gives p back", () => {
  fc.assert(
    fc.property(probability, (p) => {
      assertClose(normalCdf(normalQuantile(p)), p, 1e-12 * Math.max(1, -Math.log(p)));
    }),
    SEED,
  );
});

Deno.test("tCdf(tQuantile(p)) gives p back, and t is symmetric", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-60, max: 1 - 1e-13, noNaN: true }), degrees, (p, df) => {
      const t = tQuantile(p, df);
      assertClose(tCdf(t, df), p, 1e-11, `p ${p} df ${df}`);
      assertEquals(tUpperTail(t, df), tCdf(-t, df));
    }),
    SEED,
  );
});

Deno.test("fCdf(fQuantile(p)) gives p back, and F turns over with its degrees of freedom", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-30, max: 1 - 1e-13, noNaN: true }),
      fc.double({ min: 1, max: 500, noNaN: true }),
      fc.double({ min: 1, max: 500, noNaN: true }),
      (p, df1, df2) => {
        const f = fQuantile(p, df1, df2);
        if (f > 1e-300 && f < 1e300) {
          assertClose(fCdf(f, df1, df2), p, 1e-11);
          assertClose(fUpperTail(1 / f, df2, df1), p, 1e-11);
        }
      },
    ),
    SEED,
  );
});

Deno.test("chiSquaredCdf(chiSquaredQuantile(p)) gives p back", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-60, max: 1 - 1e-13, noNaN: true }), degrees, (p, df) => {
      const x = chiSquaredQuantile(p, df);
      if (x > 1e-290) assertClose(chiSquaredCdf(x, df), p, 1e-11, `p ${p} df ${df}`);
    }),
    SEED,
  );
});

Deno.test("regularizedBeta(betaQuantile(p)) gives p back, and beta mirrors", () => {
  const shape = fc.double({ min: 0.3, max: 3000, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 1e-30, max: 1 - 1e-13, noNaN: true }),
      shape,
      shape,
      (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // Near 1 a double has no digits left for 1 - x.
        if (x > 1e-290 && x < 0.999) {
          assertClose(regularizedBeta(x, a, b), p, 1e-9, `p ${p} a ${a} b ${b}`);
        }
      },
    ),
    SEED,
  );
  assertClose(betaQuantile(0.01, 3, 8), 1 - betaQuantile(0.99, 8, 3), 1e-13);
});

Deno.test("quantiles rise with p", () => {
  fc.assert(
    fc.property(probability, probability, degrees, (p, q, df) => {
      const [low, high] = p < q ? [p, q] : [q, p];
      assert(normalQuantile(low) <= normalQuantile(high));
      assert(tQuantile(low, df) <= tQuantile(high, df));
      assert(chiSquaredQuantile(low, df) <= chiSquaredQuantile(high, df));
    }),
    SEED,
  );
});

Deno.test("the ends of every scale are exact", () => {
  assertEquals([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)], [
    -Infinity,
    0,
    Infinity,
  ]);
  assertEquals([tQuantile(0, 3), tQuantile(0.5, 3), tQuantile(1, 3)], [-Infinity, 0, Infinity]);
  assertEquals([fQuantile(0, 2, 3), fQuantile(1, 2, 3)], [0, Infinity]);
  assertEquals([chiSquaredQuantile(0, 3), chiSquaredQuantile(1, 3)], [0, Infinity]);
  assertEquals([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)], [0, 1]);
  assertEquals([fUpperTail(0, 2, 3), fUpperTail(-1, 2, 3), fUpperTail(Infinity, 2, 3)], [1, 1, 0]);
  assertEquals([tUpperTail(Infinity, 3), tUpperTail(-Infinity, 3)], [0, 1]);
  assertEquals([chiSquaredUpperTail(0, 2), chiSquaredUpperTail(Infinity, 2)], [1, 0]);
  assertEquals([normalUpperTail(Infinity), normalPdf(Infinity)], [0, 0]);
});

Deno.test("infinite degrees of freedom are the limit", () => {
  assertEquals(tQuantile(0.975, Infinity), normalQuantile(0.975));
  assertEquals(fUpperTail(2, 3, Infinity), chiSquaredUpperTail(6, 3));
  assertClose(fQuantile(0.95, 3, 1e9), fQuantile(0.95, 3, Infinity), 1e-7);
});

Deno.test("a wrong argument says what was needed and found", () => {
  const cases: [() => number, string][] = [
    [() => normalQuantile(1.5), "p must be between 0 and 1, found 1.5"],
    [() => normalQuantile(NaN), "p must be between 0 and 1, found NaN"],
    [() => tQuantile(0.5, 0), "df must be a number above 0, found 0"],
    [() => tUpperTail(NaN, 3), "t must be a number, found NaN"],
    [() => fUpperTail(1, -1, 3), "df1 must be a number above 0, found -1"],
    [() => chiSquaredUpperTail(1, Infinity), "df must be a number above 0, found Infinity"],
    [() => betaQuantile(0.5, 0, 1), "a must be a number above 0, found 0"],
    [() => regularizedBeta(2, 1, 1), "x must be between 0 and 1, found 2"],
    [() => logGamma(-1), "x must be a number above 0, found -1"],
  ];
  for (const [call, message] of cases) assertThrows(call, UsageError, message);
});
