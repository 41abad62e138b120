import { portableLog, portableLog10 } from "../numerics/mod.ts";
import type { LeastSquaresModel } from "../numerics/mod.ts";
import { LOGISTIC_PARAMETERS, logisticModel } from "./logistic_model.ts";

/**
 * How far, in decades, a wanted dose lies from the IC50 of a curve, and how that distance follows
 * the slope and the plateaus. NaN where the curve never gets there.
 */
export type Distance = (
  hillSlope: number,
  top: number,
  bottom: number,
) => {
  readonly decades: number;
  readonly byHill: number;
  readonly byTop: number;
  readonly byBottom: number;
};

/**
 * The dose at which the curve has gone a share of its way between the plateaus:
 * log10(share / (1 - share)) / |hill| from the IC50.
 */
export function distanceToShare(share: number): Distance {
  const logOdds = portableLog10(share / (1 - share));
  return (hillSlope) => {
    const decades = logOdds / Math.abs(hillSlope);
    return { decades, byHill: -decades / hillSlope, byTop: 0, byBottom: 0 };
  };
}

/**
 * The dose at which a curve crosses a response: log10((top - level) / (level - bottom)) / hill from
 * the IC50.
 *
 * @param level The response, as a number or, with `ofTop`, as a fraction of the curve's own top
 */
export function distanceToResponse(level: number, { ofTop }: { ofTop: boolean }): Distance {
  const follow = ofTop ? level : 0;
  return (hillSlope, top, bottom) => {
    const response = ofTop ? level * top : level;
    const [above, below] = [top - response, response - bottom];
    const scale = 1 / (hillSlope * Math.LN10);
    const decades = portableLog(above / below) * scale;
    return {
      decades,
      byHill: -decades / hillSlope,
      byTop: ((1 - follow) / above - follow / below) * scale,
      byBottom: scale / below,
    };
  };
}

/**
 * The 4PL with the wanted dose in the place of the IC50, so that holding that parameter holds the
 * wanted dose: the same curves in other coordinates.
 *
 * log10 ic50 = log10 wanted - distance(hill, top, bottom), and the chain rule gives the derivatives.
 */
export function crossingModel(logDoses: Float64Array, distance: Distance): LeastSquaresModel {
  const logistic = logisticModel(logDoses);
  const moved = new Float64Array(4);
  const place = (p: Float64Array) => {
    const away = distance(p[1], p[2], p[3]);
    moved.set(p);
    moved[0] = p[0] - away.decades;
    return away;
  };
  return {
    observations: logistic.observations,
    parameters: ["log10_wanted", ...LOGISTIC_PARAMETERS.slice(1)],
    predict(p, out) {
      place(p);
      logistic.predict(moved, out);
    },
    jacobian(p, out) {
      const { byHill, byTop, byBottom } = place(p);
      logistic.jacobian!(moved, out);
      for (let o = 0; o < out.length; o += 4) {
        const byIC50 = out[o];
        out[o + 1] -= byIC50 * byHill;
        out[o + 2] -= byIC50 * byTop;
        out[o + 3] -= byIC50 * byBottom;
      }
    },
  };
}
