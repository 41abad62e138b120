import { UsageError } from "../errors/mod.ts";
import type { LeastSquaresOptions } from "./checked_problem.ts";
import type { LeastSquaresFit } from "./least_squares_fit.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";
import { functionProfile, parameterProfile, type Profile, type ProfilePoint } from "./profile.ts";

/** Where the profile of a parameter, or of a function of parameters, reaches a threshold. */
export interface ProfileLimits {
  /** The value at the fit. */
  readonly estimate: number;
  /** Lower limit; null where the profile stays below the threshold: that side is open. */
  readonly lower: number | null;
  /** Upper limit; null where that side is open. */
  readonly upper: number | null;
  /** Why there is no lower limit, in words; empty where there is one. */
  readonly lowerReason: string;
  /** Why there is no upper limit. */
  readonly upperReason: string;
  /** A point with a lower sum of squares than the fit's, met on the way; null when there was none. */
  readonly better: { readonly estimate: readonly number[]; readonly rss: number } | null;
}

/** Options of {@linkcode profileLimits}: those of the fit, and where to stop. */
export interface ProfileOptions extends LeastSquaresOptions {
  /**
   * Residual sum of squares at the limits, the same for both sides or one for each; a side without
   * a threshold is not looked for. For an F-calibrated interval it is rss (1 + F / df).
   */
  readonly threshold: number | { readonly lower?: number; readonly upper?: number };
  /** Ends of the search; a profile still below the threshold there is open. Default: the bounds. */
  readonly range?: { readonly lower?: number; readonly upper?: number };
}

/**
 * Profile limits of a parameter, or of a function of parameters: the values at which the residual
 * sum of squares, minimised over everything else, reaches a threshold.
 *
 * With RSS (1 + F / df), F the quantile of F(1, df), they are the limits of a likelihood interval
 * calibrated as the t interval is, which it equals for a linear model. Unlike that it follows the
 * model's curvature, does not depend on how the model is parametrised, and may be open: data that
 * do not rule out large values give no upper limit, and null says so.
 *
 * Each side is searched outward by Newton's method on the root of the excess, which is nearly
 * straight, each minimisation starting where the last ones point. Of a profile that crosses the
 * threshold more than once, the crossing that the search meets is given.
 *
 * @param model The model that was fitted
 * @param y The observations that were fitted
 * @param fit Its fit; of this only `estimate` and `rss` are used
 * @param target Name of a parameter, or a smooth function of all parameters
 * @param options Those of the fit, the threshold, and where to stop looking
 * @throws {UsageError} If the threshold is not above the fit's sum of squares, the target is no
 * parameter, is fixed, not finite at the fit or does not depend on a parameter that may move
 * @see Bates and Watts (1988) Nonlinear Regression Analysis and Its Applications, section 6.1
 * @example An interval for a slope
 * ```ts
 * import { leastSquares, profileLimits } from "halfmax/numerics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const line = {
 *   observations: 4,
 *   parameters: ["intercept", "slope"],
 *   predict([intercept, slope]: Float64Array, out: Float64Array) {
 *     [0, 1, 2, 3].forEach((x, i) => out[i] = intercept + slope * x);
 *   },
 * };
 * const y = [1, 3, 5, 8];
 * const fit = leastSquares(line, y, [0, 0]);
 * const f = 18.512820512820515; // 95 % quantile of F(1, 2)
 * const { upper } = profileLimits(line, y, fit, "slope", { threshold: fit.rss * (1 + f / 2) });
 * const byT = fit.estimate[1] + Math.sqrt(f) * (fit.standardError[1] ?? NaN);
 * assertAlmostEquals(upper ?? NaN, byT, 1e-9);
 * ```
 */
