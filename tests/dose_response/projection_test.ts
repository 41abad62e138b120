import { doseLevels } from "../../lib/dose_response/dose_levels.ts";
import { createProjection, type Plateaus } from "../../lib/dose_response/projection.ts";
import {
  crossingDose,
  effectDose,
  meanResponse,
  meanShareOfStart,
  NOTHING,
  plateau,
  STEEPNESS,
  type Target,
} from "../../lib/dose_response/target.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals } from "../assert.ts";
import { serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

const CURVE = simulateCurve(
  TRUTH,
  { doses: serialDoses(1, 4, 8), wells: 2, noise: 0.1, vehicle: 3 },
  7,
);

Deno.test("doseLevels() keeps the sum of squares of any curve", () => {
  const levels = doseLevels(CURVE);
  const predicted = (logDose: number) => 0.7 - 0.1 * Math.max(logDose, -1);
  let wells = 0;
  CURVE.doses.forEach((dose, i) =>
    wells += (CURVE.responses[i] - predicted(Math.log10(dose))) ** 2
  );
  let collapsed = levels.within;
  levels.mean.forEach((mean, j) => {
    const scaled = (predicted(levels.logDose[j]) - levels.center) / levels.scale;
    collapsed += levels.weight[j] * (mean - scaled) ** 2;
  });
  assertClose(collapsed * levels.scale ** 2, wells, 1e-13);
});

Deno.test("doseLevels() takes doses apart only by more than rounding, in any order", () => {
  const doses = [0.1 + 0.2, 0.3, 3, 0, 30];
  const responses = [1, 2, 3, 4, 5];
  const levels = doseLevels({ doses, responses });
  assertEquals([...levels.weight], [1, 2, 1, 1]);
  assertEquals(
    doseLevels({ doses: doses.toReversed(), responses: responses.toReversed() }),
    levels,
  );
});

Deno.test("every target has the slopes that differences show", () => {
  const free: Plateaus = { start: null, end: null };
  const cases: [string, Plateaus, (p: ReturnType<typeof createProjection>) => Target, number][] = [
    ["nothing", free, () => NOTHING, 0],
    ["effect dose", free, () => effectDose(0.2), 1.7],
    ["declared crossing", free, (p) => crossingDose(p, 0, 0.5), 1.7],
    ["crossing of own start", free, (p) => crossingDose(p, 0.5, 0), 1.7],
    ["mean response", free, () => meanResponse([0, 3]), 0.6],
    ["mean share of start", free, () => meanShareOfStart([0, 3]), 0.6],
    ["steepness", free, () => STEEPNESS, 0.3],
    ["start", free, () => plateau("start"), 0.9],
    ["end", free, () => plateau("end"), 0.2],
    ["declared crossing, top held", { start: 1, end: null }, (p) => crossingDose(p, 0, 0.5), 1.7],
    ["own crossing, bottom held", { start: null, end: 0.02 }, (p) => crossingDose(p, 0.5, 0), 1.7],
    ["own crossing, bottom 0", { start: null, end: 0 }, (p) => crossingDose(p, 0.5, 0), 1.7],
    ["mean share, bottom held", { start: null, end: 0 }, () => meanShareOfStart([0, 3]), 0.6],
  ];
  for (const [name, fixed, make, value] of cases) {
    const projection = createProjection(doseLevels(CURVE), fixed);
    const target = make(projection);
    const [position, steepness, step] = [1.4, 0.2, 1e-5];
    const byValue = target.project(projection, value, position, steepness);
    const slopes = [byValue, projection.byPosition, projection.bySteepness];
    const rss = (v: number, e: number, q: number) => {
      target.project(projection, value + v, position + e, steepness + q);
      return projection.rss;
    };
    const differences = [
      rss(step, 0, 0) - rss(-step, 0, 0),
      target.free[0] ? rss(0, step, 0) - rss(0, -step, 0) : 0,
      target.free[1] ? rss(0, 0, step) - rss(0, 0, -step) : 0,
    ].map((difference) => difference / (2 * step));
    slopes.forEach((slope, k) =>
      assertAlmostEquals(slope, differences[k], 2e-6 * (1 + Math.abs(slope)), `${name} ${k}`)
    );
  }
});

Deno.test("projectedCurvature() agrees with differences of the slopes", () => {
  const plateaus: Plateaus[] = [
    { start: null, end: null },
    { start: 1, end: null },
    { start: null, end: 0.02 },
    { start: 1, end: 0 },
  ];
  for (const fixed of plateaus) {
    const projection = createProjection(doseLevels(CURVE), fixed);
    for (const target of [NOTHING, effectDose(0.2)]) {
      const [value, position, steepness, step] = [1.3, 1.4, 0.2, 1e-5];
      const slopes = (e: number, q: number) => {
        target.project(projection, value, position + e, steepness + q);
        return [projection.byPosition, projection.bySteepness];
      };
      const [up, down] = [slopes(0, step), slopes(0, -step)];
      const [right, left] = [slopes(step, 0), slopes(-step, 0)];
      slopes(0, 0);
      const [pp, pq, qq] = target.curvature!(projection);
      const differences = [right[0] - left[0], up[0] - down[0], up[1] - down[1]];
      [pp, pq, qq].forEach((found, k) =>
        assertAlmostEquals(found, differences[k] / (2 * step), 1e-6 * (1 + Math.abs(found)))
      );
    }
  }
});

Deno.test("a held crossing is a crossing", () => {
  const projection = createProjection(doseLevels(CURVE));
  crossingDose(projection, 0.5, 0).project(projection, 1.3, 1.8, 0.4);
  const { levels: { center, scale } } = projection;
  const [start, end] = [projection.start, projection.end].map((y) => center + scale * y);
  const share = 1 / (1 + 10 ** (Math.exp(0.4) * (1.3 - 1.8)));
  assertClose(end + (start - end) * share, 0.5 * start, 1e-12);
  assert(projection.rss > 0);
});
