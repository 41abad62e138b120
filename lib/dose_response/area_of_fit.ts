import { portableLog10 } from "../numerics/mod.ts";
import { tQuantile } from "../statistics/mod.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { fittedCurve } from "./fitted_curve.ts";
import { integrateLogistic } from "./four_parameter_logistic.ts";
import { meanResponseGradient } from "./mean_response_gradient.ts";
import type { FittedCurve } from "./minimize_curve.ts";
import { profileLimit, profileOf } from "./profile.ts";
import { profileThresholds } from "./profile_dose.ts";
import { meanResponse, meanShareOfStart } from "./target.ts";

/** How the interval of an area is made. */
export type AreaMethod = "profile likelihood" | "delta";

/** A mean response as a fraction of control, with its interval. */
export interface AreaEstimate {
  /** Null where there is none; the reason says why. */
  readonly estimate: number | null;
  /** Lower confidence limit; null where open or not determined. */
  readonly lower: number | null;
  /** Upper confidence limit; null where open or not determined. */
  readonly upper: number | null;
  /** How the interval was made; null where there is none. */
  readonly method: AreaMethod | null;
  /** Why there is no value or no interval; empty when nothing needs saying. */
  readonly reason: string;
}

/** Mean response of a fitted curve over a range of log doses, as a fraction of control. */
export function areaOfFit(
  fit: DoseResponseFit,
  [from, to]: readonly [number, number],
  { level, method }: { readonly level: number; readonly method: AreaMethod },
): AreaEstimate {
  const { curve: { control, doses, responses }, logistic, status, certificate } = fit;
  const tested = doses.filter((dose) => dose > 0);
  const inside = tested.some((dose) => dose <= from * (1 + 1e-9)) &&
    tested.some((dose) => dose >= to * (1 - 1e-9));
  if (control.basis === "none") return without("no vehicle wells: control is not known");
  if (!inside) return without("the range reaches beyond the tested doses");
  if (status === "constant") {
    const unit = control.basis === "declared" ? control.value : responses[0];
    return { ...without(`no interval: ${fit.reason}`), estimate: responses[0] / unit };
  }
  if (logistic === null) return without(fit.reason);
  const start = logistic.hillSlope > 0 ? logistic.top : logistic.bottom;
  const unit = control.basis === "declared" ? control.value : start;
  const decades = portableLog10(to) - portableLog10(from);
  const estimate = integrateLogistic(logistic, from, to) / decades / unit;
  if (certificate?.exact) {
    return { ...without("no interval: every well lies exactly on the curve"), estimate };
  }
  const fitted = fittedCurve(fit)!;
  const { start: fixedStart, end: fixedEnd } = fitted.projection.fixed;
  // With both plateaus held no plateau can follow the area; the delta method remains.
  const bothHeld = fixedStart !== null && fixedEnd !== null;
  const limits = method === "delta" || bothHeld
    ? deltaLimits(fit, [from, to], { estimate, unit, level })
    : profileLimits(fitted, [from, to], { estimate, unit, level });
  return { estimate, ...limits };
}

function without(reason: string): AreaEstimate {
  return { estimate: null, lower: null, upper: null, method: null, reason };
}

interface Question {
  readonly estimate: number;
  /** Response that is 1. */
  readonly unit: number;
  readonly level: number;
}

function deltaLimits(
  { logistic, covariance, curve: { control }, degreesOfFreedom }: DoseResponseFit,
  range: readonly [number, number],
  { estimate, unit, level }: Question,
): Omit<AreaEstimate, "estimate"> {
  if (covariance === null || logistic === null) {
    const { lower, upper, method } = without("");
    return { lower, upper, method, reason: "no delta interval: a parameter is not determined" };
  }
  const gradient = meanResponseGradient(logistic, range).map((g) => g / unit);
  // Control is the curve's own response at dose 0, and moves with it.
  if (control.basis === "vehicle wells") {
    gradient[logistic.hillSlope > 0 ? 2 : 3] -= estimate / unit;
  }
  let variance = 0;
  gradient.forEach((a, k) => gradient.forEach((b, l) => variance += a * b * covariance[k][l]));
  const half = tQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(Math.max(0, variance));
  return { lower: estimate - half, upper: estimate + half, method: "delta", reason: "" };
}

/** How far from the estimate limits are looked for, in spreads of the responses. */
const REACH = 3;

function profileLimits(
  fitted: FittedCurve,
  [from, to]: readonly [number, number],
  { estimate, unit, level }: Question,
): Omit<AreaEstimate, "estimate"> {
  const { curve: { control, responses }, minimum, rss, at } = fitted;
  const place = [portableLog10(from), portableLog10(to)] as const;
  const declared = control.basis === "declared";
  // In units of the response where control is exact, as a share of the start where it is fitted.
  const target = declared ? meanResponse(place) : meanShareOfStart(place);
  const scale = declared ? unit : 1;
  const threshold = rss * profileThresholds(minimum.degreesOfFreedom, level).twoSided;
  const profile = profileOf(fitted, target, threshold);
  const spread = responses.reduce((a, b) => Math.max(a, b)) -
    responses.reduce((a, b) => Math.min(a, b));
  const reach = REACH * spread / (declared ? 1 : Math.abs(unit));
  const limit = (side: -1 | 1) => {
    const found = profileLimit(profile, threshold, { value: estimate * scale, at }, {
      side,
      end: estimate * scale + side * reach,
      step: reach / 100,
      stride: reach / 5,
    });
    return found === null ? null : found / scale;
  };
  const [lower, upper] = [limit(-1), limit(1)];
  const open = lower === null || upper === null;
  return { lower, upper, method: "profile likelihood", reason: open ? "a limit is open" : "" };
}
