import { minimizeProjected } from "./minimize_projected.ts";
import type { FittedCurve } from "./minimize_curve.ts";
import type { Target } from "./target.ts";

/** A point of a profile: the quantity's value, and the best curve that has it. */
interface ProfilePoint {
  readonly value: number;
  /** Scaled residual sum of squares. */
  readonly rss: number;
  /** d rss / d value along the profile. */
  readonly slope: number;
  readonly at: readonly [number, number];
}

/** The profile of one quantity of a fitted curve. */
export interface Profile {
  /** Scaled sum of squares of the fit, the lowest point of the profile. */
  readonly lowest: number;
  /** The best curve with this value that lies downhill of a guess. */
  near(value: number, guess: readonly [number, number]): ProfilePoint;
  /** The best curve with this value from a guess and from every promising place of the search. */
  best(value: number, guess: readonly [number, number]): ProfilePoint;
  /** A sum of squares that the best curve with this value does not exceed, without a search. */
  atMost(value: number, guess: readonly [number, number]): number;
  /** Where a lower sum of squares than the fit's was met; null when there was none. */
  better(): readonly [number, number] | null;
}

/**
 * The profile of a quantity: at each value the sum of squares minimised over everything else.
 *
 * Promising places are the points of the fit's own grid that may lie below the threshold, so that a
 * second valley is not overlooked.
 *
 * @param threshold Scaled sum of squares beyond which nothing matters
 */
export function profileOf(fitted: FittedCurve, target: Target, threshold: number): Profile {
  const { projection, box } = fitted;
  const places = promisingPlaces(fitted, target, worthASearch(fitted.rss, threshold));
  let better: readonly [number, number] | null = null;
  let least = fitted.rss * (1 - 1e-9);
  const near = (value: number, start: readonly [number, number]): ProfilePoint => {
    const slope = minimizeProjected(projection, target, value, start, box);
    const { rss, position, steepness } = projection;
    if (rss < least) [least, better] = [rss, [position, steepness]];
    return { value, rss: Number.isNaN(slope) ? Infinity : rss, slope, at: [position, steepness] };
  };
  /** The place with the lowest sum of squares at this value. */
  const lowestPlace = (value: number, guess: readonly [number, number]) => {
    let low = { place: guess, rss: Infinity };
    for (const place of [guess, ...places]) {
      target.project(projection, value, place[0], place[1]);
      if (projection.rss < low.rss) low = { place, rss: projection.rss };
    }
    return low;
  };
  return {
    lowest: fitted.rss,
    near,
    best(value, guess) {
      const here = near(value, guess);
      const low = lowestPlace(value, guess);
      if (!(low.rss < here.rss)) return here;
      const there = near(value, low.place);
      return there.rss < here.rss ? there : here;
    },
    atMost: (value, guess) => lowestPlace(value, guess).rss,
    better: () => better,
  };
}

/** Points of the grid from which a curve below the threshold may be found with the quantity held. */
function promisingPlaces(
  { grid: { positions, steepnesses, rss }, box, at }: FittedCurve,
  { free }: Target,
  worth: number,
): readonly (readonly [number, number])[] {
  if (!free[0]) {
    return [...steepnesses, box.steepness[1]].map((steepness) => [at[0], steepness] as const);
  }
  return positions.flatMap((position, i) =>
    steepnesses.flatMap((steepness, k) =>
      rss[i * steepnesses.length + k] <= worth ? [[position, steepness] as const] : []
    )
  );
}

/** Steps outward at most. */
const MOST_STEPS = 100;

/**
 * The outermost value on one side at which the profile is still at the threshold: from a value inside
 * outward, and beyond the first crossing as far as `end`, for a profile may come down again.
 *
 * @param inside A value whose profile is below the threshold, and a curve that has it
 * @param step First step outward
 * @param stride Distance between the looks beyond the first crossing
 * @returns Null where the profile is below the threshold at `end`: the side is open
 */
export function profileLimit(
  profile: Profile,
  threshold: number,
  inside: { readonly value: number; readonly at: readonly [number, number] },
  { side, end, step, stride }: {
    readonly side: -1 | 1;
    readonly end: number;
    readonly step: number;
    readonly stride: number;
  },
): number | null {
  const { lowest } = profile;
  // Where the far end is allowed there is nothing to look for.
  if (profile.best(end, inside.at).rss <= threshold) return null;
  let from: ProfilePoint = { value: inside.value, rss: lowest, slope: 0, at: inside.at };
  for (;;) {
    const limit = crossing(profile, threshold, from, { side, end, step });
    if (limit.value === end && limit.rss <= threshold) return null;
    const next = furtherInside(profile, threshold, limit, { side, end, stride });
    if (next === null) return limit.value;
    from = next;
  }
}

/** A place this many times as high above the minimum as the threshold may still lead below it. */
const WORTH_A_SEARCH = 4;

function worthASearch(lowest: number, threshold: number): number {
  return lowest + WORTH_A_SEARCH * (threshold - lowest);
}

/** A value at or beyond another that is inside by some curve; null where there is none. */
export function furtherInside(
  profile: Profile,
  threshold: number,
  limit: Pick<ProfilePoint, "value" | "at">,
  { side, end, stride }: { readonly side: -1 | 1; readonly end: number; readonly stride: number },
): ProfilePoint | null {
  const worth = worthASearch(profile.lowest, threshold);
  const clearly = threshold - 1e-6 * (threshold - profile.lowest);
  for (let look = limit.value; side * (end - look) > 0; look += side * stride) {
    if (profile.atMost(look, limit.at) > worth) continue;
    const there = profile.best(look, limit.at);
    if (there.rss < clearly) return there;
  }
  return null;
}

/** The first crossing of the threshold outward of a point that lies below it. */
function crossing(
  profile: Profile,
  threshold: number,
  from: ProfilePoint,
  { side, end, step }: { readonly side: -1 | 1; readonly end: number; readonly step: number },
): ProfilePoint {
  // The root of the excess over the minimum is nearly straight, so that secants on it are quick.
  const wanted = Math.sqrt(threshold - profile.lowest);
  const root = ({ rss }: ProfilePoint) => Math.sqrt(Math.max(rss - profile.lowest, 0));
  let inside = from;
  let outside: ProfilePoint | null = null;
  let next = from.value + side * step;
  for (let k = 0; k < MOST_STEPS; k++) {
    if (side * (next - end) > 0) next = end;
    const point = profile.near(next, inside.at);
    const reached = root(point);
    const before = inside;
    if (reached <= wanted) inside = point;
    else outside = point;
    if (inside.value === end) return inside;
    const rise = side * point.slope / (2 * reached);
    let forward = rise > 0 ? point.value + side * (wanted - reached) / rise : NaN;
    if (outside === null) {
      const furthest = point.value + side * 2 * Math.abs(point.value - before.value);
      next = side * (furthest - forward) > 0 ? forward : furthest;
      continue;
    }
    const [low, high] = side > 0 ? [inside.value, outside.value] : [outside.value, inside.value];
    if (!(forward > low && forward < high)) forward = (low + high) / 2;
    if (high - low <= 1e-12 || Math.abs(forward - point.value) <= 1e-11) {
      return { ...point, value: forward };
    }
    next = forward;
  }
  return outside ?? inside;
}
