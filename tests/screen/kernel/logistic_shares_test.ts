import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { assertAlmostEquals, assertEquals } from "../../assert.ts";
import { screenOf } from "../simulate_screen.ts";
import { aimKernel, type KernelCurve, rssAt } from "./kernel_curve.ts";

const DOSES = [0.3, 1, 3, 10, 30, 100, 300, 1000, 3000];

/** The kernel at a curve of these doses, one well each. */
function curveOver(doses: readonly number[]): KernelCurve {
  const random = randomSeeded(doses.length);
  const responses = doses.map((dose) => 0.1 + 1 / (1 + dose / 50) + 0.2 * (random() - 0.5));
  return aimKernel(screenOf([{ doses, responses }]), 0);
}

/** The shares of the start by level: the plain formula, with the kernel's own exponential. */
function sharesOf({ code, get, column }: KernelCurve): number[] {
  const slope = get("sign") * code.clampedExp(get("steepness")) * Math.LN10;
  return Array.from(column("logDoseAt"), (u, j) => {
    if (j < get("vehicle")) return get("sign") > 0 ? 1 : 0;
    return 1 / (1 + code.clampedExp(slope * (u - get("position"))));
  });
}

Deno.test("fillShares() gives a dose the same bits at an even level and at an odd one", () => {
  for (const [position, steepness] of [[1.3, 0.2], [0.1, 2.5], [3.1, -1], [1.4998, 5]]) {
    const shares = [DOSES, [0.1, ...DOSES], [0, ...DOSES]].map((doses) => {
      const curve = curveOver(doses);
      // On one side of the middle t is the share of the start, on the other that of the end.
      rssAt(curve, position, steepness);
      assertEquals(Array.from(curve.column("shareAt")), sharesOf(curve));
      const sign = curve.get("sign");
      const [share, rest] = [curve.column("shareAt"), curve.column("restAt")];
      return { sign, shares: Array.from(sign > 0 ? share : rest).slice(-DOSES.length) };
    });
    const [even, ...odd] = shares;
    for (const { sign, shares } of odd) {
      if (sign === even.sign) assertEquals(shares, even.shares);
    }
  }
});

/** Sum of squares and plateaus of a shape by the plain formulas of straight regression. */
function plainFit(curve: KernelCurve) {
  const { levels: { within }, get, column } = curve;
  const [weight, response] = [column("weightAt"), column("responseAt")];
  const share = sharesOf(curve);
  const sum = (of: (j: number) => number) => share.reduce((all, _, j) => all + of(j), 0);
  const total = sum((j) => weight[j]);
  const mean = sum((j) => weight[j] * share[j]) / total;
  const meanResponse = sum((j) => weight[j] * response[j]) / total;
  const span = sum((j) => weight[j] * (share[j] - mean) * (response[j] - meanResponse)) /
    sum((j) => weight[j] * (share[j] - mean) ** 2);
  const atZero = meanResponse - span * mean;
  const ends = [atZero + span, atZero];
  const [start, end] = get("sign") > 0 ? ends : ends.toReversed();
  const rss = within + sum((j) => weight[j] * (response[j] - atZero - span * share[j]) ** 2);
  return { start, end, rss };
}

for (const count of [3, 4, 5, 8, 9]) {
  for (const vehicle of [false, true]) {
    const what = `${count} doses${vehicle ? " and a vehicle" : ""}`;
    Deno.test(`projectCurve() is straight regression on the shares of ${what}, whatever stood there`, () => {
      // What a longer curve leaves behind must not count.
      rssAt(curveOver([...DOSES, 10_000, 30_000, 100_000]), 2, 0);
      const curve = curveOver([...(vehicle ? [0] : []), ...DOSES.slice(0, count)]);
      for (const [position, steepness] of [[0, 0.2], [0.8, -0.4], [-0.3, 0.9]]) {
        rssAt(curve, position, steepness);
        const { start, end, rss } = plainFit(curve);
        assertAlmostEquals(curve.get("start"), start, 1e-12 * Math.max(1, Math.abs(start)));
        assertAlmostEquals(curve.get("end"), end, 1e-12 * Math.max(1, Math.abs(end)));
        assertAlmostEquals(curve.get("rss"), rss, 1e-12);
      }
    });
  }
}
