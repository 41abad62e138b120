import { bracketLimit } from "../../lib/screen/bracket_limit.ts";
import { collapseWells } from "../../lib/screen/collapse_wells.ts";
import { allocateFits } from "../../lib/screen/allocate_fits.ts";
import { curveTask } from "../../lib/screen/curve_task.ts";
import { designOf } from "../../lib/screen/dose_design.ts";
import { createFitter, fitOne, foundCurve } from "../../lib/screen/fit_one.ts";
import { newtonLimit } from "../../lib/screen/newton_limit.ts";
import { endOf, profileAt, type ProfiledCurve } from "../../lib/screen/profiled_curve.ts";
import { pinAt } from "../../lib/screen/pinned_curve.ts";
import { locateHalf } from "../../lib/screen/absolute_ic50.ts";
import { type FoundCurve, searchCurve } from "../../lib/screen/search_curve.ts";
import { assert, assertAlmostEquals } from "../assert.ts";
import { simulateCurve } from "../dose_response/simulate.ts";
import { screenOf } from "./simulate_screen.ts";

const DOSES = [1, 3, 10, 30, 100, 300, 1000, 3000];
const TRUTH = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };
const TASK = curveTask({});

/** Calls back with the fit of each of some ordinary curves, its profile that of the quantity. */
function forEachFit(
  quantity: ProfiledCurve["quantity"],
  callback: (fit: FoundCurve) => void,
) {
  const columns = screenOf(Array.from(
    { length: 20 },
    (_, seed) => simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.05 }, seed),
  ));
  const fitter = createFitter(TASK, allocateFits(columns.curves));
  fitOne(fitter, columns, 0);
  const fit = foundCurve(fitter);
  for (let i = 0; i < columns.curves; i++) {
    collapseWells(fitter.levels, columns, i, 1);
    searchCurve(fit, designOf(fitter.designs, fitter.levels), TASK);
    fit.quantity = quantity;
    fit.value = fit.position;
    if (quantity === "crossing") {
      locateHalf(fit, TASK);
      fit.value = fit.crossing.place;
      ({ bend: fit.bend, followP: fit.followP, followQ: fit.followQ } = fit.crossing);
      pinAt(fit.curve, fit.value, 0, (0.5 - fitter.levels.center) / fitter.levels.scale);
    }
    callback(fit);
    fit.curve.pinned = false;
  }
}

for (const quantity of ["position", "crossing"] as const) {
  Deno.test(`newtonLimit() finds the limits that bracketLimit() finds: ${quantity}`, () => {
    let left = 0;
    forEachFit(quantity, (fit) => {
      for (const [side, times] of [[-1, 1.2], [1, 1.2], [-1, 1.6], [1, 1.6]] as const) {
        const threshold = times * fit.rss;
        const { value, position, steepness } = fit;
        const newton = newtonLimit(fit, side, threshold, endOf(fit, side));
        const bracket = bracketLimit(fit, side, threshold, value, position, steepness);
        if (Number.isNaN(newton)) {
          left++;
          continue;
        }
        assertAlmostEquals(newton, bracket, 3e-7);
        assertAlmostEquals(profileAt(fit, newton, position, steepness) / threshold, 1, 3e-6);
      }
    });
    // Far out a profile may be none for Newton's method.
    assert(left <= 4, `left to the bracket: ${left} of 80`);
  });

  Deno.test(`The curvature of a profile at the fit is that of its values: ${quantity}`, () => {
    forEachFit(quantity, (fit) => {
      const { value, position, steepness, rss, bend } = fit;
      const h = 1e-3;
      const above = profileAt(fit, value + h, position, steepness);
      const below = profileAt(fit, value - h, position, steepness);
      assertAlmostEquals((above - 2 * rss + below) / (2 * h * h) / bend, 1, 1e-3);
      assert(fit.ordinary);
    });
  });
}
