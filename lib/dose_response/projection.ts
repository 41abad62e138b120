import { portableExp, portableLog1p } from "../numerics/mod.ts";
import type { DoseLevels } from "./dose_levels.ts";

const LN10 = Math.LN10;

/**
 * Variable projection of the 4PL curve: given position and slope, the plateaus follow in closed form.
 *
 * Inside this room a curve runs from `start`, its response at dose 0, to `end`, its response at
 * infinite dose: f = start · s + end · (1 - s), s = 1 / (1 + 10^(slope (u - position))), slope > 0,
 * u the log10 dose. So one formula holds for falling and rising curves. The two nonlinear parameters
 * are `position` (log10 IC50) and `steepness` (ln slope).
 *
 * The object is a workspace: `project` overwrites the results of the call before.
 *
 * @see Golub and Pereyra (1973) SIAM J Numer Anal 10:413, doi:10.1137/0710036 (separable least squares)
 */
export interface Projection {
  readonly levels: DoseLevels;
  /** Scaled plateaus that are held; null where free. */
  readonly fixed: Plateaus;
  /** Scaled residual sum of squares of the last projection, the wells' spread within doses included. */
  rss: number;
  /** Its plateaus, scaled. */
  start: number;
  end: number;
  /** Derivatives of `rss` along position and steepness, the plateaus following. */
  byPosition: number;
  bySteepness: number;
  /** Derivatives of `rss` by the place and by the level of the constraint; 0 without one. */
  byPlace: number;
  byLevel: number;
  /** Derivatives of `rss` by the plateaus, 0 for those that are free. */
  byStart: number;
  byEnd: number;
  /** Where it was: log10 IC50, and ln slope. */
  position: number;
  steepness: number;
  readonly share: Float64Array;
  readonly rest: Float64Array;
  readonly exponent: Float64Array;
}

