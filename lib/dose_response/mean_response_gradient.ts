import { portableExp, portableLog10, portableLog1p } from "../numerics/mod.ts";
import { type LogisticParameters, topShare } from "./four_parameter_logistic.ts";

/**
 * Derivatives of the mean response over a range of log doses by (log10 ic50, hillSlope, top, bottom).
 *
 * With S the mean share of top over z = ln10 hill (u - log10 ic50) from za to zb: the mean response is
 * bottom + (top - bottom) S, dS/dlog10ic50 = -(s(zb) - s(za)) / (b - a) and
 * hill dS/dhill = (zb s(zb) - za s(za)) / (zb - za) - S.
 */
export function meanResponseGradient(
  { log10IC50, hillSlope, top, bottom }: LogisticParameters,
  [from, to]: readonly [number, number],
): [number, number, number, number] {
  const [a, b] = [portableLog10(from) - log10IC50, portableLog10(to) - log10IC50];
  const [low, high] = [topShare(hillSlope, a), topShare(hillSlope, b)];
  const h = Math.LN10 * hillSlope;
  const [za, zb] = [h * a, h * b];
  const share = (softplus(-za) - softplus(-zb)) / (zb - za);
  const span = top - bottom;
  return [
    -span * (high - low) / (b - a),
    span * ((zb * high - za * low) / (zb - za) - share) / hillSlope,
    share,
    1 - share,
  ];
}

/** log(1 + exp x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + portableLog1p(portableExp(-Math.abs(x)));
}
