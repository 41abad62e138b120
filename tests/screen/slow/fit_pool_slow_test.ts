import { sharedColumns } from "../../../lib/screen/files/curve_block.ts";
import { FitPool } from "../../../lib/screen/files/fit_pool.ts";
import { fitPart } from "../../../lib/screen/fit_screen.ts";
import type { ScreenColumns } from "../../../lib/screen/mod.ts";
import { assertEquals, assertRejects } from "../../assert.ts";

/** A block of SIMULATED curves with eight doses each. */
function blockOf(curves: number, seed: number): ScreenColumns {
  const dose = Float64Array.from({ length: 8 * curves }, (_, i) => 10 ** (i % 8 / 2));
  return sharedColumns(curves, 8 * curves, {
    start: Uint32Array.from({ length: curves + 1 }, (_, curve) => 8 * curve),
    dose,
    response: dose.map((dose, i) => 1 / (1 + dose / (20 * seed)) + 0.02 * Math.sin(7 * i + seed)),
  });
}

const OPTIONS = { interval: "none", checkOneIn: 0 } as const;

Deno.test("FitPool fits blocks on two threads as on one, and one that is alone on none of them", async () => {
  const blocks = [1, 2, 3, 4, 5].map((seed) => blockOf(10 * seed, seed));
  const expected = blocks.map((block) => fitPart(block, OPTIONS));
  for (const threads of [1, 2]) {
    const pool = new FitPool(threads, OPTIONS);
    try {
      assertEquals(await pool.fit(blocks[0], { alone: true }), expected[0]);
      // In place, until a worker has come up.
      assertEquals(await Promise.all(blocks.map((block) => pool.fit(block))), expected);
      if (threads > 1) await pool.ready;
      assertEquals(await Promise.all(blocks.map((block) => pool.fit(block))), expected);
    } finally {
      pool.close();
    }
  }
});

Deno.test("FitPool says when a worker fails", async () => {
  const pool = new FitPool(2, OPTIONS);
  try {
    await pool.fit(blockOf(2, 1));
    await pool.ready;
    const bad = blockOf(2, 1);
    bad.dose[3] = -1;
    await assertRejects(() => pool.fit(bad), Error, "A worker failed");
    // It is not forgotten.
    await assertRejects(() => pool.fit(blockOf(2, 1)), Error, "A worker failed");
  } finally {
    pool.close();
  }
});
