import { UsageError } from "../../lib/errors/mod.ts";
import { minimize1d } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";

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
