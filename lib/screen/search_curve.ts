import { portableExp, portableLog } from "../numerics/mod.ts";
import type { CurveTask, Direction } from "./curve_task.ts";
import type { DoseDesign, Shapes } from "./dose_design.ts";
import { descend } from "./newton_descent.ts";
import type { ProfiledCurve } from "./profiled_curve.ts";
import { differentiate } from "./differentiate.ts";
import { aimAt, projectCurve } from "./projected_curve.ts";
import { lowestNear, scanShapes } from "./starting_points.ts";
import { lowestStep, placeOfStep } from "./step_bound.ts";

/** The least-squares curve of the levels. A workspace. */
export interface FoundCurve extends ProfiledCurve {
  direction: Direction;
  /** Whether the descent to it ended at a minimum. */
  converged: boolean;
}

/** A shape this many times as high as the best minimum does not lead below it. */
const HOPELESS = 2;
/** Over so few doses valleys are many and narrow, and no shape is hopeless. */
const FEW_DOSES = 6;
/** Sums of squares that differ by less of themselves are the same. */
const SAME = 1 - 1e-9;
/** A fit that leaves so much of the sum of squares about a flat line may have a rival anywhere. */
const MOSTLY_NOISE = 0.5;

/**
 * The least-squares curve, left in the workspace with its derivatives.
 *
 * Most curves have one valley, and the lowest of the fine shapes around the best coarse one leads into
 * it. Only where another may lead below its minimum ({@linkcode mayHaveRivals}) the fine shapes are
 * scanned as well, and every start that they show is followed; and where a step must be lower, it.
 */
export function searchCurve(found: FoundCurve, design: DoseDesign, task: CurveTask): void {
  const { directions } = task;
  const { curve } = found;
  found.rss = Infinity;
  found.rivalRss = Infinity;
  found.stepRss = lowestStep(curve.levels);
  for (let k = 0; k < directions.length; k++) {
    scanDirection(found, design, design.coarse, directions[k]);
    followBestStart(found, directions[k]);
  }
  found.ordinary = !mayHaveRivals(found);
  if (!found.ordinary) {
    for (let k = 0; k < directions.length; k++) {
      scanDirection(found, design, design.fine, directions[k]);
      followStarts(found, directions[k]);
    }
    if (found.stepRss < SAME * found.rss) followStep(found, directions);
  }
  // The profile needs the sums of squares of the direction that won.
  if (found.direction !== directions[directions.length - 1]) {
    scanDirection(found, design, found.scan.shapes, found.direction);
  }
  // The last descent often is that to the fit.
  if (curve.position !== found.position || curve.steepness !== found.steepness) recall(found);
  if (!found.ordinary && settleStep(found)) recall(found);
  else bendAtFit(found);
}

function scanDirection(
  found: FoundCurve,
  design: DoseDesign,
  shapes: Shapes,
  direction: Direction,
): void {
  aimAt(found.curve, design, direction.start, direction.end);
  scanShapes(found.scan, found.curve, shapes);
}

function followBestStart(found: FoundCurve, direction: Direction): void {
  const { curve, descent, scan } = found;
  const shape = scan.starts[0];
  const { fine } = curve.design;
  const near = lowestNear(scan, curve, fine, shape);
  const converged = descend(curve, descent, fine.position[near], fine.steepness[near]);
  if (curve.rss < found.rss) take(found, direction, converged);
  if (scan.count === 1) return;
  const rival = scan.rss[scan.starts[1]] + curve.levels.within;
  if (rival < found.rivalRss) found.rivalRss = rival;
}

/**
 * Whether a curve may have a valley deeper than the one found: the second of the coarse starts is nearly
 * as low, a step could be lower, the doses are few, or most of what there is to explain is noise.
 */
function mayHaveRivals(
  { rss, rivalRss, stepRss, converged, curve: { levels: { count, between, within } } }: FoundCurve,
): boolean {
  return !converged || count <= FEW_DOSES || rivalRss < HOPELESS * rss || stepRss < 1.001 * rss ||
    rss > MOSTLY_NOISE * (between + within);
}

/** Follows every start that may lead below the others; the lowest minimum is taken. */
function followStarts(found: FoundCurve, direction: Direction): void {
  const { curve, descent, scan, scan: { shapes }, curve: { levels: { count, within } } } = found;
  const hopeless = count <= FEW_DOSES ? Infinity : HOPELESS;
  for (let k = 0; k < scan.count; k++) {
    const shape = scan.starts[k];
    if (scan.rss[shape] + within > hopeless * found.rss) break;
    if (isBesideFit(found, shape)) continue;
    const { position, steepness } = shapes;
    const goal = found.rss;
    const converged = descend(curve, descent, position[shape], steepness[shape], "nothing", goal);
    if (curve.rss < found.rss) take(found, direction, converged);
  }
}

/** Follows the best step: its valley may be too narrow for any grid. */
function followStep(found: FoundCurve, directions: CurveTask["directions"]): void {
  const { curve, descent, curve: { levels, design: { logDose, mostSteepness } } } = found;
  placeOfStep(STEP, levels);
  const { on, share } = STEP;
  const dose = logDose[Math.ceil(on)];
  const position = Number.isInteger(on)
    ? dose + portableLog(share / (1 - share)) / (Math.LN10 * portableExp(mostSteepness))
    : (logDose[on - 0.5] + dose) / 2;
  for (const direction of directions) {
    aimAt(curve, curve.design, direction.start, direction.end);
    const converged = descend(curve, descent, position, mostSteepness, "nothing", found.rss);
    if (curve.rss < found.rss) take(found, direction, converged);
  }
}

