import { portableLog } from "../numerics/mod.ts";
import { clampedExp } from "./clamped_exp.ts";
import { within } from "./fit_plateaus.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** A curve that crosses its pin steeply. A workspace. */
export interface SteepCrossing {
  position: number;
  steepness: number;
}

/**
 * The steep curve with at most one dose on its slope that crosses the pin at its place: the start is the
 * mean response of the doses before level `on`, the end that of the doses after it, and where the response
 * r at `on` lies between the two the slope is the one that passes through it as well,
 *
 * ln10 slope (place - u) = ln((start - c) / (c - end)) - ln((start - r) / (r - end)),
 *
 * c the response at the pin, u the log10 dose of `on`. Where none does, or with `on` no level (a half, for
 * a place between two), it is the steepest of the box.
 *
 * @returns False where no such curve falls through the pin
 */
export function steepCrossing(out: SteepCrossing, curve: ProjectedCurve, on: number): boolean {
  const { levels, design, place, part, level } = curve;
  const { count, weight, mean } = levels;
  let [before, beforeY, after, afterY] = [0, 0, 0, 0];
  for (let j = 0; j < count; j++) {
    if (j < on) {
      before += weight[j];
      beforeY += weight[j] * mean[j];
    } else if (j > on) {
      after += weight[j];
      afterY += weight[j] * mean[j];
    }
  }
  if (before === 0 || after === 0) return false;
  const start = beforeY / before;
  const end = afterY / after;
  const response = level + part * (start - level);
  if (!(start > response && response > end)) return false;
  const toPin = portableLog((start - response) / (response - end));
  out.steepness = design.mostSteepness;
  if (Number.isInteger(on)) {
    const odds = (start - mean[on]) / (mean[on] - end);
    const slope = odds > 0 ? (toPin - portableLog(odds)) / (place - design.logDose[on]) : NaN;
    if (!(slope > 0 && slope < Infinity)) return false;
    out.steepness = within(
      portableLog(slope / Math.LN10),
      design.leastSteepness,
      design.mostSteepness,
    );
  }
  out.position = place - toPin / Math.LN10 / clampedExp(out.steepness);
  return true;
}
