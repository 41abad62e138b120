import { crossingFloor } from "./crossing_floor.ts";
import { crossingOf } from "./further_valleys.ts";
import {
  endOf,
  profileAt,
  type ProfiledCurve,
  scanFinely,
  worthASearch,
} from "./profiled_curve.ts";
import { projectCurve } from "./projected_curve.ts";
import { steepCrossing } from "./steep_crossing.ts";

/**
 * Whether no valley but the fit's own can hold the profile below a threshold beyond a limit: the curve
 * has one valley, its dose and the limit lie within the tested doses, and the curve at the limit within
 * the box of slopes.
 */
function hasOneValley(fit: ProfiledCurve, limit: number): boolean {
  const { ordinary, rivals, value, curve: { steepness, design } } = fit;
  const { lowest, highest, leastSteepness, mostSteepness } = design;
  return ordinary && !rivals && value >= lowest && value <= highest &&
    limit > lowest && limit < highest &&
    steepness > leastSteepness && steepness < mostSteepness;
}

/**
 * A value at or beyond a limit at which the profile is below the threshold after all; the workspace is
 * left there. NaN where there is none.
 *
 * The search for a limit follows one valley outward, and another may still lie below the threshold
 * further out: a steeper curve, a step, a plateau that runs away. So the profile is looked at on a ladder
 * of values as far as the end, half the distance of two doses apart, at each from the best of the shapes
 * that lead there, and where a step lies below the threshold from a step. A curve with neither rivals nor
 * a step is not looked at, nor a place of a crossing whose floor lies above the threshold
 * ({@linkcode crossingFloor}).
 */
export function lookOutward(
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  limit: number,
): number {
  const shapes = !hasOneValley(fit, limit);
  const steps = fit.stepRss <= threshold;
  if (!shapes && !steps) return NaN;
  if (shapes) scanFinely(fit);
  const worth = worthASearch(fit, threshold);
  const clearly = threshold - 1e-6 * (threshold - fit.rss);
  const look = { shapes, steps, worth, clearly };
  return fit.quantity === "position"
    ? positionInside(fit, side, limit, look)
    : crossingInside(fit, side, limit, look);
}

/** What is looked for. */
interface Look {
  /** Whether the shapes of the grid are started from, and whether steps are. */
  readonly shapes: boolean;
  readonly steps: boolean;
  /** A start above this leads nowhere. */
  readonly worth: number;
  /** A point below this is inside. */
  readonly clearly: number;
}

function positionInside(
  fit: ProfiledCurve,
  side: -1 | 1,
  limit: number,
  look: Look,
): number {
  const { scan: { rss, shapes }, curve, curve: { steepness: ofLimit, levels, design } } = fit;
  const { rows, columns } = shapes;
  if (AT_VALUE.length < columns) {
    AT_VALUE = new Float64Array(columns);
    BEFORE = new Float64Array(columns);
  }
  BEFORE.fill(Infinity);
  if (look.shapes) {
    for (let k = 0; k < columns; k++) {
      projectCurve(curve, limit, shapes.steepness[k]);
      AT_VALUE[k] = curve.rss;
    }
    if (
      isRowInside(fit, limit, look) || isStartInside(fit, limit, limit, fit.steepness, look) ||
      isStartInside(fit, limit, limit, ofLimit, look)
    ) return limit;
  }
  if (look.steps && isStartInside(fit, limit, limit, design.mostSteepness, look)) return limit;
  for (let k = 0; k < rows; k++) {
    const row = (side > 0 ? k : rows - 1 - k) * columns;
    const value = shapes.position[row];
    if (side * (value - limit) <= 0) continue;
    if (look.shapes) {
      for (let i = 0; i < columns; i++) {
        BEFORE[i] = AT_VALUE[i];
        AT_VALUE[i] = rss[row + i] + levels.within;
      }
      if (isRowInside(fit, value, look)) return value;
    }
    if (look.steps && isStartInside(fit, value, value, design.mostSteepness, look)) return value;
  }
  return NaN;
}

/** Sums of squares by steepness of the grid at one position, and at the one before. A workspace. */
let AT_VALUE = new Float64Array(32);
let BEFORE = new Float64Array(32);

/**
 * Whether the profile of the position is below the threshold at a value from a steepness of the grid that
 * neither neighbour undercuts, nor one of those before: what only rises outward leads nowhere.
 */
function isRowInside(fit: ProfiledCurve, value: number, look: Look): boolean {
  const { columns, steepness } = fit.scan.shapes;
  for (let k = 0; k < columns; k++) {
    const here = AT_VALUE[k];
    if (here > look.worth || BEFORE[k] <= here) continue;
    if (k > 0 && (AT_VALUE[k - 1] <= here || BEFORE[k - 1] <= here)) continue;
    if (k < columns - 1 && (AT_VALUE[k + 1] < here || BEFORE[k + 1] < here)) continue;
    if (profileAt(fit, value, value, steepness[k], look.clearly) < look.clearly) return true;
  }
  return false;
}

