import { entry } from "./arithmetic";
import { curve } from "./curve";
import { endOf, farAbove, fit, profileAt } from "./fit";
import { projectCurve } from "./project_curve";

/** Steps outward at most. */
const MOST_STEPS: i32 = 60;
/** A bracket this narrow, in decades, is the limit. */
const NARROW: f64 = 1e-6;
/** A limit this close to the last point of the search is what the next step would leave of it. */
const CLOSE: f64 = 3e-5;
/** A point so many times as high as the threshold, by roots, says nothing of where that is. */
const WALL: f64 = 3;
/** Two points of a profile whose ln slopes differ by less lie in one valley. */
const SAME_VALLEY: f64 = 0.3;
/** First step in decades from anywhere but the fit, and the longest. */
const FIRST: f64 = 0.1;
const LONGEST: f64 = 2;

/**
 * A limit by a search outward that any profile bears: from a value at which it lies below the threshold
 * the steps go to where the root of the excess would reach it, were it straight, and at most twice as
 * far as the one before; between a point inside and one outside a step that leaves the bracket, or comes
 * from high up a wall, is replaced by its middle.
 *
 * @param from A value with the profile below the threshold, and position and steepness there
 * @returns The limit, or the end of the search where the profile is still below the threshold
 */
export function bracketLimit(
  side: f64,
  threshold: f64,
  from: f64,
  position: f64,
  steepness: f64,
): f64 {
  const ofPosition = fit.ofPosition != 0;
  const end = endOf(side);
  const wanted = sqrt(threshold - fit.rss);
  const far = farAbove(threshold);
  let value = from + side * firstStep(side, from, wanted);
  let inside = from;
  let insideP = position;
  let insideQ = steepness;
  let guessP = position;
  let guessQ = steepness;
  if (from == fit.value) {
    guessP += fit.followP * (value - from);
    guessQ += fit.followQ * (value - from);
  }
  let outside = NaN;
  for (let k: i32 = 0; k < MOST_STEPS; k++) {
    if (side * (value - end) > 0) value = end;
    if (!ofPosition) {
      // A poor start leads into another valley: the last curve inside, or that moved along, may be better.
      const moved = insideP + value - inside;
      const guess = rssAt(value, guessP, guessQ);
      const still = rssAt(value, insideP, insideQ);
      const along = rssAt(value, moved, insideQ);
      if (still < guess || along < guess) {
        guessP = still < along ? insideP : moved;
        guessQ = insideQ;
      }
    }
    const excess = profileAt(value, guessP, guessQ, far) - fit.rss;
    const reached = sqrt(excess > 0 ? excess : 0);
    const before = inside;
    if (reached <= wanted) {
      inside = value;
      insideP = guessP = curve.position;
      insideQ = guessQ = curve.steepness;
      if (inside == end) return end;
    } else outside = value;
    // Where nothing rises at all, as along a step, the root has no slope.
    const rise = reached > 0
      ? side * (ofPosition ? curve.byPosition : curve.byPlace) / reached
      : NaN;
    let next = rise > 0 ? value + side * (wanted - reached) / rise : NaN;
    if (isNaN(outside)) {
      const furthest = value + side * 2 * abs(value - before);
      if (!(side * (furthest - next) > 0)) next = furthest;
    } else {
      const low = side > 0 ? inside : outside;
      const high = side > 0 ? outside : inside;
      if (!(next > low && next < high) || reached > WALL * wanted) next = (low + high) / 2;
      if (high - low <= NARROW) return next;
    }
    if (abs(next - value) <= CLOSE && abs(wanted - reached) <= 1e-3 * wanted) return next;
    // A point outside may lie in another valley, from which no way leads back.
    if (abs(curve.steepness - guessQ) < SAME_VALLEY) {
      guessP = curve.position;
      guessQ = curve.steepness;
      if (ofPosition && curve.qq > 0) guessQ -= curve.pq / curve.qq * (next - value);
    }
    value = next;
  }
  return isNaN(outside) ? inside : outside;
}

/**
 * From the fit itself its curvature tells how far the threshold is; along a step, which has none, the walls
 * stand at the doses.
 */
function firstStep(side: f64, from: f64, wanted: f64): f64 {
  if (from != fit.value) return FIRST;
  const ahead = wanted / sqrt(fit.bend);
  return ahead < LONGEST ? ahead : toDose(side, from);
}

/** How far it is to the next dose on a side. */
function toDose(side: f64, from: f64): f64 {
  let least = LONGEST;
  for (let j = curve.vehicle; j < curve.count; j++) {
    const away = side * (entry(curve.logDoseAt, j) - from);
    if (away > NARROW && away < least) least = away;
  }
  return least;
}

/** The sum of squares of a curve pinned at a place. */
function rssAt(place: f64, position: f64, steepness: f64): f64 {
  curve.place = place;
  projectCurve(position, steepness);
  return curve.rss;
}
