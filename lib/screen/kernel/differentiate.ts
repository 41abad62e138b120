import { clampedExp } from "./clamped_exp";
import { curve } from "./curve";
import { addProduct, fold } from "./arithmetic";

/** Of a difference of sums this share of either may be rounding. */
const ROUNDING: f64 = 1e-13;
/** Keeps what is divided by it finite. */
const TINY: f64 = 1e-300;

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
export function differentiate(): void {
  if (curve.pinned) differentiateWith<Pin>();
  else differentiateWith<Nothing>();
}

/** What a curve may carry, which is a type since each has a loop of its own: without a pin there is less to do. */
@unmanaged
class Pin {
  place: f64;
}
@unmanaged
class Nothing {}

function differentiateWith<Carried>(): void {
  const pinned = offsetof<Carried>() > 0;
  const a = curve.slope;
  // What the mean of a pinned curve takes off; 0 of all others.
  let pinV: f64 = 0;
  let pinZV: f64 = 0;
  let pinBend: f64 = 0;
  let pinPQ: f64 = 0;
  let pinQQ: f64 = 0;
  if (pinned) {
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
  const bytes: usize = curve.bytes;
  const weightAt = curve.weightAt;
  const responseAt = curve.responseAt;
  const shareAt = curve.shareAt;
  const restAt = curve.restAt;
  const exponentAt = curve.exponentAt;
  const inverseTotal = curve.inverseTotal;
  const inverseSpread = curve.inverseSpread;
  const span = curve.span;
  const zero = f64x2.splat(0);
  const bases = f64x2.splat(inverseTotal > 0 ? 0 : curve.base);
  const spans = f64x2.splat(span);
  const means = f64x2.splat(curve.mean);
  const pinVs = f64x2.splat(pinV);
  const pinZVs = f64x2.splat(pinZV);
  const pinBends = f64x2.splat(pinBend);
  const pinPQs = f64x2.splat(pinPQ);
  const pinQQs = f64x2.splat(pinQQ);
  // Factors a of t_p, and the sign of t_q, are put in after the sums.
  let sums = zero;
  let sumAways = zero;
  let gps = zero;
  let gqs = zero;
  let sumPs = zero;
  let sumQs = zero;
  let alongPs = zero;
  let alongQs = zero;
  let pps = zero;
  let pqs = zero;
  let qqs = zero;
  let bendPPs = zero;
  let bendPQs = zero;
  let bendQQs = zero;
  // The dose that the curve tells most of, and how much.
  let most = zero;
  let pivots = f64x2.splat(curve.position);
  const logDoseAt = curve.logDoseAt;
  for (let j: usize = 0; j < bytes; j += 16) {
    const t = v128.load(shareAt + j);
    const u = v128.load(restAt + j);
    const z = v128.load(exponentAt + j);
    const w = v128.load(weightAt + j);
    const away = f64x2.sub(t, means);
    const above = f64x2.sub(v128.load(responseAt + j), bases);
    const wr = f64x2.mul(w, f64x2.sub(above, f64x2.mul(spans, away)));
    const product = f64x2.mul(t, u);
    const bend = f64x2.mul(product, f64x2.sub(u, t));
    const v = pinned ? f64x2.sub(product, pinVs) : product;
    const unpinnedZV = f64x2.mul(z, product);
    const zv = pinned ? f64x2.sub(unpinnedZV, pinZVs) : unpinnedZV;
    const wp = f64x2.mul(w, v);
    const wq = f64x2.mul(w, zv);
    const turn = f64x2.sub(product, f64x2.mul(z, bend));
    const information = f64x2.mul(w, product);
    const more = f64x2.gt(information, most);
    most = v128.bitselect(information, most, more);
    pivots = v128.bitselect(v128.load(logDoseAt + j), pivots, more);
    if (pinned) {
      sums = f64x2.add(sums, wr);
      sumAways = addProduct(sumAways, w, away);
    }
    gps = addProduct(gps, wr, v);
    gqs = addProduct(gqs, wr, zv);
    sumPs = f64x2.add(sumPs, wp);
    sumQs = f64x2.add(sumQs, wq);
    alongPs = addProduct(alongPs, wp, away);
    alongQs = addProduct(alongQs, wq, away);
    pps = addProduct(pps, wp, v);
    pqs = addProduct(pqs, wp, zv);
    qqs = addProduct(qqs, wq, zv);
    bendPPs = addProduct(bendPPs, wr, pinned ? f64x2.sub(bend, pinBends) : bend);
    bendPQs = addProduct(bendPQs, wr, pinned ? f64x2.sub(turn, pinPQs) : turn);
    bendQQs = addProduct(
      bendQQs,
      wr,
      pinned ? f64x2.add(f64x2.mul(z, turn), pinQQs) : f64x2.mul(z, turn),
    );
  }
  curve.pivot = f64x2.extract_lane(most, 0) >= f64x2.extract_lane(most, 1)
    ? f64x2.extract_lane(pivots, 0)
    : f64x2.extract_lane(pivots, 1);
  const gp = a * fold(gps);
  const gq = -fold(gqs);
  const sumP = a * fold(sumPs);
  const sumQ = -fold(sumQs);
  const alongP = a * fold(alongPs);
  const alongQ = -fold(alongQs);
  const square = span * span;
  const pp = square * a * a * fold(pps);
  const qq = square * fold(qqs);
  const outPP = pp - square * sumP * sumP * inverseTotal;
  const outPQ = -square * (a * fold(pqs) + sumP * sumQ * inverseTotal);
  const outQQ = qq - square * sumQ * sumQ * inverseTotal;
  curve.byPosition = -span * gp;
  curve.bySteepness = -span * gq;
  curve.gaussPP = outPP - square * alongP * alongP * inverseSpread;
  curve.gaussPQ = outPQ - square * alongP * alongQ * inverseSpread;
  curve.gaussQQ = outQQ - square * alongQ * alongQ * inverseSpread;
  curve.noisePP = ROUNDING * pp + TINY;
  curve.noiseQQ = ROUNDING * qq + TINY;
  const kp = span * alongP - gp;
  const kq = span * alongQ - gq;
  curve.pp = outPP - span * a * a * fold(bendPPs) - kp * kp * inverseSpread;
  curve.pq = outPQ - span * a * fold(bendPQs) - kp * kq * inverseSpread;
  curve.qq = outQQ + span * fold(bendQQs) - kq * kq * inverseSpread;
  curve.sumP = sumP;
  curve.sumQ = sumQ;
  curve.alongP = alongP;
  curve.alongQ = alongQ;
  if (!pinned) return;
  // Along the place only the mean moves, by -a pinV.
  const sum = fold(sums);
  const ax = a * pinV;
  const kx = ax * (span * fold(sumAways) - sum);
  const lift = span * a * a * pinBend * sum;
  curve.byPlace = -span * ax * sum;
  curve.xx = square * ax * ax * curve.total + lift - kx * kx * inverseSpread;
  curve.xp = square * ax * sumP - lift - kx * kp * inverseSpread;
  curve.xq = square * ax * sumQ - span * a * pinPQ * sum - kx * kq * inverseSpread;
}
