/**
 * The triangular half of a QR factorisation with column pivoting, and the right-hand side seen
 * through it: columns(:, pivots) = Q R.
 */
export interface PivotedQr {
  /** Columns, m. */
  readonly m: number;
  /** R, m x m, row-major; below the diagonal 0. */
  readonly r: Float64Array;
  /** The first m elements of Q' b. */
  readonly qtb: Float64Array;
  /** `pivots[j]` is the column of the matrix that stands in column j of R. */
  readonly pivots: Int32Array;
  /** Factors of the reflections, whose vectors stay in the columns. */
  readonly betas: Float64Array;
  /** Columns that are independent to `tolerance`: the leading diagonal elements of R that matter. */
  rank: number;
  /** Sum of squares of the part of b that no independent column reaches. */
  remainder: number;
}

/** Room for the factorisation of up to `m` columns. */
export function createQr(m: number): PivotedQr {
  return {
    m,
    r: new Float64Array(m * m),
    qtb: new Float64Array(m),
    pivots: new Int32Array(m),
    betas: new Float64Array(m),
    rank: 0,
    remainder: 0,
  };
}

/**
 * Factorises columns by Householder reflections with column pivoting, in place.
 *
 * @param columns n x m, column-major, n >= m; overwritten
 * @param b Right-hand side, length n; overwritten by Q' b
 * @param n Rows
 * @param out Room made by {@linkcode createQr} for the same m
 * @param tolerance Columns whose remaining length is below this share of the longest are dependent
 * @see Businger and Golub (1965) Numer. Math. 7:269, doi:10.1007/BF01436084
 * @example Usage
 * ```ts
 * import { createQr, pivotedQr } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const qr = createQr(2);
 * pivotedQr(new Float64Array([1, 1, 1, 2, 2, 2]), new Float64Array([1, 2, 3]), 3, qr);
 * assertEquals(qr.rank, 1);
 * ```
 */
export function pivotedQr(
  columns: Float64Array,
  b: Float64Array,
  n: number,
  out: PivotedQr,
  tolerance = 1e-13,
): void {
  const { m, r, qtb, pivots, betas } = out;
  r.fill(0);
  betas.fill(0);
  for (let j = 0; j < m; j++) pivots[j] = j;
  out.rank = m;
  let longest = 0;
  for (let j = 0; j < m; j++) {
    const chosen = longestColumn(columns, n, m, j);
    if (chosen !== j) swapColumns(columns, r, pivots, n, m, j, chosen);
    const start = j * n;
    let scale = 0;
    for (let i = j; i < n; i++) scale = Math.max(scale, Math.abs(columns[start + i]));
    let square = 0;
    if (scale > 0) {
      for (let i = j; i < n; i++) {
        square += (columns[start + i] / scale) * (columns[start + i] / scale);
      }
    }
    const length = scale * Math.sqrt(square);
    if (j === 0) longest = length;
    if (!(length > tolerance * longest)) {
      out.rank = Math.min(out.rank, j);
      if (length === 0) continue;
    }
    const diagonal = columns[start + j] > 0 ? -length : length;
    const head = columns[start + j] - diagonal;
    columns[start + j] = head;
    // Householder vector v = column below j with head; beta = -1 / (diagonal * head).
    const beta = -1 / (diagonal * head);
    betas[j] = beta;
    for (let k = j + 1; k < m; k++) reflect(columns, start, columns, k * n, j, n, beta);
    reflect(columns, start, b, 0, j, n, beta);
    r[j * m + j] = diagonal;
    for (let k = j + 1; k < m; k++) r[j * m + k] = columns[k * n + j];
  }
  for (let j = 0; j < m; j++) qtb[j] = b[j];
  let remainder = 0;
  for (let i = out.rank; i < n; i++) remainder += b[i] * b[i];
  out.remainder = remainder;
}

/** Multiplies a vector of length n by Q' in place; `columns` as the factorisation left them. */
export function applyTransposed(
  columns: Float64Array,
  n: number,
  { m, betas }: PivotedQr,
  vector: Float64Array,
): void {
  for (let j = 0; j < m; j++) {
    if (betas[j] !== 0) reflect(columns, j * n, vector, 0, j, n, betas[j]);
  }
}

/** Solves R x = c for the leading `size` columns, x in the order of R's columns. */
export function solveUpper(qr: PivotedQr, c: Float64Array, size: number, x: Float64Array): void {
  const { m, r } = qr;
  for (let j = size - 1; j >= 0; j--) {
    let sum = c[j];
    for (let k = j + 1; k < size; k++) sum -= r[j * m + k] * x[k];
    x[j] = sum / r[j * m + j];
  }
}

/** Inverse of an upper triangle, m x m, row-major. */
export function invertUpper(r: Float64Array, m: number): Float64Array {
  const inverse = new Float64Array(m * m);
  for (let k = 0; k < m; k++) {
    inverse[k * m + k] = 1 / r[k * m + k];
    for (let i = k - 1; i >= 0; i--) {
      let sum = 0;
      for (let l = i + 1; l <= k; l++) sum -= r[i * m + l] * inverse[l * m + k];
      inverse[i * m + k] = sum / r[i * m + i];
    }
  }
  return inverse;
}

function longestColumn(columns: Float64Array, n: number, m: number, from: number): number {
  let best = from;
  let most = -1;
  for (let k = from; k < m; k++) {
    let square = 0;
    for (let i = k * n + from; i < k * n + n; i++) square += columns[i] * columns[i];
    if (square > most) {
      most = square;
      best = k;
    }
  }
  return best;
}

function swapColumns(
  columns: Float64Array,
  r: Float64Array,
  pivots: Int32Array,
  n: number,
  m: number,
  a: number,
  b: number,
): void {
  for (let i = 0; i < n; i++) {
    const value = columns[a * n + i];
    columns[a * n + i] = columns[b * n + i];
    columns[b * n + i] = value;
  }
  for (let row = 0; row < a; row++) {
    const value = r[row * m + a];
    r[row * m + a] = r[row * m + b];
    r[row * m + b] = value;
  }
  const pivot = pivots[a];
  pivots[a] = pivots[b];
  pivots[b] = pivot;
}

/** target -= beta (v . target) v over rows j to n - 1. */
function reflect(
  v: Float64Array,
  vStart: number,
  target: Float64Array,
  start: number,
  j: number,
  n: number,
  beta: number,
): void {
  let dot = 0;
  for (let i = j; i < n; i++) dot += v[vStart + i] * target[start + i];
  const factor = beta * dot;
  for (let i = j; i < n; i++) target[start + i] -= factor * v[vStart + i];
}
