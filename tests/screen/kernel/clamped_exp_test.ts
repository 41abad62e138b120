import { portableExp } from "../../../lib/numerics/mod.ts";
import { createLevels } from "../../../lib/screen/collapse_wells.ts";
import { assert, assertEquals } from "../../assert.ts";

const { clampedExp } = createLevels().kernel.code;

Deno.test("clampedExp() is portableExp() to two units in the last place", () => {
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    // The golden section spreads the points evenly.
    const x = -350 + 700 * ((i * 0.6180339887498949) % 1);
    worst = Math.max(worst, Math.abs(clampedExp(x) / portableExp(x) - 1));
  }
  assert(worst <= 2 * Number.EPSILON, `found ${worst}`);
});

Deno.test("clampedExp() cuts what is too large, and stays what it is at 0", () => {
  assertEquals(clampedExp(0), 1);
  assertEquals(clampedExp(1000), clampedExp(350));
  assertEquals(clampedExp(-Infinity), clampedExp(-350));
});
