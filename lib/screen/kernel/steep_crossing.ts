import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import { entry, LN10, within } from "./arithmetic";

/** Position and steepness of the crossing found last. */
export let steepPosition: f64 = 0;
export let steepSteepness: f64 = 0;

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
export function steepCrossing(on: f64): bool {
  let before: f64 = 0;
  let beforeY: f64 = 0;
  let after: f64 = 0;
  let afterY: f64 = 0;
  for (let j: i32 = 0; j < curve.count; j++) {
    const w = entry(curve.weightAt, j);
    const wy = w * entry(curve.responseAt, j);
    if (<f64> j < on) {
      before += w;
      beforeY += wy;
    } else if (<f64> j > on) {
      after += w;
      afterY += wy;
    }
  }
  if (before == 0 || after == 0) return false;
  const level = curve.level;
  const place = curve.place;
  const start = beforeY / before;
  const end = afterY / after;
  const response = level + curve.part * (start - level);
  if (!(start > response && response > end)) return false;
  const toPin = Math.log((start - response) / (response - end));
  let steepness = curve.mostSteepness;
  if (on == ceil(on)) {
    const y = entry(curve.responseAt, <i32> on);
    const odds = (start - y) / (y - end);
    const toDose = place - entry(curve.logDoseAt, <i32> on);
    const slope = odds > 0 ? (toPin - Math.log(odds)) / toDose : NaN;
    if (!(slope > 0 && slope < Infinity)) return false;
    steepness = within(Math.log(slope / LN10), curve.leastSteepness, steepness);
  }
  steepSteepness = steepness;
  steepPosition = place - toPin / LN10 / clampedExp(steepness);
  return true;
}
