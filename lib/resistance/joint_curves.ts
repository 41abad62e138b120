import { type Curve, type DoseResponseFit, fitDoseResponse } from "../dose_response/mod.ts";
import {
  type JointModel,
  jointModel,
  leastSquares,
  type LeastSquaresFit,
  type LeastSquaresModel,
  portableLog10,
  type ProfileLimits,
  profileLimits,
  type Sharing,
} from "../numerics/mod.ts";
import { WANTED_DOSE_PARAMETERS, type WantedDose, wantedDoseModel } from "./wanted_dose_model.ts";

/** A parameter that curves may have in common. */
export type SharedParameter = "hillSlope" | "top" | "bottom";

/** Curves fitted together. */
export interface JointCurves {
  readonly fit: LeastSquaresFit;
  /** log10 of the wanted dose of each curve, in the order of the curves. */
  readonly log10Doses: readonly number[];
  /** Free parameters. */
  readonly free: number;
}

/** What is fitted together, and which dose of each curve is meant. */
export interface JointQuestion {
  /** Fits of each curve alone, all of one model. */
  readonly fits: readonly DoseResponseFit[];
  readonly share: readonly SharedParameter[];
  readonly wanted: WantedDose;
}

const PARAMETERS = { hillSlope: "hill_slope", top: "top", bottom: "bottom" } as const;

/**
 * Least-squares fit of several curves at once, with parameters shared or each curve's own; null where
 * the curves run in different directions or no minimum was found.
 *
 * The residuals of all wells have one variance, so responses must be on one scale.
 *
 * @param options.sameDose Places of the curves whose wanted dose is the same
 */
export function fitJointCurves(
  question: JointQuestion,
  { sameDose = [] }: { sameDose?: readonly number[] } = {},
): JointCurves | null {
  const problem = jointProblem(question, sameDose);
  if (problem === null) return null;
  const { joint, y, starts, bounds, fixed } = problem;
  const fits = starts.map((start) =>
    leastSquares(joint.model, y, clamp(start, bounds), { ...bounds, fixed })
  ).filter(isMinimum);
  if (fits.length === 0) return null;
  const fit = fits.reduce((low, other) => other.rss < low.rss ? other : low);
  return {
    fit,
    log10Doses: question.fits.map((_, i) => fit.estimate[joint.places[i][0]]),
    free: joint.model.parameters.length - fixed.length,
  };
}

/** What a joint fit says of the ratio of one curve's dose to another's, in log10 units. */
export interface JointRatio {
  readonly log10Ratio: number;
  /** Gauss-Newton standard error of log10Ratio; null where not determined. */
  readonly standardError: number | null;
  /** From the exact Hessian. */
  readonly observedStandardError: number | null;
  /** Profile limits at a residual sum of squares. */
  limits(threshold: number): ProfileLimits;
}

/** The ratio of the dose of curve `test` to that of curve `reference`, from a joint fit of both. */
export function jointRatio(
  question: JointQuestion,
  { fit }: JointCurves,
  { test, reference }: { test: number; reference: number },
): JointRatio | null {
  const problem = jointProblem(question, []);
  if (problem === null) return null;
  const { joint, y, bounds, fixed } = problem;
  const [above, below] = [joint.places[test][0], joint.places[reference][0]];
  const model = ratioModel(joint.model, above, below);
  const at = fit.estimate.slice();
  at[above] -= at[below];
  const open = (values: readonly number[], end: number) =>
    values.map((value, k) => k === above || k === below ? end : value);
  const options = {
    lower: open(bounds.lower, -Infinity),
    upper: open(bounds.upper, Infinity),
    fixed,
  };
  const again = leastSquares(model, y, at, options);
  const reach = RATIO_DECADES;
  return {
    log10Ratio: at[above],
    standardError: again.standardError[above],
    observedStandardError: again.observedStandardError[above],
    limits: (threshold) =>
      profileLimits(model, y, { ...fit, estimate: at }, model.parameters[above], {
        ...options,
        threshold,
        range: { lower: at[above] - reach, upper: at[above] + reach },
      }),
  };
}

/** How far from its estimate a ratio is looked for, in decades; beyond it is open. */
const RATIO_DECADES = 6;

interface JointProblem {
  readonly joint: JointModel;
  readonly y: Float64Array;
  readonly starts: readonly Float64Array[];
  readonly bounds: { readonly lower: readonly number[]; readonly upper: readonly number[] };
  readonly fixed: readonly string[];
}

/** Decades beyond the tested doses in which a dose is looked for. */
const DECADES_BEYOND = 4;
const [SHALLOWEST, STEEPEST] = [0.02, 30];
/**
 * How many times the range of all responses a plateau may lie beyond it. A curve of which only the
 * beginning is seen would send it to infinity, where no sum of squares is lowest.
 */
const RANGES_BEYOND = 1000;

