import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import { differentiate } from "./differentiate";
import { within } from "./arithmetic";
import { dosesOnSlope, expBefore } from "./logistic_shares";
import { modelAbout, solveStep, step } from "./newton_step";
import { projectCurve } from "./project_curve";

/** Evaluations of a fit at most; six or seven are usual. */
const FIT_EVALUATIONS: i32 = 80;
/** A gain that is none, and one after which a Newton step is the last, as shares of the sum of squares. */
const FIT_NO_GAIN: f64 = 1e-15;
const FIT_LAST_GAIN: f64 = 1e-11;
/** Damping at most. */
const FIT_DAMPING: f64 = 1e12;
/**
 * The same for a point of a profile, whose place follows from its height by a square root, and which is
 * only hard to find where it is of no interest.
 */
const PROFILE_EVALUATIONS: i32 = 30;
const PROFILE_NO_GAIN: f64 = 1e-10;
const PROFILE_LAST_GAIN: f64 = 1e-7;
const PROFILE_DAMPING: f64 = 1e4;

/** A refused step that promised less was refused for its rounding. */
const ROUNDING: f64 = 1e-13;
/** A step this short in log10 dose and ln slope moves nothing that can be seen. */
const NO_STEP: f64 = 1e-10;
/** A sum of squares this share of that about a flat line is rounding. */
const NO_RSS: f64 = 1e-28;
/** Damping to begin with, and the least after a refusal. */
const DAMPING: f64 = 1e-3;
/** A refusal multiplies the damping, an acceptance by one of the others: less after a refusal. */
const REFUSED: f64 = 20;
const RELIEF: f64 = 0.05;
const RELIEF_AFTER_REFUSAL: f64 = 0.4;
/** So long a step leads to where the second derivatives are others; in a valley that is long it must not wait. */
const FAR: f64 = 0.05;
/** A last step must be Newton's own, all but undamped. */
const UNDAMPED: f64 = 1e-4;
/** A descent still short of its minimum after so many evaluations may be on its way to a step. */
const SLOW: i32 = 6;
/** It leaps to the step where that gains so many times what its next Newton step would. */
const LEAP: f64 = 3;
/** A descent sees so many times the gain of its next step ahead; twice that is what its model leaves. */
const SIGHT: f64 = 4;

/** Sums of squares that differ by less of themselves are the same. */
const SAME: f64 = 1e-9;
/** A step that ends so close to a known minimum, in decades and in ln slope, and as low, leads to it. */
const BESIDE_POSITION: f64 = 0.003;
const BESIDE_STEEPNESS: f64 = 0.01;

/** Where a descent stands: the lowest point so far, and how the next step is damped. */
let lowestPosition: f64 = 0;
let lowestSteepness: f64 = 0;
let lowestRss: f64 = 0;
let damping: f64 = 0;
let relief: f64 = 0;

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
 * @param free With the position held it is the minimum over steepness alone: a point of the position's
 * profile
 * @param goal A sum of squares to be reached: the descent ends where that is out of sight
 * @returns False where no minimum was reached within the evaluations
 * @see Marquardt (1963) J Soc Indust Appl Math 11:431, doi:10.1137/0111030
 */
export function descend(position: f64, steepness: f64, free: bool, goal: f64): bool {
  const isFit = free && !curve.pinned;
  const mostEvaluations = isFit ? FIT_EVALUATIONS : PROFILE_EVALUATIONS;
  const noGain = isFit ? FIT_NO_GAIN : PROFILE_NO_GAIN;
  const lastGain = isFit ? FIT_LAST_GAIN : PROFILE_LAST_GAIN;
  const mostDamping = isFit ? FIT_DAMPING : PROFILE_DAMPING;
  begin(position, steepness, free);
  let evaluations = 1;
  while (true) {
    const far: f64 = evaluations < SLOW ? FAR : Infinity;
    if (!proposeStep(free, far) || isSettled(noGain)) return finish(true);
    if (++evaluations > mostEvaluations || isOutOfSight(goal) || (isFit && leadsNowhere(goal))) {
      return finish(false);
    }
    if (evaluations == SLOW && leapToStep(free)) continue;
    const last = step.exact && damping < UNDAMPED && step.gain < lastGain * lowestRss;
    if (takeStep(last)) {
      if (last) return true;
      modelAbout(free);
    } else if (step.gain < ROUNDING * lowestRss) return finish(true);
    else if (damping > mostDamping) return finish(false);
  }
}

