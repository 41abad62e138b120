import { formatPValue } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import type { LeastSquaresFit } from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";
import type { CurveModel } from "./curve_model.ts";
import { curvePotency, type PotencySubject } from "./curve_potency.ts";
import type { DoseResponseFit, FitStatus } from "./dose_response_fit.ts";
import { doseLevels, LEAST_SPREAD } from "./dose_levels.ts";
import { estimates } from "./estimates.ts";
import { type FittedCurve, minimizeCurve, refineCurve, searchCurve } from "./minimize_curve.ts";
import { noEffectTest } from "./no_effect_test.ts";

/** Options of one curve's fit. */
export interface FitCurveOptions {
  readonly model: CurveModel;
  /** Confidence level of the intervals. */
  readonly level: number;
  /** A curve whose p value of the test against no effect is at least this is flat. */
  readonly significance: number;
}

/** A fit before the q value, which needs all curves of the call. */
export type FittedAlone = Omit<DoseResponseFit, "noEffect"> & {
  readonly noEffect: Omit<NonNullable<DoseResponseFit["noEffect"]>, "q"> | null;
};

/** Fits one curve and says what became of it. */
export function fitCurve(
  curve: Curve,
  { model, level, significance }: FitCurveOptions,
): FittedAlone {
  const refused = whyNoFit(curve, model);
  return refused === null
    ? describe(searchCurve(curve, model), level, significance)
    : withoutFit(curve, model, level, ...refused);
}

/** The least-squares curve with its standard errors and its test against no effect, and no interval. */
export function fitAlone(
  curve: Curve,
  model: CurveModel,
): { readonly minimum: LeastSquaresFit; readonly noEffect: FittedAlone["noEffect"] } {
  const minimum = minimizeCurve(curve, model);
  return { minimum, noEffect: noEffectTest(curve.responses, minimum.rss, model) };
}

function whyNoFit({ doses, responses }: Curve, { free }: CurveModel): [FitStatus, string] | null {
  if (responses.every((y) => Math.abs(y - responses[0]) <= LEAST_SPREAD)) {
    return ["constant", `every response is ${responses[0]}`];
  }
  const tested = distinct(doses.filter((dose) => dose > 0));
  const levels = tested + (doses.includes(0) ? 1 : 0);
  if (levels < free || tested < 2) {
    return [
      "too few doses",
      `${plural(tested, "distinct dose")}${
        levels > tested ? " and vehicle" : ""
      } cannot determine ${plural(free, "parameter")}`,
    ];
  }
  if (responses.length <= free) {
    return [
      "too few doses",
      `${plural(responses.length, "well")} leave no degrees of freedom for ${
        plural(free, "parameter")
      }`,
    ];
  }
  return null;
}

/** Doses that differ by more than rounding. */
function distinct(doses: readonly number[]): number {
  return doses.length === 0 ? 0 : doseLevels({ doses, responses: doses }).mean.length;
}

function withoutFit(
  curve: Curve,
  model: CurveModel,
  level: number,
  status: FitStatus,
  reason: string,
): FittedAlone {
  // A constant response is as flat as a line can be, and may still be a bound.
  const flat = status === "constant" && curve.doses.length > 1;
  const subject: PotencySubject = { curve, fitted: null, flat, reason };
  const ic50 = (kind: "relative" | "absolute") =>
    curvePotency(subject, { percent: 50, kind, level }).potency;
  return {
    ...identity(curve, model),
    status,
    reason,
    parameters: null,
    logistic: null,
    covariance: null,
    rss: null,
    noEffect: null,
    certificate: null,
    ic50: { relative: ic50("relative"), absolute: ic50("absolute") },
  };
}

function identity(curve: Curve, model: CurveModel) {
  return {
    curve,
    model: model.name,
    fixed: model.fixed,
    wells: curve.doses.length,
    distinctDoses: distinct(curve.doses.filter((dose) => dose > 0)),
    degreesOfFreedom: Math.max(0, curve.doses.length - model.free),
  };
}

/** How often the fit may start anew from a lower point that a profile met. */
const MOST_RESTARTS = 3;
/** Largest cosine between residuals and Jacobian that still is a minimum. */
const STATIONARY = 1e-6;

function describe(
  fitted: FittedCurve,
  level: number,
  significance: number,
  restarts = 0,
): FittedAlone {
  const { curve, model, minimum } = fitted;
  const exact = minimum.status === "exact" || minimum.rss === 0;
  if (!(exact || minimum.certificate.gradientCosine <= STATIONARY)) {
    return withoutFit(curve, model, level, "not converged", minimum.reason);
  }
  const noEffect = noEffectTest(curve.responses, minimum.rss, model);
  const flat = noEffect.p >= significance;
  const flatReason = `no effect that the wells can show (p = ${formatPValue(noEffect.p)})`;
  const subject: PotencySubject = { curve, fitted, flat, reason: flatReason };
  const relative = curvePotency(subject, { percent: 50, kind: "relative", level });
  const absolute = curvePotency(subject, { percent: 50, kind: "absolute", level });
  const better = relative.better ?? absolute.better;
  if (better !== null && restarts < MOST_RESTARTS) {
    return describe(refineCurve(fitted, better), level, significance, restarts + 1);
  }
  const [log10IC50, hillSlope, top, bottom] = minimum.estimate;
  const parameters = estimates(fitted, { flat });
  const [status, reason]: [FitStatus, string] = flat
    ? ["flat", flatReason]
    : relative.potency.relation !== "="
    ? ["incomplete", relative.potency.reason]
    : isStep(fitted)
    ? ["step", "the response changes between two neighbouring doses: the slope is not determined"]
    : ["measured", relative.potency.reason];
  return {
    ...identity(curve, model),
    status,
    reason,
    parameters,
    logistic: { log10IC50, hillSlope, top, bottom },
    covariance: Object.values(parameters).every(({ standardError }) => standardError !== null)
      ? minimum.covariance
      : null,
    rss: minimum.rss,
    noEffect,
    certificate: { ...minimum.certificate, exact },
    ic50: { relative: relative.potency, absolute: absolute.potency },
  };
}

/** To these doses the slope could be steeper still. */
function isStep({ onSlope, at: [, steepness], box }: FittedCurve): boolean {
  return onSlope < 2 || steepness >= box.steepness[1] - 0.05;
}
