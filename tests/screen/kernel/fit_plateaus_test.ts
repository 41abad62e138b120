import type { Bounds } from "../../../lib/screen/curve_task.ts";
import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { assert, assertAlmostEquals } from "../../assert.ts";
import { hardMix } from "../simulate_screen.ts";
import { aimKernel, type KernelCurve, rssAt } from "./kernel_curve.ts";

/** The least sum of squares over a box of plateaus, one plateau after the other until neither moves. */
function leastInBox(
  { levels: { within, count }, column, get }: KernelCurve,
  [startLeast, startMost]: Bounds,
  [endLeast, endMost]: Bounds,
): number {
  const [weight, response] = [column("weightAt"), column("responseAt")];
  const share = column(get("sign") > 0 ? "shareAt" : "restAt");
  const rest = column(get("sign") > 0 ? "restAt" : "shareAt");
  const best = (mine: Float64Array, other: Float64Array, held: number) => {
    let [along, square] = [0, 0];
    for (let j = 0; j < count; j++) {
      along += weight[j] * mine[j] * (response[j] - held * other[j]);
      square += weight[j] * mine[j] ** 2;
    }
    return square > 0 ? along / square : 0;
  };
  let [start, end] = [startLeast, endLeast];
  for (let k = 0; k < 3000; k++) {
    start = Math.min(Math.max(best(share, rest, end), startLeast), startMost);
    end = Math.min(Math.max(best(rest, share, start), endLeast), endMost);
  }
  let rss = within;
  for (let j = 0; j < count; j++) {
    rss += weight[j] * (response[j] - start * share[j] - end * rest[j]) ** 2;
  }
  return rss;
}

Deno.test("projectCurve() gives the best plateaus of a box, whichever of its sides they lie on", () => {
  const mix = hardMix(40, 81);
  const random = randomSeeded(82);
  const between = (low: number, high: number) => low + (high - low) * random();
  const met = { inside: 0, start: 0, end: 0, both: 0 };
  for (let i = 0; i < mix.curves; i++) {
    for (let k = 0; k < 10; k++) {
      const [start, end] = [between(0.2, 1.4), between(-0.2, 1)];
      const bounds: readonly [Bounds, Bounds] = [
        [start, start + between(0.01, 0.6)],
        [end, end + between(0.01, 0.6)],
      ];
      const curve = aimKernel(mix, i, 1, ...bounds);
      const { center, scale } = curve.levels;
      const [startBox, endBox] = bounds.map(([least, most]): Bounds => [
        (least - center) / scale,
        (most - center) / scale,
      ]);
      const rss = rssAt(curve, between(0, 3.5), between(-0.5, 1.5));
      const [atStart, atEnd] = [startBox, endBox].map((box, which) =>
        box.includes(curve.get(which === 0 ? "start" : "end"))
      );
      met[atStart && atEnd ? "both" : atStart ? "start" : atEnd ? "end" : "inside"]++;
      assertAlmostEquals(rss / leastInBox(curve, startBox, endBox), 1, 1e-9, `curve ${i}`);
    }
  }
  assert(Object.values(met).every((times) => times > 5), JSON.stringify(met));
});
