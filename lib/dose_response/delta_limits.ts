import { tQuantile } from "../statistics/mod.ts";
import type { DoseLimits } from "./bounded_potency.ts";
import { distanceToResponse, distanceToShare } from "./crossing_model.ts";
import type { PotencyQuestion } from "./asked_dose.ts";
import type { FittedCurve } from "./minimize_curve.ts";

/**
 * Limits of a dose by the delta method on the log scale: log10 dose ± t(n - p) · standard error, with
 * the Gauss-Newton covariance. Symmetric on logs whatever the wells say, and so too short on the side
 * where a plateau is missing; the profile does not have that fault.
 *
 * @returns Null where there is no covariance or the curve does not get to the dose
 */
export function deltaLimits(
  { curve: { control }, minimum }: FittedCurve,
  { percent, kind, level }: PotencyQuestion,
): DoseLimits | null {
  const [log10IC50, hill, top, bottom] = minimum.estimate;
  const left = 1 - percent / 100;
  const distance = kind === "relative"
    ? distanceToShare(percent / 100)
    : distanceToResponse(control.basis === "declared" ? control.value * left : left, {
      ofTop: control.basis === "vehicle wells",
    });
  const { decades, byHill, byTop, byBottom } = distance(hill, top, bottom);
  if (minimum.covariance === null || !Number.isFinite(decades)) return null;
  const gradient = [1, byHill, byTop, byBottom];
  let variance = 0;
  minimum.covariance.forEach((row, k) =>
    row.forEach((covariance, l) => variance += gradient[k] * covariance * gradient[l])
  );
  const error = Math.sqrt(Math.max(0, variance));
  const estimate = log10IC50 + decades;
  return {
    estimate,
    limit(side, sides) {
      const p = sides === 2 ? (1 + level) / 2 : level;
      return estimate + side * tQuantile(p, minimum.degreesOfFreedom) * error;
    },
  };
}
