import { clampedExp } from "./clamped_exp.ts";
import { fillShares, sumSquares } from "./logistic_shares.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/**
 * Pins the curve: from now on it meets a response at a log10 dose, `level` (scaled) plus `part` times
 * the response at dose 0 in units that start at 0. Only the span is left to follow.
 *
 * With A + B τ(x) = c + part (A + B - c) for t the share of the start, τ(x) its value at the place and
 * c the level, f = c + B (t - m), m = (τ(x) - part) / (1 - part). With t the share of the end it is
 * m = τ(x) / (1 - part). So a pin is a mean that does not come from the levels, but moves with position,
 * steepness and place.
 */
export function pinAt(curve: ProjectedCurve, place: number, part: number, level: number): void {
  curve.pinned = true;
  curve.place = place;
  curve.part = part;
  curve.level = level;
}

/** Lets a pinned curve go. */
export function unpin(curve: ProjectedCurve): void {
  curve.pinned = false;
}

/** The best span of a curve that meets its pin. */
export function withPinnedPlace(curve: ProjectedCurve): void {
  const { design: { lowest, highest }, position, steepness, place, part, level } = curve;
  const sign = 2 * position <= lowest + highest ? 1 : -1;
  fillShares(curve, sign);
  const { levels: { count, weight, mean: y }, share } = curve;
  const z = sign * clampedExp(steepness) * Math.LN10 * (place - position);
  const at = 1 / (1 + clampedExp(z));
  const mean = (at - (sign > 0 ? part : 0)) / (1 - part);
  let square = 0;
  let along = 0;
  for (let j = 0; j < count; j++) {
    const wd = weight[j] * (share[j] - mean);
    square += wd * (share[j] - mean);
    along += wd * (y[j] - level);
  }
  const known = square > 1e-300;
  const span = known ? along / square : 0;
  curve.base = level;
  curve.span = span;
  curve.mean = mean;
  curve.inverseTotal = 0;
  curve.inverseSpread = known ? 1 / square : 0;
  curve.start = level + span * ((sign > 0 ? 1 : 0) - mean);
  curve.end = level + span * ((sign > 0 ? 0 : 1) - mean);
  sumSquares(curve);
}
