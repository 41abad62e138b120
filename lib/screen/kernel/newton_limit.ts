import { curve } from "./curve";
import { differentiate } from "./differentiate";
import { fit } from "./fit";
import { within } from "./arithmetic";
import { projectCurve } from "./project_curve";

/** A profile to second order, from one evaluation of the curve beside it. A workspace. */
@unmanaged
class ProfilePoint {
  /** Half of the profile's excess over the minimum, and its first and second derivative. */
  excess: f64;
  slope: f64;
  bend: f64;
  /** What of the excess the way to the profile takes off. */
  descent: f64;
  /** From the evaluated position and steepness to the profile, and how it goes on along the quantity. */
  toP: f64;
  toQ: f64;
  followP: f64;
  followQ: f64;
}

const point = changetype<ProfilePoint>(memory.data(offsetof<ProfilePoint>(), 16));

/** Evaluations at most; an ordinary limit takes two or three. */
const MOST_EVALUATIONS: i32 = 16;
/** Where the last step is this share of the way from where the search began, the next would be none. */
const LAST_STEP: f64 = 1e-3;
/** So near the root of the threshold's excess; along a wall it may be far although no step is left. */
const CLOSE: f64 = 0.1;
/** The same for the share of the excess that the way to the profile takes off. */
const LAST_DESCENT: f64 = 1e-5;
/** Where the way to the profile takes off more of the excess, the evaluation was too far from it. */
const FAR_OFF: f64 = 0.5;
/** A first step this long is none: such a profile is left to the bracket. */
const LONGEST_START: f64 = 2;
/** From a point of the profile that is known a first step goes no further, in decades. */
const FIRST_WAY: f64 = 1;
/** Longest step in ln slope, or of a crossing's curve in position. */
const LONGEST: f64 = 1;

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
 * @returns The limit, or the end of the search where the profile is still below the threshold; not a number
 * where the profile does not behave so: then it takes a search
 * @see Venzon and Moolgavkar (1988) Appl Stat 37:87, doi:10.2307/2347496
 */
export function newtonLimit(side: f64, threshold: f64, end: f64): f64 {
  const step = sqrt((threshold - fit.rss) / fit.bend);
  // A step does not bend, and has walls.
  if (!(step < LONGEST_START)) return NaN;
  point.toP = 0;
  point.toQ = 0;
  point.followP = fit.followP;
  point.followQ = fit.followQ;
  return goOutward(side, threshold, end, fit.value, fit.position, fit.steepness, step);
}

/**
 * The same from a point of the profile between the fit and the limit, a value at which the workspace
 * stands.
 */
export function newtonLimitFrom(side: f64, threshold: f64, end: f64, value: f64): f64 {
  expandProfile();
  const reached = sqrt(point.excess);
  const wanted = sqrt((threshold - fit.rss) / 2);
  const step = stepOfRoot(side, reached, wanted - reached, FIRST_WAY);
  if (!(step > 0)) return NaN;
  return goOutward(side, threshold, end, value, curve.position, curve.steepness, step);
}

/** Newton's method from a value, where the point of the profile is known, with a first step. */
function goOutward(
  side: f64,
  threshold: f64,
  end: f64,
  first: f64,
  firstP: f64,
  firstQ: f64,
  firstStep: f64,
): f64 {
  const wanted = sqrt((threshold - fit.rss) / 2);
  let step = firstStep;
  let from = first;
  let fromP = firstP + point.toP;
  let fromQ = firstQ + point.toQ;
  let followP = point.followP;
  let followQ = point.followQ;
  for (let k: i32 = 0; k < MOST_EVALUATIONS; k++) {
    const value = side * (from + side * step - end) > 0 ? end : from + side * step;
    const move = value - from;
    const dp = fit.ofPosition ? move : followP * move;
    const near = evaluate(value, fromP + dp, fromQ + followQ * move);
    // Another valley is lower than the fit: the search that follows finds it.
    if (curve.rss < fit.betterRss) return NaN;
    if (!near) {
      step /= 2;
      continue;
    }
    const reached = sqrt(point.excess);
    const way = side * (value - first);
    const settled = point.descent <= LAST_DESCENT * point.excess;
    if (value == end && settled && reached <= wanted) return end;
    step = stepOfRoot(side, reached, wanted - reached, way);
    const close = abs(wanted - reached) <= CLOSE * wanted;
    if (settled && close && abs(step) <= LAST_STEP * way) return value + side * step;
    if (!(abs(step) < way * 2)) return NaN;
    from = value;
    fromP = curve.position + point.toP;
    fromQ = curve.steepness + point.toQ;
    followP = point.followP;
    followQ = point.followQ;
    const longest = LONGEST / max(abs(followP), abs(followQ));
    if (abs(step) > longest) step = step > 0 ? longest : -longest;
  }
  return NaN;
}

