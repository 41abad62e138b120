import { portableLog } from "../numerics/mod.ts";
import { clampedExp } from "./clamped_exp.ts";
import { descend, type NewtonStep } from "./newton_descent.ts";
import { projectCurve, type ProjectedCurve } from "./projected_curve.ts";
import type { Scan } from "./starting_points.ts";

/** A least-squares curve whose profile is asked for. */
export interface ProfiledCurve {
  readonly curve: ProjectedCurve;
  readonly step: NewtonStep;
  readonly scan: Scan;
  /** Whose profile: the position's (the relative IC50), or that of the dose of a response. */
  quantity: "position" | "crossing";
  /** The quantity's value at the fit; for a crossing infinite where the curve does not get there. */
  value: number;
  /** Whether another valley than the fit's own may lead below the thresholds of its limits. */
  rivals: boolean;
  /** Position, steepness and sum of squares of the fit. */
  position: number;
  steepness: number;
  rss: number;
  /** At the fit: second derivative of R / 2 along the profile, and how the curve follows it. */
  bend: number;
  followP: number;
  followQ: number;
  /** A lower sum of squares that was met on the way, and where; NaN when there was none. */
  betterPosition: number;
  betterSteepness: number;
  betterRss: number;
}

/** Steps outward at most. */
const MOST_STEPS = 60;
/** A bracket this narrow, in decades, is the limit. */
const NARROW = 1e-7;
/** Two points of a profile whose ln slopes differ by less lie in one valley. */
const SAME_VALLEY = 0.3;
/** Further valleys looked into at most. */
const MOST_VALLEYS = 8;
/** A limit this close to the last point of the search is what the next step would leave of it. */
const CLOSE = 3e-5;
/** A place this many times as high above the minimum as the threshold may still lead below it. */
const WORTH_A_SEARCH = 4;

/**
 * A profile-likelihood limit of a log10 dose, the position of the curve (its relative IC50) or the
 * place where it crosses a response (its absolute IC50): the outermost value on one side at which the
 * sum of squares, minimised over everything else, is still at a threshold.
 *
 * The search goes outward from the fit; the root of the excess over the minimum is nearly straight, so
 * that Newton's method on it takes three or four points. A profile may come down again: the shapes show
 * where, since their sums of squares lie above the profile, and from there the search goes on. A side
 * that the profile does not close within a decade of the tested doses is open.
 *
 * @param side -1 for the lower limit, 1 for the upper
 * @param threshold Scaled sum of squares at the limit
 * @returns NaN where the side is open
 */
export function profileLimit(fit: ProfiledCurve, side: -1 | 1, threshold: number): number {
  const { value, position, steepness, curve } = fit;
  const end = endOf(fit, side);
  // The profile of a crossing tells on the way outward whether a side is open.
  if (fit.quantity === "position" && isOpen(fit, side, threshold)) return NaN;
  const least = endOf(fit, -1);
  const most = endOf(fit, 1);
  const inside = value < least ? least : value > most ? most : value;
  if (inside === end) return NaN;
  let limit = inside;
  if (inside === value) {
    limit = crossing(fit, side, threshold, value, position, steepness);
  }
  for (let valley = 0; valley < MOST_VALLEYS; valley++) {
    if (limit === end) return NaN;
    // Where the fit lies out of reach a curve that fits nearly as well may not.
    const reached = inside === value;
    const next = furtherInside(fit, side, threshold, limit, reached);
    if (Number.isNaN(next)) return limit;
    limit = crossing(fit, side, threshold, next, curve.position, curve.steepness);
  }
  return limit;
}

/**
 * Whether the profile of the position is open on a side: at or below the threshold a decade beyond the
 * doses.
 */
