import { clampedExp } from "./clamped_exp.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** t, 1 - t and z of every level; both shares are exact where they are tiny. */
export function fillShares(curve: ProjectedCurve, sign: number): void {
  const { levels: { count }, design: { logDose, vehicle }, share, rest, exponent } = curve;
  const { position, steepness } = curve;
  const slope = sign * clampedExp(steepness) * Math.LN10;
  curve.sign = sign;
  if (vehicle === 1) {
    share[0] = sign > 0 ? 1 : 0;
    rest[0] = 1 - share[0];
    // Nothing moves the response at dose 0: its product of shares is 0 whatever stands here.
    exponent[0] = 0;
  }
  for (let j = vehicle; j < count; j++) {
    const z = slope * (logDose[j] - position);
    const power = clampedExp(z);
    const t = 1 / (1 + power);
    exponent[j] = z;
    share[j] = t;
    rest[j] = power * t;
  }
}

/** The sum of squares of the levels about A + B t. */
export function sumSquares(curve: ProjectedCurve): void {
  const { levels: { count, weight, mean: y, within }, share } = curve;
  const { base, span, mean, inverseTotal } = curve;
  // With both plateaus free A + B m is the mean, which is 0 to more digits than it can be computed.
  const at = inverseTotal > 0 ? 0 : base;
  let rss = within;
  for (let j = 0; j < count; j++) {
    const residual = y[j] - at - span * (share[j] - mean);
    rss += weight[j] * residual * residual;
  }
  curve.rss = rss;
}
