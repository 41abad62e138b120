import { curve } from "./curve";
import {
  clearlyBelow,
  endOf,
  fit,
  positionOf,
  profileAt,
  scanFinely,
  steepnessOf,
  worthASearch,
} from "./fit";
import { crossingFloor } from "./floors";
import { crossingOf } from "./further_valleys";
import { entry, put } from "./arithmetic";
import { projectCurve } from "./project_curve";
import { rssOf, scan } from "./scan_shapes";
import { steepCrossing, steepPosition, steepSteepness } from "./steep_crossing";

/** What is looked for: whether the shapes of the grid are started from, and whether steps are. */
let lookAtShapes: bool = false;
let lookAtSteps: bool = false;
/** A start above this leads nowhere. */
let worth: f64 = 0;
/** A point below this is inside. */
let clearly: f64 = 0;

/** Steepnesses on the grid at most, one more included. */
const MOST_COLUMNS: i32 = 32;
/** Sums of squares by steepness of the grid at one position, and at the one before. */
const HERE: usize = memory.data(MOST_COLUMNS * 8, 16);
const BEFORE: usize = memory.data(MOST_COLUMNS * 8, 16);
/** By steepness of the grid the start to be followed at one value, and its sum of squares. */
const START_P: usize = memory.data(MOST_COLUMNS * 8, 16);
const START_RSS: usize = memory.data(MOST_COLUMNS * 8, 16);

/** Where the shapes that are worth a search, and where they cross, may be written: for every shape. */
let promisingAt: usize = 0;
let crossingsAt: usize = 0;

/** Tells where there is room for numbers of every shape, and for their crossings. */
export function setPromising(shapesAt: usize, placesAt: usize): void {
  promisingAt = shapesAt;
  crossingsAt = placesAt;
}

/**
 * A value at or beyond a limit at which the profile is below the threshold after all; the workspace is
 * left there. Not a number where there is none.
 *
 * The search for a limit follows one valley outward, and another may still lie below the threshold
 * further out: a steeper curve, a step, a plateau that runs away. So the profile is looked at on a ladder
 * of values as far as the end, half the distance of two doses apart, at each from the best of the shapes
 * that lead there, and where a step may lie below the threshold at a step. A curve with neither rivals nor
 * a step is not looked at, nor a place of a crossing whose floor lies above the threshold
 * ({@linkcode crossingFloor}).
 */
export function lookOutward(side: f64, threshold: f64, limit: f64): f64 {
  lookAtShapes = !hasOneValley(limit);
  lookAtSteps = fit.stepRss <= threshold;
  if (!lookAtShapes && !lookAtSteps) return NaN;
  if (lookAtShapes) scanFinely();
  worth = worthASearch(threshold);
  clearly = clearlyBelow(threshold);
  return fit.ofPosition ? positionInside(side, limit) : crossingInside(side, limit);
}

/**
 * Whether no valley but the fit's own can hold the profile below a threshold beyond a limit: the curve
 * has one valley, its dose and the limit lie within the tested doses, and the curve at the limit within
 * the box of slopes.
 */
function hasOneValley(limit: f64): bool {
  const lowest = curve.lowest;
  const highest = curve.highest;
  const steepness = curve.steepness;
  return fit.ordinary && !fit.rivals && fit.value >= lowest && fit.value <= highest &&
    limit > lowest && limit < highest &&
    steepness > curve.leastSteepness && steepness < curve.mostSteepness;
}

function positionInside(side: f64, limit: f64): f64 {
  const rows = scan.shapes.rows;
  const columns = scan.shapes.columns;
  for (let k: i32 = 0; k < columns; k++) put(BEFORE, k, Infinity);
  if (lookAtShapes) {
    for (let k: i32 = 0; k < columns; k++) {
      projectCurve(limit, steepnessOf(k));
      put(HERE, k, curve.rss);
    }
    if (isRowInside(limit)) return limit;
  }
  if (lookAtSteps && isStepBelow(limit)) return limit;
  for (let k: i32 = 0; k < rows; k++) {
    const row = (side > 0 ? k : rows - 1 - k) * columns;
    const value = positionOf(row);
    if (side * (value - limit) <= 0) continue;
    if (lookAtShapes) {
      for (let i: i32 = 0; i < columns; i++) {
        put(BEFORE, i, entry(HERE, i));
        put(HERE, i, rssOf(row + i) + curve.within);
      }
      if (isRowInside(value)) return value;
    }
    if (lookAtSteps && isStepBelow(value)) return value;
  }
  return NaN;
}

/**
 * Whether the profile of the position is below the threshold at a value from a steepness of the grid that
 * neither neighbour undercuts, nor one of those before: what only rises outward leads nowhere.
 */
