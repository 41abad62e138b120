import { assert } from "../../assert.ts";
import { hardMix } from "../simulate_screen.ts";
import { aimKernel, rssAt } from "./kernel_curve.ts";

Deno.test("lowestStep() is undercut by no curve with one dose on its slope, and met by the best", () => {
  const mix = hardMix(30, 12);
  let met = 0;
  for (let i = 0; i < mix.curves; i++) {
    const curve = aimKernel(mix, i, 1);
    const { code, design } = curve;
    const bound = code.lowestStep();
    let lowest = Infinity;
    const slope = Math.exp(design.mostSteepness) * Math.LN10;
    for (const dose of design.logDose) {
      for (let z = -12; z <= 12; z += 0.01) {
        lowest = Math.min(lowest, rssAt(curve, dose + z / slope, design.mostSteepness));
      }
    }
    assert(lowest >= bound * (1 - 1e-9), `curve ${i}: ${lowest} below ${bound}`);
    if (lowest <= bound * (1 + 1e-3)) met++;
  }
  assert(met >= 27, `met on ${met} of ${mix.curves}`);
});
