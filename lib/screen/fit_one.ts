import { portableExp } from "../numerics/mod.ts";
import { fUpperTail } from "../statistics/mod.ts";
import { absoluteIC50, locateHalf } from "./absolute_ic50.ts";
import { collapseWells, createLevels, type CurveLevels, isConstant } from "./collapse_wells.ts";
import { areaUnder } from "./area_under.ts";
import { type CurveTask, type Quantiles, quantiles } from "./curve_task.ts";
import { createDesigns, type DesignCache, designOf } from "./dose_design.ts";
import { flatBound } from "./flat_bound.ts";
import { createCrossing } from "./locate_crossing.ts";
import { createDescent } from "./newton_descent.ts";
import { worthASearch } from "./profiled_curve.ts";
import { createProfilePoint } from "./newton_limit.ts";
import { createProjectedCurve } from "./projected_curve.ts";
import { relativeIC50 } from "./relative_ic50.ts";
import type { ScreenColumns } from "./screen_columns.ts";
import { REASON, RELATION, type ScreenFits, STATUS } from "./screen_fits.ts";
import {
  dosesOnSlope,
  type FoundCurve,
  hasRivals,
  refine,
  restart,
  searchCurve,
} from "./search_curve.ts";
import { createErrors, type StandardErrors, standardErrors } from "./standard_errors.ts";
import { createScan } from "./starting_points.ts";
import { type DoseColumns, doseColumns } from "./write_dose.ts";

/** What fits one curve after another without new memory. */
export interface Fitter {
  readonly task: CurveTask;
  readonly levels: CurveLevels;
  readonly designs: DesignCache;
  readonly errors: StandardErrors;
  /** By degrees of freedom. */
  readonly quantiles: Map<number, Quantiles>;
  /** Where it writes. */
  readonly fits: ScreenFits;
  readonly relative: DoseColumns;
  readonly absolute: DoseColumns;
  /** Null until the first curve. */
  found: FoundCurve | null;
}

/** A fitter for the options of a screen. */
export function createFitter(task: CurveTask, fits: ScreenFits): Fitter {
  return {
    task,
    levels: createLevels(),
    designs: createDesigns(),
    errors: createErrors(),
    quantiles: new Map(),
    fits,
    relative: doseColumns(fits, "relative"),
    absolute: doseColumns(fits, "absolute"),
    found: null,
  };
}

/** Fits one curve of a screen and writes what became of it; its q value comes later. */
export function fitOne(fitter: Fitter, columns: ScreenColumns, curve: number): void {
  const { levels, task, fits } = fitter;
  collapseWells(levels, columns, curve, task.control);
  const tested = levels.count - levels.vehicle;
  fits.values.n_wells[curve] = levels.wells;
  fits.values.n_doses[curve] = tested;
  writeHeld(task, curve, fits);
  if (isConstant(levels)) {
    writeConstant(fitter, curve);
  } else if (levels.count < task.free || tested < 2 || levels.wells <= task.free) {
    writeUnfitted(STATUS.tooFewDoses, curve, fits);
  } else {
    const found = foundCurve(fitter);
    searchCurve(found, designOf(fitter.designs, levels), task);
    writeFit(fitter, found, curve);
  }
}

/** A plateau that is held is known without any well. */
function writeHeld({ top, bottom }: CurveTask, curve: number, { values }: ScreenFits): void {
  if (!Number.isNaN(top)) values.top[curve] = top;
  if (!Number.isNaN(bottom)) values.bottom[curve] = bottom;
}

/** Columns that a fit leaves empty where the wells do not determine them. */
const FITTED = ["hill_slope", "hill_slope_se", "top", "top_se", "bottom", "bottom_se"] as const;

/** Fits the curve in the workspace anew from a better start. */
export function refit(
  fitter: Fitter,
  curve: number,
  position: number,
  steepness: number,
  hillSlope: number,
): void {
  const { values } = fitter.fits;
  for (const name of FITTED) values[name][curve] = NaN;
  writeHeld(fitter.task, curve, fitter.fits);
  const found = foundCurve(fitter);
  restart(found, fitter.task, position, steepness, hillSlope < 0);
  writeFit(fitter, found, curve);
}

