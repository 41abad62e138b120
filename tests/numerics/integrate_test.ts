import { UsageError } from "../../lib/errors/mod.ts";
import { integrate } from "../../lib/numerics/mod.ts";
import { assertClose, assertEquals, assertThrows } from "../assert.ts";

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
