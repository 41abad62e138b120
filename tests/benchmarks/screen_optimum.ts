/**
 * Part of `deno task bench:screen`: on how many SIMULATED curves of the hard mix the kernel finds the lowest
 * sum of squares known (relative 1e-9), and whether it flags the others. The reference follows some
 * ninety starts a curve: the thirty best shapes of the grid and every sixth of the rest.
 */
import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { createDesigns, designOf } from "../../lib/screen/dose_design.ts";
import { createDescent, descend } from "../../lib/screen/newton_descent.ts";
import { aimAt, createProjectedCurve } from "../../lib/screen/projected_curve.ts";
import { createScan, scanShapes } from "../../lib/screen/starting_points.ts";
import { fitScreen } from "../../lib/screen/mod.ts";
import { hardMix } from "../screen/simulate_screen.ts";

const mix = hardMix(10_000, 77);
const { values, codes, checks } = fitScreen(mix, { interval: "none" });
const levels = createLevels();
const designs = createDesigns();
const descent = createDescent();
const anywhere = [-Infinity, Infinity] as const;

let [missed, flagged] = [0, 0];
for (let i = 0; i < mix.curves; i++) {
  collapseWells(levels, mix, i, 1);
  const design = designOf(designs, levels);
  const curve = createProjectedCurve(levels, design);
  aimAt(curve, design, anywhere, anywhere);
  const scan = createScan(design.fine);
  scanShapes(scan, curve, design.fine);
  const { count, position, steepness } = design.fine;
  const order = Array.from({ length: count }, (_, k) => k).sort((a, b) =>
    scan.rss[a] - scan.rss[b]
  );
  let best = Infinity;
  for (const [rank, shape] of order.entries()) {
    if (rank >= 30 && rank % 6 !== 0) continue;
    descend(curve, descent, position[shape], steepness[shape]);
    best = Math.min(best, curve.rss);
  }
  if (values.rss[i] <= best * levels.scale ** 2 * (1 + 1e-9)) continue;
  missed++;
  flagged += codes.doubtful[i];
}
const found = (100 - 100 * missed / mix.curves).toFixed(2);
console.log(
  `Best-known optimum on ${found} % of ${mix.curves} curves; ${missed} missed, ${flagged} of them flagged; ${checks.doubtful} doubtful, ${checks.checked} checked`,
);
