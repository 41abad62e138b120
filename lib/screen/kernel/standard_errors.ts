import { curve } from "./curve";

/** Gauss-Newton standard errors in scaled units, not a number where held or where nothing moves. A workspace. */
@unmanaged
export class StandardErrors {
  steepness: f64;
  start: f64;
  end: f64;
}

/** The errors of the one curve of a kernel. */
export const errors = changetype<StandardErrors>(memory.data(offsetof<StandardErrors>(), 16));

/** The inverse of Gauss and Newton's matrix, of which a parameter that does not move has no part. */
let ipp: f64 = 0;
let ipq: f64 = 0;
let iqq: f64 = 0;

/**
 * Standard errors of the curve in the workspace, differentiated there.
 *
 * The covariance of position and steepness, the plateaus following, is the inverse of Gauss and
 * Newton's matrix N times the variance. A plateau is the value of f = A + B t at t = τ (0 or 1); with
 * l = (1, τ - m) on the orthogonal columns 1 and t - m, and κ_x = B (Σ w t_x / Σ w + (τ - m)
 * Σ w t_x (t - m) / Σ w (t - m)²) for how it follows x, its variance is that of straight regression
 * plus what position and steepness pass on:
 *
 * σ² (1 / Σ w + (τ - m)² / Σ w (t - m)² + κ' inv(N) κ).
 *
 * @param variance Scaled residual variance
 * @param moving How many of steepness and position the doses can tell: 2, 1 (no slope) or 0
 */
export function standardErrors(variance: f64, moving: i32): void {
  const pp = curve.gaussPP;
  const pq = curve.gaussPQ;
  const qq = curve.gaussQQ;
  const determinant = pp * qq - pq * pq;
  const position = curve.position;
  const atBound = position <= curve.leastPosition || position >= curve.mostPosition;
  const both = moving == 2 && !atBound && determinant > 1e-20 * pp * qq;
  ipp = both ? qq / determinant : moving == 1 && !atBound ? 1 / pp : 0;
  ipq = both ? -pq / determinant : 0;
  iqq = both ? pp / determinant : moving == 2 && atBound ? 1 / qq : 0;
  errors.steepness = iqq > 0 ? sqrt(variance * iqq) : NaN;
  const falls = curve.sign > 0;
  errors.start = plateauError(falls ? 1 : 0, variance);
  errors.end = plateauError(falls ? 0 : 1, variance);
}

function plateauError(share: f64, variance: f64): f64 {
  const span = curve.span;
  const inverseTotal = curve.inverseTotal;
  const inverseSpread = curve.inverseSpread;
  const away = share - curve.mean;
  const byP = span * (curve.sumP * inverseTotal + away * curve.alongP * inverseSpread);
  const byQ = span * (curve.sumQ * inverseTotal + away * curve.alongQ * inverseSpread);
  const straight = inverseTotal + away * away * inverseSpread;
  const passedOn = byP * byP * ipp + 2 * byP * byQ * ipq + byQ * byQ * iqq;
  return sqrt(variance * (straight + passedOn));
}
