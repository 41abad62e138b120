import { differentiate } from "./differentiate.ts";
import { within } from "./fit_plateaus.ts";
import type { ProfiledCurve } from "./profiled_curve.ts";
import { projectCurve } from "./projected_curve.ts";

/** A profile to second order, from one evaluation of the curve beside it. A workspace. */
export interface ProfilePoint {
  /** Half of the profile's excess over the minimum, and its first and second derivative. */
  excess: number;
  slope: number;
  bend: number;
  /** What of the excess the way to the profile takes off. */
  descent: number;
  /** From the evaluated position and steepness to the profile, and how it goes on along the quantity. */
  toP: number;
  toQ: number;
  followP: number;
  followQ: number;
}

/** An empty workspace. */
export function createProfilePoint(): ProfilePoint {
  return {
    excess: NaN,
    slope: NaN,
    bend: NaN,
    descent: NaN,
    toP: NaN,
    toQ: NaN,
    followP: NaN,
    followQ: NaN,
  };
}

/** Evaluations at most; an ordinary limit takes two or three. */
const MOST_EVALUATIONS = 16;
/** Where the last step is this share of the way from the fit, the next would be none. */
const LAST_STEP = 1e-3;
/** The same for the share of the excess that the way to the profile takes off. */
const LAST_DESCENT = 1e-5;
/** Where the way to the profile takes off more of the excess, the evaluation was too far from it. */
const FAR_OFF = 0.5;
/** First step where there is no bend, in decades. */
const FIRST_STEP = 0.1;
/** Longest first step. */
const LONGEST_START = 2;
/** Longest step in ln slope, or of a crossing's curve in position. */
const LONGEST = 1;

/**
 * A limit of an ordinary profile: Newton's method on quantity, position and steepness together.
 *
 * One evaluation gives the profile to second order: with g the slopes of half the sum of squares by what
 * is minimised over, H their second derivatives and h the mixed ones with the quantity x, the profile's
 * excess e over the minimum, its slope and its bend are
 *
 * e - g' inv(H) g / 2, e_x - h' inv(H) g, e_xx - h' inv(H) h,
 *
 * and the curve on it lies -inv(H) (g + h dx) away. Since √e is nearly straight in x, the step dx is the
 * root of its second-order series, √e + s₁ dx + s₂ dx² / 2 = √(threshold's excess): the third order of
 * convergence of Halley's method. An evaluation too far from the profile is taken back, and the step
 * halved.
 *
 * @returns The limit, or the end of the search where the profile is still below the threshold; NaN where
 * the profile does not behave so: then it takes a search
 * @see Venzon and Moolgavkar (1988) Appl Stat 37:87, doi:10.2307/2347496
 */
export function newtonLimit(
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  end: number,
): number {
  const { curve, point, value: center } = fit;
  const wanted = Math.sqrt((threshold - fit.rss) / 2);
  let step = wanted / Math.sqrt(fit.bend / 2);
  // A step does not bend at all.
  if (!(step > 0 && step < Infinity)) step = FIRST_STEP;
  if (step > LONGEST_START) step = LONGEST_START;
  let [from, fromP, fromQ] = [center, fit.position, fit.steepness];
  let { followP, followQ } = fit;
  for (let k = 0; k < MOST_EVALUATIONS; k++) {
    const value = side * (from + side * step - end) > 0 ? end : from + side * step;
    const move = value - from;
    const dp = fit.quantity === "position" ? move : followP * move;
    const dq = followQ * move;
    if (!evaluate(fit, value, fromP + dp, fromQ + dq)) {
      step /= 2;
      continue;
    }
    if (curve.rss < fit.betterRss) return NaN;
    const reached = Math.sqrt(point.excess);
    const way = side * (value - center);
    const settled = point.descent <= LAST_DESCENT * point.excess;
    if (value === end && settled && reached <= wanted) return end;
    step = stepOfRoot(side, point, reached, wanted - reached, way);
    if (settled && Math.abs(step) <= LAST_STEP * way) return value + side * step;
    if (!(Math.abs(step) < way * 2)) return NaN;
    from = value;
    fromP = curve.position + point.toP;
    fromQ = curve.steepness + point.toQ;
    ({ followP, followQ } = point);
    const longest = LONGEST / Math.max(Math.abs(followP), Math.abs(followQ));
    if (Math.abs(step) > longest) step = step > 0 ? longest : -longest;
  }
  return NaN;
}

/** The step outward to the root of the second-order series; where there is none, as far again. */
function stepOfRoot(
  side: -1 | 1,
  { slope, bend }: ProfilePoint,
  reached: number,
  left: number,
  way: number,
): number {
  const rise = side * slope / (2 * reached);
  const turn = (bend / 2 - rise * rise) / reached;
  const square = rise * rise + 2 * turn * left;
  if (rise > 0 && square > 0) {
    const step = 2 * left / (rise + Math.sqrt(square));
    return step > way ? way : step;
  }
  return left > 0 ? way : rise > 0 ? Math.max(left / rise, -way / 2) : NaN;
}

/** Evaluates a curve near the profile, within the box; false where it is too far from the profile. */
function evaluate(fit: ProfiledCurve, value: number, p: number, q: number): boolean {
  const { curve, curve: { design }, point } = fit;
  curve.place = value;
  projectCurve(
    curve,
    within(p, design.leastPosition, design.mostPosition),
    within(q, design.leastSteepness, design.mostSteepness),
  );
  differentiate(curve);
  expandProfile(fit);
  // Written so that NaN is refused too.
  return point.excess > 0 && point.descent < FAR_OFF * point.excess;
}

/** The profile to second order. What stands at its bound and would leave the box is held there. */
function expandProfile({ curve, curve: { design }, quantity, point, rss }: ProfiledCurve): void {
  const { position, steepness, byPosition: gp, bySteepness: gq, pp, pq, qq } = curve;
  const ofPosition = quantity === "position";
  const moveP = !ofPosition &&
    !((position <= design.leastPosition && gp >= 0) ||
      (position >= design.mostPosition && gp <= 0));
  const moveQ = !((steepness <= design.leastSteepness && gq >= 0) ||
    (steepness >= design.mostSteepness && gq <= 0));
  const slope = ofPosition ? gp : curve.byPlace;
  const mixedP = ofPosition ? pp : curve.xp;
  const mixedQ = ofPosition ? pq : curve.xq;
  point.toP = 0;
  point.toQ = 0;
  point.followP = ofPosition ? 1 : 0;
  point.followQ = 0;
  // Not a number where there is no minimum.
  if (moveP && moveQ) {
    const determinant = pp * qq - pq * pq;
    const inverse = pp > 0 && determinant > 1e-10 * pp * qq ? 1 / determinant : NaN;
    point.toP = -(qq * gp - pq * gq) * inverse;
    point.toQ = -(pp * gq - pq * gp) * inverse;
    point.followP = -(qq * mixedP - pq * mixedQ) * inverse;
    point.followQ = -(pp * mixedQ - pq * mixedP) * inverse;
  } else if (moveP) {
    point.toP = pp > 0 ? -gp / pp : NaN;
    point.followP = -mixedP / pp;
  } else if (moveQ) {
    point.toQ = qq > 0 ? -gq / qq : NaN;
    point.followQ = -mixedQ / qq;
  }
  const { toP, toQ, followP, followQ } = point;
  point.descent = -(gp * toP + gq * toQ) / 2;
  point.excess = (curve.rss - rss) / 2 - point.descent;
  point.slope = slope + mixedP * toP + mixedQ * toQ;
  point.bend = ofPosition ? pp + pq * followQ : curve.xx + mixedP * followP + mixedQ * followQ;
}