const STEP = { on: NaN, share: NaN };

/** Whether a shape of the grid lies in the cells around the best minimum, to which it would lead. */
function isBesideFit(
  { scan: { shapes }, position, steepness }: FoundCurve,
  shape: number,
): boolean {
  const { rows, columns } = shapes;
  if (shape >= rows * columns) return false;
  const cell = shapes.position[columns] - shapes.position[0];
  const step = shapes.steepness[1] - shapes.steepness[0];
  return Math.abs(shapes.position[shape] - position) <= cell &&
    Math.abs(shapes.steepness[shape] - steepness) <= step;
}

function take(found: FoundCurve, direction: Direction, converged: boolean): void {
  const { curve } = found;
  found.rss = curve.rss;
  found.position = curve.position;
  found.steepness = curve.steepness;
  found.direction = direction;
  found.converged = converged;
}

/** Decades or units of ln slope between two starts that lie in one valley. */
const ONE_VALLEY = 0.5;

/**
 * Whether a valley other than that of the fit may lead below a threshold: one of the shapes that no
 * neighbour undercuts is nearly as low, and lies elsewhere.
 */
export function hasRivals(found: FoundCurve, worth: number): boolean {
  const { scan, scan: { shapes }, position, steepness, curve: { levels: { within } } } = found;
  for (let k = 0; k < scan.count; k++) {
    const shape = scan.starts[k];
    if (scan.rss[shape] + within > worth) return false;
    const away = Math.abs(shapes.position[shape] - position);
    if (away > ONE_VALLEY || Math.abs(shapes.steepness[shape] - steepness) > 2 * ONE_VALLEY) {
      return true;
    }
  }
  return false;
}

/** From the position to the only dose on the slope. */
function toSlope(
  { curve: { design: { logDose, vehicle }, levels: { count }, share, rest } }: FoundCurve,
) {
  let most = 0;
  let dose = vehicle;
  for (let j = vehicle; j < count; j++) {
    if (share[j] * rest[j] > most) {
      most = share[j] * rest[j];
      dose = j;
    }
  }
  return logDose[dose];
}

/** A dose is on the slope when its shares of the two plateaus, multiplied, are at least this. */
const ON_SLOPE = 1e-6;

/** How many doses lie on the slope; with one or none the slope could be steeper still. */
export function dosesOnSlope({ curve: { levels: { count }, share, rest } }: FoundCurve): number {
  let doses = 0;
  for (let j = 0; j < count; j++) if (share[j] * rest[j] >= ON_SLOPE) doses++;
  return doses;
}

/**
 * Makes a step definite. With one dose on the slope the sum of squares falls towards ever steeper curves
 * by next to nothing, and the position goes with the steepness: the steepest curve of the box stands for
 * them all. With none the step lies anywhere between two doses, and is put midway.
 *
 * @returns Whether the workspace has been moved
 */
function settleStep(found: FoundCurve): boolean {
  const { curve, descent, position, steepness, curve: { design } } = found;
  if (position < design.lowest || position > design.highest) return false;
  const doses = dosesOnSlope(found);
  if (doses === 1 && steepness < design.mostSteepness) {
    const dose = toSlope(found);
    const shrink = portableExp(steepness - design.mostSteepness);
    const converged = descend(
      curve,
      descent,
      dose + (position - dose) * shrink,
      design.mostSteepness,
    );
    if (curve.rss <= found.rss) take(found, found.direction, converged);
  } else if (doses === 0) {
    const { logDose, vehicle } = design;
    for (let j = vehicle + 1; j < logDose.length; j++) {
      if (logDose[j - 1] <= position && position < logDose[j]) {
        found.position = (logDose[j - 1] + logDose[j]) / 2;
      }
    }
  }
  return doses < 2;
}

/** Follows a lower sum of squares that a profile met to its minimum. */
export function refine(found: FoundCurve, position: number, steepness: number): void {
  const converged = descend(found.curve, found.descent, position, steepness);
  if (found.curve.rss < found.rss) take(found, found.direction, converged);
  recall(found);
}

/** Takes the minimum that a start leads to, in the direction that it has. */
export function restart(
  found: FoundCurve,
  { directions }: CurveTask,
  position: number,
  steepness: number,
  rising: boolean,
): void {
  const direction = directions.find((one) => one.rising === rising) ?? directions[0];
  const { design } = found.curve;
  found.ordinary = false;
  scanDirection(found, design, design.fine, direction);
  const converged = descend(found.curve, found.descent, position, steepness);
  take(found, direction, converged);
  settleStep(found);
  recall(found);
}

/** Puts the curve found back into the workspace, and its curvature beside it. */
export function recall(found: FoundCurve): void {
  projectCurve(found.curve, found.position, found.steepness);
  differentiate(found.curve);
  bendAtFit(found);
}

/** Takes the curvature of the position's profile from the workspace, which is at the fit. */
function bendAtFit(found: FoundCurve): void {
  const { pp, pq, qq, start, end } = found.curve;
  found.start = start;
  found.end = end;
  found.followP = 1;
  found.followQ = qq > 0 ? -pq / qq : 0;
  found.bend = pp + pq * found.followQ;
  found.betterRss = found.rss * (1 - 1e-9);
  found.betterPosition = NaN;
  found.betterSteepness = NaN;
}
