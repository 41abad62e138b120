import { clampedExp } from "./clamped_exp.ts";
import type { CurveLevels } from "./collapse_wells.ts";
import type { DoseDesign } from "./dose_design.ts";

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
   * {@linkcode pinAt}.
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
  /** Second derivatives of R / 2, exact. */
  pp: number;
  pq: number;
  qq: number;
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

/** Of a difference of sums this share of either may be rounding. */
const ROUNDING = 1e-13;
/** Keeps what is divided by it finite. */
const TINY = 1e-300;

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

/** Both plateaus free: t is the share that is small when all doses are on one plateau. */
function withFreePlateaus(curve: ProjectedCurve): void {
  const { design: { lowest, highest }, position } = curve;
  const sign = 2 * position <= lowest + highest ? 1 : -1;
  fillShares(curve, sign);
  const { levels: { count, weight, mean: y, total, between, within }, share } = curve;
  let sum = 0;
  for (let j = 0; j < count; j++) sum += weight[j] * share[j];
  const mean = sum / total;
  let spread = 0;
  let along = 0;
  for (let j = 0; j < count; j++) {
    const wd = weight[j] * (share[j] - mean);
    spread += wd * (share[j] - mean);
    along += wd * y[j];
  }
  // All doses on one plateau: a flat line at the mean, which is 0.
  const known = spread > 1e-300;
  const span = known ? along / spread : 0;
  curve.base = -span * mean;
  curve.span = span;
  curve.mean = mean;
  curve.inverseTotal = 1 / total;
  curve.inverseSpread = known ? 1 / spread : 0;
  curve.start = sign > 0 ? curve.base + span : curve.base;
  curve.end = sign > 0 ? curve.base : curve.base + span;
  if (!known) {
    curve.rss = between + within;
    return;
  }
  sumSquares(curve);
}

/**
 * Pins the curve: from now on it meets a response at a log10 dose, `level` (scaled) plus `part` times
 * the response at dose 0 in units that start at 0. Only the span is left to follow.
 *
 * With A + B τ(x) = c + part (A + B - c) for t the share of the start, τ(x) its value at the place and
 * c the level, f = c + B (t - m), m = (τ(x) - part) / (1 - part). With t the share of the end it is
 * m = τ(x) / (1 - part). So a pin is a mean that does not come from the levels, but moves with position,
 * steepness and place.
 */
export function pinAt(curve: ProjectedCurve, place: number, part: number, level: number): void {
  curve.pinned = true;
  curve.place = place;
  curve.part = part;
  curve.level = level;
}

/** Lets a pinned curve go. */
export function unpin(curve: ProjectedCurve): void {
  curve.pinned = false;
}

function withPinnedPlace(curve: ProjectedCurve): void {
  const { design: { lowest, highest }, position, steepness, place, part, level } = curve;
  const sign = 2 * position <= lowest + highest ? 1 : -1;
  fillShares(curve, sign);
  const { levels: { count, weight, mean: y }, share } = curve;
  const z = sign * clampedExp(steepness) * Math.LN10 * (place - position);
  const at = 1 / (1 + clampedExp(z));
  const mean = (at - (sign > 0 ? part : 0)) / (1 - part);
  let square = 0;
  let along = 0;
  for (let j = 0; j < count; j++) {
    const wd = weight[j] * (share[j] - mean);
    square += wd * (share[j] - mean);
    along += wd * (y[j] - level);
  }
  const known = square > 1e-300;
  const span = known ? along / square : 0;
  curve.base = level;
  curve.span = span;
  curve.mean = mean;
  curve.inverseTotal = 0;
  curve.inverseSpread = known ? 1 / square : 0;
  curve.start = level + span * ((sign > 0 ? 1 : 0) - mean);
  curve.end = level + span * ((sign > 0 ? 0 : 1) - mean);
  sumSquares(curve);
}

/** The plateau at infinite dose held: t is the share of the other. */
function withHeldEnd(curve: ProjectedCurve, end: number): void {
  fillShares(curve, 1);
  curve.start = end + spanFrom(curve, end);
  curve.end = end;
}

/** The plateau at dose 0 held. */
function withHeldStart(curve: ProjectedCurve, start: number): void {
  fillShares(curve, -1);
  curve.end = start + spanFrom(curve, start);
  curve.start = start;
}

/** The best B for a held A: Σ w t (y - A) / Σ w t². */
function spanFrom(curve: ProjectedCurve, base: number): number {
  const { levels: { count, weight, mean: y }, share } = curve;
  let square = 0;
  let along = 0;
  for (let j = 0; j < count; j++) {
    const wt = weight[j] * share[j];
    square += wt * share[j];
    along += wt * (y[j] - base);
  }
  const known = square > 1e-300;
  curve.base = base;
  curve.span = known ? along / square : 0;
  curve.mean = 0;
  curve.inverseTotal = 0;
  curve.inverseSpread = known ? 1 / square : 0;
  sumSquares(curve);
  return curve.span;
}

function withBothHeld(curve: ProjectedCurve, start: number, end: number): void {
  fillShares(curve, 1);
  curve.base = end;
  curve.span = start - end;
  curve.mean = 0;
  curve.inverseTotal = 0;
  curve.inverseSpread = 0;
  curve.start = start;
  curve.end = end;
  sumSquares(curve);
}

/**
 * The best plateaus of a box that does not hold the free ones: the sum of squares is convex in the
 * plateaus, so one of those that left the box is at the bound that it crossed, and the other is the
 * best with it there, or at its own bound.
 */
