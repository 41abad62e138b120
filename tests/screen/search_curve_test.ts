import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { doseDesign } from "../../lib/screen/dose_design.ts";
import { fitScreen, type ScreenColumns } from "../../lib/screen/mod.ts";
import { aimAt, createProjectedCurve, projectCurve } from "../../lib/screen/projected_curve.ts";
import { assert } from "../assert.ts";
import { hardMix } from "./simulate_screen.ts";

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
