import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import {
  clearlyBelow,
  endOf,
  farAbove,
  fit,
  lowestOfRow,
  positionOf,
  profileAt,
  scanFinely,
  steepnessOf,
  worthASearch,
} from "./fit";
import { crossingFloor } from "./floors";
import { entry, LN10 } from "./arithmetic";
import { projectCurve } from "./project_curve";
import { rssOf, scan, startOf } from "./scan_shapes";

/**
 * A value beyond another at which the profile is below the threshold again; the workspace is left
 * there. Not a number where there is none.
 *
 * @param reached Whether the other value was reached from a point of the profile below the threshold: where it
 * was not, nothing is known of it yet
 */
export function furtherInside(side: f64, threshold: f64, beyond: f64, reached: bool): f64 {
  const worth = worthASearch(threshold);
  const clearly = clearlyBelow(threshold);
  const ofPosition = fit.ofPosition != 0;
  if (fit.stepRss <= threshold && isStepInside(beyond, worth, clearly)) return beyond;
  if (!ofPosition && reached) return fit.rivals ? rivalBeyond(side, beyond, worth, clearly) : NaN;
  const rows = scan.shapes.rows;
  const columns = scan.shapes.columns;
  let before = clearly;
  for (let k: i32 = 0; k < rows; k++) {
    const row = (side > 0 ? k : rows - 1 - k) * columns;
    const value = positionOf(row);
    if (reached ? side * (value - beyond) <= 0 : side * (value - beyond) < 0) continue;
    if (!ofPosition) {
      if (crossingFloor(value) >= clearly) continue;
      if (bestCrossing(value, clearly) < clearly) return value;
      continue;
    }
    const shape = lowestOfRow(row);
    const here = rssOf(shape) + curve.within;
    // Beyond a limit only what comes down again outward is worth a look; `lookOutward` sees to the rest.
    const rises = reached && here > before;
    before = here;
    if (here > worth || rises) continue;
    if (scanFinely()) return furtherInside(side, threshold, beyond, reached);
    if (profileAt(value, value, steepnessOf(shape), clearly) < clearly) return value;
  }
  return NaN;
}

/** Whether a step, or a steep curve that may become one, lies below the threshold at a value. */
function isStepInside(value: f64, worth: f64, clearly: f64): bool {
  if (!fit.ofPosition && crossingFloor(value) >= clearly) return false;
  const steepest = curve.mostSteepness;
  const steep = steepnessOf(scan.shapes.columns - 1);
  curve.place = value;
  projectCurve(value - toCrossing(steepest), steepest);
  const step = curve.rss;
  if (step < clearly) return true;
  const position = value - toCrossing(steep);
  projectCurve(position, steep);
  if (step > worth && curve.rss > worth) return false;
  return profileAt(value, position, steep, clearly) < clearly;
}

/** From position to quantity, for a curve with the plateaus of the fit and another steepness. */
function toCrossing(other: f64): f64 {
  const away = fit.value - fit.position;
  return isFinite(away) ? away * clampedExp(fit.steepness - other) : 0;
}

/** Where another valley crosses beyond a limit, and lies below the threshold; not a number where none does. */
function rivalBeyond(side: f64, beyond: f64, worth: f64, clearly: f64): f64 {
  const end = endOf(side);
  for (let k: i32 = 0; k < scan.count; k++) {
    const shape = startOf(k);
    if (rssOf(shape) + curve.within > worth) break;
    const other = crossingOf(shape);
    const value = side * (other - end) > 0 ? end : other;
    if (!(side * (value - beyond) > 0) || crossingFloor(value) >= clearly) continue;
    if (profileAt(value, positionOf(shape), steepnessOf(shape), clearly) < clearly) return value;
  }
  return NaN;
}

/**
 * The profile of a crossing from the fit's own curve, and where that does not lead below a threshold from the
 * lowest of a step there and the other valleys; without a search where it cannot lead below it.
 *
 * @returns Only on which side of the threshold it lies is sure; at or below it the workspace stands there
 */
export function bestCrossing(value: f64, threshold: f64): f64 {
  const worth = worthASearch(threshold);
  curve.place = value;
  projectCurve(fit.position, fit.steepness);
  const own = curve.rss;
  if (own <= worth && profileAt(value, fit.position, fit.steepness, threshold) <= threshold) {
    return curve.rss;
  }
  let rss = own;
  let position = fit.position;
  let steepness = fit.steepness;
  projectCurve(value, curve.mostSteepness);
  if (curve.rss < rss) {
    rss = curve.rss;
    position = curve.position;
    steepness = curve.steepness;
  }
  for (let k: i32 = 0; k < scan.count; k++) {
    const shape = startOf(k);
    if (rssOf(shape) + curve.within > worth) break;
    projectCurve(positionOf(shape), steepnessOf(shape));
    if (curve.rss < rss) {
      rss = curve.rss;
      position = curve.position;
      steepness = curve.steepness;
    }
  }
  const leadsOn = rss < own || own > worth;
  return leadsOn && rss <= farAbove(threshold)
    ? profileAt(value, position, steepness, threshold)
    : rss;
}

/** Whether no curve that crosses there lies below a threshold. */
export function excludes(value: f64, threshold: f64): bool {
  return bestCrossing(value, threshold) > threshold;
}

/**
 * Where a shape with its best plateaus crosses the response of the pin; infinite where it does not. With s
 * the share of the start and B = Σ w s y / Σ w (s - s̄)², the start is B (1 - s̄) and the end -B s̄.
 */
export function crossingOf(shape: i32): f64 {
  const shapes = scan.shapes;
  const span = entry(scan.alongAt, shape) * entry(shapes.sums.inverseAt, shape);
  const share = entry(shapes.sums.sumAt, shape) / curve.total;
  const start = span * (1 - share);
  const end = -span * share;
  const level = curve.level;
  const response = level + curve.part * (start - level);
  const odds = (start - response) / (response - end);
  if (!(odds > 0 && odds < Infinity)) return end >= response ? Infinity : -Infinity;
  return positionOf(shape) + Math.log(odds) / LN10 / clampedExp(steepnessOf(shape));
}
