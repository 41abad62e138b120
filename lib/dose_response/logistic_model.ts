import type { LeastSquaresModel } from "../numerics/mod.ts";
import { bottomShare, topShare } from "./four_parameter_logistic.ts";

/** Order of the parameters in every least-squares problem of this room. */
export const LOGISTIC_PARAMETERS = ["log10_ic50", "hill_slope", "top", "bottom"] as const;

const [E, H, T, B] = [0, 1, 2, 3];

/**
 * The 4PL as a model for least squares, with exact first and second derivatives.
 *
 * With s = 1 / (1 + exp z), z = ln10 hill (log10 dose - log10 ic50) and D = top - bottom:
 * df/dtop = s, df/dbottom = 1 - s, df/dq = -D s (1 - s) dz/dq for the other two. At dose zero s is 1
 * (falling) or 0 (rising) and nothing else moves it.
 *
 * @param logDoses log10 of each dose, minus infinity for dose zero
 */
export function logisticModel(logDoses: Float64Array): LeastSquaresModel {
  const n = logDoses.length;
  return {
    observations: n,
    parameters: LOGISTIC_PARAMETERS,
    predict(p, out) {
      for (let i = 0; i < n; i++) {
        const distance = logDoses[i] - p[E];
        // Not bottom + (top - bottom) s, which loses the curve when bottom is far away.
        out[i] = p[T] * topShare(p[H], distance) + p[B] * bottomShare(p[H], distance);
      }
    },
    jacobian(p, out) {
      const range = p[T] - p[B];
      for (let i = 0, o = 0; i < n; i++, o += 4) {
        const distance = logDoses[i] - p[E];
        const s = topShare(p[H], distance);
        const rest = bottomShare(p[H], distance);
        const slope = steepness(s, rest, distance) * range * Math.LN10;
        out[o + E] = slope * p[H];
        out[o + H] = slope === 0 ? 0 : -slope * distance;
        out[o + T] = s;
        out[o + B] = rest;
      }
    },
    curvature(p, residuals, out) {
      const range = p[T] - p[B];
      const h = Math.LN10 * p[H];
      let ee = 0, eh = 0, hh = 0, et = 0, ht = 0;
      for (let i = 0; i < n; i++) {
        const distance = logDoses[i] - p[E];
        const s = topShare(p[H], distance);
        const v = steepness(s, bottomShare(p[H], distance), distance);
        if (v === 0) continue;
        const d = Math.LN10 * distance;
        const r = residuals[i];
        const bend = v * (1 - 2 * s) * range;
        ee += r * bend * h * h;
        eh += r * (v * range * Math.LN10 - bend * h * d);
        hh += r * bend * d * d;
        et += r * v * h;
        ht -= r * v * d;
      }
      out.set([ee, eh, et, -et, eh, hh, ht, -ht, et, ht, 0, 0, -et, -ht, 0, 0]);
    },
  };
}

/** s (1 - s), zero at dose zero, where the distance is infinite and the product must not be NaN. */
function steepness(s: number, rest: number, distance: number): number {
  return Number.isFinite(distance) ? s * rest : 0;
}