export function profileLimits(
  model: LeastSquaresModel,
  y: ArrayLike<number>,
  fit: LeastSquaresFit,
  target: string | ((parameters: Float64Array) => number),
  options: ProfileOptions,
): ProfileLimits {
  const { threshold, range = {} } = options;
  const at = Float64Array.from(fit.estimate);
  const profile = typeof target === "string"
    ? parameterProfile(model, y, at, target, options)
    : functionProfile(model, y, at, target, options);
  const thresholds = typeof threshold === "number"
    ? { lower: threshold, upper: threshold }
    : threshold;
  for (const value of [thresholds.lower, thresholds.upper]) {
    if (value === undefined || value > fit.rss) continue;
    throw new UsageError(
      `Cannot profile: the threshold must be above the residual sum of squares ${fit.rss}, ` +
        `found ${value}`,
    );
  }
  const lower = findLimit(profile, fit, thresholds.lower, -1, range.lower);
  const upper = findLimit(profile, fit, thresholds.upper, 1, range.upper);
  const better = [lower.better, upper.better].filter((point) => point !== null)
    .sort((a, b) => a.rss - b.rss)[0] ?? null;
  return {
    estimate: profile.estimate,
    lower: lower.limit,
    upper: upper.limit,
    lowerReason: lower.reason,
    upperReason: upper.reason,
    better,
  };
}

/** One side of the answer. */
interface Limit {
  readonly limit: number | null;
  readonly reason: string;
  readonly better: ProfileLimits["better"];
}

/** The search on one side: outward from the estimate until the profile is above the threshold. */
interface Search {
  readonly profile: Profile;
  readonly rss: number;
  /** Root of the excess at the threshold. */
  readonly wanted: number;
  readonly side: -1 | 1;
  readonly end: number;
  /** The furthest point below the threshold, and the one before it. */
  inside: ProfilePoint;
  before: ProfilePoint;
  /** Where the profile is above the threshold, or has no numbers; null until there is one. */
  outside: number | null;
  /** Where Newton's method points from the point last visited; NaN where it does not. */
  next: number;
  better: ProfileLimits["better"];
}

/** Outward steps at most: each doubles the distance from the estimate at most. */
const MOST_OUTWARD = 70;
/** So many outward steps in a row that promise never to arrive mean that the side is open. */
const PATIENCE = 4;
/** Steps between inside and outside at most. */
const MOST_INWARD = 60;
/** Accuracy of a limit as a share of its distance from the estimate, and of one at a jump. */
const NEAR = 1e-10;
const NEAR_JUMP = 1e-8;

function findLimit(
  profile: Profile,
  fit: LeastSquaresFit,
  threshold: number | undefined,
  side: -1 | 1,
  rangeEnd: number | undefined,
): Limit {
  if (threshold === undefined) return { limit: null, reason: "not looked for", better: null };
  const { estimate, atFit } = profile;
  const start = { c: estimate, parameters: atFit, rss: fit.rss, slope: 0 };
  const search: Search = {
    profile,
    rss: fit.rss,
    wanted: Math.sqrt(threshold - fit.rss),
    side,
    end: side < 0
      ? Math.max(profile.lower, rangeEnd ?? -Infinity)
      : Math.min(profile.upper, rangeEnd ?? Infinity),
    inside: start,
    before: start,
    outside: null,
    next: NaN,
    better: null,
  };
  const open = goOutward(search);
  if (open !== null) return { limit: null, reason: open, better: search.better };
  const limit = closeIn(search);
  return limit === null
    ? { limit, reason: "the model gives no numbers further out", better: search.better }
    : { limit, reason: "", better: search.better };
}

/**
 * Steps outward, by Newton's method on the root of the excess, which is nearly straight in c, until
 * the limit is between inside and outside. Returns null then, or why the side is open.
 */
