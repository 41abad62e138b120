import { portableExp, portableLog1p } from "../numerics/mod.ts";
import type { FoundCurve } from "./search_curve.ts";

/**
 * Area under the curve: its mean response over the tested log doses as a fraction of control, the
 * exact integral.
 *
 * With z(u) = ln10 slope (u - position), the share of `start` has the antiderivative
 * -ln(1 + e^-z) / (ln10 slope) and that of `end` ln(1 + e^z) / (ln10 slope). Each plateau is weighted by
 * its own, about the wells' center: where one has run away, the difference of the plateaus would leave
 * nothing but rounding.
 *
 * @param control Response that is 1; NaN where the curve's own start is
 * @returns NaN where control is the curve's own start and there is no vehicle
 */
export function areaUnder(found: FoundCurve, control: number): number {
  const { position, steepness, start, end, curve: { levels: { center, scale }, design } } = found;
  const { lowest, highest, vehicle } = design;
  const raw = Number.isNaN(control);
  if (raw && vehicle === 0) return NaN;
  const slope = portableExp(steepness) * Math.LN10;
  const first = slope * (lowest - position);
  const last = slope * (highest - position);
  const startDecades = softplus(-first) - softplus(-last);
  const endDecades = softplus(last) - softplus(first);
  const mean = (start * startDecades + end * endDecades) / (last - first);
  return (center + scale * mean) / (raw ? center + scale * start : control);
}

/** ln(1 + e^x) without overflow, exact where it is tiny. */
function softplus(x: number): number {
  return (x > 0 ? x : 0) + portableLog1p(portableExp(x > 0 ? -x : x));
}
