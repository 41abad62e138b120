import type { CurveLevels } from "./collapse_wells.ts";
import type { DoseDesign } from "./dose_design.ts";
import {
  withBothHeld,
  withFreePlateaus,
  withHeldEnd,
  withHeldStart,
  within,
  withinBounds,
} from "./fit_plateaus.ts";
import { withPinnedPlace } from "./pinned_curve.ts";

/**
 * The sum of squares of a curve's levels as a function of two numbers, position e (log10 IC50) and
 * steepness q (ln slope), the plateaus following in closed form: variable projection.
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
 * The object is a workspace.
 *
 * @see Golub and Pereyra (1973) SIAM J Numer Anal 10:413, doi:10.1137/0710036
 */
export interface ProjectedCurve {
  readonly levels: CurveLevels;
  design: DoseDesign;
  /** Lowest and highest scaled plateau at dose 0 and at infinite dose; equal where one is held. */
  startLeast: number;
  startMost: number;
  endLeast: number;
  endMost: number;
  /**
   * Whether the curve must meet `level` plus `part` times its start at log10 dose `place`; see
   * `pinAt`.
   */
  pinned: boolean;
  place: number;
  part: number;
  level: number;
  /** Where it was evaluated. */
  position: number;
  steepness: number;
  /** Scaled sum of squares there, the wells' spread within doses included. */
  rss: number;
  /** Scaled plateaus there. */
  start: number;
  end: number;
  /** First derivatives of R / 2 by position and steepness. */
  byPosition: number;
  bySteepness: number;
  /** The same by the place of a pin, everything else following. */
  byPlace: number;
  /** Second derivatives of R / 2, exact; with the place of a pin x. */
  pp: number;
  pq: number;
  qq: number;
  xx: number;
  xp: number;
  xq: number;
  /** The same without the terms in the residuals, which never have a negative eigenvalue. */
  gaussPP: number;
  gaussPQ: number;
  gaussQQ: number;
  /** What of the diagonal of that may be rounding: the plateaus can take off all but nothing of it. */
  noisePP: number;
  noiseQQ: number;
  /** How the levels are written: sign of z, A, B, m, 1 / Σ w (0 where A is held), 1 / Σ w (t - m)² (0 where B is). */
  sign: number;
  base: number;
  span: number;
  mean: number;
  inverseTotal: number;
  inverseSpread: number;
  /** Derivatives of the fitted levels along 1 and along t, for the errors of the plateaus. */
  sumP: number;
  sumQ: number;
  alongP: number;
  alongQ: number;
  /** t, 1 - t and z by level. */
  share: Float64Array;
  rest: Float64Array;
  exponent: Float64Array;
}

/** A workspace for curves of these levels. */
export function createProjectedCurve(levels: CurveLevels, design: DoseDesign): ProjectedCurve {
  return {
    levels,
    design,
    startLeast: -Infinity,
    startMost: Infinity,
    endLeast: -Infinity,
    endMost: Infinity,
    pinned: false,
    place: NaN,
    part: NaN,
    level: NaN,
    position: NaN,
    steepness: NaN,
    rss: NaN,
    start: NaN,
    end: NaN,
    byPosition: NaN,
    bySteepness: NaN,
    byPlace: NaN,
    pp: NaN,
    pq: NaN,
    qq: NaN,
    xx: NaN,
    xp: NaN,
    xq: NaN,
    gaussPP: NaN,
    gaussPQ: NaN,
    gaussQQ: NaN,
    noisePP: NaN,
    noiseQQ: NaN,
    sign: NaN,
    base: NaN,
    span: NaN,
    mean: NaN,
    inverseTotal: NaN,
    inverseSpread: NaN,
    sumP: NaN,
    sumQ: NaN,
    alongP: NaN,
    alongQ: NaN,
    share: new Float64Array(64),
    rest: new Float64Array(64),
    exponent: new Float64Array(64),
  };
}

/** Sets the workspace to a new curve: its design and the bounds of its plateaus, in response units. */
export function aimAt(
  curve: ProjectedCurve,
  design: DoseDesign,
  [startLeast, startMost]: readonly [number, number],
  [endLeast, endMost]: readonly [number, number],
): void {
  const { center, scale, count } = curve.levels;
  curve.design = design;
  curve.pinned = false;
  // Nothing has been projected with these bounds yet.
  curve.position = NaN;
  curve.startLeast = (startLeast - center) / scale;
  curve.startMost = (startMost - center) / scale;
  curve.endLeast = (endLeast - center) / scale;
  curve.endMost = (endMost - center) / scale;
  if (curve.share.length >= count) return;
  curve.share = new Float64Array(2 * count);
  curve.rest = new Float64Array(2 * count);
  curve.exponent = new Float64Array(2 * count);
}

/** The sum of squares at a position and a steepness, the plateaus the best within their bounds. */
export function projectCurve(curve: ProjectedCurve, position: number, steepness: number): void {
  curve.position = position;
  curve.steepness = steepness;
  if (curve.pinned) {
    withPinnedPlace(curve);
    return;
  }
  const { startLeast, startMost, endLeast, endMost } = curve;
  const holdStart = startLeast === startMost;
  const holdEnd = endLeast === endMost;
  if (holdStart && holdEnd) {
    withBothHeld(curve, startLeast, endLeast);
  } else if (holdEnd) {
    withHeldEnd(curve, endLeast);
    if (curve.start < startLeast || curve.start > startMost) {
      withBothHeld(curve, within(curve.start, startLeast, startMost), endLeast);
    }
  } else if (holdStart) {
    withHeldStart(curve, startLeast);
    if (curve.end < endLeast || curve.end > endMost) {
      withBothHeld(curve, startLeast, within(curve.end, endLeast, endMost));
    }
  } else {
    withFreePlateaus(curve);
    if (
      curve.start < startLeast || curve.start > startMost ||
      curve.end < endLeast || curve.end > endMost
    ) withinBounds(curve);
  }
}
