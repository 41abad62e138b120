import { bracketLimit } from "./bracket_limit";
import { curve } from "./curve";
import { endOf, fit, lowestAtEnd, profileAt, scanFinely, steepnessOf, worthASearch } from "./fit";
import { crossingFloor, findInflectionFloors, inflectionFloor, reachFloor } from "./floors";
import { bestCrossing, furtherInside } from "./further_valleys";
import { within } from "./arithmetic";
import { crossing } from "./locate_crossing";
import { lookOutward } from "./look_outward";
import { newtonLimit, newtonLimitFrom } from "./newton_limit";
import { projectCurve } from "./project_curve";
import { rssOf } from "./scan_shapes";

/** From now on the profile is that of the position. */
export function profilePosition(): void {
  fit.ofPosition = 1;
  fit.value = fit.position;
  floorsKnown = false;
}

/** Whether the floors of a position beyond the doses have been found. */
let floorsKnown: bool = false;

/** From now on the profile is that of the crossing found last, through which the curve must be pinned. */
export function profileCrossing(): void {
  fit.ofPosition = 0;
  fit.value = crossing.place;
  fit.bend = crossing.bend;
  fit.followP = crossing.followP;
  fit.followQ = crossing.followQ;
}

/** Further valleys looked into at most. */
const MOST_VALLEYS: i32 = 8;

/**
 * A profile-likelihood limit of a log10 dose, the position of the curve (its relative IC50) or the
 * place where it crosses a response (its absolute IC50): the outermost value on one side at which the
 * sum of squares, minimised over everything else, is still at a threshold.
 *
 * Newton's method goes outward from the fit, and where the profile is none for it (the walls of a step,
 * a position that runs away) a bracket. A profile may come down again: the shapes show where, since
 * their sums of squares lie above the profile, and from there the search goes on (`furtherInside`); and a
 * limit of a curve with rivals, with a step below the threshold or with a dose beyond the tested ones is
 * looked at once more (`lookOutward`). A side that the profile does not close within a decade of the
 * tested doses is open.
 *
 * @param side -1 for the lower limit, 1 for the upper
 * @param threshold Scaled sum of squares at the limit
 * @returns Not a number where the side is open
 */
export function profileLimit(side: f64, threshold: f64): f64 {
  const end = endOf(side);
  if (isOpenOn(side, threshold)) return NaN;
  const value = fit.value;
  const inside = within(value, endOf(-1), endOf(1));
  if (inside == end) return NaN;
  // Where the fit lies out of reach a curve that fits nearly as well may not.
  const reached = inside == value;
  let limit = inside;
  if (reached) {
    limit = newtonLimit(side, threshold, end);
    if (isNaN(limit)) limit = bracketLimit(side, threshold, value, fit.position, fit.steepness);
  }
  return outermost(side, threshold, limit, reached);
}

/** The outermost value on a side at which the profile is at the threshold, from one that is known. */
function outermost(side: f64, threshold: f64, known: f64, reached: bool): f64 {
  const end = endOf(side);
  let limit = known;
  for (let valley: i32 = 0; valley < MOST_VALLEYS; valley++) {
    if (limit == end) return NaN;
    let next = furtherInside(side, threshold, limit, reached);
    if (isNaN(next)) next = lookOutward(side, threshold, limit);
    if (isNaN(next)) return limit;
    limit = bracketLimit(side, threshold, next, curve.position, curve.steepness);
  }
  return limit;
}

/**
 * The one-sided limit of a bound. Where it lies beyond the tested doses the last of them is the bound, so
 * that a fit from beyond them need not be followed there: then the search begins at the last dose, unless
 * no curve that crosses within the doses can undercut the threshold at all ({@linkcode reachFloor}).
 *
 * @returns Infinite where it lies beyond the tested doses; not a number where the side is open
 */
export function boundLimit(side: f64, threshold: f64): f64 {
  const last = side < 0 ? curve.highest : curve.lowest;
  if (side * (fit.value - last) >= 0) return profileLimit(side, threshold);
  if (!fit.ofPosition && reachFloor(-side) > threshold) return -side * Infinity;
  if (isOpenOn(side, threshold)) return NaN;
  let limit = last;
  const reached = atLast(last, threshold) <= threshold;
  if (reached) {
    const position = curve.position;
    const steepness = curve.steepness;
    limit = newtonLimitFrom(side, threshold, endOf(side), last);
    if (isNaN(limit)) limit = bracketLimit(side, threshold, last, position, steepness);
  }
  limit = outermost(side, threshold, limit, reached);
  return limit == last ? -side * Infinity : limit;
}

/** The profile at the last dose, from the curve of the fit. */
function atLast(last: f64, threshold: f64): f64 {
  return fit.ofPosition
    ? profileAt(last, last, fit.steepness, threshold)
    : bestCrossing(last, threshold);
}

/** Whether the profile is open on a side. */
function isOpenOn(side: f64, threshold: f64): bool {
  return fit.ofPosition ? isOpen(side, threshold) : !isClosed(side, threshold);
}

/**
 * Whether the profile of the position is open on a side: at or below the threshold a decade beyond the
 * doses. Before a limit is looked for more is asked than where none is ({@linkcode isClosed}): two descents,
 * from the fine shapes.
 */
function isOpen(side: f64, threshold: f64): bool {
  const end = endOf(side);
  if (side * (fit.value - end) >= 0) return true;
  const shape = lowestAtEnd(side);
  const above = rssOf(shape) + curve.within;
  if (above <= threshold) return true;
  if (above > worthASearch(threshold)) return false;
  if (scanFinely()) return isOpen(side, threshold);
  return profileAt(end, end, fit.steepness, threshold) <= threshold ||
    profileAt(end, end, steepnessOf(shape), threshold) <= threshold;
}

/**
 * Looks for a lower sum of squares at the last position that is looked for, on an open side: a plateau
 * that runs away has no valley within the grid.
 */
export function lookFar(side: f64): void {
  const last = side < 0 ? curve.leastPosition : curve.mostPosition;
  profileAt(last, last, steepnessOf(lowestAtEnd(side)), Infinity);
}

/**
 * Whether a side is closed, without looking for its limit: the profile at the end of the grid lies above
 * the threshold.
 *
 * It does where no curve can undercut the threshold there ({@linkcode inflectionFloor},
 * {@linkcode crossingFloor}). Else descents to the profile at the end tell, from the shapes that may lead
 * below the threshold.
 */
export function isClosed(side: f64, threshold: f64): bool {
  const end = endOf(side);
  if (side * (fit.value - end) >= 0) return false;
  if (fit.ofPosition) return isPositionClosed(side, threshold, end);
  if (crossingFloor(end) > threshold) return true;
  if (bestCrossing(end, threshold) <= threshold) return false;
  if (fit.ordinary && !fit.rivals) return true;
  // Looked at from the fit's own curve, wherever the last of the others has left the workspace.
  projectCurve(fit.position, fit.steepness);
  return isNaN(lookOutward(side, threshold, end));
}

function isPositionClosed(side: f64, threshold: f64, end: f64): bool {
  if (!floorsKnown) {
    findInflectionFloors();
    floorsKnown = true;
  }
  if (inflectionFloor(side) > threshold) return true;
  const shape = lowestAtEnd(side);
  if (rssOf(shape) + curve.within <= threshold) return false;
  return profileAt(end, end, steepnessOf(shape), threshold) > threshold;
}
