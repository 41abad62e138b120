import { clampedExp } from "./clamped_exp.ts";
import type { ProjectedCurve } from "./projected_curve.ts";

/** Of a difference of sums this share of either may be rounding. */
const ROUNDING = 1e-13;
/** Keeps what is divided by it finite. */
const TINY = 1e-300;

/**
 * First and second derivatives of R / 2 at the last projection.
 *
 * Let t_p, t_q, t_pp, … be derivatives of t by position and steepness; with v = t (1 - t),
 * v' = v (1 - 2t) and a = ±slope (dz/dp = -a, dz/dq = z):
 *
 * t_p = a v, t_q = -z v, t_pp = a² v', t_pq = a (v - z v'), t_qq = z (z v' - v).
 *
 * With r the residuals, g_x = Σ w r t_x and k_x = B Σ w t_x (t - m) - g_x, the plateaus following,
 *
 * R_x / 2 = -B g_x,
 * R_xy / 2 = B² (Σ w t_x t_y - Σ w t_x Σ w t_y / Σ w) - B Σ w r t_xy - k_x k_y / Σ w (t - m)²:
 *
 * the second derivatives with the plateaus held, less what their freedom to follow takes off (the Schur
 * complement). Terms of what is held drop out. Without those in r it is Gauss and Newton's matrix. Of a
 * pinned curve m moves as well, and its derivatives are taken from those of t.
 */
export function differentiate(curve: ProjectedCurve): void {
  const { levels: { count, weight, mean: y, total } } = curve;
  const { share, rest, exponent, base, span, mean, inverseTotal, inverseSpread } = curve;
  const a = curve.sign * clampedExp(curve.steepness) * Math.LN10;
  const at = inverseTotal > 0 ? 0 : base;
  // What the mean of a pinned curve takes off; 0 of all others.
  let pinV = 0, pinZV = 0, pinBend = 0, pinPQ = 0, pinQQ = 0;
  if (curve.pinned) {
    const z = a * (curve.place - curve.position);
    const power = clampedExp(z);
    const t = 1 / (1 + power);
    const v = t * (power * t) / (1 - curve.part);
    pinV = v;
    pinZV = z * v;
    pinBend = v * (power * t - t);
    pinPQ = v - z * pinBend;
    pinQQ = z * (z * pinBend - v);
  }
  // Factors a of t_p are put in after the sums.
  let sum = 0, sumAway = 0, gp = 0, gq = 0, sumP = 0, sumQ = 0, alongP = 0, alongQ = 0;
  let pp = 0, pq = 0, qq = 0, bendPP = 0, bendPQ = 0, bendQQ = 0;
  for (let j = 0; j < count; j++) {
    const t = share[j];
    const u = rest[j];
    const z = exponent[j];
    const w = weight[j];
    const away = t - mean;
    const wr = w * (y[j] - at - span * away);
    const product = t * u;
    const slope = product * (u - t);
    const v = product - pinV;
    const zv = z * product - pinZV;
    sum += wr;
    sumAway += w * away;
    const wp = w * v;
    const wq = w * zv;
    gp += wr * v;
    gq -= wr * zv;
    sumP += wp;
    sumQ -= wq;
    alongP += wp * away;
    alongQ -= wq * away;
    pp += wp * v;
    pq -= wp * zv;
    qq += wq * zv;
    bendPP += wr * (slope - pinBend);
    bendPQ += wr * (product - z * slope - pinPQ);
    bendQQ += wr * (z * (z * slope - product) - pinQQ);
  }
  gp *= a;
  sumP *= a;
  alongP *= a;
  const square = span * span;
  const outPP = square * (a * a * pp - sumP * sumP * inverseTotal);
  const outPQ = square * (a * pq - sumP * sumQ * inverseTotal);
  const outQQ = square * (qq - sumQ * sumQ * inverseTotal);
  curve.byPosition = -span * gp;
  curve.bySteepness = -span * gq;
  curve.byPlace = -span * a * pinV * sum;
  curve.gaussPP = outPP - square * alongP * alongP * inverseSpread;
  curve.gaussPQ = outPQ - square * alongP * alongQ * inverseSpread;
  curve.gaussQQ = outQQ - square * alongQ * alongQ * inverseSpread;
  curve.noisePP = ROUNDING * square * a * a * pp + TINY;
  curve.noiseQQ = ROUNDING * square * qq + TINY;
  const kp = span * alongP - gp;
  const kq = span * alongQ - gq;
  curve.pp = outPP - span * a * a * bendPP - kp * kp * inverseSpread;
  curve.pq = outPQ - span * a * bendPQ - kp * kq * inverseSpread;
  curve.qq = outQQ - span * bendQQ - kq * kq * inverseSpread;
  if (curve.pinned) {
    // Along the place only the mean moves, by -a pinV.
    const ax = a * pinV;
    const kx = ax * (span * sumAway - sum);
    const bend = span * a * a * pinBend * sum;
    curve.xx = square * ax * ax * total + bend - kx * kx * inverseSpread;
    curve.xp = square * ax * sumP - bend - kx * kp * inverseSpread;
    curve.xq = square * ax * sumQ - span * a * pinPQ * sum - kx * kq * inverseSpread;
  }
  curve.sumP = sumP;
  curve.sumQ = sumQ;
  curve.alongP = alongP;
  curve.alongQ = alongQ;
}
