import { endOf, profileAt, type ProfiledCurve } from "./profiled_curve.ts";
import { projectCurve, type ProjectedCurve } from "./projected_curve.ts";

/** Steps outward at most. */
const MOST_STEPS = 60;
/** A bracket this narrow, in decades, is the limit. */
const NARROW = 1e-6;
/** A limit this close to the last point of the search is what the next step would leave of it. */
const CLOSE = 3e-5;
/** How far above the threshold a point lies does not matter beyond so many times its excess. */
const FAR_ABOVE = 16;
/** A point so many times as high as the threshold, by roots, says nothing of where that is. */
const WALL = 3;
/** Two points of a profile whose ln slopes differ by less lie in one valley. */
const SAME_VALLEY = 0.3;
/** First step in decades where there is no curvature, and the longest. */
const FIRST = 0.1;
const LONGEST = 2;

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
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  from: number,
  position: number,
  steepness: number,
): number {
  const { curve } = fit;
  const ofPosition = fit.quantity === "position";
  const end = endOf(fit, side);
  const wanted = Math.sqrt(threshold - fit.rss);
  const far = fit.rss + FAR_ABOVE * (threshold - fit.rss);
  let value = from + side * firstStep(fit, from, wanted);
  let [inside, insideP, insideQ] = [from, position, steepness];
  let [guessP, guessQ] = [position, steepness];
  if (from === fit.value) {
    guessP += fit.followP * (value - from);
    guessQ += fit.followQ * (value - from);
  }
  let outside = NaN;
  for (let k = 0; k < MOST_STEPS; k++) {
    if (side * (value - end) > 0) value = end;
    if (!ofPosition) {
      // A poor start leads into another valley: the last curve inside, or that moved along, may be better.
      const moved = insideP + value - inside;
      const guess = rssAt(curve, value, guessP, guessQ);
      const still = rssAt(curve, value, insideP, insideQ);
      const along = rssAt(curve, value, moved, insideQ);
      if (still < guess || along < guess) {
        guessP = still < along ? insideP : moved;
        guessQ = insideQ;
      }
    }
    const excess = profileAt(fit, value, guessP, guessQ, far) - fit.rss;
    const reached = Math.sqrt(excess > 0 ? excess : 0);
    const before = inside;
    if (reached <= wanted) {
      inside = value;
      insideP = guessP = curve.position;
      insideQ = guessQ = curve.steepness;
      if (inside === end) return end;
    } else outside = value;
    const rise = side * (ofPosition ? curve.byPosition : curve.byPlace) / reached;
    let next = rise > 0 ? value + side * (wanted - reached) / rise : NaN;
    if (Number.isNaN(outside)) {
      const furthest = value + side * 2 * Math.abs(value - before);
      if (!(side * (furthest - next) > 0)) next = furthest;
    } else {
      const [low, high] = side > 0 ? [inside, outside] : [outside, inside];
      if (!(next > low && next < high) || reached > WALL * wanted) next = (low + high) / 2;
      if (high - low <= NARROW) return next;
    }
    if (Math.abs(next - value) <= CLOSE && Math.abs(wanted - reached) <= 1e-3 * wanted) return next;
    // A point outside may lie in another valley, from which no way leads back.
    if (Math.abs(curve.steepness - guessQ) < SAME_VALLEY) {
      guessP = curve.position;
      guessQ = curve.steepness;
      if (ofPosition && curve.qq > 0) guessQ -= curve.pq / curve.qq * (next - value);
    }
    value = next;
  }
  return Number.isNaN(outside) ? inside : outside;
}

/** From the fit itself its curvature tells how far the threshold is. */
function firstStep({ value, bend }: ProfiledCurve, from: number, wanted: number): number {
  const ahead = from === value && bend > 0 ? wanted / Math.sqrt(bend) : FIRST;
  return ahead < LONGEST ? ahead : LONGEST;
}

/** The sum of squares of a curve pinned at a place. */
function rssAt(curve: ProjectedCurve, place: number, position: number, steepness: number): number {
  curve.place = place;
  projectCurve(curve, position, steepness);
  return curve.rss;
}
