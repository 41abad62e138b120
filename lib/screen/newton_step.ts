import { within } from "./fit_plateaus.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** Longest step: two decades, or e² in slope. */
const LONGEST = 2;
/** Decades beyond the doses up to which the coordinates of a step serve. */
const NEAR = 1;

/** One step: the quadratic model of R / 2 that it comes from, and what it is. A workspace. */
export interface NewtonStep {
  /** Downhill slopes and second derivatives along position and steepness, about the pivot. */
  downP: number;
  downQ: number;
  pp: number;
  pq: number;
  qq: number;
  /** Whether these are the exact second derivatives, not Gauss and Newton's. */
  exact: boolean;
  /** From the position to the pivot, in decades. */
  toPivot: number;
  /** The step, and what it gains by the model. */
  dp: number;
  dq: number;
  gain: number;
  /**
   * What the caller sets: the damping, how far the steepness may go, and how long a step leads far, in
   * decades and in halves of ln slope. (A number that is an argument would take new memory each time.)
   */
  damping: number;
  leastDq: number;
  mostDq: number;
  far: number;
}

/** An empty workspace. */
export function createStep(): NewtonStep {
  return {
    downP: NaN,
    downQ: NaN,
    pp: NaN,
    pq: NaN,
    qq: NaN,
    exact: false,
    toPivot: NaN,
    dp: NaN,
    dq: NaN,
    gain: NaN,
    damping: NaN,
    leastDq: NaN,
    mostDq: NaN,
    far: NaN,
  };
}

/**
 * The quadratic model of R / 2 in coordinates in which the valleys of steep curves are straight.
 *
 * Where a single dose k lies on the slope only its share is known: z_k = slope (u_k - p) stays and the
 * slope may grow, along a line that is bent in position and steepness. With the position written
 * p = u_k + η exp(-q + q₀), that line is η = constant, and at q₀
 *
 * p_η = 1, p_q = u_k - p = D, p_ηq = -1, p_qq = -D,
 *
 * which the chain rule puts into the derivatives. The pivot u_k is the dose that the curve tells most
 * of, and D is 0 (no change of coordinates) where the position lies far outside the doses.
 */
export function modelAbout(curve: ProjectedCurve, step: NewtonStep, free: boolean): void {
  const d = free ? toPivot(curve) : 0;
  const { byPosition: byP, bySteepness: byQ } = curve;
  step.toPivot = d;
  step.downP = -byP;
  step.downQ = -(byQ + d * byP);
  step.pp = curve.pp;
  step.pq = curve.pq + d * curve.pp - byP;
  step.qq = curve.qq + 2 * d * curve.pq + d * d * curve.pp - d * byP;
}

/** From the position to the dose with the largest weight times product of shares. */
function toPivot(curve: ProjectedCurve): number {
  const { position, levels: { count, weight }, design: { logDose, vehicle, lowest, highest } } =
    curve;
  if (position < lowest - NEAR || position > highest + NEAR) return 0;
  const { share, rest } = curve;
  let most = 0;
  let pivot = vehicle;
  for (let j = vehicle; j < count; j++) {
    const information = weight[j] * share[j] * rest[j];
    if (information > most) {
      most = information;
      pivot = j;
    }
  }
  return logDose[pivot] - position;
}

/**
 * The damped Newton step. Where the exact matrix is not safely positive definite, or leads far (so
 * that a quadratic does not hold), Gauss and Newton's takes its place, which always leads downhill. A
 * step that takes the steepness across its bound ends there, and the position follows.
 */
export function solveStep(
  curve: ProjectedCurve,
  step: NewtonStep,
  moveP: boolean,
  moveQ: boolean,
): void {
  const { damping, leastDq, mostDq, far } = step;
  const { downP, downQ, toPivot: d } = step;
  const gaussPQ = curve.gaussPQ + d * curve.gaussPP;
  const gaussQQ = curve.gaussQQ + d * (2 * curve.gaussPQ + d * curve.gaussPP);
  const sizeP = curve.gaussPP > curve.noisePP ? curve.gaussPP : curve.noisePP;
  const sizeQ = gaussQQ > curve.noiseQQ ? gaussQQ : curve.noiseQQ;
  let pp = step.pp + damping * sizeP;
  let pq = step.pq;
  let qq = step.qq + damping * sizeQ;
  step.exact = moveP && moveQ
    ? pp > 1e-3 * sizeP && qq > 1e-3 * sizeQ && pp * qq - pq * pq > 1e-4 * pp * qq
    : moveP
    ? pp > 1e-3 * sizeP
    : qq > 1e-3 * sizeQ;
  if (step.exact) solve(step, pp, pq, qq, moveP, moveQ);
  if (!step.exact || size(step.dp) > far || size(step.dq) > 2 * far) {
    const least = damping < 1e-3 && !step.exact ? 1e-3 : damping;
    step.exact = false;
    pp = sizeP * (1 + least);
    qq = sizeQ * (1 + least);
    pq = gaussPQ;
    if (pp * qq - pq * pq <= 1e-12 * pp * qq) pq *= 0.999999;
    solve(step, pp, pq, qq, moveP, moveQ);
  }
  let { dp, dq } = step;
  const longest = size(dp) > size(dq) ? size(dp) : size(dq);
  if (longest > LONGEST) {
    dp *= LONGEST / longest;
    dq *= LONGEST / longest;
  }
  const cut = within(dq, leastDq, mostDq);
  if (cut !== dq) {
    dq = cut;
    if (moveP) dp = within((downP - pq * dq) / pp, -LONGEST, LONGEST);
  }
  step.dp = dp;
  step.dq = dq;
  step.gain = downP * dp + downQ * dq - 0.5 * (pp * dp * dp + 2 * pq * dp * dq + qq * dq * dq);
  if (step.gain > 0) return;
  // Cut so short that it leads nowhere: each by itself, which always leads downhill.
  step.exact = false;
  step.dp = moveP ? within(downP / (sizeP * (1 + damping)), -LONGEST, LONGEST) : 0;
  step.dq = moveQ ? within(downQ / (sizeQ * (1 + damping)), leastDq, mostDq) : 0;
  step.gain = Infinity;
}

/** Solves the normal equations of what may move. */
function solve(
  step: NewtonStep,
  pp: number,
  pq: number,
  qq: number,
  moveP: boolean,
  moveQ: boolean,
): void {
  const { downP, downQ } = step;
  if (moveP && moveQ) {
    const determinant = pp * qq - pq * pq;
    step.dp = (qq * downP - pq * downQ) / determinant;
    step.dq = (pp * downQ - pq * downP) / determinant;
  } else {
    step.dp = moveP ? downP / pp : 0;
    step.dq = moveQ ? downQ / qq : 0;
  }
}

function size(x: number): number {
  return x < 0 ? -x : x;
}
