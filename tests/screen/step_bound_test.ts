import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { doseDesign } from "../../lib/screen/dose_design.ts";
import { aimAt, createProjectedCurve, projectCurve } from "../../lib/screen/projected_curve.ts";
import { lowestStep } from "../../lib/screen/step_bound.ts";
import { assert } from "../assert.ts";
import { hardMix } from "./simulate_screen.ts";

const ANY = [-Infinity, Infinity] as const;

Deno.test("lowestStep() is undercut by no curve with one dose on its slope, and met by the best", () => {
  const mix = hardMix(30, 12);
  const levels = createLevels();
  let met = 0;
  for (let i = 0; i < mix.curves; i++) {
    collapseWells(levels, mix, i, 1);
    const design = doseDesign(levels);
    const curve = createProjectedCurve(levels, design);
    aimAt(curve, design, ANY, ANY);
    const bound = lowestStep(levels);
    let lowest = Infinity;
    const slope = Math.exp(design.mostSteepness) * Math.LN10;
    for (const dose of design.logDose) {
      for (let z = -12; z <= 12; z += 0.01) {
        projectCurve(curve, dose + z / slope, design.mostSteepness);
        lowest = Math.min(lowest, curve.rss);
      }
    }
    assert(lowest >= bound * (1 - 1e-9), `curve ${i}: ${lowest} below ${bound}`);
    if (lowest <= bound * (1 + 1e-3)) met++;
  }
  assert(met >= 27, `met on ${met} of ${mix.curves}`);
});
