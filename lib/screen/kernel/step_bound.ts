import { curve } from "./curve";
import { entry } from "./arithmetic";

/**
 * A sum of squares that no curve with at most one dose on its slope can undercut, in one pass without
 * an exponential.
 *
 * Such a curve is one plateau before the dose k, another after it, and at k itself anything between the
 * two. So where the mean response at k lies between the means of both sides the dose costs nothing, and
 * else it belongs to one of the plateaus, as in a step between two doses. With S and W sums of w y and
 * of w over one side, a side leaves Σ w y² - S² / W.
 *
 * Where the bound lies above the sum of squares of a fit, no step and no steep curve fits better,
 * however narrow its valley is between the points of a grid.
 */
export function lowestStep(): f64 {
  const count = curve.count;
  const vehicle = curve.vehicle;
  const total = curve.total;
  let before: f64 = 0;
  // Σ w y is 0, so that the sides differ only in sign.
  let beforeY: f64 = 0;
  let most: f64 = 0;
  for (let k: i32 = 0; k < count; k++) {
    const w = entry(curve.weightAt, k);
    const y = entry(curve.responseAt, k);
    const wy = w * y;
    const after = total - before - w;
    const afterY = -beforeY - wy;
    if (k > 0) {
      const explained = beforeY * beforeY * (1 / before + 1 / (total - before));
      if (explained > most) most = explained;
    }
    if (k >= vehicle) {
      const first = k == 0;
      const last = k == count - 1;
      const away = first ? 0 : y * before - beforeY;
      const ahead = last ? 0 : afterY - y * after;
      if (first || last || away * ahead >= 0) {
        const explained = wy * y + (first ? 0 : beforeY * beforeY / before) +
          (last ? 0 : afterY * afterY / after);
        if (explained > most) most = explained;
      }
    }
    before += w;
    beforeY += wy;
  }
  return curve.between + curve.within - most;
}

/** The level on the slope of the step, or so many and a half for a step between two. */
export let stepOn: f64 = 0;
/** Share of the start that is left at a level on the slope. */
export let stepShare: f64 = 0;

/** Where the step of {@linkcode lowestStep} stands; one between the vehicle and the first dose has no place. */
export function placeStep(): void {
  const count = curve.count;
  const vehicle = curve.vehicle;
  const total = curve.total;
  let before: f64 = 0;
  let beforeY: f64 = 0;
  let most: f64 = -1;
  for (let k: i32 = 0; k < count; k++) {
    const w = entry(curve.weightAt, k);
    const y = entry(curve.responseAt, k);
    const after = total - before - w;
    const afterY = -beforeY - w * y;
    if (k > vehicle) {
      const explained = beforeY * beforeY * (1 / before + 1 / (total - before));
      if (explained > most) {
        most = explained;
        stepOn = <f64> k - 0.5;
        stepShare = NaN;
      }
    }
    if (k > 0 && k >= vehicle && k < count - 1) {
      const start = beforeY / before;
      const end = afterY / after;
      const share = (y - end) / (start - end);
      const explained = w * y * y + beforeY * start + afterY * end;
      if (share > 0 && share < 1 && explained > most) {
        most = explained;
        stepOn = <f64> k;
        stepShare = share;
      }
    }
    before += w;
    beforeY += w * y;
  }
}