export function isOpen(fit: ProfiledCurve, side: -1 | 1, threshold: number): boolean {
  const { scan, steepness, curve: { levels: { within }, design: { shapes } } } = fit;
  const end = endOf(fit, side);
  if (side * (fit.value - end) >= 0) return true;
  const shape = lowestOfRow(fit, side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
  const above = scan.rss[shape] + within;
  if (above <= threshold) return true;
  if (above > worthASearch(fit, threshold)) return false;
  return profileAt(fit, end, end, steepness) <= threshold ||
    profileAt(fit, end, end, shapes.steepness[shape]) <= threshold;
}

/** Half-widths of an interval within which a profile may still turn round. */
const FAR = 8;

/**
 * Whether both sides of a crossing are surely closed, without looking for its limits: the ends lie many
 * times as far away as its curvature puts the limits, and no other valley crosses beyond the doses.
 */
export function isSurelyClosed(fit: ProfiledCurve, threshold: number): boolean {
  const { value, bend, scan, curve: { design: { lowest, highest } } } = fit;
  const reach = FAR * Math.sqrt((threshold - fit.rss) / bend);
  if (!(value - reach > endOf(fit, -1) && value + reach < endOf(fit, 1))) return false;
  if (!fit.rivals) return true;
  const worth = worthASearch(fit, threshold);
  for (let k = 0; k < scan.count && isWorth(fit, scan.starts[k], worth); k++) {
    const other = crossingOf(fit, scan.starts[k]);
    if (!(other > lowest && other < highest)) return false;
  }
  return true;
}

/** Whether a shape is low enough for a search from it. */
function isWorth(
  { scan, curve: { levels: { within } } }: ProfiledCurve,
  shape: number,
  worth: number,
) {
  return scan.rss[shape] + within <= worth;
}

/** Where a shape with its best plateaus crosses the response of the pin; infinite where it does not. */
function crossingOf({ curve }: ProfiledCurve, shape: number): number {
  const { position, steepness } = curve.design.shapes;
  curve.pinned = false;
  projectCurve(curve, position[shape], steepness[shape]);
  curve.pinned = true;
  const { start, end, part, level } = curve;
  const response = level + part * (start - level);
  const odds = (start - response) / (response - end);
  if (!(odds > 0 && odds < Infinity)) return end >= response ? Infinity : -Infinity;
  return position[shape] + portableLog(odds) / Math.LN10 / clampedExp(steepness[shape]);
}

/** Offset of the crossing, in decades, from which its curvature is taken. */
const OFFSET = 0.03;

/** Takes the curvature of a crossing's profile at the fit, from one point beside it. */
export function bendCrossing(fit: ProfiledCurve): void {
  const { curve, value, position, steepness } = fit;
  const rss = profileAt(fit, value + OFFSET, position + OFFSET, steepness);
  fit.bend = (rss - fit.rss) / OFFSET ** 2;
  fit.followP = (curve.position - position) / OFFSET;
  fit.followQ = (curve.steepness - steepness) / OFFSET;
}

/** The last position of the grid on a side. */
function endOf({ curve: { design: { shapes } } }: ProfiledCurve, side: -1 | 1): number {
  return shapes.position[side < 0 ? 0 : (shapes.rows - 1) * shapes.columns];
}

/** The shape with the lowest sum of squares of those at one position. */
function lowestOfRow({ scan: { rss }, curve: { design: { shapes } } }: ProfiledCurve, row: number) {
  let lowest = row;
  for (let k = 1; k < shapes.columns; k++) if (rss[row + k] < rss[lowest]) lowest = row + k;
  return lowest;
}

/** A sum of squares up to which a place may still lead below the threshold. */
export function worthASearch({ rss }: Pick<ProfiledCurve, "rss">, threshold: number): number {
  return rss + WORTH_A_SEARCH * (threshold - rss);
}

/** The profile at a value: the sum of squares minimised over everything else, from a start. */
function profileAt(fit: ProfiledCurve, value: number, position: number, steepness: number): number {
  const { curve, step } = fit;
  if (fit.quantity === "position") {
    descend(curve, step, value, steepness, "position");
  } else {
    curve.place = value;
    descend(curve, step, position, steepness);
  }
  if (curve.rss < fit.betterRss) {
    fit.betterRss = curve.rss;
    fit.betterPosition = curve.position;
    fit.betterSteepness = curve.steepness;
  }
  return curve.rss;
}

/**
 * The profile of a crossing from the best of the fit's own curve, a step there and the other valleys;
 * without a search where the best of them is not worth one.
 */
export function bestCrossing(fit: ProfiledCurve, value: number, worth: number): number {
  const { curve, curve: { design: { shapes, mostSteepness }, levels: { within } }, scan } = fit;
  curve.place = value;
  projectCurve(curve, fit.position, fit.steepness);
  let { rss, position, steepness } = curve;
  projectCurve(curve, value, mostSteepness);
  if (curve.rss < rss) ({ rss, position, steepness } = curve);
  for (let k = 0; k < scan.count; k++) {
    const shape = scan.starts[k];
    if (scan.rss[shape] + within > worth) break;
    projectCurve(curve, shapes.position[shape], shapes.steepness[shape]);
    if (curve.rss < rss) ({ rss, position, steepness } = curve);
  }
  return rss > worth ? rss : profileAt(fit, value, position, steepness);
}

/**
 * A value beyond another at which the profile is below the threshold again; the workspace is left
 * there. NaN where there is none.
 */
function furtherInside(
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  beyond: number,
  reached: boolean,
): number {
  const { scan, curve: { levels: { within }, design: { shapes } } } = fit;
  const worth = worthASearch(fit, threshold);
  const clearly = threshold - 1e-6 * (threshold - fit.rss);
  const { rows, columns } = shapes;
  if (isStepInside(fit, beyond, worth, clearly)) return beyond;
  if (fit.quantity === "crossing" && reached) {
    return fit.rivals ? rivalBeyond(fit, side, beyond, worth, clearly) : NaN;
  }
  for (let k = 0; k < rows; k++) {
    const row = (side > 0 ? k : rows - 1 - k) * columns;
    const value = shapes.position[row];
    if (side * (value - beyond) <= 0) continue;
    if (fit.quantity === "crossing") {
      if (bestCrossing(fit, value, worth) < clearly) return value;
      continue;
    }
    const shape = lowestOfRow(fit, row);
    if (scan.rss[shape] + within > worth) continue;
    if (profileAt(fit, value, value, shapes.steepness[shape]) < clearly) return value;
  }
  return NaN;
}

/** Whether a step, or a steep curve that may become one, lies below the threshold at a value. */
function isStepInside(
  fit: ProfiledCurve,
  value: number,
  worth: number,
  clearly: number,
): boolean {
  const { curve, curve: { design: { shapes, mostSteepness } } } = fit;
  const steep = shapes.steepness[shapes.columns - 1];
  curve.place = value;
  projectCurve(curve, value - toCrossing(fit, mostSteepness), mostSteepness);
  if (curve.rss < clearly) return true;
  const step = curve.rss;
  const position = value - toCrossing(fit, steep);
  projectCurve(curve, position, steep);
  if (step > worth && curve.rss > worth) return false;
  return profileAt(fit, value, position, steep) < clearly;
}

/** From position to quantity, for a curve with the plateaus of the fit and another steepness. */
function toCrossing({ value, position, steepness }: ProfiledCurve, other: number): number {
  const away = value - position;
  return Number.isFinite(away) ? away * clampedExp(steepness - other) : 0;
}

/** Where another valley crosses beyond a limit, and lies below the threshold; NaN where none does. */
function rivalBeyond(
  fit: ProfiledCurve,
  side: -1 | 1,
  beyond: number,
  worth: number,
  clearly: number,
): number {
  const { scan, curve: { design: { shapes } } } = fit;
  const end = endOf(fit, side);
  for (let k = 0; k < scan.count && isWorth(fit, scan.starts[k], worth); k++) {
    const shape = scan.starts[k];
    const other = crossingOf(fit, shape);
    const value = side * (other - end) > 0 ? end : other;
    if (!(side * (value - beyond) > 0)) continue;
    if (profileAt(fit, value, shapes.position[shape], shapes.steepness[shape]) < clearly) {
      return value;
    }
  }
  return NaN;
}

/** The first crossing of the threshold outward of a value that lies below it. */
function crossing(
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  from: number,
  position: number,
  steepness: number,
): number {
  const { curve } = fit;
  const end = endOf(fit, side);
  const wanted = Math.sqrt(threshold - fit.rss);
  const atFit = from === fit.value;
  // From the fit itself its curvature tells how far the threshold is.
  const ahead = atFit && fit.bend > 0 ? wanted / Math.sqrt(fit.bend) : 0.1;
  let value = from + side * (ahead < 2 ? ahead : 2);
  let inside = from;
  let outside = NaN;
  let guessP = position;
  let guessQ = steepness;
  if (atFit) {
    guessP += fit.followP * (value - from);
    guessQ += fit.followQ * (value - from);
  }
  for (let k = 0; k < MOST_STEPS; k++) {
    if (side * (value - end) > 0) value = end;
    const excess = profileAt(fit, value, guessP, guessQ) - fit.rss;
    const reached = Math.sqrt(excess > 0 ? excess : 0);
    const before = inside;
    if (reached <= wanted) {
      inside = value;
      guessP = curve.position;
      guessQ = curve.steepness;
      if (inside === end) return end;
    } else outside = value;
    const rise = side * (fit.quantity === "position" ? curve.byPosition : curve.byPlace) / reached;
    let next = rise > 0 ? value + side * (wanted - reached) / rise : NaN;
    if (Number.isNaN(outside)) {
      const furthest = value + side * 2 * Math.abs(value - before);
      if (!(side * (furthest - next) > 0)) next = furthest;
    } else {
      const low = side > 0 ? inside : outside;
      const high = side > 0 ? outside : inside;
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (high - low <= NARROW) return next;
    }
    if (Math.abs(next - value) <= CLOSE && Math.abs(wanted - reached) <= 1e-3 * wanted) return next;
    // A point outside may lie in another valley, from which no way leads back.
    if (Math.abs(curve.steepness - guessQ) < SAME_VALLEY) {
      guessP = curve.position;
      guessQ = curve.steepness;
      if (fit.quantity === "position") {
        if (curve.qq > 0) guessQ -= curve.pq / curve.qq * (next - value);
      } else if (atFit) {
        const ahead = (next - value) / (value - from);
        guessP += ahead * (guessP - position);
        guessQ += ahead * (guessQ - steepness);
      }
    }
    value = next;
  }
  return Number.isNaN(outside) ? inside : outside;
}
