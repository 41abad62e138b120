import type { ProjectedCurve } from "./projected_curve.ts";

/**
 * A sum of squares that no curve which meets the pin's response at a log10 dose can undercut.
 *
 * A curve only falls or only rises, so one that crosses the response c at x lies on one side of c at
 * every dose before x and on the other at every dose after it. A mean response on the wrong side costs
 * at least the square of its distance from c, which for a falling curve leaves
 *
 * R ≥ Σ within + Σ_{u<x} w (c - y)²₊ + Σ_{u>x} w (y - c)²₊,
 *
 * and for a rising one the same with the sides exchanged. The vehicle lies before every x. Where the
 * response moves with the curve's start (a raw signal), only the wells' spread within doses is sure.
 */
export function crossingFloor(curve: ProjectedCurve, place: number): number {
  const { levels: { count, weight, mean: y, within }, design: { logDose, vehicle }, level } = curve;
  if (curve.part !== 0) return within;
  let falling = 0;
  let rising = 0;
  for (let j = 0; j < count; j++) {
    const above = y[j] - level;
    const cost = weight[j] * above * above;
    if ((j < vehicle || logDose[j] < place) === above > 0) rising += cost;
    else falling += cost;
  }
  return within + (falling < rising ? falling : rising);
}
