import { collapseWells, createLevels } from "../../lib/screen/collapse_wells.ts";
import { doseDesign } from "../../lib/screen/dose_design.ts";
import { differentiate } from "../../lib/screen/differentiate.ts";
import { pinAt } from "../../lib/screen/pinned_curve.ts";
import { aimAt, createProjectedCurve, projectCurve } from "../../lib/screen/projected_curve.ts";
import { assertAlmostEquals } from "../assert.ts";

const DOSES = [0, 0, 1, 3, 10, 10, 30, 100, 300, 1000];
const RESPONSES = [1.02, 0.97, 0.98, 1.05, 0.88, 0.93, 0.61, 0.34, 0.22, 0.25];
const ANY = [-Infinity, Infinity] as const;

const CASES = {
  "4PL": { start: ANY, end: ANY, pin: null },
  "3PL": { start: ANY, end: [0.1, 0.1], pin: null },
  "3PL with its top held": { start: [1, 1], end: ANY, pin: null },
  "2PL": { start: [1, 1], end: [0, 0], pin: null },
  "4PL within bounds": { start: [1.05, 1.2], end: [0, 0.1], pin: null },
  "4PL through a response": { start: ANY, end: ANY, pin: { place: 1.8, part: 0, level: 0.5 } },
  "4PL through half of its start": {
    start: ANY,
    end: ANY,
    pin: { place: 1.8, part: 0.5, level: 0 },
  },
} as const;

for (const [name, { start, end, pin }] of Object.entries(CASES)) {
  Deno.test(`differentiate() agrees with differences of the sum of squares: ${name}`, () => {
    const levels = createLevels();
    const columns = {
      curves: 1,
      start: Uint32Array.of(0, DOSES.length),
      dose: Float64Array.from(DOSES),
      response: Float64Array.from(RESPONSES),
    };
    collapseWells(levels, columns, 0, NaN);
    const design = doseDesign(levels);
    const curve = createProjectedCurve(levels, design);
    aimAt(curve, design, start, end);
    if (pin !== null) {
      pinAt(curve, pin.place, pin.part, (pin.level - levels.center) / levels.scale);
    }
    for (const [p, q] of [[1.4, 0.2], [2.3, -0.4], [0.2, 0.9], [3.4, 0.1]]) {
      const slopes = (p: number, q: number) => {
        projectCurve(curve, p, q);
        differentiate(curve);
        return [curve.byPosition, curve.bySteepness];
      };
      const half = (p: number, q: number) => {
        projectCurve(curve, p, q);
        return curve.rss / 2;
      };
      const h = 1e-5;
      const [byP, byQ] = slopes(p, q);
      const { pp, pq, qq } = curve;
      assertAlmostEquals(byP, (half(p + h, q) - half(p - h, q)) / (2 * h), 1e-7);
      assertAlmostEquals(byQ, (half(p, q + h) - half(p, q - h)) / (2 * h), 1e-7);
      const [p1, q1] = slopes(p + h, q);
      const [p0, q0] = slopes(p - h, q);
      assertAlmostEquals(pp, (p1 - p0) / (2 * h), 1e-6);
      assertAlmostEquals(pq, (q1 - q0) / (2 * h), 1e-6);
      const [, above] = slopes(p, q + h);
      const [, below] = slopes(p, q - h);
      assertAlmostEquals(qq, (above - below) / (2 * h), 1e-6);
      if (pin === null) continue;
      const pinnedAt = (place: number) => {
        curve.place = place;
        slopes(p, q);
        return [curve.rss / 2, curve.byPlace, curve.byPosition, curve.bySteepness];
      };
      const after = pinnedAt(pin.place + h);
      const before = pinnedAt(pin.place - h);
      pinnedAt(pin.place);
      const { byPlace, xx, xp, xq } = curve;
      [byPlace, xx, xp, xq].forEach((slope, k) =>
        assertAlmostEquals(slope, (after[k] - before[k]) / (2 * h), 1e-6)
      );
    }
  });
}
