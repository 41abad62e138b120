import { dampedStep } from "./damped_step.ts";
import { type Point, predict, type Problem } from "./least_squares_problem.ts";
import { lastFactorization } from "./linearize.ts";
import { applyTransposed } from "./qr.ts";

/** What the damped steps carry from one to the next. */
export interface Damping {
  /** Marquardt's parameter, in units of scaled columns. */
  damping: number;
  /** Whether the last proposed step was cut at a bound. */
  clipped: boolean;
  /** Length that a parameter's column has, or had not long ago: the unit of its steps. */
  readonly scales: Float64Array;
  readonly ratios: Float64Array;
  readonly step: Float64Array;
  readonly bend: Float64Array;
  readonly target: Float64Array;
  readonly use: Uint8Array;
  readonly along: Float64Array;
}

export function createDamping({ y, slope: { length: p } }: Problem): Damping {
  return {
    damping: 1e-3,
    clipped: false,
    scales: new Float64Array(p),
    ratios: new Float64Array(p),
    step: new Float64Array(p),
    bend: new Float64Array(p),
    target: new Float64Array(p),
    use: new Uint8Array(p),
    along: new Float64Array(y.length),
  };
}

/**
 * Share of a column's former length that its scale keeps per step. With none, a parameter whose
 * column fades (an exponential that has died out) is moved ever further and never comes back; with
 * all of it, long valleys take thousands of steps.
 */
const MEMORY = 0.5;

/** Takes the scales of the steps from the last linearised point. */
export function rescale({ lengths }: Problem, { scales }: Damping): void {
  for (let k = 0; k < scales.length; k++) scales[k] = Math.max(MEMORY * scales[k], lengths[k]);
}

/**
 * Puts the damped step from a point into `trial`, inside the bounds: a parameter that would leave
 * them goes to its bound and the others are solved again.
 *
 * @returns The decrease of the sum of squares that the linear model foresees
 */
export function proposeStep(
  problem: Problem,
  point: Point,
  trial: Point,
  state: Damping,
): number {
  const { damping, scales, ratios, step, target, use } = state;
  const { moving, movingCount: m, lower, upper, lengths } = problem;
  const qr = lastFactorization(problem);
  const { qtb, r, pivots } = qr;
  trial.parameters.set(point.parameters);
  for (let j = 0; j < m; j++) {
    const k = moving[pivots[j]];
    target[j] = qtb[j];
    use[j] = 1;
    ratios[j] = scales[k] > 0 ? lengths[k] / scales[k] : 0;
  }
  state.clipped = false;
  for (let pass = 0, again = true; again && pass <= m; pass++) {
    again = false;
    dampedStep(qr, ratios, damping, target.subarray(0, m), use, step);
    for (let j = 0; j < m; j++) {
      if (use[j] === 0) continue;
      const k = moving[pivots[j]];
      const there = point.parameters[k] + (scales[k] > 0 ? step[j] / scales[k] : 0);
      const inside = Math.min(Math.max(there, lower[k]), upper[k]);
      trial.parameters[k] = inside;
      if (inside === there) continue;
      use[j] = 0;
      state.clipped = again = true;
      const moved = (inside - point.parameters[k]) * lengths[k];
      for (let i = 0; i <= j; i++) target[i] -= r[i * m + j] * moved;
    }
  }
  let before = 0;
  let after = 0;
  for (let i = 0; i < m; i++) {
    let left = target[i];
    for (let j = i; j < m; j++) {
      if (use[j] === 1) left -= r[i * m + j] * ratios[j] * step[j];
    }
    before += qtb[i] * qtb[i];
    after += left * left;
  }
  return before - after;
}

/** How far along the step the curvature of the path is felt. */
const PROBE = 0.1;

/**
 * Bends the proposed step along the valley floor: half the damped step that undoes the second
 * derivative of the predictions along it (geodesic acceleration), from one more prediction.
 *
 * @returns Twice the bend over the step: above 0.75 the step is too long to be trusted
 * @see Transtrum and Sethna (2012) arXiv:1201.5885, sections 3 and 4
 */
export function bendStep(
  problem: Problem,
  point: Point,
  trial: Point,
  { damping, clipped, scales, ratios, step, bend, target, use, along }: Damping,
): number {
  const { moving, movingCount: m, lower, upper, jacobian, columns, rootWeights } = problem;
  const { at } = problem.differences;
  const qr = lastFactorization(problem);
  const n = along.length;
  const p = at.length;
  if (clipped) return 0;
  for (let k = 0; k < p; k++) {
    at[k] = point.parameters[k] + PROBE * (trial.parameters[k] - point.parameters[k]);
  }
  predict(problem, at, along);
  for (let i = 0; i < n; i++) {
    let straight = 0;
    for (let k = 0; k < p; k++) {
      straight += jacobian[i * p + k] * (trial.parameters[k] - point.parameters[k]);
    }
    const weight = rootWeights === null ? 1 : rootWeights[i];
    along[i] = 2 / PROBE * (straight - (along[i] - point.fitted[i]) * weight / PROBE);
    if (!Number.isFinite(along[i])) return 0;
  }
  applyTransposed(columns, n, qr, along);
  target.set(along.subarray(0, m));
  dampedStep(qr, ratios, damping, target.subarray(0, m), use, bend);
  let bendSquare = 0;
  let stepSquare = 0;
  for (let j = 0; j < m; j++) {
    bendSquare += bend[j] * bend[j];
    stepSquare += step[j] * step[j];
  }
  const share = 2 * Math.sqrt(bendSquare / stepSquare);
  if (!(share <= 0.75)) return share;
  for (let j = 0; j < m; j++) {
    const k = moving[qr.pivots[j]];
    const there = trial.parameters[k] + (scales[k] > 0 ? bend[j] / (2 * scales[k]) : 0);
    trial.parameters[k] = Math.min(Math.max(there, lower[k]), upper[k]);
  }
  return share;
}
