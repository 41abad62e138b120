import { portableExp, portableLog, portableLog10 } from "../numerics/mod.ts";
import type { Curve } from "../dose_response/mod.ts";
import type { LeastSquaresModel } from "../numerics/mod.ts";

/** Which dose of a curve is meant: percent inhibited, between its plateaus or below control. */
export interface WantedDose {
  readonly kind: "relative" | "absolute";
  readonly percent: number;
}

/** A curve's model with the wanted dose as its first parameter. */
export interface WantedDoseModel {
  readonly model: LeastSquaresModel;
  /** Parameters of this model from log10 IC50, hill slope, top and bottom of the plain 4PL. */
  place(logistic: readonly number[]): number[];
}

/** Order of the parameters. */
export const WANTED_DOSE_PARAMETERS = ["log10_dose", "hill_slope", "top", "bottom"] as const;

/**
 * The 4PL written with a wanted dose in place of its IC50, the same curves in other coordinates.
 *
 * f = bottom + (top - bottom) / (1 + 10^(hill (log10 dose - log10 ic50))), and
 * log10 wanted = log10 ic50 + d: with a share s of the way between the plateaus
 * d = log10(s / (1 - s)) / |hill|, with a response r that is to be crossed
 * d = log10((top - r) / (r - bottom)) / hill. The chain rule gives the derivatives.
 */
export function wantedDoseModel({ doses, control }: Curve, wanted: WantedDose): WantedDoseModel {
  const logDoses = Float64Array.from(doses, portableLog10);
  const n = logDoses.length;
  const left = 1 - wanted.percent / 100;
  const distance = wanted.kind === "relative"
    ? toShare(wanted.percent / 100)
    : toResponse(control.basis === "declared" ? { fixed: control.value * left } : { ofTop: left });
  return {
    place: ([log10IC50, hill, top, bottom]) => [
      log10IC50 + distance(hill, top, bottom).decades,
      hill,
      top,
      bottom,
    ],
    model: {
      observations: n,
      parameters: WANTED_DOSE_PARAMETERS,
      predict([dose, hill, top, bottom], out) {
        const center = dose - distance(hill, top, bottom).decades;
        for (let i = 0; i < n; i++) {
          out[i] = bottom + (top - bottom) * topShare(hill, logDoses[i] - center);
        }
      },
      jacobian([dose, hill, top, bottom], out) {
        const { decades, byHill, byTop, byBottom } = distance(hill, top, bottom);
        const center = dose - decades;
        for (let i = 0, o = 0; i < n; i++, o += 4) {
          const away = logDoses[i] - center;
          const share = topShare(hill, away);
          // At dose zero only the plateau moves; the distance is infinite and must not multiply.
          const bend = Number.isFinite(away) ? share * (1 - share) * (top - bottom) * Math.LN10 : 0;
          const byCenter = bend * hill;
          out[o] = byCenter;
          out[o + 1] = (bend === 0 ? 0 : -bend * away) - byCenter * byHill;
          out[o + 2] = share - byCenter * byTop;
          out[o + 3] = 1 - share - byCenter * byBottom;
        }
      },
    },
  };
}

type Distance = (
  hill: number,
  top: number,
  bottom: number,
) => {
  readonly decades: number;
  readonly byHill: number;
  readonly byTop: number;
  readonly byBottom: number;
};

function toShare(share: number): Distance {
  const logOdds = portableLog10(share / (1 - share));
  return (hill) => {
    const decades = logOdds / Math.abs(hill);
    return { decades, byHill: -decades / hill, byTop: 0, byBottom: 0 };
  };
}

/** To a response that is fixed, or a fraction of the curve's own top. */
function toResponse(response: { readonly fixed: number } | { readonly ofTop: number }): Distance {
  const follow = "ofTop" in response ? response.ofTop : 0;
  return (hill, top, bottom) => {
    const level = "ofTop" in response ? response.ofTop * top : response.fixed;
    const [above, below] = [top - level, level - bottom];
    const scale = 1 / (hill * Math.LN10);
    const decades = portableLog(above / below) * scale;
    return {
      decades,
      byHill: -decades / hill,
      byTop: ((1 - follow) / above - follow / below) * scale,
      byBottom: scale / below,
    };
  };
}

function topShare(hill: number, decades: number): number {
  return 1 / (1 + portableExp(Math.LN10 * hill * decades));
}
