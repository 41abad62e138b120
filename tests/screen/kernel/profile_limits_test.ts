import { locateHalf } from "../../../lib/screen/absolute_ic50.ts";
import { allocateFits } from "../../../lib/screen/allocate_fits.ts";
import { collapseWells } from "../../../lib/screen/collapse_wells.ts";
import { curveTask, quantiles } from "../../../lib/screen/curve_task.ts";
import { aim, createFitter, type Fitter } from "../../../lib/screen/fit_one.ts";
import { fitDoseResponse } from "../../../lib/dose_response/mod.ts";
import { fitScreen, RELATIONS, type ScreenColumns } from "../../../lib/screen/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { simulateCurve } from "../../dose_response/simulate.ts";
import { curveOfScreen, hardMix, screenOf } from "../simulate_screen.ts";
import { curveFields, fitFields } from "./kernel_curve.ts";

const DOSES = [1, 3, 10, 30, 100, 300, 1000, 3000];
const TRUTH = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };
const TASK = curveTask({});

type Quantity = "position" | "crossing";

/** The kernel at the fit of a curve, its profile that of the quantity. */
interface Profile {
  readonly code: Fitter["levels"]["kernel"]["code"];
  readonly fit: ReturnType<typeof fitFields>;
  readonly curve: ReturnType<typeof curveFields>;
  /** The last place that a limit is looked for at, on a side. */
  endOf(side: -1 | 1): number;
  /** The profile at a value, from the curve of the fit. */
  at(value: number): number;
}

/** Fits a curve and sets the kernel to its profile. */
function profileOf(
  fitter: Fitter,
  columns: ScreenColumns,
  i: number,
  quantity: Quantity,
): Profile {
  const { levels } = fitter;
  collapseWells(levels, columns, i, 1);
  const { lowest, highest } = aim(fitter);
  const { kernel, kernel: { code } } = levels;
  code.searchCurve();
  const fit = fitFields(kernel);
  const curve = curveFields(kernel);
  if (quantity === "position") code.profilePosition();
  else {
    const place = locateHalf(levels, TASK);
    code.profileCrossing();
    code.pinAt(place, 0, (0.5 - levels.center) / levels.scale);
  }
  return {
    code,
    fit,
    curve,
    endOf: (side) => side < 0 ? lowest - 1 : highest + 1,
    at(value) {
      if (quantity === "position") code.descend(value, fit.get("steepness"), 0, Infinity);
      else {
        curve.set("place", value);
        code.descend(fit.get("position"), fit.get("steepness"), 1, Infinity);
      }
      return curve.get("rss");
    },
  };
}

/** Calls back with the profile of each of some ordinary curves. */
function forEachProfile(quantity: Quantity, callback: (profile: Profile) => void) {
  const columns = screenOf(Array.from(
    { length: 20 },
    (_, seed) => simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.05 }, seed),
  ));
  const fitter = createFitter(TASK, allocateFits(columns.curves, TASK));
  for (let i = 0; i < columns.curves; i++) callback(profileOf(fitter, columns, i, quantity));
}

for (const quantity of ["position", "crossing"] as const) {
  Deno.test(`newtonLimit() finds the limits that bracketLimit() finds: ${quantity}`, () => {
    let left = 0;
    forEachProfile(quantity, ({ code, fit: { get }, endOf, at }) => {
      for (const [side, times] of [[-1, 1.2], [1, 1.2], [-1, 1.6], [1, 1.6]] as const) {
        const threshold = times * get("rss");
        const newton = code.newtonLimit(side, threshold, endOf(side));
        const [value, position, steepness] = [get("value"), get("position"), get("steepness")];
        const bracket = code.bracketLimit(side, threshold, value, position, steepness);
        if (Number.isNaN(newton)) {
          left++;
          continue;
        }
        assertAlmostEquals(newton, bracket, 3e-7);
        assertAlmostEquals(at(newton) / threshold, 1, 3e-6);
      }
    });
    // Far out a profile may be none for Newton's method.
    assert(left <= 4, `left to the bracket: ${left} of 80`);
  });

  Deno.test(`The curvature of a profile at the fit is that of its values: ${quantity}`, () => {
    forEachProfile(quantity, ({ fit: { get }, at }) => {
      const [value, rss, bend] = [get("value"), get("rss"), get("bend")];
      const h = 1e-3;
      assertAlmostEquals((at(value + h) - 2 * rss + at(value - h)) / (2 * h * h) / bend, 1, 1e-3);
      assert(get("ordinary"));
    });
  });
}

