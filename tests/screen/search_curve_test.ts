import { fitDoseResponse, fourParameterLogistic } from "../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { doseDesign } from "../../lib/screen/dose_design.ts";
import { fitScreen, type ScreenColumns } from "../../lib/screen/mod.ts";
import { STATUS } from "../../lib/screen/screen_fits.ts";
import { aimAt, createProjectedCurve, projectCurve } from "../../lib/screen/projected_curve.ts";
import { assert } from "../assert.ts";
import { curveOfScreen, hardMix, screenOf } from "./simulate_screen.ts";

const ANY = [-Infinity, Infinity] as const;

/** The sum of squares of a shape with its best plateaus, in response units. */
function rssAt(columns: ScreenColumns, i: number, position: number, steepness: number): number {
  const levels = createLevels();
  collapseWells(levels, columns, i, 1);
  const design = doseDesign(levels);
  const curve = createProjectedCurve(levels, design);
  aimAt(curve, design, ANY, ANY);
  projectCurve(curve, position, Math.min(steepness, design.mostSteepness));
  return curve.rss * levels.scale ** 2;
}

for (
  const [what, curve, seed, position, steepness] of [
    ["a step in noise, in a valley too narrow for a grid", 2100, 101, 1.2270433, Infinity],
    ["a plateau that has run away, three decades beyond the doses", 1530, 5, 7, -0.1895],
  ] as const
) {
  Deno.test(`fitScreen() finds the least squares of ${what}`, () => {
    const mix = hardMix(curve + 1, seed);
    const known = rssAt(mix, curve, position, steepness);
    for (const interval of ["none", "profile likelihood"] as const) {
      const { values } = fitScreen(mix, { interval, checkOneIn: 0 });
      assert(values.rss[curve] <= known * (1 + 1e-9), `${values.rss[curve]} above ${known}`);
    }
  });
}

/** SIMULATED curves over five doses, a well each: one degree of freedom, and many valleys. */
function overFiveDoses(count: number, noise: number): ScreenColumns {
  const random = randomSeeded(5);
  return screenOf(Array.from({ length: count }, () => {
    const truth = {
      log10IC50: -1 + 5 * random(),
      hillSlope: 0.4 + 8 * random() * random(),
      top: 1,
      bottom: random(),
    };
    const doses = [0, 1, 2, 3, 4].map((j) => Number((10 ** (j - 1)).toPrecision(6)));
    const responses = doses.map((dose) =>
      fourParameterLogistic(truth, dose) + noise * randomNormal(random)
    );
    return { doses, responses };
  }));
}

Deno.test("fitScreen() leaves no higher sum of squares than fitDoseResponse() over five doses", () => {
  for (const noise of [0.03, 0.1]) {
    const columns = overFiveDoses(400, noise);
    const { values } = fitScreen(columns, { interval: "none", checkOneIn: 0 });
    for (let i = 0; i < columns.curves; i++) {
      const [{ rss }] = fitDoseResponse([curveOfScreen(columns, i)]);
      if (rss === null) continue;
      assert(
        values.rss[i] <= rss * (1 + 1e-6) + 1e-18,
        `curve ${i}: ${values.rss[i]} above ${rss}`,
      );
    }
  }
});

Deno.test("fitScreen() follows a second valley that begins twice as high and ends lower", () => {
  const [i, mix] = [12437, hardMix(12438, 99)];
  const { values, codes } = fitScreen(mix, { interval: "none", checkOneIn: 0 });
  assert(!codes.status.includes(STATUS.notConverged), "what rounding refuses is a minimum");
  const [{ rss }] = fitDoseResponse([curveOfScreen(mix, i)]);
  assert(rss !== null && values.rss[i] <= rss * (1 + 1e-9), `${values.rss[i]} above ${rss}`);
});
