import { curve } from "./curve";
import { Shapes } from "./shapes";

/** Sums over the levels of a curve of the shares of shapes. */
@unmanaged
export class WeightedSums {
  /** By shape Σ w s, Σ w s² and 1 / Σ w (s - s̄)², 0 where all doses are on one plateau. */
  sumAt: usize;
  squareAt: usize;
  inverseAt: usize;
  /** The weights w that they are for; not a number before the first. */
  weightAt: usize;
}

/**
 * Where the sums of shapes with the weights of the curve stand or belong. Curves that have lost no well
 * come again and again, and their sums stay.
 */
export function sumsOf(shapes: Shapes): WeightedSums {
  const bytes = <usize> curve.count << 3;
  const first = load<f64>(curve.weightAt);
  for (let j: usize = 8; j < bytes; j += 8) {
    if (load<f64>(curve.weightAt + j) != first) return shapes.ofOther;
  }
  return shapes.ofEqual;
}

/** Whether sums are for the weights of the curve. */
export function areKnown(sums: WeightedSums): bool {
  const known = sums.weightAt;
  const bytes = <usize> curve.count << 3;
  for (let j: usize = 0; j < bytes; j += 8) {
    if (load<f64>(known + j) != load<f64>(curve.weightAt + j)) return false;
  }
  return true;
}

/**
 * Sums shapes with the weights of the curve, unless it has been done.
 *
 * Most weights of a curve are the same, but for the wells that were lost: with W the largest,
 * Σ w s = W Σ s - Σ (W - w) s, and the sums over all levels are known.
 */
export function sumShapes(shapes: Shapes): void {
  const sums = sumsOf(shapes);
  shapes.sums = sums;
  if (areKnown(sums)) return;
  const weightAt = curve.weightAt;
  const bytes = <usize> curve.count << 3;
  // Written out: so few bytes are copied in less time than a call takes.
  for (let j: usize = 0; j < bytes; j += 8) {
    store<f64>(sums.weightAt + j, load<f64>(weightAt + j));
  }
  weigh();
  const stride = <usize> shapes.stride << 3;
  for (let shape: usize = 0; shape < stride; shape += 64) {
    sumFour(shapes, sums, shape);
    sumFour(shapes, sums, shape + 32);
  }
}

/** What the sums of all shapes share: W, 1 / Σ w and the least spread that counts. */
let base: f64 = 0;
let inverseTotal: f64 = 0;
let leastSpread: f64 = 0;
/** Where W - w of the levels with less than W may be written, each with its level, and bytes that they take. */
let lighterAt: usize = 0;
let lighter: usize = 0;

/** Tells where there is room for two numbers of every level. */
export function setLighter(at: usize): void {
  lighterAt = at;
}

/** A weight so many times as large as another would swallow its digits. */
const UNLIKE: f64 = 1e6;
/** Shapes whose doses are all on one plateau tell nothing. */
const LEAST_SPREAD: f64 = 1e-12;

/**
 * Finds what the sums of all shapes share. W is the largest weight, or 0 where they are too unlike for it; the
 * total is that of the levels: that of the wells may differ in its last digit, and belongs to another curve
 * too.
 */
export function weigh(): void {
  const bytes = <usize> curve.count << 3;
  let largest: f64 = 0;
  let smallest: f64 = Infinity;
  let total: f64 = 0;
  for (let j: usize = 0; j < bytes; j += 8) {
    const weight = load<f64>(curve.weightAt + j);
    largest = max(largest, weight);
    smallest = min(smallest, weight);
    total += weight;
  }
  base = largest > UNLIKE * smallest ? 0 : largest;
  lighter = 0;
  for (let j: usize = 0; j < bytes; j += 8) {
    const less = base - load<f64>(curve.weightAt + j);
    if (less == 0) continue;
    store<f64>(lighterAt + lighter, less);
    store<usize>(lighterAt + lighter, j >> 3, 8);
    lighter += 16;
  }
  inverseTotal = 1 / total;
  leastSpread = LEAST_SPREAD * total;
}

/** The sums of four shapes. */
function sumFour(shapes: Shapes, sums: WeightedSums, offset: usize): void {
  const stride = <usize> shapes.stride << 3;
  const weights = f64x2.splat(base);
  const plainSumAt = shapes.plainSumAt + offset;
  const plainSquareAt = shapes.plainSquareAt + offset;
  let sum0 = f64x2.mul(weights, v128.load(plainSumAt));
  let sum1 = f64x2.mul(weights, v128.load(plainSumAt, 16));
  let square0 = f64x2.mul(weights, v128.load(plainSquareAt));
  let square1 = f64x2.mul(weights, v128.load(plainSquareAt, 16));
  const shareAt = shapes.shareAt + offset;
  for (let k: usize = 0; k < lighter; k += 16) {
    const lesses = v128.load64_splat(lighterAt + k);
    const at = shareAt + load<usize>(lighterAt + k, 8) * stride;
    const s0 = v128.load(at);
    const s1 = v128.load(at, 16);
    const ls0 = f64x2.mul(lesses, s0);
    const ls1 = f64x2.mul(lesses, s1);
    sum0 = f64x2.sub(sum0, ls0);
    sum1 = f64x2.sub(sum1, ls1);
    square0 = f64x2.sub(square0, f64x2.mul(ls0, s0));
    square1 = f64x2.sub(square1, f64x2.mul(ls1, s1));
  }
  v128.store(sums.sumAt + offset, sum0);
  v128.store(sums.sumAt + offset, sum1, 16);
  v128.store(sums.squareAt + offset, square0);
  v128.store(sums.squareAt + offset, square1, 16);
  v128.store(sums.inverseAt + offset, inverseSpreads(sum0, square0));
  v128.store(sums.inverseAt + offset, inverseSpreads(sum1, square1), 16);
}

/** 1 / Σ w (s - s̄)² of two shapes, as {@linkcode sumShapes} has it, after {@linkcode weigh}. */
export function inversesOf(shapes: Shapes, shape: i32): v128 {
  const stride = <usize> shapes.stride << 3;
  const offset = <usize> shape << 3;
  const weights = f64x2.splat(base);
  let sum = f64x2.mul(weights, v128.load(shapes.plainSumAt + offset));
  let square = f64x2.mul(weights, v128.load(shapes.plainSquareAt + offset));
  const shareAt = shapes.shareAt + offset;
  for (let k: usize = 0; k < lighter; k += 16) {
    const s = v128.load(shareAt + load<usize>(lighterAt + k, 8) * stride);
    const ls = f64x2.mul(v128.load64_splat(lighterAt + k), s);
    sum = f64x2.sub(sum, ls);
    square = f64x2.sub(square, f64x2.mul(ls, s));
  }
  return inverseSpreads(sum, square);
}

/** 1 / Σ w (s - s̄)² by Σ w s and Σ w s², 0 where all doses are on one plateau. */
function inverseSpreads(sum: v128, square: v128): v128 {
  // Digits lost here cost a start some of its rank, and nothing else.
  const lost = f64x2.mul(f64x2.mul(sum, sum), f64x2.splat(inverseTotal));
  const spread = f64x2.sub(square, lost);
  const known = f64x2.gt(spread, f64x2.splat(leastSpread));
  return v128.and(f64x2.div(f64x2.splat(1), spread), known);
}
