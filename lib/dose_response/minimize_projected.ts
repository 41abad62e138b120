import type { ProjectedCurvature } from "./projected_curvature.ts";
import type { Projection } from "./projection.ts";
import type { SearchBox } from "./search_box.ts";
import type { Target } from "./target.ts";

/** Steps at most; ten are usual. */
const MOST_STEPS = 60;
/** A step this short in log10 dose and ln slope moves nothing that can be seen. */
const NO_STEP = 1e-9;
/** Offset of the differences of slopes that stand for second derivatives. */
const OFFSET = 1e-5;
/** Longest step: one decade, or e in slope. */
const LONGEST = 1;

/**
 * Minimises the projected sum of squares over what the target leaves free, from a start: Newton's
 * method on exact slopes, damped, within the box. The minimum is left in the workspace.
 *
 * @returns d rss / d value at the minimum; NaN where the start has no sum of squares
 */
export function minimizeProjected(
  projection: Projection,
  target: Target,
  value: number,
  start: readonly [number, number],
  box: SearchBox,
): number {
  const free = target.free;
  const at = [clamp(start[0], box.position), clamp(start[1], box.steepness)];
  const limits = [box.position, box.steepness];
  let byValue = target.project(projection, value, at[0], at[1]);
  if (Number.isNaN(projection.rss)) return NaN;
  let best = projection.rss;
  let slope = [projection.byPosition, projection.bySteepness];
  let damping = 1e-3;
  let curvature = secondDerivatives(projection, target, value, at, slope);
  for (let step = 0; step < MOST_STEPS; step++) {
    const moves = [0, 1].map((k) =>
      free[k] && !(at[k] <= limits[k][0] && slope[k] > 0) &&
      !(at[k] >= limits[k][1] && slope[k] < 0)
    );
    const change = dampedStep(slope, curvature, moves, damping);
    const next = [0, 1].map((k) => clamp(at[k] + change[k], limits[k]));
    const length = Math.max(Math.abs(next[0] - at[0]), Math.abs(next[1] - at[1]));
    if (length <= NO_STEP) break;
    const there = target.project(projection, value, next[0], next[1]);
    if (projection.rss <= best) {
      const gain = best - projection.rss;
      best = projection.rss;
      byValue = there;
      at[0] = next[0];
      at[1] = next[1];
      slope = [projection.byPosition, projection.bySteepness];
      damping = Math.max(damping / 20, 1e-12);
      if (gain <= 1e-15 * best && length < 1e-6) break;
      curvature = secondDerivatives(projection, target, value, at, slope);
    } else {
      damping = Math.max(damping * 10, 1e-3);
      if (damping > 1e12) break;
    }
  }
  target.project(projection, value, at[0], at[1]);
  return byValue;
}

/** Second derivatives by position and steepness, exact or from differences of the exact slopes. */
function secondDerivatives(
  projection: Projection,
  target: Target,
  value: number,
  [position, steepness]: readonly number[],
  slope: readonly number[],
): ProjectedCurvature {
  if (target.curvature) {
    const exact = target.curvature(projection);
    if (exact.every(Number.isFinite)) return exact;
  }
  let [pp, ps, ss] = [0, 0, 0];
  if (target.free[0]) {
    target.project(projection, value, position + OFFSET, steepness);
    pp = (projection.byPosition - slope[0]) / OFFSET;
    ps = (projection.bySteepness - slope[1]) / OFFSET;
  }
  if (target.free[1]) {
    target.project(projection, value, position, steepness + OFFSET);
    ss = (projection.bySteepness - slope[1]) / OFFSET;
    if (target.free[0]) ps = (ps + (projection.byPosition - slope[0]) / OFFSET) / 2;
  }
  return [finite(pp), finite(ps), finite(ss)];
}

/** The Newton step, damped until it goes downhill, no longer than {@linkcode LONGEST}. */
function dampedStep(
  slope: readonly number[],
  [pp, ps, ss]: ProjectedCurvature,
  moves: readonly boolean[],
  damping: number,
): [number, number] {
  const tiny = 1e-300;
  // Where a second derivative is negative its size is still a scale for the step.
  const a = Math.max(pp + damping * Math.abs(pp), (1e-6 + damping) * Math.abs(pp), tiny);
  const c = Math.max(ss + damping * Math.abs(ss), (1e-6 + damping) * Math.abs(ss), tiny);
  const limit = 0.999 * Math.sqrt(a * c);
  const b = Math.max(-limit, Math.min(limit, ps));
  let [dp, ds] = [0, 0];
  if (moves[0] && moves[1]) {
    const determinant = a * c - b * b;
    dp = -(c * slope[0] - b * slope[1]) / determinant;
    ds = -(a * slope[1] - b * slope[0]) / determinant;
  } else if (moves[0]) dp = -slope[0] / a;
  else if (moves[1]) ds = -slope[1] / c;
  const longest = Math.max(Math.abs(dp), Math.abs(ds));
  const shrink = longest > LONGEST ? LONGEST / longest : 1;
  return [finite(dp * shrink), finite(ds * shrink)];
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(Math.max(value, low), high);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
