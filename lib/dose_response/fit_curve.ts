import { plural } from "../errors/mod.ts";
import { leastSquares, type LeastSquaresFit } from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";
import type { CurveModel } from "./curve_model.ts";
import { curvePotency, type PotencySubject } from "./curve_potency.ts";
import type { DoseResponseFit, Estimate, FitStatus } from "./dose_response_fit.ts";
import { heldParameters, minimizeCurve, parameterBounds, STEEPEST } from "./minimize_curve.ts";
import { logisticModel } from "./logistic_model.ts";
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
  if (refused !== null) return withoutFit(curve, model, level, ...refused);
  const { minimum } = fitAlone(curve, model);
  return describe(curve, model, minimum, level, significance) ??
    withoutFit(curve, model, level, "not converged", minimum.reason);
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
  const levels = new Set(doses).size;
  if (responses.every((y) => y === responses[0])) {
    return ["constant", `every response is ${responses[0]}`];
  }
  if (levels < free) {
    return [
      "too few doses",
      `${plural(levels, "distinct dose")} cannot determine ${plural(free, "parameter")}`,
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
    distinctDoses: new Set(curve.doses.filter((dose) => dose > 0)).size,
    degreesOfFreedom: Math.max(0, curve.doses.length - model.free),
  };
}

/** How often the fit may start anew from a lower point that a profile met. */
const MOST_RESTARTS = 3;

function describe(
  curve: Curve,
  model: CurveModel,
  minimum: LeastSquaresFit,
  level: number,
  significance: number,
  restarts = 0,
): FittedAlone | null {
  if (minimum.estimate.some((value) => !Number.isFinite(value))) return null;
  const noEffect = noEffectTest(curve.responses, minimum.rss, model);
  const flat = noEffect.p >= significance;
  const flatReason = `no effect that the wells can show (p = ${noEffect.p.toPrecision(2)})`;
  const subject: PotencySubject = {
    curve,
    fitted: { curve, model, minimum },
    flat,
    reason: flatReason,
  };
  const relative = curvePotency(subject, { percent: 50, kind: "relative", level });
  const absolute = curvePotency(subject, { percent: 50, kind: "absolute", level });
  const better = relative.better;
  if (better !== null && restarts < MOST_RESTARTS) {
    const lower = minimizeFrom(curve, model, better);
    if (lower.rss < minimum.rss) {
      return describe(curve, model, lower, level, significance, restarts + 1);
    }
  }
  const [log10IC50, hillSlope, top, bottom] = minimum.estimate;
  const step = Math.abs(hillSlope) >= STEEPEST * (1 - 1e-9);
  const parameters = estimates(curve, model, minimum);
  const [status, reason]: [FitStatus, string] = flat
    ? ["flat", flatReason]
    : relative.potency.relation !== "="
    ? ["incomplete", relative.potency.reason]
    : step
    ? ["step", "the response falls between two neighbouring doses: the slope is not determined"]
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
    certificate: minimum.certificate,
    ic50: { relative: relative.potency, absolute: absolute.potency },
  };
}

function minimizeFrom(curve: Curve, model: CurveModel, start: readonly number[]): LeastSquaresFit {
  const logDoses = Float64Array.from(curve.doses, Math.log10);
  return leastSquares(logisticModel(logDoses), curve.responses, start, {
    ...parameterBounds(logDoses, start[1] > 0 ? 1 : -1),
    fixed: heldParameters(model),
  });
}

/** A plateau whose standard error is this many times the spread of the responses is not determined. */
const HOPELESS = 10;

function estimates(
  { responses }: Curve,
  { fixed }: CurveModel,
  { estimate, standardError, observedStandardError, atBound, notIdentified }: LeastSquaresFit,
): NonNullable<DoseResponseFit["parameters"]> {
  const spread = responses.reduce((a, b) => Math.max(a, b)) -
    responses.reduce((a, b) => Math.min(a, b));
  const ic50 = 10 ** estimate[0];
  const parameter = (k: number, name: string, held: boolean, scale = 1): Estimate => {
    const error = standardError[k];
    const lost = atBound.includes(name) || notIdentified.includes(name) || error === null ||
      (k === 0 && error > HOPELESS) || (k === 1 && error > HOPELESS * Math.abs(estimate[1])) ||
      (k > 1 && error > HOPELESS * spread);
    const observed = observedStandardError[k];
    return {
      estimate: k === 0 ? ic50 : estimate[k],
      standardError: lost && !held ? null : (error ?? 0) * scale,
      observedStandardError: lost && !held || observed === null ? null : observed * scale,
      fixed: held,
      determined: held || !lost,
    };
  };
  return {
    ic50: parameter(0, "log10_ic50", false, ic50 * Math.LN10),
    hillSlope: parameter(1, "hill_slope", false),
    top: parameter(2, "top", fixed.top !== undefined),
    bottom: parameter(3, "bottom", fixed.bottom !== undefined),
  };
}
