import { curve } from "./curve";

/**
 * Area under the curve in the workspace: its mean response over the tested log doses, scaled, the exact
 * integral.
 *
 * With z(u) = ln10 slope (u - position), the share of `start` has the antiderivative
 * -ln(1 + e^-z) / (ln10 slope) and that of `end` ln(1 + e^z) / (ln10 slope). Each plateau is weighted by
 * its own, about the wells' center: where one has run away, the difference of the plateaus would leave
 * nothing but rounding.
 */
export function areaUnder(): f64 {
  const slope = abs(curve.slope);
  const first = slope * (curve.lowest - curve.position);
  const last = slope * (curve.highest - curve.position);
  const startDecades = softplus(-first) - softplus(-last);
  const endDecades = softplus(last) - softplus(first);
  return (curve.start * startDecades + curve.end * endDecades) / (last - first);
}

/** ln(1 + e^x) without overflow, exact where it is tiny. */
function softplus(x: f64): f64 {
  return (x > 0 ? x : 0) + Math.log1p(Math.exp(-abs(x)));
}
