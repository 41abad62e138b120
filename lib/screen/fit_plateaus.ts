import { fillShares, sumSquares } from "./logistic_shares.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** Both plateaus free: t is the share that is small when all doses are on one plateau. */
export function withFreePlateaus(curve: ProjectedCurve): void {
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

/** The plateau at infinite dose held: t is the share of the other. */
export function withHeldEnd(curve: ProjectedCurve, end: number): void {
  fillShares(curve, 1);
  curve.start = end + spanFrom(curve, end);
  curve.end = end;
}

/** The plateau at dose 0 held. */
export function withHeldStart(curve: ProjectedCurve, start: number): void {
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

export function withBothHeld(curve: ProjectedCurve, start: number, end: number): void {
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
export function withinBounds(curve: ProjectedCurve): void {
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

/** A value cut to its bounds. */
export function within(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}