/** Whether a descent from a start leads below the threshold. */
function isStartInside(
  fit: ProfiledCurve,
  value: number,
  position: number,
  steepness: number,
  { worth, clearly }: Look,
): boolean {
  projectCurve(fit.curve, position, steepness);
  return fit.curve.rss <= worth && profileAt(fit, value, position, steepness, clearly) < clearly;
}

function crossingInside(
  fit: ProfiledCurve,
  side: -1 | 1,
  limit: number,
  look: Look,
): number {
  const { scan: { shapes }, curve: { position: limitP, steepness: limitQ } } = fit;
  const end = endOf(fit, side);
  const rung = Math.abs(shapes.position[shapes.columns] - shapes.position[0]);
  const rungs = Math.ceil(side * (end - limit) / rung);
  // Counted where the first rung asks for them.
  let crossings = look.shapes ? NaN : 0;
  for (let k = 0; k <= rungs; k++) {
    const value = k === rungs ? end : limit + side * k * rung;
    if (crossingFloor(fit.curve, value) >= look.clearly) continue;
    fit.curve.place = value;
    if (look.shapes && isStartInside(fit, value, limitP + value - limit, limitQ, look)) {
      return value;
    }
    if (look.steps && isSteepInside(fit, value, look)) return value;
    if (Number.isNaN(crossings)) {
      crossings = promisingCrossings(fit, side, limit - side * rung, look);
    }
    if (crossings > 0 && isShapeInside(fit, crossings, value, rung, look)) return value;
  }
  return NaN;
}

/** Shapes that are worth a search, and where they cross. A workspace. */
let PROMISING = new Int32Array(1024);
let CROSSINGS = new Float64Array(1024);

/** Finds the shapes that are worth a search and cross beyond a value; how many there are. */
function promisingCrossings(
  fit: ProfiledCurve,
  side: -1 | 1,
  beyond: number,
  { worth }: Look,
): number {
  const { scan: { rss, shapes }, curve: { levels: { within } } } = fit;
  if (CROSSINGS.length < shapes.count) {
    CROSSINGS = new Float64Array(shapes.count);
    PROMISING = new Int32Array(shapes.count);
  }
  let count = 0;
  for (let shape = 0; shape < shapes.count; shape++) {
    if (rss[shape] + within > worth) continue;
    const crossing = crossingOf(fit, shape);
    if (!(side * (crossing - beyond) >= 0)) continue;
    CROSSINGS[count] = crossing;
    PROMISING[count++] = shape;
  }
  return count;
}

/** By steepness of the grid the start to be followed at one value, and its sum of squares. A workspace. */
const START_P = new Float64Array(32);
const START_RSS = new Float64Array(32);

/**
 * Whether the profile of the crossing is below the threshold at a value from one of the shapes that
 * cross near it, moved so that they cross there: of each steepness the lowest.
 */
function isShapeInside(
  fit: ProfiledCurve,
  count: number,
  value: number,
  near: number,
  { worth, clearly }: Look,
): boolean {
  const { scan: { shapes }, curve } = fit;
  const { columns, rows, position, steepness } = shapes;
  START_RSS.fill(worth, 0, columns);
  for (let k = 0; k < count; k++) {
    const away = value - CROSSINGS[k];
    if (!(Math.abs(away) <= near)) continue;
    const shape = PROMISING[k];
    const column = shape < rows * columns ? shape % columns : columns - 1;
    const start = position[shape] + away;
    projectCurve(curve, start, steepness[shape]);
    if (!(curve.rss < START_RSS[column])) continue;
    if (curve.rss < clearly) return true;
    START_RSS[column] = curve.rss;
    START_P[column] = start;
  }
  // As in `isRowInside`: only from a steepness that neither neighbour undercuts.
  for (let k = 0; k < columns; k++) {
    const here = START_RSS[k];
    if (here === worth) continue;
    if (k > 0 && START_RSS[k - 1] <= here) continue;
    if (k < columns - 1 && START_RSS[k + 1] < here) continue;
    if (profileAt(fit, value, START_P[k], steepness[k], clearly) < clearly) return true;
  }
  return false;
}

/**
 * The same from the steep curves that cross there: those between the two doses around the value, with
 * none of them on the slope, the lower or the upper.
 */
function isSteepInside(fit: ProfiledCurve, value: number, look: Look): boolean {
  const { logDose, vehicle } = fit.curve.design;
  let above = vehicle;
  while (above < logDose.length && logDose[above] <= value) above++;
  for (const on of [above - 0.5, above - 1, above]) {
    if (on < vehicle || on >= logDose.length || !steepCrossing(STEEP, fit.curve, on)) continue;
    if (isStartInside(fit, value, STEEP.position, STEEP.steepness, look)) return true;
  }
  return false;
}

const STEEP = { position: NaN, steepness: NaN };