/** Evaluates the start, moved into the box. */
function begin(position: f64, steepness: f64, free: bool): void {
  projectWithin(position, steepness);
  accept();
  damping = DAMPING;
  relief = RELIEF;
  modelAbout(free);
}

function projectWithin(position: f64, steepness: f64): void {
  projectCurve(
    within(position, curve.leastPosition, curve.mostPosition),
    within(steepness, curve.leastSteepness, curve.mostSteepness),
  );
}

/** Takes the evaluated point as the lowest so far. */
function accept(): void {
  differentiate();
  lowestPosition = curve.position;
  lowestSteepness = curve.steepness;
  lowestRss = curve.rss;
}

/** Proposes the step that leads on; false where every way down leads out of the box, or nothing is left. */
function proposeStep(free: bool, far: f64): bool {
  const p = lowestPosition;
  const q = lowestSteepness;
  const leastSteepness = curve.leastSteepness;
  const mostSteepness = curve.mostSteepness;
  const moveP = free && !((p <= curve.leastPosition && step.downP <= 0) ||
    (p >= curve.mostPosition && step.downP >= 0));
  const moveQ = !((q <= leastSteepness && step.downQ <= 0) ||
    (q >= mostSteepness && step.downQ >= 0));
  if ((!moveP && !moveQ) || lowestRss <= NO_RSS * curve.between) return false;
  solveStep(moveP, moveQ, damping, leastSteepness - q, mostSteepness - q, far);
  return true;
}

/** Whether the step proposed leads nowhere. */
function isSettled(noGain: f64): bool {
  const length = abs(step.dp) + abs(step.dq);
  return !(length >= NO_STEP) || (step.gain < noGain * lowestRss && damping < 1e-2);
}

/** Whether the goal lies far below what the step gains; a step that damping cut short says nothing. */
function isOutOfSight(goal: f64): bool {
  return step.exact && damping <= DAMPING && lowestRss - SIGHT * step.gain > goal;
}

/** Whether the descent ends in a minimum that is known, or in a step that is none. */
function leadsNowhere(goal: f64): bool {
  return leadsToKnown(goal) || leadsToStep(goal);
}

function leadsToKnown(goal: f64): bool {
  return abs(lowestPosition + step.dp - curve.knownPosition) < BESIDE_POSITION &&
    abs(lowestSteepness + step.dq - curve.knownSteepness) < BESIDE_STEEPNESS &&
    step.exact && damping <= DAMPING && lowestRss - 2 * step.gain > goal * (1 - 1e-7);
}

/**
 * Whether the descent follows the endless valley of a step, none of which undercuts the goal: with at most
 * one dose on the slope, and ever steeper.
 */
function leadsToStep(goal: f64): bool {
  return step.dq > 0 && curve.stepRss >= goal * (1 - SAME) && dosesOnSlope() < 2;
}

/**
 * Where the valley of a step curve leads on to ever steeper curves: goes to its far end at once
 * where that is much lower than where the step leads.
 */
function leapToStep(free: bool): bool {
  if (!(step.dq > 0 && step.exact)) return false;
  const steepest = curve.mostSteepness;
  const shrink = clampedExp(lowestSteepness - steepest);
  projectWithin(lowestPosition + step.toPivot + (step.dp - step.toPivot) * shrink, steepest);
  if (!(curve.rss < lowestRss - LEAP * step.gain)) return false;
  accept();
  modelAbout(free);
  return true;
}

/** Evaluates the point that the step leads to, and goes there unless the sum of squares rises. */
function takeStep(last: bool): bool {
  const pivot = step.toPivot;
  const steepness = lowestSteepness + step.dq;
  const next = lowestPosition + pivot + (step.dp - pivot) * expBefore(-step.dq, steepness);
  projectWithin(next, steepness);
  if (curve.rss <= (last ? lowestRss * (1 + 1e-12) : lowestRss)) {
    accept();
    damping *= relief;
    relief = RELIEF;
    return true;
  }
  damping = max(REFUSED * damping, DAMPING);
  relief = RELIEF_AFTER_REFUSAL;
  return false;
}

/** Leaves the lowest point in the workspace. */
function finish(converged: bool): bool {
  if (curve.position != lowestPosition || curve.steepness != lowestSteepness) {
    projectCurve(lowestPosition, lowestSteepness);
    differentiate();
  }
  return converged;
}
