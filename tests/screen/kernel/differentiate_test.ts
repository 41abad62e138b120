import { assertAlmostEquals } from "../../assert.ts";
import { screenOf } from "../simulate_screen.ts";
import { aimKernel, rssAt } from "./kernel_curve.ts";

const DOSES = [0, 0, 1, 3, 10, 10, 30, 100, 300, 1000];
const RESPONSES = [1.02, 0.97, 0.98, 1.05, 0.88, 0.93, 0.61, 0.34, 0.22, 0.25];
/** An even number of levels, and an odd one, without the last. */
const COLUMNS = screenOf([
  { doses: DOSES, responses: RESPONSES },
  { doses: DOSES.slice(0, -1), responses: RESPONSES.slice(0, -1) },
]);
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

const BOTH = Object.entries(CASES).flatMap(([name, one]) => [
  { ...one, name, curve: 0 },
  { ...one, name: `${name}, an odd number of levels`, curve: 1 },
]);

for (const { name, start, end, pin, curve: i } of BOTH) {
  Deno.test(`differentiate() agrees with differences of the sum of squares: ${name}`, () => {
    const curve = aimKernel(COLUMNS, i, NaN, start, end);
    const { code, get, set, levels: { center, scale } } = curve;
    if (pin !== null) code.pinAt(pin.place, pin.part, (pin.level - center) / scale);
    for (const [p, q] of [[1.4, 0.2], [2.3, -0.4], [0.2, 0.9], [3.4, 0.1]]) {
      const slopes = (p: number, q: number) => {
        code.projectCurve(p, q);
        code.differentiate();
        return [get("byPosition"), get("bySteepness")];
      };
      const half = (p: number, q: number) => rssAt(curve, p, q) / 2;
      const h = 1e-5;
      const [byP, byQ] = slopes(p, q);
      const [pp, pq, qq] = [get("pp"), get("pq"), get("qq")];
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
        set("place", place);
        slopes(p, q);
        return [get("rss") / 2, get("byPlace"), get("byPosition"), get("bySteepness")];
      };
      const after = pinnedAt(pin.place + h);
      const before = pinnedAt(pin.place - h);
      pinnedAt(pin.place);
      (["byPlace", "xx", "xp", "xq"] as const).forEach((name, k) =>
        assertAlmostEquals(get(name), (after[k] - before[k]) / (2 * h), 1e-6)
      );
    }
  });
}
