import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { findRoot, integrate, minimize1d } from "../../lib/numerics/mod.ts";
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

Deno.test("minimize1d() finds the minimum to the square root of rounding", () => {
  const { x, value } = minimize1d(Math.cos, 2, 5);
  assertClose(x, Math.PI, 1e-7);
  assertEquals(value, -1);
  assertClose(minimize1d((t) => Math.abs(t - 0.3), -1, 1).x, 0.3, 1e-7);
  assert(minimize1d((t) => t, 0, 1).x < 1e-6);
  assert(minimize1d((t) => -t, 0, 1).x > 1 - 1e-6);
});

Deno.test("minimize1d() is quick on a parabola", () => {
  let calls = 0;
  minimize1d((x) => (calls++, (x - 2) * (x - 2)), -40, 11);
  assert(calls <= 10, `${calls} calls`);
});

Deno.test("minimize1d() refuses ends out of order and NaN", () => {
  assertThrows(() => minimize1d(Math.cos, 5, 2), UsageError, "finite and in order, found 5 and 2");
  assertThrows(() => minimize1d(Math.cos, 0, Infinity), UsageError, "finite and in order");
  assertThrows(() => minimize1d(() => NaN, 0, 1), UsageError, "must give a number");
});

Deno.test("integrate() integrates over finite and infinite ranges", () => {
  assertClose(integrate(Math.sin, 0, Math.PI).value, 2, 1e-14);
  assertClose(
    integrate((x) => Math.exp(-x * x / 2), -Infinity, Infinity).value,
    Math.sqrt(2 * Math.PI),
    1e-12,
  );
  assertClose(integrate((x) => Math.exp(-x), 1, Infinity).value, Math.exp(-1), 1e-12);
  assertClose(integrate((x) => Math.exp(x), -Infinity, 1).value, Math.E, 1e-12);
  assertClose(integrate(Math.sin, Math.PI, 0).value, -2, 1e-14);
  assertEquals(integrate(Math.sin, 1, 1).value, 0);
});

Deno.test("integrate() halves where it must: a square root and a spike", () => {
  const root = integrate((x) => 1 / Math.sqrt(x), 0, 1, { relative: 1e-8 });
  assertClose(root.value, 2, 1e-8);
  assertEquals(root.status, "converged");
  const spike = integrate((x) => 1e-4 / (x * x + 1e-8), -1, 1);
  assertClose(spike.value, 2 * Math.atan(1e4), 1e-11);
});

Deno.test("integrate() is exact for polynomials up to degree 22 without halving", () => {
  let calls = 0;
  const { value } = integrate((x) => (calls++, x ** 22), 0, 1, { relative: 1e-3 });
  assertClose(value, 1 / 23, 1e-14);
  assertEquals(calls, 15);
});

Deno.test("integrate() says when it cannot, and refuses what is not finite", () => {
  assertEquals(integrate((x) => 1 / x, 0, 1, { maxPieces: 20 }).status, "not converged");
  assertThrows(() => integrate((x) => 1 / x, -1, 1), UsageError, "found Infinity at 0");
  assertThrows(() => integrate(Math.sin, NaN, 1), UsageError, "ends must be numbers");
});
