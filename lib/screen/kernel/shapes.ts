/** Steep shapes with a single dose on the slope, of each dose; `dose_design.ts` has as many. */
export const SHARES: i32 = 7;

/**
 * Shapes to start from, made by `dose_design.ts`. A shape is the share of the response at dose 0 that is
 * left at each dose, s = 1 / (1 + exp(h ln10 (u - position))), u the log10 dose, h the slope.
 *
 * First a grid over position and steepness, its index position · columns + steepness; then steep shapes
 * with a single dose on the slope, whose narrow valleys fall between the points of any grid: for each dose
 * {@linkcode SHARES} of them.
 */
@unmanaged
export class Shapes {
  rows: i32;
  columns: i32;
  /** Shapes in all, and numbers from one level's shares to the next's. */
  count: i32;
  stride: i32;
  /** By shape. */
  positionAt: usize;
  steepnessAt: usize;
  /** By level and shape. */
  shareAt: usize;
  /** By shape Σ s and Σ s². */
  plainSumAt: usize;
  plainSquareAt: usize;
  /** By shape Σ w s, Σ w s² and 1 / Σ w (s - s̄)², 0 where all doses are on one plateau. */
  sumAt: usize;
  squareAt: usize;
  inverseAt: usize;
  /** The weights that these are for; not a number before the first. */
  weightAt: usize;
}

/** What depends on the tested doses alone, made by `dose_design.ts`. */
@unmanaged
export class Design {
  coarse: Shapes;
  fine: Shapes;
  /** log10 dose by level. */
  logDoseAt: usize;
  /** 1 when level 0 is the vehicle, else 0. */
  vehicle: i32;
  /** Lowest and highest log10 dose, and the box of the search. */
  lowest: f64;
  highest: f64;
  leastPosition: f64;
  mostPosition: f64;
  leastSteepness: f64;
  mostSteepness: f64;
}

/** Whether the sums of the shapes are for these weights. */
export function isSummed(shapes: Shapes, weightAt: usize, count: i32): bool {
  const known = shapes.weightAt;
  const bytes = <usize> count << 3;
  for (let j: usize = 0; j < bytes; j += 8) {
    if (load<f64>(known + j) != load<f64>(weightAt + j)) return false;
  }
  return true;
}

/**
 * Sums the shapes with these weights, unless it has been done.
 *
 * Most weights of a curve are the same, but for the wells that were lost: with W the largest,
 * Σ w s = W Σ s - Σ (W - w) s, and the sums over all levels are known.
 */
export function sumShapes(shapes: Shapes, weightAt: usize, count: i32): void {
  if (isSummed(shapes, weightAt, count)) return;
  const bytes = <usize> count << 3;
  // Written out: so few bytes are copied in less time than a call takes.
  for (let j: usize = 0; j < bytes; j += 8) {
    store<f64>(shapes.weightAt + j, load<f64>(weightAt + j));
  }
  const stride = <usize> shapes.stride << 3;
  const base = baseOf(weightAt, bytes);
  const weights = f64x2.splat(base);
  for (let shape: usize = 0; shape < stride; shape += 16) {
    const sum = f64x2.mul(weights, v128.load(shapes.plainSumAt + shape));
    const square = f64x2.mul(weights, v128.load(shapes.plainSquareAt + shape));
    v128.store(shapes.sumAt + shape, sum);
    v128.store(shapes.squareAt + shape, square);
  }
  for (let j: usize = 0; j < bytes; j += 8) {
    const less = base - load<f64>(weightAt + j);
    if (less == 0) continue;
    const lesses = f64x2.splat(less);
    const at = shapes.shareAt + (j >> 3) * stride;
    for (let shape: usize = 0; shape < stride; shape += 16) {
      const s = v128.load(at + shape);
      const ls = f64x2.mul(lesses, s);
      v128.store(shapes.sumAt + shape, f64x2.sub(v128.load(shapes.sumAt + shape), ls));
      const square = v128.load(shapes.squareAt + shape);
      v128.store(shapes.squareAt + shape, f64x2.sub(square, f64x2.mul(ls, s)));
    }
  }
  const total = totalOf(weightAt, bytes);
  const inverseTotal = f64x2.splat(1 / total);
  const least = f64x2.splat(LEAST_SPREAD * total);
  for (let shape: usize = 0; shape < stride; shape += 16) {
    const sum = v128.load(shapes.sumAt + shape);
    const square = v128.load(shapes.squareAt + shape);
    v128.store(shapes.inverseAt + shape, inverseSpreads(sum, square, inverseTotal, least));
  }
}

/** A weight so many times as large as another would swallow its digits. */
const UNLIKE: f64 = 1e6;

/** The W of {@linkcode sumShapes}: the largest of the weights, or 0 where they are too unlike for it. */
export function baseOf(weightAt: usize, bytes: usize): f64 {
  let largest: f64 = 0;
  let smallest: f64 = Infinity;
  for (let j: usize = 0; j < bytes; j += 8) {
    const weight = load<f64>(weightAt + j);
    largest = max(largest, weight);
    smallest = min(smallest, weight);
  }
  return largest > UNLIKE * smallest ? 0 : largest;
}

/** Σ w by level: that of the wells may differ in its last digit, and belongs to another curve too. */
export function totalOf(weightAt: usize, bytes: usize): f64 {
  let total: f64 = 0;
  for (let j: usize = 0; j < bytes; j += 8) total += load<f64>(weightAt + j);
  return total;
}

/** Shapes whose doses are all on one plateau tell nothing. */
const LEAST_SPREAD: f64 = 1e-12;

/** 1 / Σ w (s - s̄)² of two shapes, as {@linkcode sumShapes} has it. */
export function inversesOf(
  shapes: Shapes,
  shape: i32,
  weightAt: usize,
  bytes: usize,
  base: f64,
  total: f64,
): v128 {
  const stride = <usize> shapes.stride << 3;
  const offset = <usize> shape << 3;
  let sum = f64x2.mul(f64x2.splat(base), v128.load(shapes.plainSumAt + offset));
  let square = f64x2.mul(f64x2.splat(base), v128.load(shapes.plainSquareAt + offset));
  let at = shapes.shareAt + offset;
  for (let j: usize = 0; j < bytes; j += 8) {
    const less = base - load<f64>(weightAt + j);
    if (less != 0) {
      const s = v128.load(at);
      const ls = f64x2.mul(f64x2.splat(less), s);
      sum = f64x2.sub(sum, ls);
      square = f64x2.sub(square, f64x2.mul(ls, s));
    }
    at += stride;
  }
  const inverseTotal = f64x2.splat(1 / total);
  return inverseSpreads(sum, square, inverseTotal, f64x2.splat(LEAST_SPREAD * total));
}

/**
 * 1 / Σ w (s - s̄)² of two shapes by Σ w s, Σ w s², 1 / Σ w and the least spread that counts: 0 where all
 * doses are on one plateau.
 */
function inverseSpreads(sum: v128, square: v128, inverseTotal: v128, least: v128): v128 {
  // Digits lost here cost a start some of its rank, and nothing else.
  const spread = f64x2.sub(square, f64x2.mul(f64x2.mul(sum, sum), inverseTotal));
  return v128.and(f64x2.div(f64x2.splat(1), spread), f64x2.gt(spread, least));
}