/** The two plateaus, null where free. */
export interface Plateaus {
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * A condition that the curve must meet: its response, at one dose or averaged over a range of log
 * doses, is `factor` times its own start plus `level`: share · start + (1 - share) · end =
 * factor · start + level.
 */
export interface LevelConstraint {
  /** log10 dose, or the two ends of a range. */
  readonly place: number | readonly [number, number];
  readonly factor: number;
  /** Scaled; see {@linkcode scaledLevel}. */
  readonly level: number;
}

/** The condition "response = factor · start + level" in scaled responses. */
export function scaledLevel(
  { center, scale }: DoseLevels,
  factor: number,
  level: number,
): number {
  return (level - center * (1 - factor)) / scale;
}

/** A workspace for curves through these dose levels. */
export function createProjection(
  levels: DoseLevels,
  fixed: Plateaus = { start: null, end: null },
): Projection {
  const scaled = (value: number | null) =>
    value === null ? null : (value - levels.center) / levels.scale;
  return {
    levels,
    fixed: { start: scaled(fixed.start), end: scaled(fixed.end) },
    rss: NaN,
    start: NaN,
    end: NaN,
    byPosition: NaN,
    bySteepness: NaN,
    byPlace: 0,
    byLevel: 0,
    byStart: 0,
    byEnd: 0,
    position: NaN,
    steepness: NaN,
    share: new Float64Array(levels.mean.length),
    rest: new Float64Array(levels.mean.length),
    exponent: new Float64Array(levels.mean.length),
  };
}

/**
 * Fits the plateaus for a position and a steepness; leaves sum of squares and slopes in the workspace.
 *
 * @param constraint A condition on the curve, met exactly; `rss` is NaN where no plateaus meet it
 */
export function project(
  projection: Projection,
  position: number,
  steepness: number,
  constraint: LevelConstraint | null = null,
  held: Plateaus = projection.fixed,
): void {
  const { levels: { logDose, mean, weight, vehicle, within }, share, rest, exponent } = projection;
  const slope = portableExp(steepness) * LN10;
  const count = mean.length;
  projection.position = position;
  projection.steepness = steepness;
  // Normal equations of the plateaus; both shares are exact where they are tiny.
  let [ss, sr, rr, sy, ry] = [0, 0, 0, 0, 0];
  for (let j = 0; j < count; j++) {
    const z = j < vehicle ? 0 : slope * (logDose[j] - position);
    const tail = portableExp(-Math.abs(z));
    const large = 1 / (1 + tail);
    const s = j < vehicle ? 1 : z > 0 ? tail * large : large;
    const r = j < vehicle ? 0 : z > 0 ? large : tail * large;
    exponent[j] = z;
    share[j] = s;
    rest[j] = r;
    const [ws, wr] = [weight[j] * s, weight[j] * r];
    ss += ws * s;
    sr += ws * r;
    rr += wr * r;
    sy += ws * mean[j];
    ry += wr * mean[j];
  }
  const [at, atSlope, atPlace] = constraint === null
    ? NO_PLACE
    : constraintShare(constraint.place, position, slope);
  const alpha = at - (constraint?.factor ?? 0);
  const gamma = 1 - at;
  if (!solvePlateaus(projection, constraint, held, alpha, gamma, [ss, sr, rr, sy, ry])) {
    projection.rss = NaN;
    return;
  }

  const { start, end } = projection;
  const span = start - end;
  let [rss, byPosition, bySteepness, byStart, byEnd] = [within, 0, 0, 0, 0];
  for (let j = 0; j < count; j++) {
    const [s, r] = [share[j], rest[j]];
    const residual = mean[j] - (start * s + end * r);
    const wr = weight[j] * residual;
    rss += wr * residual;
    byStart += wr * s;
    byEnd += wr * r;
    const wv = wr * s * r;
    byPosition += wv;
    bySteepness += wv * exponent[j];
  }
  projection.rss = rss;
  projection.byStart = -2 * byStart;
  projection.byEnd = -2 * byEnd;
  projection.byPosition = -2 * span * slope * byPosition;
  projection.bySteepness = 2 * span * bySteepness;
  projection.byPlace = 0;
  projection.byLevel = 0;
  if (constraint === null) return;
  // How the constraint pulls on the plateaus when its own share of `start` moves.
  const startFree = held.start === null ? alpha : 0;
  const endFree = held.end === null ? gamma : 0;
  const norm = startFree * startFree + endFree * endFree;
  const multiplier = (byStart * startFree + byEnd * endFree) / norm;
  const pull = 2 * span * multiplier;
  projection.byPosition += pull * -atPlace;
  projection.bySteepness += pull * atSlope;
  projection.byPlace = pull * atPlace;
  projection.byLevel = -2 * multiplier;
}

/**
 * The projected sum of squares alone, for scanning many positions at one slope: exp(h (u - position))
 * is exp(h (u - pivot)) exp(h (pivot - position)), so exponentials are taken once per dose and once
 * per position instead of once per pair.
 *
 * @param byDose exp(h (u - pivot)) of each level, 0 for the vehicle
 * @param byPosition exp(h (pivot - position))
 */
export function scanRss(
  projection: Projection,
  byDose: Float64Array,
  byPosition: number,
): number {
  const { levels: { mean, weight, within } } = projection;
  let [ss, sr, rr, sy, ry, yy] = [0, 0, 0, 0, 0, 0];
  for (let j = 0; j < mean.length; j++) {
    const s = 1 / (1 + byDose[j] * byPosition);
    const r = 1 - s;
    const [ws, wr] = [weight[j] * s, weight[j] * r];
    ss += ws * s;
    sr += ws * r;
    rr += wr * r;
    sy += ws * mean[j];
    ry += wr * mean[j];
    yy += weight[j] * mean[j] * mean[j];
  }
  const { fixed } = projection;
  if (!solvePlateaus(projection, null, fixed, 0, 0, [ss, sr, rr, sy, ry])) return NaN;
  const { start, end } = projection;
  return within + yy - 2 * (start * sy + end * ry) +
    start * start * ss + 2 * start * end * sr + end * end * rr;
}

const NO_PLACE: readonly [number, number, number] = [0, 0, 0];

/**
 * Share of `start` in the constrained response, and its derivatives by steepness and by place (for a
 * range: by moving both ends).
 */
function constraintShare(
  place: LevelConstraint["place"],
  position: number,
  slope: number,
): readonly [number, number, number] {
  if (typeof place === "number") {
    const z = slope * (place - position);
    const s = 1 / (1 + portableExp(z));
    const v = s * (1 - s);
    return [s, -v * z, -v * slope];
  }
  const [low, high] = place;
  const [zLow, zHigh] = [slope * (low - position), slope * (high - position)];
  const [sLow, sHigh] = [1 / (1 + portableExp(zLow)), 1 / (1 + portableExp(zHigh))];
  const width = zHigh - zLow;
  const mean = (softplus(-zLow) - softplus(-zHigh)) / width;
  return [mean, (sHigh * zHigh - sLow * zLow) / width - mean, slope * (sHigh - sLow) / width];
}

function softplus(x: number): number {
  return Math.max(x, 0) + portableLog1p(portableExp(-Math.abs(x)));
}

/** The least-squares plateaus, held and constrained as asked; false where there are none. */
function solvePlateaus(
  projection: Projection,
  constraint: LevelConstraint | null,
  held: Plateaus,
  alpha: number,
  gamma: number,
  [ss, sr, rr, sy, ry]: readonly [number, number, number, number, number],
): boolean {
  const fixedStart = held.start;
  const fixedEnd = held.end;
  if (constraint !== null) {
    const { level } = constraint;
    if (fixedStart !== null && fixedEnd !== null) return false;
    if (fixedEnd !== null) {
      projection.start = (level - gamma * fixedEnd) / alpha;
      projection.end = fixedEnd;
    } else if (fixedStart !== null) {
      projection.start = fixedStart;
      projection.end = (level - alpha * fixedStart) / gamma;
    } else {
      // On the line of plateaus that meet the constraint, from its point nearest to 0.
      const norm = alpha * alpha + gamma * gamma;
      const [baseStart, baseEnd] = [level * alpha / norm, level * gamma / norm];
      const gapStart = sy - ss * baseStart - sr * baseEnd;
      const gapEnd = ry - sr * baseStart - rr * baseEnd;
      const curvature = gamma * gamma * ss - 2 * gamma * alpha * sr + alpha * alpha * rr;
      const along = curvature > 0 ? (gamma * gapStart - alpha * gapEnd) / curvature : 0;
      projection.start = baseStart + along * gamma;
      projection.end = baseEnd - along * alpha;
    }
    return Number.isFinite(projection.start) && Number.isFinite(projection.end);
  }
  if (fixedStart !== null && fixedEnd !== null) {
    projection.start = fixedStart;
    projection.end = fixedEnd;
  } else if (fixedEnd !== null) {
    projection.start = ss > 0 ? (sy - sr * fixedEnd) / ss : fixedEnd;
    projection.end = fixedEnd;
  } else if (fixedStart !== null) {
    projection.start = fixedStart;
    projection.end = rr > 0 ? (ry - sr * fixedStart) / rr : fixedStart;
  } else {
    const determinant = ss * rr - sr * sr;
    if (determinant > 1e-14 * ss * rr) {
      projection.start = (sy * rr - ry * sr) / determinant;
      projection.end = (ry * ss - sy * sr) / determinant;
    } else {
      // All doses on one plateau: a flat line at the mean, which is 0.
      projection.start = projection.end = 0;
    }
  }
  return Number.isFinite(projection.start) && Number.isFinite(projection.end);
}
