import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import { spanFrom } from "./fit_plateaus";
import { fillShares } from "./logistic_shares";

/**
 * Pins the curve: from now on it meets a response at a log10 dose, `level` (scaled) plus `part` times
 * the response at dose 0 in units that start at 0. Only the span is left to follow.
 */
export function pinAt(place: f64, part: f64, level: f64): void {
  curve.pinned = 1;
  curve.place = place;
  curve.part = part;
  curve.level = level;
}

/** Lets a pinned curve go. */
export function unpin(): void {
  curve.pinned = 0;
}

/**
 * The best span of a curve that meets its pin, `level` plus `part` times the response at dose 0.
 *
 * With A + B τ(x) = c + part (A + B - c) for t the share of the start, τ(x) its value at the place and
 * c the level, f = c + B (t - m), m = (τ(x) - part) / (1 - part). With t the share of the end it is
 * m = τ(x) / (1 - part). So a pin is a mean that does not come from the levels, but moves with position,
 * steepness and place.
 */
export function withPinnedPlace(): void {
  const position = curve.position;
  const sign: f64 = 2 * position <= curve.lowest + curve.highest ? 1 : -1;
  fillShares(sign);
  const part = curve.part;
  const share = 1 / (1 + clampedExp(curve.slope * (curve.place - position)));
  const mean = (share - (sign > 0 ? part : 0)) / (1 - part);
  const level = curve.level;
  const span = spanFrom(level, mean);
  curve.start = level + span * ((sign > 0 ? 1 : 0) - mean);
  curve.end = level + span * ((sign > 0 ? 0 : 1) - mean);
}
