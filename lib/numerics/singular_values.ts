/** Singular values of a small square matrix, largest first, with the right singular vectors. */
export interface SingularValues {
  /** Largest first. */
  readonly values: Float64Array;
  /** `vectors[k]` belongs to `values[k]`: a unit vector over the columns. */
  readonly vectors: readonly Float64Array[];
}

/**
 * Singular values and right singular vectors of a square matrix by one-sided Jacobi rotations,
 * which finds small singular values of a triangular matrix to full relative accuracy.
 *
 * @param matrix m x m, row-major
 * @param m Rows and columns
 * @see Demmel and Veselic (1992) SIAM J. Matrix Anal. Appl. 13:1204, doi:10.1137/0613074
 * @example Usage
 * ```ts
 * import { singularValues } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...singularValues(new Float64Array([0, 2, 1, 0]), 2).values], [2, 1]);
 * ```
 */
export function singularValues(matrix: Float64Array, m: number): SingularValues {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(m * m);
  for (let k = 0; k < m; k++) v[k * m + k] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < m - 1; p++) {
      for (let q = p + 1; q < m; q++) rotated = orthogonalize(a, v, m, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const lengths = Array.from({ length: m }, (_, k) => columnLength(a, m, k));
  const order = lengths.map((_, k) => k).sort((i, k) => lengths[k] - lengths[i]);
  return {
    values: Float64Array.from(order, (k) => lengths[k]),
    vectors: order.map((k) => Float64Array.from({ length: m }, (_, row) => v[row * m + k])),
  };
}

/** Rotates columns p and q until they are orthogonal; says whether they were not. */
function orthogonalize(
  a: Float64Array,
  v: Float64Array,
  m: number,
  p: number,
  q: number,
): boolean {
  let pp = 0;
  let qq = 0;
  let pq = 0;
  for (let i = 0; i < m; i++) {
    const x = a[i * m + p];
    const y = a[i * m + q];
    pp += x * x;
    qq += y * y;
    pq += x * y;
  }
  if (Math.abs(pq) <= 1e-15 * Math.sqrt(pp * qq)) return false;
  const zeta = (qq - pp) / (2 * pq);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  rotate(a, m, p, q, c, s);
  rotate(v, m, p, q, c, s);
  return true;
}

function rotate(a: Float64Array, m: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < m; i++) {
    const x = a[i * m + p];
    const y = a[i * m + q];
    a[i * m + p] = c * x - s * y;
    a[i * m + q] = s * x + c * y;
  }
}

function columnLength(a: Float64Array, m: number, k: number): number {
  let scale = 0;
  for (let i = 0; i < m; i++) scale = Math.max(scale, Math.abs(a[i * m + k]));
  if (scale === 0) return 0;
  let square = 0;
  for (let i = 0; i < m; i++) square += (a[i * m + k] / scale) * (a[i * m + k] / scale);
  return scale * Math.sqrt(square);
}
