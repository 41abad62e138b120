import { portableExp } from "../numerics/mod.ts";
import { fUpperTail } from "../statistics/mod.ts";
import { absoluteIC50, locateHalf } from "./absolute_ic50.ts";
import { collapseWells, createLevels, type CurveLevels, isConstant } from "./collapse_wells.ts";
import { type CurveTask, type Quantiles, quantiles } from "./curve_task.ts";
import { designOf, type DoseDesign } from "./dose_design.ts";
import { flatBound } from "./flat_bound.ts";
import { relativeIC50 } from "./relative_ic50.ts";
import type { ScreenColumns } from "./screen_columns.ts";
import { REASON, RELATION, type ScreenFits, STATUS } from "./screen_fits.ts";
import { type DoseColumns, doseColumns, writeUndetermined } from "./write_dose.ts";

/** What fits one curve after another without new memory. */
export interface Fitter {
  readonly task: CurveTask;
  readonly levels: CurveLevels;
  /** By degrees of freedom. */
  readonly quantiles: (Quantiles | undefined)[];
  /** Where it writes. */
  readonly fits: ScreenFits;
  readonly relative: DoseColumns;
  readonly absolute: DoseColumns;
}

/** A fitter for the options of a screen. */
export function createFitter(task: CurveTask, fits: ScreenFits): Fitter {
  return {
    task,
    levels: createLevels(),
    quantiles: [],
    fits,
    relative: doseColumns(fits, "relative"),
    absolute: doseColumns(fits, "absolute"),
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
    const design = aim(fitter);
    levels.kernel.code.searchCurve();
    writeFit(fitter, design, curve);
  }
}

/** Sets the kernel to the levels at hand, in the first of the task's directions. */
export function aim(fitter: Fitter): DoseDesign {
  const { task, levels, levels: { kernel } } = fitter;
  if (kernel.task !== task) {
    const { directions } = task;
    kernel.directions.set(directions.flatMap(({ start, end }) => [...start, ...end]));
    kernel.code.setDirections(directions.length);
    kernel.task = task;
  }
  const design = designOf(levels);
  kernel.code.aimAt(design.at);
  return design;
}

/** A plateau that is held is known without any well. */
function writeHeld({ top, bottom }: CurveTask, curve: number, { values }: ScreenFits): void {
  if (!Number.isNaN(top)) values.top[curve] = top;
  if (!Number.isNaN(bottom)) values.bottom[curve] = bottom;
}

/** Columns that a fit leaves empty where the wells do not determine them. */
const FITTED = ["hill_slope", "hill_slope_se", "top", "top_se", "bottom", "bottom_se"] as const;

/** Takes a first answer back, so that nothing of it is left where the second has nothing to say. */
function unwrite({ task, fits, relative, absolute }: Fitter, curve: number): void {
  for (const name of [...FITTED, "rss", "p_no_effect", "auc"] as const) {
    fits.values[name][curve] = NaN;
  }
  writeHeld(task, curve, fits);
  writeUndetermined(relative, curve, REASON.nothingFitted);
  writeUndetermined(absolute, curve, REASON.nothingFitted);
}

/** Fits the curve in the workspace anew from a better start. */
export function refit(
  fitter: Fitter,
  curve: number,
  position: number,
  steepness: number,
  hillSlope: number,
): void {
  unwrite(fitter, curve);
  const { directions } = fitter.task;
  const direction = directions.findIndex(({ rising }) => rising === hillSlope < 0);
  const design = aim(fitter);
  fitter.levels.kernel.code.restart(position, steepness, Math.max(direction, 0));
  writeFit(fitter, design, curve);
}

/** Quantiles by degrees of freedom, each computed once. */
function quantilesOf({ quantiles: known, task }: Fitter, df: number): Quantiles {
  return known[df] ??= quantiles(task, df);
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

function writeFit(fitter: Fitter, design: DoseDesign, curve: number): void {
  const { levels: { kernel: { fit, code } }, fits: { codes } } = fitter;
  if (!fit.converged) {
    codes.doubtful[curve] = 1;
    writeUnfitted(STATUS.notConverged, curve, fitter.fits);
    return;
  }
  for (let restarts = 0;; restarts++) {
    writeAnswer(fitter, design, curve);
    if (Number.isNaN(fit.betterPosition) || restarts === MOST_RESTARTS) return;
    // A profile met a lower sum of squares: the search had missed a valley.
    codes.doubtful[curve] = 1;
    code.refine();
    unwrite(fitter, curve);
  }
}

/** Writes all that the curve found says; the workspace is at the fit, and is moved away from it. */
function writeAnswer(fitter: Fitter, design: DoseDesign, curve: number): void {
  const { levels, levels: { kernel: { code, fit } }, task, fits: { codes, values } } = fitter;
  const df = levels.wells - task.free;
  // What no dose can move counts as held: the slope of a step, and its place when no dose is on it.
  const moving = Math.min(2, code.dosesOnSlope());
  const freedom = df + 2 - moving;
  const { rss } = fit;
  const p = noEffectP(levels, task, rss, df);
  values.p_no_effect[curve] = p;
  values.rss[curve] = rss * levels.scale * levels.scale;
  values.auc[curve] = areaUnder(levels, task);
  if (p >= task.significance) {
    codes.status[curve] = STATUS.flat;
    codes.ic50_relative_relation[curve] = RELATION.notDetermined;
    codes.ic50_relative_reason[curve] = REASON.flat;
    flatBound(levels, task.control, quantilesOf(fitter, df).flat, curve, fitter.fits);
    return;
  }
  const thresholds = quantilesOf(fitter, freedom);
  const exact = rss <= exactRss(levels);
  const step = moving < 2 || fit.steepness >= design.mostSteepness - AT_BOUND;
  code.findRivals(rss * thresholds.twoSided);
  // The profiles move the workspace away from the fit.
  const half = locateHalf(levels, task);
  writeParameters(fitter, design, moving, freedom, curve);
  relativeIC50(fitter.relative, curve, levels, design, task, thresholds, exact);
  absoluteIC50(fitter.absolute, curve, levels, design, task, thresholds, exact, half);
  codes.status[curve] = codes.ic50_relative_relation[curve] !== RELATION.equal
    ? STATUS.incomplete
    : step
    ? STATUS.step
    : STATUS.measured;
}

/**
 * The mean response of the curve in the workspace over the tested log doses, as a fraction of control.
 *
 * @returns NaN where control is the curve's own start and there is no vehicle
 */
function areaUnder(
  { kernel: { code, fit }, center, scale, vehicle }: CurveLevels,
  { control }: CurveTask,
): number {
  const raw = Number.isNaN(control);
  if (raw && vehicle === 0) return NaN;
  return (center + scale * code.areaUnder()) / (raw ? center + scale * fit.start : control);
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

function isRising({ kernel: { fit } }: CurveLevels, { directions }: CurveTask): boolean {
  return directions.length === 1 ? fit.start < fit.end : directions[fit.direction].rising;
}

/** A steepness this close to its bound could be steeper still. */
const AT_BOUND = 0.05;

/** Writes slope and plateaus, where the wells determine them, from the workspace at the fit. */
function writeParameters(
  fitter: Fitter,
  design: DoseDesign,
  moving: number,
  df: number,
  curve: number,
): void {
  const { levels, levels: { kernel: { code, fit, errors } }, task, fits: { values } } = fitter;
  const { scale, center, least, most } = levels;
  const { steepness } = fit;
  const start = center + scale * fit.start;
  const end = center + scale * fit.end;
  const rising = isRising(levels, task);
  code.standardErrors(fit.rss / df, moving);
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
