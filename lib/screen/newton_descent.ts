import { clampedExp } from "./clamped_exp.ts";
import { differentiate } from "./differentiate.ts";
import { within } from "./fit_plateaus.ts";
import { createStep, modelAbout, type NewtonStep, solveStep } from "./newton_step.ts";
import { projectCurve, type ProjectedCurve } from "./projected_curve.ts";

/** When a descent ends. Gains are shares of the sum of squares. */
interface Patience {
  /** Evaluations at most. */
  readonly evaluations: number;
  /** A gain that is none. */
  readonly noGain: number;
  /** A Newton step that gains no more is the last. */
  readonly lastGain: number;
  /** Damping at most. */
  readonly damping: number;
}

/** For a fit; six or seven evaluations are usual. */
const FIT: Patience = { evaluations: 80, noGain: 1e-15, lastGain: 1e-11, damping: 1e12 };
/**
 * For a point of a profile, whose place follows from its height by a square root, and which is only
 * hard to find where it is of no interest.
 */
const PROFILE: Patience = { evaluations: 30, noGain: 1e-10, lastGain: 1e-7, damping: 1e4 };

/** A refused step that promised less was refused for its rounding. */
const ROUNDING = 1e-13;
/** A step this short in log10 dose and ln slope moves nothing that can be seen. */
const NO_STEP = 1e-10;
/** A sum of squares this share of that about a flat line is rounding. */
const NO_RSS = 1e-28;
/** Damping to begin with, and the least after a refusal. */
const DAMPING = 1e-3;
/** A refusal multiplies the damping, an acceptance by one of the others: less after a refusal. */
const REFUSED = 20;
const RELIEF = 0.05;
const RELIEF_AFTER_REFUSAL = 0.4;
/** So long a step leads to where the second derivatives are others; in a valley that is long it must not wait. */
const FAR = 0.05;
/** A last step must be Newton's own, all but undamped. */
const UNDAMPED = 1e-4;
/** A descent still short of its minimum after so many evaluations may be on its way to a step. */
const SLOW = 6;
/** It leaps to the step where that gains so many times what its next Newton step would. */
const LEAP = 3;
/** A descent sees so many times the gain of its next step ahead; twice that is what its model leaves. */
const SIGHT = 4;

/** Where a descent stands: the lowest point so far, and the step that leads on. A workspace. */
export interface Descent {
  readonly step: NewtonStep;
  position: number;
  steepness: number;
  rss: number;
  damping: number;
  relief: number;
}

/** An empty workspace. */
export function createDescent(): Descent {
  return {
    step: createStep(),
    position: NaN,
    steepness: NaN,
    rss: NaN,
    damping: NaN,
    relief: NaN,
  };
}

/**
 * Follows the projected sum of squares down to a minimum within the design's box by Newton's method
 * with exact second derivatives, damped after Marquardt; the minimum is left in the workspace with its
 * derivatives.
 *
 * A step is accepted where the sum of squares does not rise; the damping then falls twentyfold, less
 * after a refusal, else it grows twentyfold. Near a minimum each step squares what the one before left,
 * and along the endless valley of a step curve it leaves a third: either way nothing is left to gain
 * after a step that gains next to nothing.
 *
 * @param held With the position held it is the minimum over steepness alone: a point of the position's
 * profile
 * @param goal A sum of squares to be reached: the descent ends where that is out of sight
 * @returns False where no minimum was reached within the evaluations
 * @see Marquardt (1963) J Soc Indust Appl Math 11:431, doi:10.1137/0111030
 */
export function descend(
  curve: ProjectedCurve,
  descent: Descent,
  position: number,
  steepness: number,
  held: "position" | "nothing" = "nothing",
  goal = Infinity,
): boolean {
  const { step } = descent;
  const free = held === "nothing";
  const patience = free && !curve.pinned ? FIT : PROFILE;
  begin(curve, descent, position, steepness, free);
  for (let evaluations = 1;;) {
    const far = evaluations < SLOW ? FAR : Infinity;
    if (!proposeStep(curve, descent, free, far) || isSettled(descent, patience)) {
      return finish(curve, descent, true);
    }
    if (++evaluations > patience.evaluations || isOutOfSight(descent, goal)) {
      return finish(curve, descent, false);
    }
    if (evaluations === SLOW && leapToStep(curve, descent, free)) continue;
    const last = step.exact && descent.damping < UNDAMPED &&
      step.gain < patience.lastGain * descent.rss;
    if (takeStep(curve, descent, last)) {
      if (last) return true;
      modelAbout(curve, step, free);
    } else if (step.gain < ROUNDING * descent.rss) return finish(curve, descent, true);
    else if (descent.damping > patience.damping) return finish(curve, descent, false);
  }
}

