import type { CurveLevels } from "./collapse_wells.ts";

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
export function lowestStep(
  { count, vehicle, weight, mean: y, total, between, within }: CurveLevels,
): number {
  let [before, beforeY] = [0, 0];
  // Σ w y is 0, so that the sides differ only in sign.
  let most = 0;
  for (let k = 0; k < count; k++) {
    const w = weight[k];
    const wy = w * y[k];
    const after = total - before - w;
    const afterY = -beforeY - wy;
    if (k > 0) {
      const explained = beforeY * beforeY * (1 / before + 1 / (total - before));
      if (explained > most) most = explained;
    }
    if (k >= vehicle) {
      const first = k === 0;
      const last = k === count - 1;
      const away = first ? 0 : y[k] * before - beforeY;
      const ahead = last ? 0 : afterY - y[k] * after;
      if (first || last || away * ahead >= 0) {
        const explained = wy * y[k] + (first ? 0 : beforeY * beforeY / before) +
          (last ? 0 : afterY * afterY / after);
        if (explained > most) most = explained;
      }
    }
    before += w;
    beforeY += wy;
  }
  return between + within - most;
}

/** A place for a step. A workspace. */
export interface StepPlace {
  /** The level on the slope, or so many and a half for a step between two. */
  on: number;
  /** Share of the start that is left at a level on the slope. */
  share: number;
}

/** Where the step of {@linkcode lowestStep} stands; one between the vehicle and the first dose has no place. */
export function placeOfStep(
  out: StepPlace,
  { count, vehicle, weight, mean: y, total }: CurveLevels,
): void {
  let [before, beforeY, most] = [0, 0, -1];
  for (let k = 0; k < count; k++) {
    const after = total - before - weight[k];
    const afterY = -beforeY - weight[k] * y[k];
    if (k > vehicle) {
      const explained = beforeY * beforeY * (1 / before + 1 / (total - before));
      if (explained > most) {
        most = explained;
        out.on = k - 0.5;
        out.share = NaN;
      }
    }
    if (k > 0 && k >= vehicle && k < count - 1) {
      const [start, end] = [beforeY / before, afterY / after];
      const share = (y[k] - end) / (start - end);
      const explained = weight[k] * y[k] * y[k] + beforeY * start + afterY * end;
      if (share > 0 && share < 1 && explained > most) {
        most = explained;
        out.on = k;
        out.share = share;
      }
    }
    before += weight[k];
    beforeY += weight[k] * y[k];
  }
}
