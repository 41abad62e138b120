import { curve } from "./curve";
import { differentiate } from "./differentiate";
import { clampedExp } from "./clamped_exp";
import { fit, know, SAME, take, worthASearch } from "./fit";
import { entry, LN10 } from "./arithmetic";
import { descend } from "./newton_descent";
import { projectCurve } from "./project_curve";
import { lowestNear, rssOf, scan, scanShapes, startOf } from "./scan_shapes";
import { settleStep } from "./settle_step";
import { Design, Shapes } from "./shapes";
import { lowestStep, placeStep, stepOn, stepShare } from "./step_bound";

/** One way in which curves may run: the bounds of the response at dose 0 and at infinite dose. */
@unmanaged
export class Direction {
  startLeast: f64;
  startMost: f64;
  endLeast: f64;
  endMost: f64;
}

/** Directions at most: falling and rising. */
const MOST_DIRECTIONS: i32 = 2;
/** The directions of the task, written by whoever starts the kernel. */
export const DIRECTIONS: usize = memory.data(2 * 32, 16);

/** How many there are. */
let directions: i32 = 0;

/** Tells how many of the directions are those of the task. */
export function setDirections(count: i32): void {
  directions = min(count, MOST_DIRECTIONS);
}

/** A shape this many times as high as the best minimum does not lead below it. */
const HOPELESS: f64 = 2;
/** A coarse one may be a neighbour of one that does, up to so many times. */
const RIVAL: f64 = 1.5;
/** Starts followed at most. */
const MOST_FOLLOWED: i32 = 4;
/** Over so few doses valleys are many and narrow, and no shape is hopeless. */
const FEW_DOSES: i32 = 6;
/** A step this many times as high may become a curve that is lower. */
const NEARLY_A_STEP: f64 = 1.01;
/** A fit that leaves so much of the sum of squares about a flat line may have a rival anywhere. */
const MOSTLY_NOISE: f64 = 0.5;

/**
 * The least-squares curve of the levels, left in the workspace with its derivatives.
 *
 * Most curves have one valley, and the lowest of the fine shapes around the best coarse one leads into
 * it. Only where another may lead below its minimum ({@linkcode mayHaveRivals}) the fine shapes are
 * scanned as well, and the best starts that they show are followed; and where a step must be lower, it.
 */
export function searchCurve(): void {
  const design = curve.design;
  fit.rss = Infinity;
  fit.converged = false;
  fit.rivalRss = Infinity;
  fit.stepRss = lowestStep();
  for (let k: i32 = 0; k < directions; k++) {
    scanDirection(design.coarse, k);
    followBestStart(k);
  }
  fit.ordinary = !mayHaveRivals();
  if (!fit.ordinary) {
    for (let k: i32 = 0; k < directions; k++) {
      scanDirection(design.fine, k);
      followStarts(k);
    }
    // A step as low as what has not converged converges.
    const worth = fit.converged ? SAME * fit.rss : fit.rss / SAME;
    if (fit.stepRss < worth) followStep();
  }
  // The profile needs the sums of squares of the direction that won.
  if (fit.direction != directions - 1) scanDirection(scan.shapes, fit.direction);
  // The last descent often is that to the fit.
  if (curve.position != fit.position || curve.steepness != fit.steepness) recall();
  if (!fit.ordinary && settleStep()) recall();
  else bendAtFit();
}

function scanDirection(shapes: Shapes, direction: i32): void {
  turnTo(direction);
  scanShapes(shapes);
}

/** Takes the bounds of a direction over into the workspace. */
function turnTo(direction: i32): void {
  const bounds = changetype<Direction>(DIRECTIONS + <usize> direction * offsetof<Direction>());
  const center = curve.center;
  const scale = curve.scale;
  curve.startLeast = (bounds.startLeast - center) / scale;
  curve.startMost = (bounds.startMost - center) / scale;
  curve.endLeast = (bounds.endLeast - center) / scale;
  curve.endMost = (bounds.endMost - center) / scale;
  // Nothing has been projected with these bounds yet.
  curve.position = NaN;
}

/** Sets the workspace to the levels that stand in the memory, of a design, in the first direction. */
export function aimAt(design: Design): void {
  curve.design = design;
  curve.logDoseAt = design.logDoseAt;
  curve.vehicle = design.vehicle;
  curve.lowest = design.lowest;
  curve.highest = design.highest;
  curve.leastPosition = design.leastPosition;
  curve.mostPosition = design.mostPosition;
  curve.leastSteepness = design.leastSteepness;
  curve.mostSteepness = design.mostSteepness;
  curve.pinned = 0;
  turnTo(0);
}

function followBestStart(direction: i32): void {
  const fine = curve.design.fine;
  const near = lowestNear(fine, startOf(0));
  const position = entry(fine.positionAt, near);
  const steepness = entry(fine.steepnessAt, near);
  const converged = descend(position, steepness, true, Infinity);
  if (curve.rss < fit.rss) take(direction, converged);
  if (scan.count == 1) return;
  const rival = rssOf(startOf(1)) + curve.within;
  if (rival < fit.rivalRss) fit.rivalRss = rival;
}

