import { curve } from "./curve";
import { entry } from "./arithmetic";
import { descend } from "./newton_descent";
import { rssOf, scan, scanShapes } from "./scan_shapes";

/** The least-squares curve, and whose profile is asked for: a workspace, shown by `../kernel.ts`. */
@unmanaged
export class Fit {
  /** Whose profile: the position's (the relative IC50), or that of the dose of a response. */
  ofPosition: i32;
  /** Whether the coarse shapes show a single valley: then they are all that was scanned. */
  ordinary: i32;
  /** Whether another valley than the fit's own may lead below the thresholds of its limits. */
  rivals: i32;
  /** Whether the descent to it ended at a minimum. */
  converged: i32;
  /** The direction in which it runs, by its place in the task. */
  direction: i32;
  /** The quantity's value at the fit; for a crossing infinite where the curve does not get there. */
  value: f64;
  /** Sum of squares of the second of the coarse starts, and one that no step undercuts. */
  rivalRss: f64;
  stepRss: f64;
  /** Position, steepness and sum of squares of the fit. */
  position: f64;
  steepness: f64;
  rss: f64;
  /** Its scaled plateaus. */
  start: f64;
  end: f64;
  /** At the fit: second derivative of R / 2 along the profile, and how the curve follows it. */
  bend: f64;
  followP: f64;
  followQ: f64;
  /** A lower sum of squares that was met on the way, and where; not a number when there was none. */
  betterPosition: f64;
  betterSteepness: f64;
  betterRss: f64;
}

/** The one fit of a kernel. */
export const fit = changetype<Fit>(memory.data(offsetof<Fit>(), 16));

/** Sums of squares that differ by less of themselves are the same. */
export const SAME: f64 = 1 - 1e-9;

/** Tells a descent what it need not find again. */
export function know(direction: i32): void {
  const converged = fit.converged != 0;
  curve.stepRss = converged ? fit.stepRss : -Infinity;
  curve.knownPosition = converged && fit.direction == direction ? fit.position : NaN;
  curve.knownSteepness = fit.steepness;
}

/** Takes the minimum in the workspace for the fit. */
export function take(direction: i32, converged: bool): void {
  fit.rss = curve.rss;
  fit.position = curve.position;
  fit.steepness = curve.steepness;
  fit.direction = direction;
  fit.converged = converged;
}

/** A place this many times as high above the minimum as the threshold may still lead below it. */
const WORTH_A_SEARCH: f64 = 4;

/** A sum of squares up to which a place may still lead below the threshold. */
export function worthASearch(threshold: f64): f64 {
  return fit.rss + WORTH_A_SEARCH * (threshold - fit.rss);
}

/** How far above the threshold a point lies does not matter beyond so many times its excess. */
const FAR_ABOVE: f64 = 16;

/** A sum of squares above which all points are the same, and from which the best of all starts leads below no more. */
export function farAbove(threshold: f64): f64 {
  return fit.rss + FAR_ABOVE * (threshold - fit.rss);
}

/** A sum of squares that is not just below the threshold for its rounding. */
export function clearlyBelow(threshold: f64): f64 {
  return threshold - 1e-6 * (threshold - fit.rss);
}

/** The profile at a value: the sum of squares minimised over everything else, from a start. */
export function profileAt(value: f64, position: f64, steepness: f64, goal: f64): f64 {
  if (fit.ofPosition) {
    descend(value, steepness, false, goal);
  } else {
    curve.place = value;
    descend(position, steepness, true, goal);
  }
  const rss = curve.rss;
  if (rss < fit.betterRss) {
    fit.betterRss = rss;
    fit.betterPosition = curve.position;
    fit.betterSteepness = curve.steepness;
  }
  return rss;
}

/** Scans the fine shapes where only the coarse ones were; false where that has been done. */
export function scanFinely(): bool {
  const fine = curve.design.fine;
  if (scan.shapes == fine) return false;
  scanShapes(fine);
  return true;
}

/** The last position of the grid on a side. */
export function endOf(side: f64): f64 {
  const shapes = scan.shapes;
  return entry(shapes.positionAt, side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
}

/** The shape with the lowest sum of squares of those at the last position on a side. */
export function lowestAtEnd(side: f64): i32 {
  const shapes = scan.shapes;
  return lowestOfRow(side < 0 ? 0 : (shapes.rows - 1) * shapes.columns);
}

/** The shape with the lowest sum of squares of those at one position. */
export function lowestOfRow(row: i32): i32 {
  const columns = scan.shapes.columns;
  let lowest = row;
  for (let k: i32 = 1; k < columns; k++) if (rssOf(row + k) < rssOf(lowest)) lowest = row + k;
  return lowest;
}

/** Position and steepness of a shape. */
export function positionOf(shape: i32): f64 {
  return entry(scan.shapes.positionAt, shape);
}

export function steepnessOf(shape: i32): f64 {
  return entry(scan.shapes.steepnessAt, shape);
}