function withinBounds(curve: ProjectedCurve): void {
  const { startLeast, startMost, endLeast, endMost } = curve;
  const heldStart = within(curve.start, startLeast, startMost);
  const heldEnd = within(curve.end, endLeast, endMost);
  const [startOut, endOut] = [heldStart !== curve.start, heldEnd !== curve.end];
  let rss = Infinity;
  if (startOut) {
    holdStartAt(curve, heldStart);
    rss = curve.rss;
  }
  if (endOut) {
    holdEndAt(curve, heldEnd);
    if (rss < curve.rss) holdStartAt(curve, heldStart);
  }
}

function holdStartAt(curve: ProjectedCurve, start: number): void {
  withHeldStart(curve, start);
  const end = within(curve.end, curve.endLeast, curve.endMost);
  if (end !== curve.end) withBothHeld(curve, start, end);
}

function holdEndAt(curve: ProjectedCurve, end: number): void {
  withHeldEnd(curve, end);
  const start = within(curve.start, curve.startLeast, curve.startMost);
  if (start !== curve.start) withBothHeld(curve, start, end);
}

function within(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}

/** t, 1 - t and z of every level; both shares are exact where they are tiny. */
function fillShares(curve: ProjectedCurve, sign: number): void {
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

function sumSquares(curve: ProjectedCurve): void {
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

/**
 * First and second derivatives of R / 2 at the last projection.
 *
 * Let t_p, t_q, t_pp, … be derivatives of t by position and steepness; with v = t (1 - t),
 * v' = v (1 - 2t) and a = ±slope (dz/dp = -a, dz/dq = z):
 *
 * t_p = a v, t_q = -z v, t_pp = a² v', t_pq = a (v - z v'), t_qq = z (z v' - v).
 *
 * With r the residuals, g_x = Σ w r t_x and k_x = B Σ w t_x (t - m) - g_x, the plateaus following,
 *
 * R_x / 2 = -B g_x,
 * R_xy / 2 = B² (Σ w t_x t_y - Σ w t_x Σ w t_y / Σ w) - B Σ w r t_xy - k_x k_y / Σ w (t - m)²:
 *
 * the second derivatives with the plateaus held, less what their freedom to follow takes off (the Schur
 * complement). Terms of what is held drop out. Without those in r it is Gauss and Newton's matrix. Of a
 * pinned curve m moves as well, and its derivatives are taken from those of t.
 */
export function differentiate(curve: ProjectedCurve): void {
  const { levels: { count, weight, mean: y } } = curve;
  const { share, rest, exponent, base, span, mean, inverseTotal, inverseSpread } = curve;
  const a = curve.sign * clampedExp(curve.steepness) * Math.LN10;
  const at = inverseTotal > 0 ? 0 : base;
  // What the mean of a pinned curve takes off; 0 of all others.
  let pinV = 0, pinZV = 0, pinBend = 0, pinPQ = 0, pinQQ = 0;
  if (curve.pinned) {
    const z = a * (curve.place - curve.position);
    const power = clampedExp(z);
    const t = 1 / (1 + power);
    const v = t * (power * t) / (1 - curve.part);
    pinV = v;
    pinZV = z * v;
    pinBend = v * (power * t - t);
    pinPQ = v - z * pinBend;
    pinQQ = z * (z * pinBend - v);
  }
  // Factors a of t_p are put in after the sums.
  let sum = 0, gp = 0, gq = 0, sumP = 0, sumQ = 0, alongP = 0, alongQ = 0;
  let pp = 0, pq = 0, qq = 0, bendPP = 0, bendPQ = 0, bendQQ = 0;
  for (let j = 0; j < count; j++) {
    const t = share[j];
    const u = rest[j];
    const z = exponent[j];
    const w = weight[j];
    const away = t - mean;
    const wr = w * (y[j] - at - span * away);
    const product = t * u;
    const slope = product * (u - t);
    const v = product - pinV;
    const zv = z * product - pinZV;
    sum += wr;
    const wp = w * v;
    const wq = w * zv;
    gp += wr * v;
    gq -= wr * zv;
    sumP += wp;
    sumQ -= wq;
    alongP += wp * away;
    alongQ -= wq * away;
    pp += wp * v;
    pq -= wp * zv;
    qq += wq * zv;
    bendPP += wr * (slope - pinBend);
    bendPQ += wr * (product - z * slope - pinPQ);
    bendQQ += wr * (z * (z * slope - product) - pinQQ);
  }
  gp *= a;
  sumP *= a;
  alongP *= a;
  const square = span * span;
  const outPP = square * (a * a * pp - sumP * sumP * inverseTotal);
  const outPQ = square * (a * pq - sumP * sumQ * inverseTotal);
  const outQQ = square * (qq - sumQ * sumQ * inverseTotal);
  curve.byPosition = -span * gp;
  curve.bySteepness = -span * gq;
  curve.byPlace = -span * a * pinV * sum;
  curve.gaussPP = outPP - square * alongP * alongP * inverseSpread;
  curve.gaussPQ = outPQ - square * alongP * alongQ * inverseSpread;
  curve.gaussQQ = outQQ - square * alongQ * alongQ * inverseSpread;
  curve.noisePP = ROUNDING * square * a * a * pp + TINY;
  curve.noiseQQ = ROUNDING * square * qq + TINY;
  const kp = span * alongP - gp;
  const kq = span * alongQ - gq;
  curve.pp = outPP - span * a * a * bendPP - kp * kp * inverseSpread;
  curve.pq = outPQ - span * a * bendPQ - kp * kq * inverseSpread;
  curve.qq = outQQ - span * bendQQ - kq * kq * inverseSpread;
  curve.sumP = sumP;
  curve.sumQ = sumQ;
  curve.alongP = alongP;
  curve.alongQ = alongQ;
}
