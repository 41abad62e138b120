import { clampedExp } from "./clamped_exp.ts";
import { differentiate, projectCurve, type ProjectedCurve } from "./projected_curve.ts";

/** Evaluations at most; six are usual. */
const MOST_EVALUATIONS = 80;
/** The same for a point of a profile, which is only hard to find where it is of no interest. */
const MOST_FOR_PROFILE = 30;
/** A step this short in log10 dose and ln slope moves nothing that can be seen. */
const NO_STEP = 1e-10;
/** A Newton step that gains no more than this share of the sum of squares is the last. */
const LAST_GAIN = 1e-11;
/** Longest step: two decades, or e² in slope. */
const LONGEST = 2;
/** The same for a point of a profile, whose place follows from its height by a square root. */
const LAST_GAIN_OF_PROFILE = 1e-7;
/** A descent still short of its minimum after so many evaluations may be on its way to a step. */
const SLOW = 6;
/** Decades beyond the doses up to which the coordinates of a step serve. */
const NEAR = 1;
/** A descent sees so many times the gain of its next step ahead; twice that is what its model leaves. */
const SIGHT = 10;
/** What a step gains, as a share of the sum of squares, where it is no gain. */
const NO_GAIN = 1e-15;
/** The same for a point of a profile. */
const NO_GAIN_OF_PROFILE = 1e-10;

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
  };
}

/**
 * Follows the projected sum of squares down to a minimum within the design's box by Newton's method
 * with exact second derivatives, damped after Marquardt; the minimum is left in the workspace with its
 * derivatives.
 *
 * A step is accepted where the sum of squares does not rise; the damping then falls (twentyfold, less
 * after a refusal), else it grows twentyfold. Near a minimum each step squares what the one before left, and along the endless valley
 * of a step curve it leaves a third: either way nothing is left to gain after a step that gains next to
 * nothing.
 *
 * @param held With the position held it is the minimum over steepness alone: a point of the position's
 * profile
 * @param goal A sum of squares to be reached: the descent ends where that is out of sight
 * @returns False where no minimum was reached within the evaluations
 * @see Marquardt (1963) J Soc Indust Appl Math 11:431, doi:10.1137/0111030
 */
export function descend(
  curve: ProjectedCurve,
  step: NewtonStep,
  position: number,
  steepness: number,
  held: "position" | "nothing" = "nothing",
  goal = Infinity,
): boolean {
  const { leastPosition: p0, mostPosition: p1, leastSteepness: q0, mostSteepness: q1 } =
    curve.design;
  let p = within(position, p0, p1);
  let q = within(steepness, q0, q1);
  let damping = 1e-3;
  let converged = false;
  let relief = 0.05;
  projectCurve(curve, p, q);
  differentiate(curve);
  let rss = curve.rss;
  const free = held === "nothing";
  const fit = free && !curve.pinned;
  const most = fit ? MOST_EVALUATIONS : MOST_FOR_PROFILE;
  const noGain = fit ? NO_GAIN : NO_GAIN_OF_PROFILE;
  const mostDamping = fit ? 1e12 : 1e4;
  const lastGain = fit ? LAST_GAIN : LAST_GAIN_OF_PROFILE;
  modelAbout(curve, step, p, free);
  for (let evaluations = 1;;) {
    const moveP = free &&
      !((p <= p0 && step.downP <= 0) || (p >= p1 && step.downP >= 0));
    const moveQ = !((q <= q0 && step.downQ <= 0) || (q >= q1 && step.downQ >= 0));
    if ((!moveP && !moveQ) || rss <= 1e-28 * curve.levels.between) {
      converged = true;
      break;
    }
    solveStep(curve, step, damping, moveP, moveQ, q0 - q, q1 - q);
    const length = size(step.dp) + size(step.dq);
    if (!(length >= NO_STEP) || (step.gain < noGain * rss && damping < 1e-2)) {
      converged = true;
      break;
    }
    if (++evaluations > most || (step.exact && rss - SIGHT * step.gain > goal)) break;
    const last = step.exact && damping < 1e-2 && step.gain < lastGain * rss;
    if (evaluations === SLOW && step.dq > 0 && step.exact) {
      // The endless valley of a step: if its far end is lower than where this step leads, go there.
      const shrink = clampedExp(q - q1);
      const farP = within(p + step.toPivot + (step.dp - step.toPivot) * shrink, p0, p1);
      projectCurve(curve, farP, q1);
      if (curve.rss < rss - 2 * step.gain) {
        p = farP;
        q = q1;
        rss = curve.rss;
        differentiate(curve);
        modelAbout(curve, step, p, free);
        continue;
      }
    }
    const pivot = p + step.toPivot;
    const nextQ = within(q + step.dq, q0, q1);
    const nextP = within(pivot + (step.dp - step.toPivot) * clampedExp(-step.dq), p0, p1);
    projectCurve(curve, nextP, nextQ);
    if (curve.rss <= (last ? rss * (1 + 1e-12) : rss)) {
      p = nextP;
      q = nextQ;
      rss = curve.rss;
      damping *= relief;
      relief = 0.05;
      differentiate(curve);
      if (last) {
        converged = true;
        break;
      }
      modelAbout(curve, step, p, free);
    } else {
      damping = damping * 20 > 1e-3 ? damping * 20 : 1e-3;
      relief = 0.4;
      if (damping > mostDamping) break;
    }
  }
  if (curve.position !== p || curve.steepness !== q) {
    projectCurve(curve, p, q);
    differentiate(curve);
  }
  return converged;
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
function modelAbout(
  curve: ProjectedCurve,
  step: NewtonStep,
  position: number,
  free: boolean,
): void {
  const d = free ? toPivot(curve, position) : 0;
  const { byPosition: byP, bySteepness: byQ } = curve;
  step.toPivot = d;
  step.downP = -byP;
  step.downQ = -(byQ + d * byP);
  step.pp = curve.pp;
  step.pq = curve.pq + d * curve.pp - byP;
  step.qq = curve.qq + 2 * d * curve.pq + d * d * curve.pp - d * byP;
}

/** From the position to the dose with the largest weight times product of shares. */
function toPivot(curve: ProjectedCurve, position: number): number {
  const { levels: { count, weight }, design: { logDose, vehicle, lowest, highest } } = curve;
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
 * The damped Newton step. Where the exact matrix is not safely positive definite (far from a minimum),
 * Gauss and Newton's takes its place, which always leads downhill. A step that takes the steepness
 * across its bound ends there, and the position follows.
 */
function solveStep(
  curve: ProjectedCurve,
  step: NewtonStep,
  damping: number,
  moveP: boolean,
  moveQ: boolean,
  leastDq: number,
  mostDq: number,
): void {
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
  if (!step.exact) {
    const least = damping < 1e-3 ? 1e-3 : damping;
    pp = sizeP * (1 + least);
    qq = sizeQ * (1 + least);
    pq = gaussPQ;
    if (pp * qq - pq * pq <= 1e-12 * pp * qq) pq *= 0.999999;
  }
  let dp = 0;
  let dq = 0;
  if (moveP && moveQ) {
    const determinant = pp * qq - pq * pq;
    dp = (qq * downP - pq * downQ) / determinant;
    dq = (pp * downQ - pq * downP) / determinant;
  } else if (moveP) dp = downP / pp;
  else dq = downQ / qq;
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

function within(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}

function size(x: number): number {
  return x < 0 ? -x : x;
}
