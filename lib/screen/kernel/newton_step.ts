import { curve } from "./curve";
import { within } from "./arithmetic";

/** Longest step: two decades, or e² in slope. */
const LONGEST: f64 = 2;
/** Decades beyond the doses up to which the coordinates of a step serve. */
const NEAR: f64 = 1;

/** One step: the quadratic model of R / 2 that it comes from, and what it is. A workspace. */
@unmanaged
export class NewtonStep {
  /** Whether the second derivatives are the exact ones, not Gauss and Newton's. */
  exact: bool;
  /** Downhill slopes and second derivatives along position and steepness, about the pivot. */
  downP: f64;
  downQ: f64;
  pp: f64;
  pq: f64;
  qq: f64;
  /** From the position to the pivot, in decades. */
  toPivot: f64;
  /** The step, and what it gains by the model. */
  dp: f64;
  dq: f64;
  gain: f64;
}

/** The one step of a kernel. */
export const step = changetype<NewtonStep>(memory.data(offsetof<NewtonStep>(), 16));

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
export function modelAbout(free: bool): void {
  const d = free ? toPivot() : 0;
  const byP = curve.byPosition;
  const byQ = curve.bySteepness;
  const pp = curve.pp;
  const pq = curve.pq;
  step.toPivot = d;
  step.downP = -byP;
  step.downQ = -(byQ + d * byP);
  step.pp = pp;
  step.pq = pq + d * pp - byP;
  step.qq = curve.qq + 2 * d * pq + d * d * pp - d * byP;
}

/** From the position to the pivot. */
function toPivot(): f64 {
  const position = curve.position;
  const near = position >= curve.lowest - NEAR && position <= curve.highest + NEAR;
  return near ? curve.pivot - position : 0;
}

/**
 * The damped Newton step. Where the exact matrix is not safely positive definite, or leads far (so
 * that a quadratic does not hold), Gauss and Newton's takes its place, which always leads downhill. A
 * step that takes the steepness across its bound ends there, and the position follows.
 *
 * @param leastDq How far the steepness may fall, and how far it may rise
 * @param far How long a step leads far, in decades and in halves of ln slope
 */
export function solveStep(
  moveP: bool,
  moveQ: bool,
  damping: f64,
  leastDq: f64,
  mostDq: f64,
  far: f64,
): void {
  const downP = step.downP;
  const downQ = step.downQ;
  const d = step.toPivot;
  const curvePQ = curve.gaussPQ;
  const curvePP = curve.gaussPP;
  const gaussPQ = curvePQ + d * curvePP;
  const gaussQQ = curve.gaussQQ + d * (2 * curvePQ + d * curvePP);
  const noisePP = curve.noisePP;
  const noiseQQ = curve.noiseQQ;
  const sizeP = curvePP > noisePP ? curvePP : noisePP;
  const sizeQ = gaussQQ > noiseQQ ? gaussQQ : noiseQQ;
  let pp = step.pp + damping * sizeP;
  let pq = step.pq;
  let qq = step.qq + damping * sizeQ;
  let exact = moveP && moveQ
    ? pp > 1e-3 * sizeP && qq > 1e-3 * sizeQ && pp * qq - pq * pq > 1e-4 * pp * qq
    : moveP
    ? pp > 1e-3 * sizeP
    : qq > 1e-3 * sizeQ;
  if (exact) solve(pp, pq, qq, moveP, moveQ);
  if (!exact || abs(step.dp) > far || abs(step.dq) > 2 * far) {
    const least = damping < 1e-3 && !exact ? 1e-3 : damping;
    exact = false;
    pp = sizeP * (1 + least);
    qq = sizeQ * (1 + least);
    pq = gaussPQ;
    if (pp * qq - pq * pq <= 1e-12 * pp * qq) pq *= 0.999999;
    solve(pp, pq, qq, moveP, moveQ);
  }
  let dp = step.dp;
  let dq = step.dq;
  const longest = abs(dp) > abs(dq) ? abs(dp) : abs(dq);
  if (longest > LONGEST) {
    dp *= LONGEST / longest;
    dq *= LONGEST / longest;
  }
  const cut = within(dq, leastDq, mostDq);
  if (cut != dq) {
    dq = cut;
    if (moveP) dp = within((downP - pq * dq) / pp, -LONGEST, LONGEST);
  }
  let gain = downP * dp + downQ * dq - 0.5 * (pp * dp * dp + 2 * pq * dp * dq + qq * dq * dq);
  // Cut so short that it leads nowhere: each by itself, which always leads downhill.
  if (!(gain > 0)) {
    exact = false;
    dp = moveP ? within(downP / (sizeP * (1 + damping)), -LONGEST, LONGEST) : 0;
    dq = moveQ ? within(downQ / (sizeQ * (1 + damping)), leastDq, mostDq) : 0;
    gain = Infinity;
  }
  step.exact = exact;
  step.dp = dp;
  step.dq = dq;
  step.gain = gain;
}

/** Solves the normal equations of what may move. */
function solve(pp: f64, pq: f64, qq: f64, moveP: bool, moveQ: bool): void {
  const downP = step.downP;
  const downQ = step.downQ;
  if (moveP && moveQ) {
    const inverse = 1 / (pp * qq - pq * pq);
    step.dp = (qq * downP - pq * downQ) * inverse;
    step.dq = (pp * downQ - pq * downP) * inverse;
  } else {
    step.dp = moveP ? downP / pp : 0;
    step.dq = moveQ ? downQ / qq : 0;
  }
}