function jointProblem(
  { fits, share, wanted }: JointQuestion,
  sameDose: readonly number[],
): JointProblem | null {
  const curves = fits.map(({ curve }) => curve);
  const alone = fits.map(logisticOf);
  if (!alone.every((one) => one !== null)) return null;
  const direction = alone[0][1] > 0 ? 1 : -1;
  if (alone.some(([, hill]) => hill * direction <= 0)) return null;
  const models = curves.map((curve) => wantedDoseModel(curve, wanted));
  const sharing: Record<string, Sharing[string]> = {
    [WANTED_DOSE_PARAMETERS[0]]: curves.map((_, i) =>
      sameDose.includes(i) ? "same" : `curve ${i + 1}`
    ),
  };
  for (const name of share) sharing[PARAMETERS[name]] = "all";
  const joint = jointModel(
    models.map((one, i) => ({ name: `curve ${i + 1}`, model: one.model })),
    sharing,
  );
  const join = (logistics: readonly (readonly number[])[]) =>
    joint.join(logistics.map((logistic, i) => models[i].place(logistic)));
  const pooled = pooledLogistic(fits);
  // Each curve's own; one slope and plateaus with each curve's own place; one curve for all.
  const starts = [join(alone)];
  if (pooled !== null && pooled[1] * direction > 0) {
    starts.push(join(alone.map(([place]) => [place, ...pooled.slice(1)])));
    starts.push(join(alone.map(() => pooled)));
  }
  const held = Object.keys(fits[0].fixed);
  return {
    joint,
    y: Float64Array.from(curves.flatMap(({ responses }) => responses)),
    starts: starts.filter((start) => start.every(Number.isFinite)),
    bounds: boundsOf(joint.model.parameters, curves, direction),
    fixed: joint.model.parameters.filter((name) =>
      held.some((one) => name === one || name.startsWith(`${one} (`))
    ),
  };
}

function logisticOf({ logistic }: DoseResponseFit): number[] | null {
  if (logistic === null) return null;
  const { log10IC50, hillSlope, top, bottom } = logistic;
  return [log10IC50, hillSlope, top, bottom];
}

/** All wells as one curve. */
function pooledLogistic(fits: readonly DoseResponseFit[]): number[] | null {
  const [{ curve, model, fixed }] = fits;
  const curves = fits.map((fit) => fit.curve);
  const doses = curves.flatMap((one) => one.doses);
  const responses = curves.flatMap((one) => one.responses);
  const [pooled] = fitDoseResponse([{ ...curve, doses, responses }], {
    model,
    ...(model === "4PL" ? {} : { fixed }),
  });
  return logisticOf(pooled);
}

function boundsOf(
  parameters: readonly string[],
  curves: readonly Curve[],
  direction: 1 | -1,
): { readonly lower: readonly number[]; readonly upper: readonly number[] } {
  const tested = curves.flatMap(({ doses }) => doses.filter((dose) => dose > 0));
  const first = portableLog10(tested.reduce((a, b) => Math.min(a, b))) - DECADES_BEYOND;
  const last = portableLog10(tested.reduce((a, b) => Math.max(a, b))) + DECADES_BEYOND;
  const responses = curves.flatMap((one) => one.responses);
  const [least, most] = [
    responses.reduce((a, b) => Math.min(a, b)),
    responses.reduce((a, b) => Math.max(a, b)),
  ];
  const beyond = RANGES_BEYOND * (most - least);
  const slopes = [SHALLOWEST, STEEPEST].map((slope) => direction * slope).sort((a, b) => a - b);
  const ends = parameters.map((name) =>
    name.startsWith("log10_dose")
      ? [first, last]
      : name.startsWith("hill_slope")
      ? slopes
      : [least - beyond, most + beyond]
  );
  return { lower: ends.map(([low]) => low), upper: ends.map(([, high]) => high) };
}

/** The same model with parameter `above` counted from parameter `below`. */
function ratioModel(model: LeastSquaresModel, above: number, below: number): LeastSquaresModel {
  const p = model.parameters.length;
  const moved = new Float64Array(p);
  const place = (q: Float64Array) => {
    moved.set(q);
    moved[above] += q[below];
    return moved;
  };
  const jacobian = model.jacobian?.bind(model);
  const curvature = model.curvature?.bind(model);
  return {
    observations: model.observations,
    parameters: model.parameters.map((name, k) => k === above ? "log10_ratio" : name),
    predict: (q, out) => model.predict(place(q), out),
    ...(jacobian && {
      jacobian(q: Float64Array, out: Float64Array) {
        jacobian(place(q), out);
        for (let o = 0; o < out.length; o += p) out[o + below] += out[o + above];
      },
    }),
    ...(curvature && {
      curvature(q: Float64Array, residuals: Float64Array, out: Float64Array) {
        curvature(place(q), residuals, out);
        for (let k = 0; k < p; k++) out[below * p + k] += out[above * p + k];
        for (let k = 0; k < p; k++) out[k * p + below] += out[k * p + above];
      },
    }),
  };
}

function clamp(
  start: Float64Array,
  { lower, upper }: { readonly lower: readonly number[]; readonly upper: readonly number[] },
): Float64Array {
  return start.map((value, k) => Math.min(Math.max(value, lower[k]), upper[k]));
}

function isMinimum({ status, rss }: LeastSquaresFit): boolean {
  return Number.isFinite(rss) && status !== "not computable" && status !== "not converged" &&
    status !== "too few observations";
}