/** Evaluates the start, moved into the box. */
function begin(
  curve: ProjectedCurve,
  descent: Descent,
  position: number,
  steepness: number,
  free: boolean,
): void {
  const { leastPosition, mostPosition, leastSteepness, mostSteepness } = curve.design;
  projectCurve(
    curve,
    within(position, leastPosition, mostPosition),
    within(steepness, leastSteepness, mostSteepness),
  );
  accept(curve, descent);
  descent.damping = DAMPING;
  descent.relief = RELIEF;
  modelAbout(curve, descent.step, free);
}

/** Takes the evaluated point as the lowest so far. */
function accept(curve: ProjectedCurve, descent: Descent): void {
  differentiate(curve);
  descent.position = curve.position;
  descent.steepness = curve.steepness;
  descent.rss = curve.rss;
}

/** Proposes the step that leads on; false where every way down leads out of the box, or nothing is left. */
function proposeStep(
  curve: ProjectedCurve,
  descent: Descent,
  free: boolean,
  far: number,
): boolean {
  const { step, position: p, steepness: q } = descent;
  const { leastPosition, mostPosition, leastSteepness, mostSteepness } = curve.design;
  const moveP = free && !((p <= leastPosition && step.downP <= 0) ||
    (p >= mostPosition && step.downP >= 0));
  const moveQ = !((q <= leastSteepness && step.downQ <= 0) ||
    (q >= mostSteepness && step.downQ >= 0));
  if ((!moveP && !moveQ) || descent.rss <= NO_RSS * curve.levels.between) return false;
  step.damping = descent.damping;
  step.leastDq = leastSteepness - q;
  step.mostDq = mostSteepness - q;
  step.far = far;
  solveStep(curve, step, moveP, moveQ);
  return true;
}

/** Whether the step proposed leads nowhere. */
function isSettled({ step, rss, damping }: Descent, { noGain }: Patience): boolean {
  const length = Math.abs(step.dp) + Math.abs(step.dq);
  return !(length >= NO_STEP) || (step.gain < noGain * rss && damping < 1e-2);
}

/** Whether the goal lies far below what the step gains; a step that damping cut short says nothing. */
function isOutOfSight({ step, rss, damping }: Descent, goal: number): boolean {
  return step.exact && damping <= DAMPING && rss - SIGHT * step.gain > goal;
}

/**
 * Where the valley of a step curve leads on to ever steeper curves: goes to its far end at once
 * where that is much lower than where the step leads.
 */
function leapToStep(curve: ProjectedCurve, descent: Descent, free: boolean): boolean {
  const { step, position, steepness, rss } = descent;
  if (!(step.dq > 0 && step.exact)) return false;
  const { leastPosition, mostPosition, mostSteepness } = curve.design;
  const shrink = clampedExp(steepness - mostSteepness);
  const far = position + step.toPivot + (step.dp - step.toPivot) * shrink;
  projectCurve(curve, within(far, leastPosition, mostPosition), mostSteepness);
  if (!(curve.rss < rss - LEAP * step.gain)) return false;
  accept(curve, descent);
  modelAbout(curve, step, free);
  return true;
}

/** Evaluates the point that the step leads to, and goes there unless the sum of squares rises. */
function takeStep(curve: ProjectedCurve, descent: Descent, last: boolean): boolean {
  const { step, position, steepness, rss } = descent;
  const { leastPosition, mostPosition, leastSteepness, mostSteepness } = curve.design;
  const next = position + step.toPivot + (step.dp - step.toPivot) * clampedExp(-step.dq);
  projectCurve(
    curve,
    within(next, leastPosition, mostPosition),
    within(steepness + step.dq, leastSteepness, mostSteepness),
  );
  if (curve.rss <= (last ? rss * (1 + 1e-12) : rss)) {
    accept(curve, descent);
    descent.damping *= descent.relief;
    descent.relief = RELIEF;
    return true;
  }
  descent.damping = Math.max(REFUSED * descent.damping, DAMPING);
  descent.relief = RELIEF_AFTER_REFUSAL;
  return false;
}

/** Leaves the lowest point in the workspace. */
function finish(
  curve: ProjectedCurve,
  { position, steepness }: Descent,
  converged: boolean,
): boolean {
  if (curve.position !== position || curve.steepness !== steepness) {
    projectCurve(curve, position, steepness);
    differentiate(curve);
  }
  return converged;
}
