/**
 * Part of `deno task bench:screen`: on how many SIMULATED curves of the hard mix the kernel finds the lowest
 * sum of squares known (relative 1e-9), and whether it flags the others. The reference follows some
 * ninety starts a curve: the thirty best shapes of the grid and every sixth of the rest.
 */
import { createFitter, fitOne } from "../../lib/screen/fit_one.ts";
import { curveTask } from "../../lib/screen/curve_task.ts";
import { allocateFits } from "../../lib/screen/allocate_fits.ts";
import { designOf } from "../../lib/screen/dose_design.ts";
import { fitScreen } from "../../lib/screen/mod.ts";
import { hardMix } from "../screen/simulate_screen.ts";

const seeds = Deno.args.length > 0 ? Deno.args.map(Number) : [77];
const curves = 10_000;
for (const seed of seeds) {
  const mix = hardMix(curves, seed);
  const { values, codes, checks } = fitScreen(mix, { interval: "none" });
  const task = curveTask({ interval: "none" });
  const fitter = createFitter(task, allocateFits(mix.curves, task));
  const { levels, levels: { kernel: { code, buffer } } } = fitter;

  let [missed, flagged] = [0, 0];
  for (let i = 0; i < mix.curves; i++) {
    // It leaves the levels of the curve in the kernel.
    fitOne(fitter, mix, i);
    const { at, fineAt } = designOf(levels);
    code.aimAt(at);
    code.scanShapes(fineAt);
    const [, , count, , positionAt, steepnessAt] = new Int32Array(buffer, fineAt, 6);
    const position = new Float64Array(buffer, positionAt, count);
    const steepness = new Float64Array(buffer, steepnessAt, count);
    const heights = new Float64Array(buffer, code.rssAt(), count).slice();
    const order = Array.from(heights.keys()).sort((a, b) => heights[a] - heights[b]);
    let best = Infinity;
    for (const [rank, shape] of order.entries()) {
      if (rank >= 30 && rank % 6 !== 0) continue;
      code.descend(position[shape], steepness[shape], 1, Infinity);
      best = Math.min(best, code.rss());
    }
    if (values.rss[i] <= best * levels.scale ** 2 * (1 + 1e-9)) continue;
    missed++;
    flagged += codes.doubtful[i];
  }
  const found = (100 - 100 * missed / mix.curves).toFixed(2);
  console.log(
    `Best-known optimum on ${found} % of ${mix.curves} curves (seed ${seed}); ${missed} missed, ${flagged} of them flagged; ${checks.doubtful} doubtful, ${checks.checked} checked`,
  );
}