/** Curve 159 is a step between the two highest doses: its profile does not rise at all over half a decade. */
const FLAT_THEN_WALL = { columns: hardMix(160, 31), curve: 159 };

Deno.test("bracketLimit() gets along a step, where nothing rises, to the wall at its end", () => {
  const { columns, curve: i } = FLAT_THEN_WALL;
  const fitter = createFitter(TASK, allocateFits(columns.curves, TASK));
  const { code, fit: { get }, curve } = profileOf(fitter, columns, i, "position");
  const [rss, last, steepness] = [get("rss"), curve.get("highest"), get("steepness")];
  const [leastSteepness, most] = [curve.get("leastSteepness"), curve.get("mostSteepness")];
  const lowestAt = (position: number) => {
    let lowest = Infinity;
    for (let k = 0; k <= 2000; k++) {
      code.projectCurve(position, leastSteepness + k / 2000 * (most - leastSteepness));
      lowest = Math.min(lowest, curve.get("rss"));
    }
    return lowest;
  };
  assert(lowestAt(last - 0.3) <= rss * (1 + 1e-9), "the profile was to be level");
  for (const times of [1.1, 1.2]) {
    let [below, above] = [last - 1, last];
    while (above - below > 1e-7) {
      const middle = (below + above) / 2;
      if (lowestAt(middle) <= times * rss) above = middle;
      else below = middle;
    }
    for (const from of [last, get("position")]) {
      assertAlmostEquals(code.bracketLimit(-1, times * rss, from, from, steepness), above, 2e-6);
    }
  }
});

/** Curves of a seed that are steps, with a side on which Newton's method once took the wall at a dose for a limit. */
const WALLS = [[3932, 1], [4202, -1]] as const;

Deno.test("newtonLimit() takes no dose on the wall of a step for a limit", () => {
  const columns = hardMix(4203, 41);
  const fitter = createFitter(TASK, allocateFits(columns.curves, TASK));
  for (const [i, side] of WALLS) {
    const { code, fit: { get }, curve, endOf } = profileOf(fitter, columns, i, "position");
    const threshold = get("rss") * quantiles(TASK, fitter.levels.wells - TASK.free).twoSided;
    const limits = {
      newton: code.newtonLimit(side, threshold, endOf(side)),
      profile: code.profileLimit(side, threshold),
    };
    // Further out the profile only rises: the limit is where it is at the threshold.
    const excessAt = (position: number) => {
      let lowest = Infinity;
      for (let k = 0; k <= 4000; k++) {
        code.projectCurve(position, -2 + k / 4000 * (curve.get("mostSteepness") + 2));
        lowest = Math.min(lowest, curve.get("rss"));
      }
      return (lowest - get("rss")) / (threshold - get("rss"));
    };
    const at = limits.profile;
    assert(excessAt(at - side * 1e-4) < 1, `curve ${i}: ${10 ** at} lies beyond the limit`);
    assert(excessAt(at + side * 1e-4) > 1, `curve ${i}: ${10 ** at} lies before the limit`);
    if (!Number.isNaN(limits.newton)) assertAlmostEquals(limits.newton, at, 1e-4);
  }
});