/** The workspace of the curve found, made for the first curve. */
export function foundCurve(fitter: Fitter): FoundCurve {
  if (fitter.found !== null) return fitter.found;
  const design = designOf(fitter.designs, fitter.levels);
  return fitter.found = {
    curve: createProjectedCurve(fitter.levels, design),
    descent: createDescent(),
    scan: createScan(design.coarse),
    point: createProfilePoint(),
    crossing: createCrossing(),
    quantity: "position",
    value: NaN,
    ordinary: false,
    rivalRss: NaN,
    stepRss: NaN,
    rivals: false,
    position: NaN,
    steepness: NaN,
    rss: NaN,
    start: NaN,
    end: NaN,
    bend: NaN,
    followP: NaN,
    followQ: NaN,
    betterPosition: NaN,
    betterSteepness: NaN,
    betterRss: NaN,
    direction: fitter.task.directions[0],
    converged: false,
  };
}

/** Quantiles by degrees of freedom, each computed once. */
function quantilesOf({ quantiles: known, task }: Fitter, df: number): Quantiles {
  let found = known.get(df);
  if (found === undefined) {
    found = quantiles(task, df);
    known.set(df, found);
  }
  return found;
}

function writeUnfitted(status: number, curve: number, { codes }: ScreenFits): void {
  codes.status[curve] = status;
  codes.ic50_relative_relation[curve] = RELATION.notDetermined;
  codes.ic50_absolute_relation[curve] = RELATION.notDetermined;
  codes.ic50_relative_reason[curve] = REASON.nothingFitted;
  codes.ic50_absolute_reason[curve] = REASON.nothingFitted;
}

/** Every response is the same number: as flat as a line can be, and it may still be a bound. */
function writeConstant(fitter: Fitter, curve: number): void {
  const { levels, fits, task: { control } } = fitter;
  writeUnfitted(STATUS.constant, curve, fits);
  const raw = Number.isNaN(control);
  if (!raw || levels.vehicle === 1) fits.values.auc[curve] = raw ? 1 : levels.most / control;
  if (levels.wells < 2 || levels.count === levels.vehicle) return;
  const { flat } = quantilesOf(fitter, levels.wells - fitter.task.free);
  flatBound(levels, control, flat, curve, fits);
}

/** How often the fit may start anew from a lower point that a profile met. */
const MOST_RESTARTS = 3;

function writeFit(fitter: Fitter, found: FoundCurve, curve: number): void {
  const { codes } = fitter.fits;
  if (!found.converged) {
    codes.doubtful[curve] = 1;
    writeUnfitted(STATUS.notConverged, curve, fitter.fits);
    return;
  }
  for (let restarts = 0;; restarts++) {
    writeAnswer(fitter, found, curve);
    if (!(found.betterPosition === found.betterPosition) || restarts === MOST_RESTARTS) return;
    // A profile met a lower sum of squares: the search had missed a valley.
    codes.doubtful[curve] = 1;
    refine(found, found.betterPosition, found.betterSteepness);
  }
}

