import { curve } from "./curve";
import { addProduct, entry, put, within } from "./arithmetic";
import { Shapes, SHARES } from "./shapes";
import { areKnown, inversesOf, sumShapes, sumsOf, weigh } from "./weighted_sums";

/** What shapes of its design say of the curve. A workspace. */
@unmanaged
export class Scan {
  /** The shapes that it is of. */
  shapes: Shapes;
  /** Starts found. */
  count: i32;
  /** By shape the scaled sum of squares, the wells' spread left out, and Σ w s y. */
  rssAt: usize;
  alongAt: usize;
  /** Shapes to start from, the best first. */
  startsAt: usize;
}

/** The one scan of a kernel. */
export const scan = changetype<Scan>(memory.data(offsetof<Scan>(), 16));

/** Entries of a row of the grid at most, taken two by two. */
const MOST_COLUMNS: i32 = 22;
/** A row of infinite sums of squares, which stands above the first and below the last. */
const FENCE: usize = memory.data(MOST_COLUMNS * 8, 16);

/** Tells where its columns stand, and raises the fence. */
export function setScan(rssAt: usize, alongAt: usize, startsAt: usize): void {
  scan.rssAt = rssAt;
  scan.alongAt = alongAt;
  scan.startsAt = startsAt;
  for (let k: i32 = 0; k < MOST_COLUMNS; k++) put(FENCE, k, Infinity);
}

/** Starts kept at most. */
const MOST_STARTS: i32 = 6;
/** Shapes summed at a time. */
const ABREAST: i32 = 8;

/**
 * The sum of squares of every one of the shapes, and which of them to start from, without an
 * exponential: with both plateaus free it is Σ w y² - (Σ w s y)² / Σ w (s - s̄)², and only the middle
 * sum depends on the curve.
 */
export function scanShapes(shapes: Shapes): void {
  sumShapes(shapes);
  scan.shapes = shapes;
  weighResponses();
  sumAlong(shapes);
  const bounded = curve.startLeast != -Infinity || curve.startMost != Infinity ||
    curve.endLeast != -Infinity || curve.endMost != Infinity;
  if (bounded) withinBounds(shapes);
  else withFreePlateaus(shapes);
  findStarts(shapes);
}

function weighResponses(): void {
  const bytes: usize = curve.bytes;
  const to = curve.weightedAt;
  const weightAt = curve.weightAt;
  const responseAt = curve.responseAt;
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(to + j, f64x2.mul(v128.load(weightAt + j), v128.load(responseAt + j)));
  }
}

/**
 * The lowest of the fine shapes around one of the coarse that have just been scanned: a start half as
 * far away for the price of a few sums.
 */
export function lowestNear(fine: Shapes, shape: i32): i32 {
  const rows = fine.rows;
  const columns = fine.columns;
  // Every other row and column of the fine grid, and the last, are those of the coarse.
  const row = min(2 * (shape / scan.shapes.columns), rows - 1);
  const column = min(2 * (shape % scan.shapes.columns), columns - 1);
  const lastRow = min(row + 1, rows - 1);
  const firstColumn = max(column - 1, 0);
  const lastColumn = min(column + 1, columns - 1);
  const bytes = <usize> curve.count << 3;
  const sums = sumsOf(fine);
  const known = areKnown(sums);
  if (!known) weigh();
  let best = row * columns + column;
  let most: f64 = -1;
  for (let r = max(row - 1, 0); r <= lastRow; r++) {
    for (let c = firstColumn; c <= lastColumn; c += 2) {
      const near = r * columns + c;
      const along = alongOfTwo(fine, near, bytes);
      const inverse = known
        ? v128.load(sums.inverseAt + (<usize> near << 3))
        : inversesOf(fine, near);
      const explained = f64x2.mul(f64x2.mul(along, along), inverse);
      const first = f64x2.extract_lane(explained, 0);
      if (first > most) {
        most = first;
        best = near;
      }
      const second = f64x2.extract_lane(explained, 1);
      if (c < lastColumn && second > most) {
        most = second;
        best = near + 1;
      }
    }
  }
  return best;
}

