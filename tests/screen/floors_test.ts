import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { crossingFloor } from "../../lib/screen/crossing_floor.ts";
import { doseDesign } from "../../lib/screen/dose_design.ts";
import { inflectionFloor } from "../../lib/screen/inflection_floor.ts";
import { pinAt } from "../../lib/screen/pinned_curve.ts";
import {
  aimAt,
  createProjectedCurve,
  projectCurve,
  type ProjectedCurve,
} from "../../lib/screen/projected_curve.ts";
import { assert, assertAlmostEquals, assertEquals } from "../assert.ts";
import { hardMix } from "./simulate_screen.ts";

const ANY = [-Infinity, Infinity] as const;

/** The curves of a hard mix, and the same turned round: rising, and with a vehicle. */
function* curves(): Generator<ProjectedCurve> {
  const mix = hardMix(40, 5);
  const levels = createLevels();
  const turned = { ...mix, response: mix.response.map((y) => 1 - y) };
  const vehicle = { ...mix, dose: mix.dose.slice() };
  for (let i = 0; i < mix.curves; i++) vehicle.dose[mix.start[i]] = 0;
  for (const columns of [mix, turned, vehicle]) {
    for (let i = 0; i < mix.curves; i++) {
      collapseWells(levels, columns, i, NaN);
      const design = doseDesign(levels);
      const curve = createProjectedCurve(levels, design);
      aimAt(curve, design, ANY, ANY);
      yield curve;
    }
  }
}

/** The lowest sum of squares at a position, over all slopes. */
function lowest(curve: ProjectedCurve, position: (steepness: number) => number): number {
  const { leastSteepness, mostSteepness } = curve.design;
  let rss = Infinity;
  for (let k = 0; k <= 200; k++) {
    const steepness = leastSteepness + k / 200 * (mostSteepness - leastSteepness);
    projectCurve(curve, position(steepness), steepness);
    rss = Math.min(rss, curve.rss);
  }
  return rss;
}

Deno.test("crossingFloor() is undercut by no curve through a response, and excludes most far places", () => {
  let [excluded, far] = [0, 0];
  for (const curve of curves()) {
    const { design: { lowest: first, highest: last }, levels: { center, scale, within, between } } =
      curve;
    const level = (0.5 - center) / scale;
    for (let place = first - 1; place <= last + 1; place += (last - first + 2) / 24) {
      pinAt(curve, place, 0, level);
      const floor = crossingFloor(curve, place);
      for (const away of [-2, -0.5, -0.1, 0, 0.1, 0.5, 2]) {
        const rss = lowest(curve, () => place + away);
        assert(rss >= floor * (1 - 1e-12), `${rss} below ${floor} at ${place}`);
      }
      if (place > last + 0.5) {
        far++;
        if (floor > within + 0.1 * between) excluded++;
      }
      curve.pinned = false;
    }
  }
  assert(excluded > far / 2, `${excluded} of ${far}`);
});

Deno.test("crossingFloor() counts the doses on the wrong side", () => {
  const levels = createLevels();
  const columns = {
    curves: 1,
    start: Uint32Array.of(0, 4),
    dose: Float64Array.of(1, 10, 100, 1000),
    response: Float64Array.of(1, 0.9, 0.2, 0.1),
  };
  collapseWells(levels, columns, 0, 1);
  const design = doseDesign(levels);
  const curve = createProjectedCurve(levels, design);
  pinAt(curve, 0, 0, (0.5 - levels.center) / levels.scale);
  const floor = (place: number) => crossingFloor(curve, place) * levels.scale ** 2;
  assertAlmostEquals(floor(1.5), 0, 1e-15);
  assertAlmostEquals(floor(2.5), 0.3 ** 2, 1e-15);
  assertAlmostEquals(floor(4), 0.3 ** 2 + 0.4 ** 2, 1e-15);
  // A curve that rises there costs less than one that falls, which would leave 0.5² + 0.4².
  assertAlmostEquals(floor(-1), 0.3 ** 2 + 0.4 ** 2, 1e-15);
  // Half of a start that is free says nothing of where the doses must lie.
  pinAt(curve, 0, 0.5, -levels.center / levels.scale);
  assertEquals(crossingFloor(curve, 4), levels.within);
});

Deno.test("inflectionFloor() is undercut by no curve with its position beyond the doses", () => {
  let [excluded, sides] = [0, 0];
  for (const curve of curves()) {
    const { design: { lowest: first, highest: last }, levels: { within, between } } = curve;
    for (const side of [-1, 1] as const) {
      const floor = inflectionFloor(curve, side);
      for (const beyond of [0, 0.01, 0.3, 1, 3]) {
        const rss = lowest(curve, () => (side > 0 ? last : first) + side * beyond);
        assert(rss >= floor * (1 - 1e-12), `${rss} below ${floor}, side ${side}`);
      }
      sides++;
      if (floor > within + 0.02 * between) excluded++;
    }
  }
  assert(excluded > sides / 2, `${excluded} of ${sides}`);
});

Deno.test("inflectionFloor() is the distance to the nearest curve without a turn", () => {
  const levels = createLevels();
  collapseWells(
    levels,
    {
      curves: 1,
      start: Uint32Array.of(0, 3),
      dose: Float64Array.of(1, 10, 100),
      response: Float64Array.of(1, 0.1, 0),
    },
    0,
    1,
  );
  const curve = createProjectedCurve(levels, doseDesign(levels));
  const squares = levels.scale ** 2;
  // The chord lies 0.4 above the dose in the middle: 0.4² / (1 + 1/4 + 1/4).
  assertAlmostEquals(inflectionFloor(curve, 1) * squares, 0.4 ** 2 / 1.5, 1e-15);
  // Below the doses such a curve bends this way anyhow.
  assertAlmostEquals(inflectionFloor(curve, -1) * squares, 0, 1e-15);
});
