import { type Shapes, shapeSums, SHARES } from "./dose_design.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** What shapes of its design say of one curve. A workspace. */
export interface Scan {
  /** The shapes it is of. */
  shapes: Shapes;
  /** Scaled sum of squares of the levels by shape, the wells' spread within doses left out. */
  rss: Float64Array;
  /** Shapes to start from, the best first. */
  starts: Int32Array;
  /** How many there are. */
  count: number;
  /** Weighted sum of mean response and share by shape. */
  along: Float64Array;
  /** Weight times mean response by level. */
  weighted: Float64Array;
}

/** Starts kept at most. */
const MOST_STARTS = 6;

/** An empty workspace. */
export function createScan(shapes: Shapes): Scan {
  return {
    shapes,
    rss: new Float64Array(0),
    starts: new Int32Array(MOST_STARTS),
    count: 0,
    along: new Float64Array(0),
    weighted: new Float64Array(64),
  };
}

/**
 * The sum of squares of every one of the shapes, and which of them to start from, without an
 * exponential: with both plateaus free it is Σ w y² - (Σ w s y)² / Σ w (s - s̄)², and only the middle
 * sum depends on the curve.
 */
export function scanShapes(scan: Scan, curve: ProjectedCurve, shapes: Shapes): void {
  const { levels, levels: { count, between, weight, mean: y } } = curve;
  const sums = shapeSums(shapes, levels);
  scan.shapes = shapes;
  if (scan.rss.length < shapes.count) {
    scan.rss = new Float64Array(shapes.count);
    scan.along = new Float64Array(shapes.count + 3);
  }
  const { rss, along } = scan;
  const { share } = shapes;
  const { inverse } = sums;
  if (scan.weighted.length < count) scan.weighted = new Float64Array(2 * count);
  const { weighted } = scan;
  for (let j = 0; j < count; j++) weighted[j] = weight[j] * y[j];
  const free = curve.startLeast === -Infinity && curve.startMost === Infinity &&
    curve.endLeast === -Infinity && curve.endMost === Infinity;
  const { sum, square } = sums;
  const last = shapes.count - 1;
  // Four shapes at a time, so that no sum has to wait for another; the last may be summed twice.
  for (let shape = 0; shape <= last; shape += 4) {
    let at0 = count * shape;
    let at1 = count * (shape + 1 < last ? shape + 1 : last);
    let at2 = count * (shape + 2 < last ? shape + 2 : last);
    let at3 = count * (shape + 3 < last ? shape + 3 : last);
    let along0 = 0, along1 = 0, along2 = 0, along3 = 0;
    for (let j = 0; j < count; j++) {
      const wy = weighted[j];
      along0 += share[at0++] * wy;
      along1 += share[at1++] * wy;
      along2 += share[at2++] * wy;
      along3 += share[at3++] * wy;
    }
    along[shape] = along0;
    along[shape + 1] = along1;
    along[shape + 2] = along2;
    along[shape + 3] = along3;
  }
  for (let shape = 0; shape <= last; shape++) {
    const here = along[shape];
    rss[shape] = free
      ? between - here * here * inverse[shape]
      : boundedRss(curve, here, sum[shape], square[shape]);
  }
  findStarts(scan);
}

/**
 * The lowest of the fine shapes around one of the coarse: a start half as far away for the price of a few
 * sums.
 */
