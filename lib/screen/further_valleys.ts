import { portableLog } from "../numerics/mod.ts";
import { crossingFloor } from "./crossing_floor.ts";
import { clampedExp } from "./clamped_exp.ts";
import { shapeSums } from "./dose_design.ts";
import {
  endOf,
  lowestOfRow,
  profileAt,
  type ProfiledCurve,
  scanFinely,
  worthASearch,
} from "./profiled_curve.ts";
import { projectCurve } from "./projected_curve.ts";

/**
 * A value beyond another at which the profile is below the threshold again; the workspace is left
 * there. NaN where there is none.
 *
 * @param reached Whether the fit itself lies within reach: where it does not, the other value is the end
 * of the grid next to it, of which nothing is known yet
 */
export function furtherInside(
  fit: ProfiledCurve,
  side: -1 | 1,
  threshold: number,
  beyond: number,
  reached: boolean,
): number {
  const { scan, scan: { shapes }, curve: { levels: { within } } } = fit;
  const worth = worthASearch(fit, threshold);
  const clearly = threshold - 1e-6 * (threshold - fit.rss);
  const { rows, columns } = shapes;
  if (fit.stepRss <= threshold && isStepInside(fit, beyond, worth, clearly)) return beyond;
  if (fit.quantity === "crossing" && reached) {
    return fit.rivals ? rivalBeyond(fit, side, beyond, worth, clearly) : NaN;
  }
  let before = clearly;
  for (let k = 0; k < rows; k++) {
    const row = (side > 0 ? k : rows - 1 - k) * columns;
    const value = shapes.position[row];
    if (reached ? side * (value - beyond) <= 0 : side * (value - beyond) < 0) continue;
    if (fit.quantity === "crossing") {
      if (crossingFloor(fit.curve, value) >= clearly) continue;
      if (bestCrossing(fit, value, worth) < clearly) return value;
      continue;
    }
    const shape = lowestOfRow(fit, row);
    const here = scan.rss[shape] + within;
    // Of a single valley only what comes down again outward, or lies inside, is worth a look.
    const rises = fit.ordinary && reached && here > before;
    before = here;
    if (here > worth || rises) continue;
    if (scanFinely(fit)) return furtherInside(fit, side, threshold, beyond, reached);
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
  const { curve, curve: { design: { mostSteepness } }, scan: { shapes } } = fit;
  if (fit.quantity === "crossing" && crossingFloor(curve, value) >= clearly) return false;
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
  const { scan, scan: { shapes } } = fit;
  const end = endOf(fit, side);
  for (let k = 0; k < scan.count && isWorth(fit, scan.starts[k], worth); k++) {
    const shape = scan.starts[k];
    const other = crossingOf(fit, shape);
    const value = side * (other - end) > 0 ? end : other;
    if (!(side * (value - beyond) > 0) || crossingFloor(fit.curve, value) >= clearly) continue;
    if (profileAt(fit, value, shapes.position[shape], shapes.steepness[shape]) < clearly) {
      return value;
    }
  }
  return NaN;
}

/**
 * The profile of a crossing from the best of the fit's own curve, a step there and the other valleys;
 * without a search where the best of them is not worth one.
 */
export function bestCrossing(fit: ProfiledCurve, value: number, worth: number): number {
  const {
    curve,
    curve: { design: { mostSteepness }, levels: { within } },
    scan,
    scan: { shapes },
  } = fit;
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
 * Where a shape with its best plateaus crosses the response of the pin; infinite where it does not. With s
 * the share of the start and B = Σ w s y / Σ w (s - s̄)², the start is B (1 - s̄) and the end -B s̄.
 */
export function crossingOf({ curve, scan }: ProfiledCurve, shape: number): number {
  const { levels, part, level } = curve;
  const { along, shapes } = scan;
  const { sum, inverse } = shapeSums(shapes, levels);
  const span = along[shape] * inverse[shape];
  const share = sum[shape] / levels.total;
  const start = span * (1 - share);
  const end = -span * share;
  const response = level + part * (start - level);
  const odds = (start - response) / (response - end);
  if (!(odds > 0 && odds < Infinity)) return end >= response ? Infinity : -Infinity;
  return shapes.position[shape] +
    portableLog(odds) / Math.LN10 / clampedExp(shapes.steepness[shape]);
}

/** Whether a shape is low enough for a search from it. */
function isWorth(
  { scan, curve: { levels: { within } } }: ProfiledCurve,
  shape: number,
  worth: number,
) {
  return scan.rss[shape] + within <= worth;
}
