import { curve } from "./curve";

/** Where a curve crosses a response, and how it follows when that place is moved. A workspace. */
@unmanaged
export class Crossing {
  /** log10 dose; infinite where the curve does not get there. */
  place: f64;
  /** Second derivative of half the profile; not a number where there is no place. */
  bend: f64;
  /** How position and steepness follow the place along the profile. */
  followP: f64;
  followQ: f64;
}

/** The one crossing of a kernel. */
export const crossing = changetype<Crossing>(memory.data(offsetof<Crossing>(), 16));

/**
 * Locates the place x where the curve in the workspace, a minimum with its derivatives, crosses the
 * response c = level + part (start - level), in scaled units:
 *
 * x = position + log((start - c) / (c - end)) / (ln10 slope).
 *
 * Its profile bends as 1 / (∇x' inv(H) ∇x), with H the second derivatives of half the sum of squares, and
 * the curve follows along inv(H) ∇x (Lagrange). The plateaus stand on the orthogonal columns 1 and t - m,
 * with λ the derivatives of x along them; eliminated, they leave for y, position or steepness,
 *
 * κ_y = x_y - λ₁ B Σ w t_y / Σ w - λ₂ k_y / Σ w (t - m)²,
 *
 * and ∇x' inv(H) ∇x = λ₁² / Σ w + λ₂² / Σ w (t - m)² + κ' inv(S) κ, S what `differentiate` gives.
 */
export function locateCrossing(part: f64, level: f64): f64 {
  const start = curve.start;
  const end = curve.end;
  const position = curve.position;
  const response = level + part * (start - level);
  const above = start - response;
  const below = response - end;
  const odds = above / below;
  crossing.bend = NaN;
  crossing.followP = 0;
  crossing.followQ = 0;
  if (!(odds > 0 && odds < Infinity)) {
    return crossing.place = end >= response ? Infinity : -Infinity;
  }
  const sign = curve.sign;
  const perLog = sign / curve.slope;
  const away = Math.log(odds) * perLog;
  crossing.place = position + away;
  const byStart = perLog * ((1 - part) / above - part / below);
  const byEnd = perLog / below;
  const shareOfStart: f64 = sign > 0 ? 1 : 0;
  const span = curve.span;
  const mean = curve.mean;
  const pp = curve.pp;
  const pq = curve.pq;
  const qq = curve.qq;
  const alongOne = byStart + byEnd;
  const alongShare = byStart * (shareOfStart - mean) + byEnd * (1 - shareOfStart - mean);
  const mixedP = span * curve.alongP + curve.byPosition / span;
  const mixedQ = span * curve.alongQ + curve.bySteepness / span;
  const one = alongOne * curve.inverseTotal;
  const share = alongShare * curve.inverseSpread;
  const byP = 1 - one * span * curve.sumP - share * mixedP;
  const byQ = -away - one * span * curve.sumQ - share * mixedQ;
  const determinant = pp * qq - pq * pq;
  // A position at its bound does not follow.
  const held = position <= curve.leastPosition || position >= curve.mostPosition;
  if (!(held ? qq > 0 : pp > 0 && determinant > 1e-10 * pp * qq)) return crossing.place;
  const p = held ? 0 : (qq * byP - pq * byQ) / determinant;
  const q = held ? byQ / qq : (pp * byQ - pq * byP) / determinant;
  crossing.bend = 1 / (alongOne * one + alongShare * share + byP * p + byQ * q);
  crossing.followP = p * crossing.bend;
  crossing.followQ = q * crossing.bend;
  return crossing.place;
}