/** The step outward to the root of the second-order series; where there is none, as far again. */
function stepOfRoot(side: f64, reached: f64, left: f64, way: f64): f64 {
  const rise = side * point.slope / (2 * reached);
  const turn = (point.bend / 2 - rise * rise) / reached;
  const square = rise * rise + 2 * turn * left;
  if (rise > 0 && square > 0) {
    const step = 2 * left / (rise + sqrt(square));
    return step > way ? way : step;
  }
  return left > 0 ? way : rise > 0 ? max(left / rise, -way / 2) : NaN;
}

/** Evaluates a curve near the profile, within the box; false where it is too far from the profile. */
function evaluate(value: f64, p: f64, q: f64): bool {
  curve.place = value;
  projectCurve(
    within(p, curve.leastPosition, curve.mostPosition),
    within(q, curve.leastSteepness, curve.mostSteepness),
  );
  differentiate();
  expandProfile();
  // Written so that what is not a number is refused too.
  return point.excess > 0 && point.descent < FAR_OFF * point.excess;
}

/** The profile to second order. What stands at its bound and would leave the box is held there. */
function expandProfile(): void {
  const ofPosition = fit.ofPosition != 0;
  const position = curve.position;
  const steepness = curve.steepness;
  const gp = curve.byPosition;
  const gq = curve.bySteepness;
  const pp = curve.pp;
  const pq = curve.pq;
  const qq = curve.qq;
  const moveP = !ofPosition && !((position <= curve.leastPosition && gp >= 0) ||
    (position >= curve.mostPosition && gp <= 0));
  const moveQ = !((steepness <= curve.leastSteepness && gq >= 0) ||
    (steepness >= curve.mostSteepness && gq <= 0));
  const mixedP = ofPosition ? pp : curve.xp;
  const mixedQ = ofPosition ? pq : curve.xq;
  let toP: f64 = 0;
  let toQ: f64 = 0;
  let followP: f64 = ofPosition ? 1 : 0;
  let followQ: f64 = 0;
  // Not a number where there is no minimum.
  if (moveP && moveQ) {
    const determinant = pp * qq - pq * pq;
    const inverse = pp > 0 && determinant > 1e-10 * pp * qq ? 1 / determinant : NaN;
    toP = -(qq * gp - pq * gq) * inverse;
    toQ = -(pp * gq - pq * gp) * inverse;
    followP = -(qq * mixedP - pq * mixedQ) * inverse;
    followQ = -(pp * mixedQ - pq * mixedP) * inverse;
  } else if (moveP) {
    toP = pp > 0 ? -gp / pp : NaN;
    followP = -mixedP / pp;
  } else if (moveQ) {
    toQ = qq > 0 ? -gq / qq : NaN;
    followQ = -mixedQ / qq;
  }
  point.toP = toP;
  point.toQ = toQ;
  point.followP = followP;
  point.followQ = followQ;
  point.descent = -(gp * toP + gq * toQ) / 2;
  point.excess = (curve.rss - fit.rss) / 2 - point.descent;
  point.slope = (ofPosition ? gp : curve.byPlace) + mixedP * toP + mixedQ * toQ;
  point.bend = ofPosition ? pp + pq * followQ : curve.xx + mixedP * followP + mixedQ * followQ;
}