function isRowInside(value: f64): bool {
  const columns = scan.shapes.columns;
  for (let k: i32 = 0; k < columns; k++) {
    const here = entry(HERE, k);
    if (here > worth || entry(BEFORE, k) <= here) continue;
    if (k > 0 && (entry(HERE, k - 1) <= here || entry(BEFORE, k - 1) <= here)) continue;
    if (k < columns - 1 && (entry(HERE, k + 1) < here || entry(BEFORE, k + 1) < here)) continue;
    if (profileAt(value, value, steepnessOf(k), clearly) < clearly) return true;
  }
  return false;
}

/** Whether a step at a value lies below the threshold; what it could become, the shapes beside it show. */
function isStepBelow(value: f64): bool {
  projectCurve(value, curve.mostSteepness);
  return curve.rss < clearly;
}

/** Whether a descent from a start leads below the threshold. */
function isStartInside(value: f64, position: f64, steepness: f64): bool {
  projectCurve(position, steepness);
  return curve.rss <= worth && profileAt(value, position, steepness, clearly) < clearly;
}

function crossingInside(side: f64, limit: f64): f64 {
  const limitP = curve.position;
  const limitQ = curve.steepness;
  const end = endOf(side);
  const rung = abs(positionOf(scan.shapes.columns) - positionOf(0));
  const rungs = <i32> ceil(side * (end - limit) / rung);
  // Counted where the first rung asks for them.
  let crossings: i32 = lookAtShapes ? -1 : 0;
  for (let k: i32 = 0; k <= rungs; k++) {
    const value = k == rungs ? end : limit + side * <f64> k * rung;
    if (crossingFloor(value) >= clearly) continue;
    curve.place = value;
    if (lookAtShapes && isStartInside(value, limitP + value - limit, limitQ)) return value;
    if (lookAtSteps && isSteepInside(value)) return value;
    if (crossings < 0) crossings = findPromising(side, limit - side * rung);
    if (crossings > 0 && isShapeInside(crossings, value, rung)) return value;
  }
  return NaN;
}

/** Finds the shapes that are worth a search and cross beyond a value; how many there are. */
function findPromising(side: f64, beyond: f64): i32 {
  const shapes = scan.shapes.count;
  let count: i32 = 0;
  for (let shape: i32 = 0; shape < shapes; shape++) {
    if (rssOf(shape) + curve.within > worth) continue;
    const crossing = crossingOf(shape);
    if (!(side * (crossing - beyond) >= 0)) continue;
    put(crossingsAt, count, crossing);
    store<i32>(promisingAt + (<usize> count << 2), shape);
    count++;
  }
  return count;
}

/**
 * Whether the profile of the crossing is below the threshold at a value from one of the shapes that
 * cross near it, moved so that they cross there: of each steepness the lowest.
 */
function isShapeInside(count: i32, value: f64, near: f64): bool {
  const columns = scan.shapes.columns;
  const ofGrid = scan.shapes.rows * columns;
  for (let k: i32 = 0; k < columns; k++) put(START_RSS, k, worth);
  for (let k: i32 = 0; k < count; k++) {
    const away = value - entry(crossingsAt, k);
    if (!(abs(away) <= near)) continue;
    const shape = load<i32>(promisingAt + (<usize> k << 2));
    const column = shape < ofGrid ? shape % columns : columns - 1;
    const start = positionOf(shape) + away;
    projectCurve(start, steepnessOf(shape));
    if (!(curve.rss < entry(START_RSS, column))) continue;
    if (curve.rss < clearly) return true;
    put(START_RSS, column, curve.rss);
    put(START_P, column, start);
  }
  // As in `isRowInside`: only from a steepness that neither neighbour undercuts.
  for (let k: i32 = 0; k < columns; k++) {
    const here = entry(START_RSS, k);
    if (here == worth) continue;
    if (k > 0 && entry(START_RSS, k - 1) <= here) continue;
    if (k < columns - 1 && entry(START_RSS, k + 1) < here) continue;
    if (profileAt(value, entry(START_P, k), steepnessOf(k), clearly) < clearly) return true;
  }
  return false;
}

/**
 * The same from the steep curves that cross there: those between the two doses around the value, with
 * none of them on the slope, the lower or the upper.
 */
function isSteepInside(value: f64): bool {
  const vehicle = curve.vehicle;
  const count = curve.count;
  let above = vehicle;
  while (above < count && entry(curve.logDoseAt, above) <= value) above++;
  for (let k: i32 = 0; k < 3; k++) {
    const on: f64 = k == 0 ? <f64> above - 0.5 : k == 1 ? <f64> (above - 1) : <f64> above;
    if (on < <f64> vehicle || on >= <f64> count || !steepCrossing(on)) continue;
    if (isStartInside(value, steepPosition, steepSteepness)) return true;
  }
  return false;
}
