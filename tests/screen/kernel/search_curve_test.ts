import { fitDoseResponse, fourParameterLogistic } from "../../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../../lib/numerics/mod.ts";
import { fitScreen, type ScreenColumns, STATUSES } from "../../../lib/screen/mod.ts";
import { STATUS } from "../../../lib/screen/screen_fits.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { curveOfScreen, hardMix, screenOf } from "../simulate_screen.ts";
import { aimKernel, rssAt } from "./kernel_curve.ts";

for (
  const [what, curve, seed, position, steepness] of [
    ["a step in noise, in a valley too narrow for a grid", 2100, 101, 1.2270433, Infinity],
    ["a plateau that has run away, three decades beyond the doses", 1530, 5, 7, -0.1895],
    ["a step before the first dose that two doses bend", 4152, 14, -3.5, 0.477024],
  ] as const
) {
  Deno.test(`fitScreen() finds the least squares of ${what}`, () => {
    const mix = hardMix(curve + 1, seed);
    const aimed = aimKernel(mix, curve, 1);
    const steepest = Math.min(steepness, aimed.design.mostSteepness);
    const known = rssAt(aimed, position, steepest) * aimed.levels.scale ** 2;
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

/** A step of 30 wells, six a dose: two doses before, two after, and the responses of the one in the middle. */
function stepOf(onSlope: readonly number[]): ScreenColumns {
  const noise = [0.03, -0.02, -0.01, 0.02, 0.01, -0.03];
  const doses = [1, 10, 100, 1000, 10_000];
  const levels = [[1, 1], [1, 1], onSlope, [0.2, 0.2], [0.2, 0.2]];
  const wells = doses.flatMap((dose, j) =>
    noise.map((away, k) => ({ dose, response: levels[j][k % 2] + away }))
  );
  return screenOf([{
    doses: wells.map(({ dose }) => dose),
    responses: wells.map(({ response }) => response),
  }]);
}

Deno.test("fitScreen() puts a step between two doses midway", () => {
  for (const [level, place] of [[[1, 1], 2.5], [[0.2, 0.2], 1.5]] as const) {
    const { values, codes } = fitScreen(stepOf(level), { checkOneIn: 0 });
    assertEquals(STATUSES[codes.status[0]], "step");
    assertAlmostEquals(Math.log10(values.ic50_relative[0]), place, 1e-12);
  }
});

Deno.test("fitScreen() gives the plateaus of a step with one dose on its slope the errors of their means", () => {
  const { values, codes } = fitScreen(stepOf([0.6, 0.6]), { checkOneIn: 0 });
  assertEquals(STATUSES[codes.status[0]], "step");
  assertAlmostEquals(values.top[0], 1, 1e-9);
  assertAlmostEquals(values.bottom[0], 0.2, 1e-9);
  // The mean of twelve wells each; only the place of the step is fitted besides.
  const variance = values.rss[0] / (30 - 3);
  assertAlmostEquals(values.top_se[0], Math.sqrt(variance / 12), 1e-9);
  assertAlmostEquals(values.bottom_se[0], Math.sqrt(variance / 12), 1e-9);
});