/** Σ w s y of two shapes. */
function alongOfTwo(shapes: Shapes, shape: i32, bytes: usize): v128 {
  const stride = <usize> shapes.stride << 3;
  const weightedAt = curve.weightedAt;
  let at = shapes.shareAt + (<usize> shape << 3);
  let along = f64x2.splat(0);
  for (let j: usize = 0; j < bytes; j += 8) {
    along = addProduct(along, v128.load(at), v128.load64_splat(weightedAt + j));
    at += stride;
  }
  return along;
}

/** Σ w s y of eight shapes at a time. */
function sumAlong(shapes: Shapes): void {
  const stride = <usize> shapes.stride << 3;
  const levels = <usize> curve.count << 3;
  const weightedAt = curve.weightedAt;
  const alongAt = scan.alongAt;
  for (let shape: usize = 0; shape < stride; shape += ABREAST << 3) {
    let along0 = f64x2.splat(0);
    let along1 = f64x2.splat(0);
    let along2 = f64x2.splat(0);
    let along3 = f64x2.splat(0);
    let at = shapes.shareAt + shape;
    for (let j: usize = 0; j < levels; j += 8) {
      const weighted = v128.load64_splat(weightedAt + j);
      along0 = addProduct(along0, v128.load(at), weighted);
      along1 = addProduct(along1, v128.load(at, 16), weighted);
      along2 = addProduct(along2, v128.load(at, 32), weighted);
      along3 = addProduct(along3, v128.load(at, 48), weighted);
      at += stride;
    }
    const to = alongAt + shape;
    v128.store(to, along0);
    v128.store(to, along1, 16);
    v128.store(to, along2, 32);
    v128.store(to, along3, 48);
  }
}

function withFreePlateaus(shapes: Shapes): void {
  const bytes = <usize> shapes.count << 3;
  const alongAt = scan.alongAt;
  const inverseAt = shapes.sums.inverseAt;
  const rssAt = scan.rssAt;
  const between = f64x2.splat(curve.between);
  for (let shape: usize = 0; shape < bytes; shape += 16) {
    const along = v128.load(alongAt + shape);
    const explained = f64x2.mul(f64x2.mul(along, along), v128.load(inverseAt + shape));
    v128.store(rssAt + shape, f64x2.sub(between, explained));
  }
}

function withinBounds(shapes: Shapes): void {
  const bytes = <usize> shapes.count << 3;
  for (let shape: usize = 0; shape < bytes; shape += 8) {
    const along = load<f64>(scan.alongAt + shape);
    const sum = load<f64>(shapes.sums.sumAt + shape);
    const square = load<f64>(shapes.sums.squareAt + shape);
    store<f64>(scan.rssAt + shape, boundedRss(along, sum, square));
  }
}

/**
 * Sum of squares of a shape with its plateaus within their bounds: the free ones cut to the bounds, and
 * each the best for the other. Good enough to start from.
 *
 * @param along Σ w s y
 * @param sum Σ w s
 * @param square Σ w s²
 */
function boundedRss(along: f64, sum: f64, square: f64): f64 {
  const startLeast = curve.startLeast;
  const startMost = curve.startMost;
  const endLeast = curve.endLeast;
  const endMost = curve.endMost;
  // Normal equations of start (share s) and end (share 1 - s); Σ w y is 0.
  const ss = square;
  const sr = sum - square;
  const rr = curve.total - 2 * sum + square;
  const determinant = ss * rr - sr * sr;
  const free = determinant > 1e-14 * ss * rr;
  let start = within(free ? along * (rr + sr) / determinant : 0, startLeast, startMost);
  let end = within(free ? -along * (ss + sr) / determinant : 0, endLeast, endMost);
  if (rr > 0) end = within((-along - sr * start) / rr, endLeast, endMost);
  if (ss > 0) start = within((along - sr * end) / ss, startLeast, startMost);
  return curve.between - 2 * along * (start - end) +
    start * start * ss + 2 * start * end * sr + end * end * rr;
}

/** A start must be lower than this: the last of those kept, where there are as many as may be. */
let ceiling: f64 = Infinity;

