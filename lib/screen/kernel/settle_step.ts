import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import { fit, know, SAME, take } from "./fit";
import { entry } from "./arithmetic";
import { dosesOnSlope } from "./logistic_shares";
import { descend } from "./newton_descent";
import { scan } from "./scan_shapes";

/** The only dose on the slope. */
function doseOnSlope(): f64 {
  let most: f64 = 0;
  let dose = curve.vehicle;
  for (let j = curve.vehicle; j < curve.count; j++) {
    const product = entry(curve.shareAt, j) * entry(curve.restAt, j);
    if (product > most) {
      most = product;
      dose = j;
    }
  }
  return entry(curve.logDoseAt, dose);
}

/**
 * Makes a step definite. With one dose on the slope the sum of squares falls towards ever steeper curves
 * by next to nothing, and the position goes with the steepness: the steepest curve of the box stands for
 * them all. With none the step lies anywhere between two doses, and is put midway.
 *
 * Beyond the doses only the first or last of them can be the one on the slope ({@linkcode stretchStep}).
 *
 * @returns Whether the workspace has been moved
 */
export function settleStep(): bool {
  const position = fit.position;
  const steepness = fit.steepness;
  const doses = dosesOnSlope();
  if (position < curve.lowest || position > curve.highest) return doses == 1 && stretchStep();
  const steepest = curve.mostSteepness;
  if (doses == 1) {
    const dose = doseOnSlope();
    if (steepness < steepest) {
      const shrink = clampedExp(steepness - steepest);
      const converged = descend(dose + (position - dose) * shrink, steepest, true, Infinity);
      if (curve.rss <= fit.rss) take(fit.direction, converged);
    }
    flattenStep(dose);
  } else if (doses == 0) {
    for (let j = curve.vehicle + 1; j < curve.count; j++) {
      const below = entry(curve.logDoseAt, j - 1);
      const above = entry(curve.logDoseAt, j);
      if (below <= position && position < above) fit.position = (below + above) / 2;
    }
  }
  return doses < 2;
}

/**
 * Looks for a lower minimum on the way back from a step: a curve with the same share at its dose, and so
 * flat that the doses beside it may be on the slope too.
 */
function flattenStep(dose: f64): void {
  const steepness = entry(scan.shapes.steepnessAt, scan.shapes.columns - 1);
  const shrink = clampedExp(fit.steepness - steepness);
  followDown(dose + (fit.position - dose) * shrink, steepness);
}

/**
 * Looks for a lower minimum at the other end of the valley of a step beyond the doses: the first or last of
 * them, the only one on the slope, keeps its share when the position goes to the end of the box.
 *
 * @returns True, as the workspace has been moved
 */
function stretchStep(): bool {
  const below = fit.position < curve.lowest;
  const dose = below ? curve.lowest : curve.highest;
  const end = below ? curve.leastPosition : curve.mostPosition;
  const steepness = fit.steepness + Math.log((fit.position - dose) / (end - dose));
  followDown(end, steepness);
  return true;
}

/** Takes the minimum that a start leads to where it is lower than the fit. */
function followDown(position: f64, steepness: f64): void {
  know(fit.direction);
  const converged = descend(position, steepness, true, fit.rss);
  if (curve.rss < SAME * fit.rss) take(fit.direction, converged);
}