export function lowestNear(scan: Scan, curve: ProjectedCurve, fine: Shapes, shape: number): number {
  const { weighted, shapes: { columns } } = scan;
  const { levels, levels: { count } } = curve;
  const { share } = fine;
  const { inverse } = shapeSums(fine, levels);
  // Every other row and column of the fine grid, and the last, are those of the coarse.
  const row = Math.min(2 * Math.floor(shape / columns), fine.rows - 1);
  const column = Math.min(2 * (shape % columns), fine.columns - 1);
  const [firstRow, lastRow] = [Math.max(row - 1, 0), Math.min(row + 1, fine.rows - 1)];
  const [first, last] = [Math.max(column - 1, 0), Math.min(column + 1, fine.columns - 1)];
  let best = row * fine.columns + column;
  let most = -1;
  for (let r = firstRow; r <= lastRow; r++) {
    for (let c = first; c <= last; c++) {
      const near = r * fine.columns + c;
      let along = 0;
      for (let j = 0, at = near * count; j < count; j++) along += share[at++] * weighted[j];
      const explained = along * along * inverse[near];
      if (explained > most) {
        most = explained;
        best = near;
      }
    }
  }
  return best;
}

/**
 * Sum of squares of a shape with its plateaus within their bounds: the free ones cut to the bounds, and
 * each the best for the other. Good enough to start from.
 *
 * @param along Σ w s y
 * @param sum Σ w s
 * @param square Σ w s²
 */
function boundedRss(curve: ProjectedCurve, along: number, sum: number, square: number): number {
  const { levels: { total, between }, startLeast, startMost, endLeast, endMost } = curve;
  // Normal equations of start (share s) and end (share 1 - s); Σ w y is 0.
  const ss = square;
  const sr = sum - square;
  const rr = total - 2 * sum + square;
  const determinant = ss * rr - sr * sr;
  const free = determinant > 1e-14 * ss * rr;
  let start = clamp(free ? along * (rr + sr) / determinant : 0, startLeast, startMost);
  let end = clamp(free ? -along * (ss + sr) / determinant : 0, endLeast, endMost);
  if (rr > 0) end = clamp((-along - sr * start) / rr, endLeast, endMost);
  if (ss > 0) start = clamp((along - sr * end) / ss, startLeast, startMost);
  return between - 2 * along * (start - end) +
    start * start * ss + 2 * start * end * sr + end * end * rr;
}

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}

/**
 * Finds where to start from: shapes of the grid that no neighbour undercuts, and of the steep shapes
 * with a single dose on the slope the best placed of each dose and slope.
 */
function findStarts(scan: Scan): void {
  const { rss, shapes: { rows, columns, count } } = scan;
  scan.count = 0;
  for (let row = 0, shape = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, shape++) {
      if (isWanted(scan, rss[shape]) && !isUndercut(rss, rows, columns, row, column)) {
        addStart(scan, shape);
      }
    }
  }
  for (let first = rows * columns; first < count; first += SHARES.length) {
    let best = first;
    for (let k = 1; k < SHARES.length; k++) if (rss[first + k] < rss[best]) best = first + k;
    if (isWanted(scan, rss[best])) addStart(scan, best);
  }
}

function isWanted({ count, starts, rss }: Scan, here: number): boolean {
  return count < MOST_STARTS || here < rss[starts[count - 1]];
}

/** Puts a start in its place; of equal ones the first stays first. */
function addStart(scan: Scan, shape: number): void {
  const { starts, rss } = scan;
  let k = scan.count < MOST_STARTS ? scan.count++ : scan.count - 1;
  for (; k > 0 && rss[shape] < rss[starts[k - 1]]; k--) starts[k] = starts[k - 1];
  starts[k] = shape;
}

/** Whether a neighbour is lower; of a level stretch only the first shape is a minimum. */
function isUndercut(
  rss: Float64Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
): boolean {
  const shape = row * columns + column;
  const here = rss[shape];
  const left = column > 0;
  const right = column < columns - 1;
  if (left && rss[shape - 1] <= here) return true;
  if (right && rss[shape + 1] < here) return true;
  if (row > 0) {
    const above = shape - columns;
    if (rss[above] <= here) return true;
    if (left && rss[above - 1] <= here) return true;
    if (right && rss[above + 1] <= here) return true;
  }
  if (row < rows - 1) {
    const below = shape + columns;
    if (rss[below] < here) return true;
    if (left && rss[below - 1] < here) return true;
    if (right && rss[below + 1] < here) return true;
  }
  return false;
}
