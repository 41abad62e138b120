/** The four parameters of a logistic dose-response curve. */
export interface LogisticParameters {
  /** log10 of the relative IC50, the dose halfway between the plateaus. */
  readonly log10IC50: number;
  /** Steepness; above 0 the curve falls with dose, below 0 it rises. */
  readonly hillSlope: number;
  /** Plateau at dose zero of a falling curve. */
  readonly top: number;
  /** Plateau at unlimited dose of a falling curve. */
  readonly bottom: number;
}

/**
 * The four-parameter logistic (4PL), also called the Hill curve, at one dose.
 *
 * f(dose) = bottom + (top - bottom) / (1 + (dose / ic50)^hill). Dose zero is exact: `top` for a
 * falling curve, `bottom` for a rising one.
 *
 * @param parameters The curve
 * @param dose Dose >= 0, in the unit of the IC50
 * @see Sebaugh (2011) Pharm Stat 10:128, doi:10.1002/pst.426
 * @example Halfway between the plateaus at the IC50
 * ```ts
 * import { fourParameterLogistic } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = { log10IC50: 2, hillSlope: 1, top: 1, bottom: 0 };
 * assertEquals(fourParameterLogistic(curve, 100), 0.5);
 * assertEquals(fourParameterLogistic(curve, 0), 1);
 * ```
 */
export function fourParameterLogistic(parameters: LogisticParameters, dose: number): number {
  const { log10IC50, hillSlope, top, bottom } = parameters;
  const share = topShare(hillSlope, Math.log10(dose) - log10IC50);
  return bottom + (top - bottom) * share;
}

/**
 * How much of `top` is in the response: 1 / (1 + 10^(hill distance)), `distance` in decades from the
 * IC50, minus infinity at dose zero.
 */
export function topShare(hillSlope: number, distance: number): number {
  return 1 / (1 + Math.exp(Math.LN10 * hillSlope * distance));
}

/**
 * How far, in decades, the curve needs from its IC50 until it has gone a share of its way from
 * dose zero: log10(share / (1 - share)) / |hill|. Half way is at the IC50 itself.
 *
 * @param share Share of the way between the plateaus, in (0, 1)
 */
export function decadesToShare(hillSlope: number, share: number): number {
  return Math.log10(share / (1 - share)) / Math.abs(hillSlope);
}