function goOutward(search: Search): string | null {
  const { profile, wanted, side, end } = search;
  let c = profile.estimate + side * firstDistance(profile, wanted);
  let closedBefore = 0;
  let hopeless = 0;
  for (let step = 0; step < MOST_OUTWARD; step++) {
    if (side * (c - end) > 0) c = end;
    const expected = expectedRoot(search, c);
    const from = search.inside;
    if (visit(search, c) === null || search.outside !== null) return null;
    const { inside: point, next } = search;
    if (rootOf(search, point) < 0.5 * expected) {
      // So far below what the slope promised that a ridge may lie between.
      [search.inside, search.before] = [from, from];
      visit(search, (from.c + c) / 2);
      if (search.outside !== null) return null;
      [search.inside, search.before] = [point, from];
    }
    if (c === end) return `the profile is still below the threshold at ${end}`;
    // Steps that close ever less of the gap: would all that are still to come close the rest?
    const closed = rootOf(search, point) - rootOf(search, from);
    const ratio = closed / closedBefore;
    const toCome = closed * ratio / (1 - ratio);
    hopeless = ratio < 0.95 && toCome < 0.1 * (wanted - rootOf(search, point)) ? hopeless + 1 : 0;
    if (hopeless >= PATIENCE && !Number.isFinite(end)) {
      return `the profile levels off below the threshold before ${c}`;
    }
    closedBefore = closed;
    const distance = Math.abs(c - profile.estimate);
    const furthest = hopeless >= PATIENCE ? end : profile.estimate + side * 2 * distance;
    if (Math.abs(next - c) <= NEAR * distance) {
      search.outside = next;
      return null;
    }
    c = side * (next - furthest) < 0 ? next : furthest;
  }
  return `the profile is still below the threshold at ${c}`;
}

/** Narrows the limit down by Newton's method, and by halves where that leaves the bracket. */
function closeIn(search: Search): number | null {
  const { profile, side } = search;
  let numbers = true;
  let c = search.outside!;
  for (let step = 0; step < MOST_INWARD; step++) {
    const [low, high] = [search.inside.c, search.outside!];
    const within = side * (search.next - low) >= 0 && side * (high - search.next) >= 0;
    const next = within ? search.next : (low + high) / 2;
    const far = Math.abs(c - profile.estimate);
    const rounding = 1e-15 * Math.abs(c);
    if (within && Math.abs(next - c) <= NEAR * far + rounding) return next;
    if (Math.abs(high - low) <= NEAR_JUMP * far + rounding) return numbers ? next : null;
    c = next;
    numbers = visit(search, c) !== null;
  }
  return numbers ? c : null;
}

/** Minimises at c and files the point as inside or outside; null where there are no numbers. */
function visit(search: Search, c: number): ProfilePoint | null {
  const { profile, before, inside, wanted, side } = search;
  const point = profile.minimize(c, follow(profile, before, inside, c)) ??
    profile.minimize(c, inside.parameters);
  search.next = NaN;
  if (point === null) {
    search.outside = c;
    return null;
  }
  const root = rootOf(search, point);
  if (root >= wanted) {
    search.outside = c;
  } else {
    search.before = inside;
    search.inside = point;
  }
  // Where the root would reach its wanted value if it went straight on.
  const rise = side * point.slope / (2 * root);
  if (rise > 0 && rise < Infinity) search.next = c + side * (wanted - root) / rise;
  if (point.rss < Math.min(search.rss, search.better?.rss ?? Infinity)) {
    search.better = { estimate: Array.from(profile.original(point.parameters)), rss: point.rss };
  }
  return point;
}

function rootOf({ rss }: Search, point: ProfilePoint): number {
  return Math.sqrt(Math.max(point.rss - rss, 0));
}

/** The root at c if it went straight on from inside; 0 where nothing can be said. */
function expectedRoot(search: Search, c: number): number {
  const { profile, inside, side } = search;
  const root = rootOf(search, inside);
  const rise = root > 0 ? side * inside.slope / (2 * root) : 1 / profile.unit;
  return rise > 0 && rise < Infinity ? root + rise * Math.abs(c - inside.c) : 0;
}

/**
 * Where to look first: half way to where the limit would be if the model were linear. The whole way
 * may lead across a ridge to a mirror image of the curve.
 */
function firstDistance({ unit, estimate }: Profile, wanted: number): number {
  const distance = wanted * unit / 2;
  return distance > 0 && distance < Infinity ? distance : 0.01 * (Math.abs(estimate) || 1);
}

/** A guess of all parameters at c: along the line through two points of the profile, or the tangent. */
function follow(
  profile: Profile,
  before: ProfilePoint,
  last: ProfilePoint,
  c: number,
): Float64Array {
  return last.parameters.map((value, k) =>
    before.c === last.c
      ? value + profile.tangent[k] * (c - last.c)
      : value + (value - before.parameters[k]) * (c - last.c) / (last.c - before.c)
  );
}
