import { UsageError } from "../errors/mod.ts";

/**
 * Cholesky factor of a symmetric matrix, in place: the lower triangle becomes L with A = L L'.
 *
 * @param a m x m, row-major; only the lower triangle is read and written
 * @param m Rows and columns
 * @returns Whether the matrix is positive definite; if not, `a` is left half done
 * @example Usage
 * ```ts
 * import { choleskyFactor, choleskySolve } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const a = new Float64Array([4, 2, 2, 5]);
 * const b = new Float64Array([8, 12]);
 * assertEquals(choleskyFactor(a, 2), true);
 * choleskySolve(a, 2, b);
 * assertEquals([...b], [1, 2]);
 * ```
 */
export function choleskyFactor(a: Float64Array, m: number): boolean {
  for (let j = 0; j < m; j++) {
    let diagonal = a[j * m + j];
    for (let k = 0; k < j; k++) diagonal -= a[j * m + k] * a[j * m + k];
    if (!(diagonal > 0) || diagonal === Infinity) return false;
    const root = Math.sqrt(diagonal);
    a[j * m + j] = root;
    for (let i = j + 1; i < m; i++) {
      let sum = a[i * m + j];
      for (let k = 0; k < j; k++) sum -= a[i * m + k] * a[j * m + k];
      a[i * m + j] = sum / root;
    }
  }
  return true;
}

/** Solves L L' x = b in place, L from {@linkcode choleskyFactor}. */
export function choleskySolve(l: Float64Array, m: number, b: Float64Array): void {
  for (let i = 0; i < m; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * m + k] * b[k];
    b[i] = sum / l[i * m + i];
  }
  for (let i = m - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < m; k++) sum -= l[k * m + i] * b[k];
    b[i] = sum / l[i * m + i];
  }
}

/**
 * Solves A x = b for a symmetric positive definite A.
 *
 * @param a m x m, row-major
 * @param b Length m
 * @returns x, or null when A is not positive definite
 * @throws {UsageError} If the sizes do not fit
 * @example Usage
 * ```ts
 * import { solveSymmetric } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solveSymmetric([4, 2, 2, 5], [8, 12]), new Float64Array([1, 2]));
 * assertEquals(solveSymmetric([1, 2, 2, 1], [1, 1]), null);
 * ```
 */
export function solveSymmetric(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array | null {
  const m = b.length;
  if (a.length !== m * m) {
    throw new UsageError(
      `Cannot solve a symmetric system: the matrix must have ${m} x ${m} elements, found ${a.length}`,
    );
  }
  const factor = Float64Array.from(a);
  if (!choleskyFactor(factor, m)) return null;
  const x = Float64Array.from(b);
  choleskySolve(factor, m, x);
  return x;
}

/**
 * The inverse of a symmetric positive definite matrix, or null when it is not one.
 *
 * @param a m x m, row-major
 * @param m Rows and columns
 */
export function invertSymmetric(a: ArrayLike<number>, m: number): Float64Array | null {
  const factor = Float64Array.from(a);
  if (!choleskyFactor(factor, m)) return null;
  const inverse = new Float64Array(m * m);
  const column = new Float64Array(m);
  for (let k = 0; k < m; k++) {
    column.fill(0);
    column[k] = 1;
    choleskySolve(factor, m, column);
    for (let i = 0; i < m; i++) inverse[i * m + k] = column[i];
  }
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < i; k++) {
      inverse[i * m + k] = inverse[k * m + i] = (inverse[i * m + k] + inverse[k * m + i]) / 2;
    }
  }
  return inverse;
}
