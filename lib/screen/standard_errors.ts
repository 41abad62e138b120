import type { ProjectedCurve } from "./projected_curve.ts";

/** Gauss-Newton standard errors in scaled units, NaN where held or where nothing moves. A workspace. */
export interface StandardErrors {
  position: number;
  steepness: number;
  start: number;
  end: number;
}

/** An empty workspace. */
export function createErrors(): StandardErrors {
  return { position: NaN, steepness: NaN, start: NaN, end: NaN };
}

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
export function standardErrors(
  errors: StandardErrors,
  curve: ProjectedCurve,
  variance: number,
  moving: number,
): void {
  const { gaussPP: pp, gaussPQ: pq, gaussQQ: qq, sign } = curve;
  const determinant = pp * qq - pq * pq;
  const { leastPosition, mostPosition } = curve.design;
  const atBound = curve.position <= leastPosition || curve.position >= mostPosition;
  const both = moving === 2 && !atBound && determinant > 1e-20 * pp * qq;
  // The inverse of N, of which a parameter that does not move has no part.
  const ipp = both ? qq / determinant : moving === 1 && !atBound ? 1 / pp : 0;
  const ipq = both ? -pq / determinant : 0;
  const iqq = both ? pp / determinant : moving === 2 && atBound ? 1 / qq : 0;
  errors.position = ipp > 0 ? Math.sqrt(variance * ipp) : NaN;
  errors.steepness = iqq > 0 ? Math.sqrt(variance * iqq) : NaN;
  errors.start = plateauError(curve, sign > 0 ? 1 : 0, variance, ipp, ipq, iqq);
  errors.end = plateauError(curve, sign > 0 ? 0 : 1, variance, ipp, ipq, iqq);
}

function plateauError(
  curve: ProjectedCurve,
  share: number,
  variance: number,
  ipp: number,
  ipq: number,
  iqq: number,
): number {
  const { mean, span, inverseTotal, inverseSpread, sumP, sumQ, alongP, alongQ } = curve;
  const away = share - mean;
  const byP = span * (sumP * inverseTotal + away * alongP * inverseSpread);
  const byQ = span * (sumQ * inverseTotal + away * alongQ * inverseSpread);
  const straight = inverseTotal + away * away * inverseSpread;
  const passedOn = byP * byP * ipp + 2 * byP * byQ * ipq + byQ * byQ * iqq;
  return Math.sqrt(variance * (straight + passedOn));
}