/** Writes all that the curve found says; its workspace is at the fit, and is moved away from it. */
function writeAnswer(fitter: Fitter, found: FoundCurve, curve: number): void {
  const { levels, task, fits: { codes, values } } = fitter;
  const df = levels.wells - task.free;
  // What no dose can move counts as held: the slope of a step, and its place when no dose is on it.
  const moving = Math.min(2, dosesOnSlope(found));
  const freedom = df + 2 - moving;
  const p = noEffectP(levels, task, found.rss, df);
  values.p_no_effect[curve] = p;
  values.rss[curve] = found.rss * levels.scale * levels.scale;
  values.auc[curve] = areaUnder(found, task.control);
  if (p >= task.significance) {
    codes.status[curve] = STATUS.flat;
    codes.ic50_relative_relation[curve] = RELATION.notDetermined;
    codes.ic50_relative_reason[curve] = REASON.flat;
    flatBound(levels, task.control, quantilesOf(fitter, df).flat, curve, fitter.fits);
    return;
  }
  const thresholds = quantilesOf(fitter, freedom);
  const exact = found.rss <= exactRss(levels);
  const step = moving < 2 || found.steepness >= found.curve.design.mostSteepness - AT_BOUND;
  found.rivals = hasRivals(found, worthASearch(found, found.rss * thresholds.twoSided));
  // The profiles move the workspace away from the fit.
  locateHalf(found, task);
  writeParameters(fitter, found, moving, freedom, curve);
  relativeIC50(fitter.relative, curve, found, task, thresholds, exact);
  absoluteIC50(fitter.absolute, curve, found, task, thresholds, exact);
  codes.status[curve] = codes.ic50_relative_relation[curve] !== RELATION.equal
    ? STATUS.incomplete
    : step
    ? STATUS.step
    : STATUS.measured;
}

/** Residuals this many roundings of the responses long are rounding. */
const ROUNDINGS = 8;

/** Largest scaled sum of squares of residuals that are rounding. */
function exactRss({ between, within, total, center, scale }: CurveLevels): number {
  const size = between + within + total * (center / scale) ** 2;
  return (ROUNDINGS * Number.EPSILON) ** 2 * size;
}

/**
 * p of the F test against no effect, by the extra sum of squares: F = ((R₀ - R) / df1) / (R / df2), R₀
 * about a flat line at the mean, or at the top where that is held. As `fitDoseResponse` does it.
 */
function noEffectP(levels: CurveLevels, { free, top }: CurveTask, rss: number, df: number): number {
  const { between, within, total, center, scale } = levels;
  const held = !Number.isNaN(top);
  const flat = between + within + (held ? total * ((top - center) / scale) ** 2 : 0);
  const df1 = held ? free : free - 1;
  const gain = flat - rss;
  return fUpperTail(gain > 0 ? gain / df1 / (rss / df) : 0, df1, df);
}

function isRising({ start, end, direction }: FoundCurve, { directions }: CurveTask): boolean {
  return directions.length === 1 ? start < end : direction.rising;
}

/** A steepness this close to its bound could be steeper still. */
const AT_BOUND = 0.05;

/** Writes slope and plateaus, where the wells determine them, from the workspace at the fit. */
function writeParameters(
  fitter: Fitter,
  found: FoundCurve,
  moving: number,
  df: number,
  curve: number,
): void {
  const { levels, task, errors, fits: { values } } = fitter;
  const { curve: projected, steepness, curve: { design } } = found;
  const { scale, center, least, most } = levels;
  const start = center + scale * found.start;
  const end = center + scale * found.end;
  const rising = isRising(found, task);
  for (const name of FITTED) values[name][curve] = NaN;
  writeHeld(task, curve, fitter.fits);
  standardErrors(errors, projected, found.rss / df, moving);
  const slope = (rising ? -1 : 1) * portableExp(steepness);
  const atSlopeBound = steepness <= design.leastSteepness || steepness >= design.mostSteepness;
  // The standard error of a slope is the slope times that of its logarithm.
  if (errors.steepness <= 1 && !atSlopeBound) {
    values.hill_slope[curve] = slope;
    values.hill_slope_se[curve] = errors.steepness * Math.abs(slope);
  }
  const spread = (most - least) / scale;
  const upperError = rising ? errors.end : errors.start;
  const lowerError = rising ? errors.start : errors.end;
  if (!Number.isNaN(task.top)) values.top_se[curve] = 0;
  else if (upperError <= spread) {
    values.top[curve] = rising ? end : start;
    values.top_se[curve] = upperError * scale;
  }
  if (!Number.isNaN(task.bottom)) values.bottom_se[curve] = 0;
  else if (lowerError <= spread) {
    values.bottom[curve] = rising ? start : end;
    values.bottom_se[curve] = lowerError * scale;
  }
}