/**
 * Whether a curve may have a valley deeper than the one found: the second of the coarse starts is nearly
 * as low, a step could be lower, the doses are few, or most of what there is to explain is noise.
 */
function mayHaveRivals(): bool {
  const rss = fit.rss;
  return !fit.converged || curve.count <= FEW_DOSES || fit.rivalRss < RIVAL * rss ||
    fit.stepRss < NEARLY_A_STEP * rss || rss > MOSTLY_NOISE * (curve.between + curve.within);
}

/** Follows the best starts that may lead below the others; the lowest minimum is taken. */
function followStarts(direction: i32): void {
  const shapes = scan.shapes;
  const hopeless = curve.count <= FEW_DOSES ? Infinity : HOPELESS;
  for (let k: i32 = 0; k < min(scan.count, MOST_FOLLOWED); k++) {
    const shape = startOf(k);
    if (rssOf(shape) + curve.within > hopeless * fit.rss) break;
    if (isBesideFit(shape)) continue;
    const position = entry(shapes.positionAt, shape);
    const steepness = entry(shapes.steepnessAt, shape);
    followStart(direction, position, steepness);
  }
}

/** Follows a start unless it leads to the best minimum so far, or to none below it. */
function followStart(direction: i32, position: f64, steepness: f64): void {
  know(direction);
  // What has not converged is no goal: the same minimum, found, is better.
  const goal = fit.converged ? fit.rss : Infinity;
  const converged = descend(position, steepness, true, goal);
  if (curve.rss < leastWorth(converged)) take(direction, converged);
}

/** What a sum of squares must lie below to be taken: one that has converged is worth more than one that has not. */
function leastWorth(converged: bool): f64 {
  const rss = fit.rss;
  return !converged ? SAME * rss : fit.converged ? rss : rss / SAME;
}

/** Follows the best step: its valley may be too narrow for any grid. */
function followStep(): void {
  placeStep();
  const steepness = curve.mostSteepness;
  const dose = entry(curve.logDoseAt, <i32> ceil(stepOn));
  const position = stepOn == ceil(stepOn)
    ? dose + Math.log(stepShare / (1 - stepShare)) / (LN10 * clampedExp(steepness))
    : (entry(curve.logDoseAt, <i32> (stepOn - 0.5)) + dose) / 2;
  for (let k: i32 = 0; k < directions; k++) {
    turnTo(k);
    followStart(k, position, steepness);
  }
}

/** Whether a shape of the grid lies in the cells around the best minimum, to which it would lead. */
function isBesideFit(shape: i32): bool {
  const shapes = scan.shapes;
  const columns = shapes.columns;
  if (shape >= shapes.rows * columns) return false;
  const cell = entry(shapes.positionAt, columns) - entry(shapes.positionAt, 0);
  const step = entry(shapes.steepnessAt, 1) - entry(shapes.steepnessAt, 0);
  return abs(entry(shapes.positionAt, shape) - fit.position) <= cell &&
    abs(entry(shapes.steepnessAt, shape) - fit.steepness) <= step;
}

/** Decades or units of ln slope between two starts that lie in one valley. */
const ONE_VALLEY: f64 = 0.5;

/**
 * Finds whether a valley other than that of the fit may lead below a threshold: one of the shapes that no
 * neighbour undercuts is nearly as low, and lies elsewhere.
 */
export function findRivals(threshold: f64): void {
  const worth = worthASearch(threshold);
  const shapes = scan.shapes;
  fit.rivals = false;
  for (let k: i32 = 0; k < scan.count; k++) {
    const shape = startOf(k);
    if (rssOf(shape) + curve.within > worth) return;
    const away = abs(entry(shapes.positionAt, shape) - fit.position);
    const turn = abs(entry(shapes.steepnessAt, shape) - fit.steepness);
    if (away > ONE_VALLEY || turn > 2 * ONE_VALLEY) {
      fit.rivals = true;
      return;
    }
  }
}

/** Follows the lower sum of squares that a profile met to its minimum. */
export function refine(): void {
  const converged = descend(fit.betterPosition, fit.betterSteepness, true, Infinity);
  if (curve.rss < fit.rss) take(fit.direction, converged);
  recall();
}

/** Takes the minimum that a start leads to, in a direction. */
export function restart(position: f64, steepness: f64, direction: i32): void {
  fit.ordinary = false;
  scanDirection(curve.design.fine, direction);
  take(direction, descend(position, steepness, true, Infinity));
  settleStep();
  recall();
}

/** Puts the curve found back into the workspace, and its curvature beside it. */
export function recall(): void {
  projectCurve(fit.position, fit.steepness);
  differentiate();
  bendAtFit();
}

/** Takes the curvature of the position's profile from the workspace, which is at the fit. */
function bendAtFit(): void {
  const pq = curve.pq;
  const qq = curve.qq;
  fit.start = curve.start;
  fit.end = curve.end;
  fit.followP = 1;
  fit.followQ = qq > 0 ? -pq / qq : 0;
  fit.bend = curve.pp + pq * fit.followQ;
  fit.betterRss = fit.rss * (1 - 1e-9);
  fit.betterPosition = NaN;
  fit.betterSteepness = NaN;
}
