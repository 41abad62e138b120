import { fitDoseResponse, type FitStatus } from "../../lib/dose_response/mod.ts";
import { allocateFits } from "../../lib/screen/allocate_fits.ts";
import { checkCurve } from "../../lib/screen/check_curves.ts";
import { compareDoses, takeDose } from "../../lib/screen/compare_doses.ts";
import { curveTask } from "../../lib/screen/curve_task.ts";
import { createFitter, fitOne } from "../../lib/screen/fit_one.ts";
import { CHECKS, RELATIONS, STATUSES } from "../../lib/screen/mod.ts";
import { potencyOf } from "../../lib/screen/potency_of_fit.ts";
import { assertAlmostEquals, assertEquals } from "../assert.ts";
import { simulateCurve } from "../dose_response/simulate.ts";
import { screenOf } from "./simulate_screen.ts";

const TRUTH = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };
const DOSES = [1, 3, 10, 30, 100, 300, 1000, 3000];
const CURVE = simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.05 }, 1);

/** One ordinary curve, fitted by the kernel. */
function fittedOne() {
  const task = curveTask({ checkOneIn: 1 });
  const columns = screenOf([CURVE]);
  const fitter = createFitter(task, allocateFits(1, task));
  fitOne(fitter, columns, 0);
  return { fitter, columns };
}

Deno.test("compareDoses() sees which of two ranges of an IC50 is the wider", () => {
  const { relative } = fittedOne().fitter;
  const [{ ic50 }] = fitDoseResponse([CURVE]);
  const general = ic50.relative;
  assertEquals(compareDoses(relative, 0, general), "same");
  const { lower, upper, estimate } = general;
  assertEquals(compareDoses(relative, 0, { ...general, lower: lower! * 0.98 }), "narrower");
  assertEquals(compareDoses(relative, 0, { ...general, upper: upper! * 1.02 }), "narrower");
  assertEquals(compareDoses(relative, 0, { ...general, upper: upper! * 0.98 }), "different");
  const shifted = { ...general, lower: lower! * 1.02, upper: upper! * 1.02 };
  assertEquals(compareDoses(relative, 0, shifted), "different");
  const bound = { ...general, relation: ">", estimate: lower, upper: null } as const;
  assertEquals(compareDoses(relative, 0, bound), "narrower");
  takeDose(relative, 0, bound);
  assertEquals(compareDoses(relative, 0, bound), "same");
  assertEquals(compareDoses(relative, 0, { ...general, estimate }), "different");
});

Deno.test("checkCurve() takes the wider range of the general solver, and its status", () => {
  const { fitter, columns } = fittedOne();
  const { relative, fits } = fitter;
  const limits = [relative.lower[0], relative.upper[0]];
  relative.lower[0] *= 1.5;
  checkCurve(fitter, columns, 0);
  assertEquals(CHECKS[fits.codes.check[0]], "general solver better, taken");
  assertAlmostEquals(relative.lower[0] / limits[0], 1, 1e-6);
  assertAlmostEquals(relative.upper[0] / limits[1], 1, 1e-6);
  assertEquals(RELATIONS[relative.relation[0]], "=");
  const status: FitStatus = "measured";
  assertEquals(STATUSES[fits.codes.status[0]], status);
  assertEquals(
    potencyOf(fits, 0, { kind: "relative", unit: "nM" }).interval?.meaning,
    "confidence",
  );
  relative.lower[0] /= 1.5;
  checkCurve(fitter, columns, 0);
  assertEquals(CHECKS[fits.codes.check[0]], "disagrees");
  assertAlmostEquals(relative.lower[0] / limits[0], 1 / 1.5, 1e-6);
});
