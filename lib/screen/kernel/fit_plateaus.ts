import { curve } from "./curve";
import { addProduct, fold, within } from "./arithmetic";
import { fillShares, sumSquares } from "./logistic_shares";

/** Where all doses are on one plateau nothing tells the other. */
const LEAST_SPREAD: f64 = 1e-300;

/** Both plateaus free: t is the share that is small when all doses are on one plateau. */
export function withFreePlateaus(): void {
  const sign: f64 = 2 * curve.position <= curve.lowest + curve.highest ? 1 : -1;
  fillShares(sign);
  const bytes: usize = curve.bytes;
  const weightAt = curve.weightAt;
  const shareAt = curve.shareAt;
  let sum = f64x2.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    sum = addProduct(sum, v128.load(weightAt + j), v128.load(shareAt + j));
  }
  const inverseTotal = 1 / curve.total;
  const mean = fold(sum) * inverseTotal;
  const span = spanAbout(0, mean);
  const base = -span * mean;
  curve.base = base;
  curve.inverseTotal = inverseTotal;
  curve.start = sign > 0 ? base + span : base;
  curve.end = sign > 0 ? base : base + span;
  if (curve.inverseSpread > 0) sumSquares();
  // All doses on one plateau: a flat line at the mean, which is 0.
  else curve.rss = curve.between + curve.within;
}

/** The plateau at infinite dose held: t is the share of the other. */
export function withHeldEnd(end: f64): void {
  fillShares(1);
  curve.start = end + spanFrom(end, 0);
  curve.end = end;
}

/** The plateau at dose 0 held. */
export function withHeldStart(start: f64): void {
  fillShares(-1);
  curve.end = start + spanFrom(start, 0);
  curve.start = start;
}

/** The curve with A and m held: the best B. */
export function spanFrom(base: f64, mean: f64): f64 {
  curve.base = base;
  curve.inverseTotal = 0;
  const span = spanAbout(base, mean);
  sumSquares();
  return span;
}

/** The best B for A and m: Σ w (t - m) (y - A) / Σ w (t - m)². */
function spanAbout(base: f64, mean: f64): f64 {
  const bytes: usize = curve.bytes;
  const weightAt = curve.weightAt;
  const responseAt = curve.responseAt;
  const shareAt = curve.shareAt;
  const bases = f64x2.splat(base);
  const means = f64x2.splat(mean);
  let squares = f64x2.splat(0);
  let alongs = f64x2.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const away = f64x2.sub(v128.load(shareAt + j), means);
    const weighted = f64x2.mul(v128.load(weightAt + j), away);
    squares = addProduct(squares, weighted, away);
    alongs = addProduct(alongs, weighted, f64x2.sub(v128.load(responseAt + j), bases));
  }
  const square = fold(squares);
  const inverseSpread = square > LEAST_SPREAD ? 1 / square : 0;
  curve.span = fold(alongs) * inverseSpread;
  curve.mean = mean;
  curve.inverseSpread = inverseSpread;
  return curve.span;
}

export function withBothHeld(start: f64, end: f64): void {
  fillShares(1);
  curve.base = end;
  curve.span = start - end;
  curve.mean = 0;
  curve.inverseTotal = 0;
  curve.inverseSpread = 0;
  curve.start = start;
  curve.end = end;
  sumSquares();
}

/**
 * The best plateaus of a box that does not hold the free ones: the sum of squares is convex in the
 * plateaus, so one of those that left the box is at the bound that it crossed, and the other is the
 * best with it there, or at its own bound.
 */
export function withinBounds(): void {
  const start = within(curve.start, curve.startLeast, curve.startMost);
  const end = within(curve.end, curve.endLeast, curve.endMost);
  const startOut = start != curve.start;
  const endOut = end != curve.end;
  let rss = Infinity;
  if (startOut) {
    holdStartAt(start);
    rss = curve.rss;
  }
  if (endOut) {
    holdEndAt(end);
    if (rss < curve.rss) holdStartAt(start);
  }
}

function holdStartAt(start: f64): void {
  withHeldStart(start);
  const end = within(curve.end, curve.endLeast, curve.endMost);
  if (end != curve.end) withBothHeld(start, end);
}

function holdEndAt(end: f64): void {
  withHeldEnd(end);
  const start = within(curve.start, curve.startLeast, curve.startMost);
  if (start != curve.start) withBothHeld(start, end);
}
