import { bracketLimit } from "./bracket_limit.ts";
import { crossingFloor } from "./crossing_floor.ts";
import { bestCrossing, furtherInside } from "./further_valleys.ts";
import { inflectionFloor } from "./inflection_floor.ts";
import { lookOutward } from "./look_outward.ts";
import { newtonLimit } from "./newton_limit.ts";
import {
  endOf,
  lowestOfRow,
  profileAt,
  type ProfiledCurve,
  scanFinely,
  worthASearch,
} from "./profiled_curve.ts";

/** Further valleys looked into at most. */
const MOST_VALLEYS = 8;

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
 * @returns NaN where the side is open
 */
export function profileLimit(fit: ProfiledCurve, side: -1 | 1, threshold: number): number {
  const { value, position, steepness, curve } = fit;
  const end = endOf(fit, side);
  const open = fit.quantity === "position"
    ? isOpen(fit, side, threshold)
    : isClosed(fit, side, threshold) === false;
  if (open) return NaN;
  const least = endOf(fit, -1);
  const most = endOf(fit, 1);
  const inside = value < least ? least : value > most ? most : value;
  if (inside === end) return NaN;
  let limit = inside;
  if (inside === value) {
    limit = newtonLimit(fit, side, threshold, end);
    if (Number.isNaN(limit)) limit = bracketLimit(fit, side, threshold, value, position, steepness);
  }
  for (let valley = 0; valley < MOST_VALLEYS; valley++) {
    if (limit === end) return NaN;
    // Where the fit lies out of reach a curve that fits nearly as well may not.
    const reached = inside === value;
    let next = furtherInside(fit, side, threshold, limit, reached);
    if (Number.isNaN(next)) next = lookOutward(fit, side, threshold, limit);
    if (Number.isNaN(next)) return limit;
    limit = bracketLimit(fit, side, threshold, next, curve.position, curve.steepness);
  }
  return limit;
}

/**
 * Whether the profile of the position is open on a side: at or below the threshold a decade beyond the
 * doses.
 */
function isOpen(fit: ProfiledCurve, side: -1 | 1, threshold: number): boolean {
  const { scan, scan: { shapes }, steepness, curve: { levels: { within } } } = fit;
  const end = endOf(fit, side);
  if (side * (fit.value - end) >= 0) return true;
  const shape = lowestOfRow(fit, side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
  const above = scan.rss[shape] + within;
  if (above <= threshold) return true;
  if (above > worthASearch(fit, threshold)) return false;
  if (scanFinely(fit)) return isOpen(fit, side, threshold);
  return profileAt(fit, end, end, steepness) <= threshold ||
    profileAt(fit, end, end, shapes.steepness[shape]) <= threshold;
}

/**
 * Looks for a lower sum of squares at the last position that is looked for, on an open side: a plateau
 * that runs away has no valley within the grid.
 */
export function lookFar(fit: ProfiledCurve, side: -1 | 1): void {
  const { scan: { shapes }, curve: { design: { leastPosition, mostPosition } } } = fit;
  const last = side < 0 ? leastPosition : mostPosition;
  const shape = lowestOfRow(fit, side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
  profileAt(fit, last, last, shapes.steepness[shape]);
}

/**
 * Whether a side is closed, without looking for its limit: the profile at the end of the grid lies above
 * the threshold; null where only the search for the limit can tell.
 *
 * It does where no curve can undercut the threshold there ({@linkcode inflectionFloor},
 * {@linkcode crossingFloor}). Else a descent from the lowest shape finds the profile of a position, and a
 * crossing is open where the best known curve that crosses there lies below the threshold.
 */
export function isClosed(fit: ProfiledCurve, side: -1 | 1, threshold: number): boolean | null {
  const { scan, scan: { shapes }, curve: { levels: { within } } } = fit;
  const end = endOf(fit, side);
  if (side * (fit.value - end) >= 0) return false;
  if (fit.quantity === "position") {
    if (inflectionFloor(fit.curve, side) > threshold) return true;
    const shape = lowestOfRow(fit, side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
    return scan.rss[shape] + within > threshold &&
      profileAt(fit, end, end, shapes.steepness[shape], threshold) > threshold;
  }
  if (crossingFloor(fit.curve, end) > threshold) return true;
  return bestCrossing(fit, end, worthASearch(fit, threshold)) <= threshold ? false : null;
}
