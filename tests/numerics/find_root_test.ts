import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { findRoot } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";

Deno.test("findRoot() finds roots to rounding in few calls", () => {
  const cases: readonly [(x: number) => number, number, number, number][] = [
    [(x) => x * x - 2, 0, 2, Math.SQRT2],
    [(x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    [(x) => x * x * x - 2 * x - 5, 2, 3, 2.0945514815423265],
    [(x) => Math.exp(x) - 5, -10, 10, Math.log(5)],
    [(x) => Math.atan(x - 3) * 1e-9, -100, 50, 3],
    [(x) => x > 0.1 ? 1 : -1, 0, 1, 0.1],
  ];
  for (const [f, lower, upper, root] of cases) {
    let calls = 0;
    const found = findRoot((x) => (calls++, f(x)), lower, upper);
    assertClose(found, root, 4e-16);
    assert(calls <= 70, `${calls} calls`);
    // From the other side as well.
    assertClose(findRoot(f, upper, lower), root, 4e-16);
  }
});

Deno.test("findRoot() takes about as many calls as Brent's paper for a smooth function", () => {
  let calls = 0;
  findRoot((x) => (calls++, Math.cos(x) - x), 0, 1);
  assert(calls <= 9, `${calls} calls`);
});

Deno.test("findRoot() returns an end that is a root and stops at the tolerance", () => {
  assertEquals(findRoot((x) => x, 0, 1), 0);
  assertEquals(findRoot((x) => x - 1, 0, 1), 1);
  const rough = findRoot((x) => x * x * x - 2, 0, 2, { tolerance: 1e-3 });
  assert(Math.abs(rough - Math.cbrt(2)) < 1e-3);
});

Deno.test("findRoot() refuses ends of one sign, NaN and infinity", () => {
  assertThrows(
    () => findRoot((x) => x * x + 1, -1, 1),
    UsageError,
    "Cannot find a root between -1 and 1: the function must change sign, found 2 and 2",
  );
  assertThrows(() => findRoot(() => NaN, 0, 1), UsageError, "must give a number at 0");
  assertThrows(() => findRoot((x) => x, -Infinity, 1), UsageError, "at -Infinity");
});

Deno.test("findRoot() stays between the ends for any cubic", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      (a, b, c) => {
        const f = (x: number) => ((x + a) * x + b) * x + c;
        if (f(-7) > 0 === f(9) > 0) return;
        const root = findRoot(f, -7, 9);
        assert(root >= -7 && root <= 9);
        const size = Math.abs(root) ** 3 + Math.abs(a) * root * root + Math.abs(b * root) +
          Math.abs(c) + 1e-300;
        const near = Math.abs(f(root)) <= 1e-14 * size;
        assert(near || f(root - 1e-5) > 0 !== f(root + 1e-5) > 0);
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});
