import { curve } from "./curve";
import {
  withBothHeld,
  withFreePlateaus,
  withHeldEnd,
  withHeldStart,
  withinBounds,
} from "./fit_plateaus";
import { within } from "./arithmetic";
import { withPinnedPlace } from "./pinned_curve";

/**
 * The sum of squares of the curve's levels as a function of two numbers, position e (log10 IC50) and
 * steepness q (ln slope), the plateaus the best within their bounds: variable projection.
 *
 * The curve runs from `start`, its response at dose 0, to `end`, its response at infinite dose. It is
 * written f = A + B t, with t the share of one plateau:
 *
 * t = 1 / (1 + exp z), z = ±exp(q) ln10 (u - e).
 *
 * With the sign + t is the share of `start`, with - that of `end`. Of the two the one is taken that is
 * small where the curve has one plateau only, so that no digits are lost there; where a plateau is held
 * it is A. Then, with w the weights and m = Σ w t / Σ w (or m = 0 where A is held),
 *
 * B = Σ w (t - m) y / Σ w (t - m)², R = Σ w (y - B (t - m))².
 *
 * One formula serves all models: 4PL, 3PL (A held, no mean is taken out) and 2PL (B held as well).
 *
 * @see Golub and Pereyra (1973) SIAM J Numer Anal 10:413, doi:10.1137/0710036
 */
export function projectCurve(position: f64, steepness: f64): void {
  curve.position = position;
  curve.steepness = steepness;
  if (curve.pinned) {
    withPinnedPlace();
    return;
  }
  const startLeast = curve.startLeast;
  const startMost = curve.startMost;
  const endLeast = curve.endLeast;
  const endMost = curve.endMost;
  const holdStart = startLeast == startMost;
  const holdEnd = endLeast == endMost;
  if (holdStart && holdEnd) {
    withBothHeld(startLeast, endLeast);
  } else if (holdEnd) {
    withHeldEnd(endLeast);
    const start = within(curve.start, startLeast, startMost);
    if (start != curve.start) withBothHeld(start, endLeast);
  } else if (holdStart) {
    withHeldStart(startLeast);
    const end = within(curve.end, endLeast, endMost);
    if (end != curve.end) withBothHeld(startLeast, end);
  } else {
    withFreePlateaus();
    const start = curve.start;
    const end = curve.end;
    if (start < startLeast || start > startMost || end < endLeast || end > endMost) withinBounds();
  }
}
