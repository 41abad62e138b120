import { portableExp } from "../numerics/mod.ts";
import type { Projection } from "./projection.ts";

/** Second derivatives of the projected sum of squares: by position twice, by both, by steepness twice. */
export type ProjectedCurvature = readonly [number, number, number];

/**
 * Second derivatives of the projected sum of squares at the last unconstrained projection, the
 * plateaus following.
 *
 * With R the sum of squares as a function of x = (position, steepness) and of the free plateaus b:
 * R_xx - R_xb inv(R_bb) R_bx.
 */
export function projectedCurvature(projection: Projection): ProjectedCurvature {
  const { levels: { mean, weight }, share, rest, exponent, fixed, steepness } = projection;
  const { start, end } = projection;
  const slope = portableExp(steepness) * Math.LN10;
  const span = start - end;
  let [pp, pq, qq, pa, pz, qa, qz] = [0, 0, 0, 0, 0, 0, 0];
  let [ss, sr, rr] = [0, 0, 0];
  for (let j = 0; j < mean.length; j++) {
    const [w, s, r, z] = [weight[j], share[j], rest[j], exponent[j]];
    const residual = mean[j] - (start * s + end * r);
    const v = s * r;
    // The share by z: -v, then v (r - s).
    const bend = span * v * (r - s);
    const [byP, byQ] = [slope * v, -z * v];
    const [fp, fq] = [span * byP, span * byQ];
    pp += w * (fp * fp - residual * bend * slope * slope);
    pq += w * (fp * fq - residual * slope * (span * v - z * bend));
    qq += w * (fq * fq - residual * z * (z * bend - span * v));
    pa += w * (fp * s - residual * byP);
    pz += w * (fp * r + residual * byP);
    qa += w * (fq * s - residual * byQ);
    qz += w * (fq * r + residual * byQ);
    ss += w * s * s;
    sr += w * s * r;
    rr += w * r * r;
  }
  if (fixed.start === null && fixed.end === null) {
    const determinant = ss * rr - sr * sr;
    if (determinant > 1e-14 * ss * rr) {
      const through = (a: number, z: number, b: number, y: number) =>
        (a * (rr * b - sr * y) + z * (ss * y - sr * b)) / determinant;
      pp -= through(pa, pz, pa, pz);
      pq -= through(pa, pz, qa, qz);
      qq -= through(qa, qz, qa, qz);
    }
  } else if (fixed.start === null && ss > 0) {
    pp -= pa * pa / ss;
    pq -= pa * qa / ss;
    qq -= qa * qa / ss;
  } else if (fixed.end === null && rr > 0) {
    pp -= pz * pz / rr;
    pq -= pz * qz / rr;
    qq -= qz * qz / rr;
  }
  return [2 * pp, 2 * pq, 2 * qq];
}