Deno.test("boundLimit() ends where the profile is at the threshold, from the last dose on", () => {
  const columns = hardMix(1500, 31);
  const fitter = createFitter(TASK, allocateFits(columns.curves, TASK));
  for (const quantity of ["position", "crossing"] as const) {
    let found = 0;
    for (let i = 0; i < columns.curves; i++) {
      const { code, fit: { get }, curve, at } = profileOf(fitter, columns, i, quantity);
      const threshold = get("rss") * quantiles(TASK, fitter.levels.wells - TASK.free).oneSided;
      const beyond = get("value") > curve.get("highest") && curve.get("steepness") < 3;
      const bound = beyond ? code.boundLimit(-1, threshold) : NaN;
      if (Number.isFinite(bound)) {
        // The fit's own curve leads to the threshold there, or where another valley is the deeper one to more.
        const rss = at(bound);
        const excess = threshold - get("rss");
        if (Math.abs(rss - threshold) < 1e-3 * excess) found++;
        else assert(rss > threshold, `curve ${i}: ${rss} below ${threshold}`);
      }
      code.unpin();
    }
    assert(found > 10, `${quantity}: ${found}`);
  }
});

Deno.test("boundLimit() says a bound above the highest dose without a search", () => {
  const doses = DOSES.flatMap((dose) => [dose, dose]);
  const responses = doses.map((dose, k) =>
    0.8 + 0.2 / (1 + dose / 100) + 0.02 * [1, -1, -1, 1][k % 4]
  );
  const columns = screenOf([{ doses, responses }]);
  const fitter = createFitter(TASK, allocateFits(1, TASK));
  const { code, fit, curve } = profileOf(fitter, columns, 0, "crossing");
  const threshold = 1.5 * fit.get("rss");
  assertEquals(fit.get("value"), Infinity);
  assert(code.reachFloor(1) > threshold);
  // A projection would overwrite it.
  curve.set("rss", -1);
  assertEquals(code.boundLimit(-1, threshold), Infinity);
  assertEquals(curve.get("rss"), -1);
  // Where a curve might come down to the response within the doses it must search.
  assert(code.boundLimit(-1, 1e4 * threshold) !== Infinity);
  assert(curve.get("rss") > 0);
});

/** Whether a curve that crosses half of control at a dose lies below the threshold of a bound: a plain search. */
function crossesAt(columns: ScreenColumns, i: number, dose: number): boolean {
  const fitter = createFitter(TASK, allocateFits(columns.curves, TASK));
  const { code, fit, curve } = profileOf(fitter, columns, i, "crossing");
  const df = fitter.levels.wells - TASK.free + 2 - Math.min(2, code.dosesOnSlope());
  const threshold = fit.get("rss") * quantiles(TASK, df).oneSided;
  const place = Math.log10(dose);
  curve.set("place", place);
  const [leastSteepness, most] = [curve.get("leastSteepness"), curve.get("mostSteepness")];
  for (let k = 0; k <= 60; k++) {
    const steepness = leastSteepness + k / 60 * (most - leastSteepness);
    for (let z = -20; z <= 20; z += 0.5) {
      code.descend(place + z / (Math.exp(steepness) * Math.LN10), steepness, 1, Infinity);
      if (curve.get("rss") <= threshold) return true;
    }
  }
  return false;
}

Deno.test("boundLimit() gives the relations and no bolder bounds than fitDoseResponse() on hard curves", () => {
  const mix = hardMix(300, 21);
  const { values, codes } = fitScreen(mix, { interval: "none", checkOneIn: 0 });
  const found = { above: 0, below: 0 };
  const differs: string[] = [];
  for (let i = 0; i < mix.curves; i++) {
    const [{ ic50 }] = fitDoseResponse([curveOfScreen(mix, i)]);
    for (const kind of ["relative", "absolute"] as const) {
      const { relation, estimate } = ic50[kind];
      const ours = values[`ic50_${kind}`][i];
      const here = RELATIONS[codes[`ic50_${kind}_relation`][i]];
      if (here !== relation) differs.push(`curve ${i}, ${kind}: ${here}, not ${relation}`);
      else if (relation === ">" || relation === "<") {
        found[relation === ">" ? "above" : "below"]++;
        const bolder = relation === ">" ? ours / estimate! - 1 : estimate! / ours - 1;
        // What the general solver says beyond that must be wrong: no curve there fits as well.
        if (!(bolder <= 1e-4) && (kind === "relative" || crossesAt(mix, i, estimate!))) {
          differs.push(`curve ${i}, ${kind}: ${ours}, not ${estimate}`);
        }
      }
    }
  }
  assertEquals(differs, []);
  assert(found.above > 50, JSON.stringify(found));
});
