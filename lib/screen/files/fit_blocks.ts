import type { ScreenFits } from "../screen_fits.ts";
import type { CurveBlock } from "./curve_block.ts";
import type { FitPool } from "./fit_pool.ts";
import { addChecks, type FitsInfo } from "./fits_info.ts";
import type { FitsSpool } from "./fits_spool.ts";

/**
 * Fits block after block into the spool; while workers fit some, the next is read.
 *
 * @param blocks The curves of a file
 * @param spool Takes the fits, in the order of the curves
 * @param pool Fits them
 * @returns How they were fitted, and what the general solver said
 */
export async function fitBlocks(
  blocks: AsyncIterable<CurveBlock>,
  spool: FitsSpool,
  pool: FitPool,
): Promise<Pick<FitsInfo, "model" | "level" | "checks">> {
  let checks: ScreenFits["checks"][] = [];
  let settings: Pick<FitsInfo, "model" | "level"> = { model: "4PL", level: 0.95 };
  const pending: {
    readonly names: string[][];
    readonly fits: Promise<ScreenFits>;
    readonly release: () => void;
  }[] = [];
  const settle = async (most: number) => {
    while (pending.length > most) {
      const { names, fits, release } = pending[0];
      const done = await fits;
      release();
      pending.shift();
      spool.append(done, names);
      checks.push(done.checks);
      settings = { model: done.model, level: done.level };
    }
  };
  const order = async (block: CurveBlock, alone = false) => {
    const { first, columns, names, words, release } = block;
    const fits = pool.fit(columns, { alone });
    // Heard when its turn comes; until then a failure must not count as unheard.
    fits.catch(() => {});
    const texts = words.map((list, column) =>
      names.texts(list, column, first, first + columns.curves)
    );
    pending.push({ names: texts, fits, release });
    await settle(pool.size);
  };
  // Each block waits for the next one, which says whether it is alone.
  let held: CurveBlock | null = null;
  for await (const block of blocks) {
    if (block.first === 0) {
      await settle(0);
      spool.clear();
      checks = [];
    } else if (held !== null) await order(held);
    held = block;
  }
  if (held !== null) await order(held, held.first === 0);
  await settle(0);
  return { ...settings, checks: addChecks(checks) };
}