/**
 * Finds where to start from: shapes of the grid that no neighbour undercuts, and of the steep shapes
 * with a single dose on the slope the best placed of each dose.
 */
function findStarts(shapes: Shapes): void {
  const rows = shapes.rows;
  const columns = shapes.columns;
  const ofGrid = rows * columns;
  scan.count = 0;
  ceiling = Infinity;
  const width = <usize> columns << 3;
  for (let row: i32 = 0; row < rows; row++) {
    const first = row * columns;
    const at = scan.rssAt + (<usize> first << 3);
    const overAt = row == 0 ? FENCE : at - width;
    const underAt = row == rows - 1 ? FENCE : at + width;
    for (let column: i32 = 0; column < columns; column += 2) {
      const low = lowOfColumns(at, overAt, underAt, <usize> column << 3);
      if (low == 0) continue;
      if ((low & 1) != 0 && isLowest(shapes, row, column)) addStart(first + column);
      if ((low & 2) != 0 && column + 1 < columns && isLowest(shapes, row, column + 1)) {
        addStart(first + column + 1);
      }
    }
  }
  for (let first = ofGrid; first < shapes.count; first += SHARES) {
    if (leastOfShares(first) >= ceiling) continue;
    let best = first;
    for (let k: i32 = 1; k < SHARES; k++) if (rssOf(first + k) < rssOf(best)) best = first + k;
    addStart(best);
  }
}

/** Which of two shapes of a row neither the one above nor the one below undercuts, a bit for each: few. */
function lowOfColumns(rowAt: usize, overAt: usize, underAt: usize, offset: usize): i32 {
  const here = v128.load(rowAt + offset);
  const over = f64x2.gt(v128.load(overAt + offset), here);
  const under = f64x2.ge(v128.load(underAt + offset), here);
  return i64x2.bitmask(v128.and(over, under));
}

/** Whether no neighbour undercuts a shape of the grid; of a level stretch only the first shape is a minimum. */
function isLowest(shapes: Shapes, row: i32, column: i32): bool {
  const rows = shapes.rows;
  const columns = shapes.columns;
  const shape = row * columns + column;
  const here = rssOf(shape);
  if (here >= ceiling) return false;
  const before = column > 0;
  const after = column < columns - 1;
  if ((before && rssOf(shape - 1) <= here) || (after && rssOf(shape + 1) < here)) return false;
  if (row > 0) {
    const over = shape - columns;
    if ((before && rssOf(over - 1) <= here) || (after && rssOf(over + 1) <= here)) return false;
  }
  if (row == rows - 1) return true;
  const under = shape + columns;
  return !((before && rssOf(under - 1) < here) || (after && rssOf(under + 1) < here));
}

/** The lowest sum of squares of the steep shapes of one dose. */
function leastOfShares(first: i32): f64 {
  const at = scan.rssAt + (<usize> first << 3);
  const low = f64x2.pmin(v128.load(at), v128.load(at, 16));
  const high = f64x2.pmin(v128.load(at, 32), v128.load(at, (SHARES - 2) << 3));
  const least = f64x2.pmin(low, high);
  return min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
}

/** Scaled sum of squares of a shape, the wells' spread left out. */
export function rssOf(shape: i32): f64 {
  return entry(scan.rssAt, shape);
}

/** Where the sums of squares stand by shape. */
export function rssAt(): usize {
  return scan.rssAt;
}

/** One of the starts. */
export function startOf(k: i32): i32 {
  return load<i32>(scan.startsAt + (<usize> k << 2));
}

/** Puts a start in its place; of equal ones the first stays first. */
function addStart(shape: i32): void {
  const here = rssOf(shape);
  let k = scan.count < MOST_STARTS ? scan.count++ : scan.count - 1;
  for (; k > 0 && here < rssOf(startOf(k - 1)); k--) {
    store<i32>(scan.startsAt + (<usize> k << 2), startOf(k - 1));
  }
  store<i32>(scan.startsAt + (<usize> k << 2), shape);
  if (scan.count == MOST_STARTS) ceiling = rssOf(startOf(MOST_STARTS - 1));
}
