import { portableExp, portableExp10, portableLog10, portableLog1p } from "../numerics/mod.ts";
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
  const distance = portableLog10(dose) - log10IC50;
  return top * topShare(hillSlope, distance) + bottom * bottomShare(hillSlope, distance);
}

/**
 * How much of `top` is in the response: 1 / (1 + 10^(hill distance)), `distance` in decades from the
 * IC50, minus infinity at dose zero.
 */
export function topShare(hillSlope: number, distance: number): number {
  return 1 / (1 + portableExp(Math.LN10 * hillSlope * distance));
}

/** How much of `bottom` is in the response: 1 less the share of top, exact where that is tiny. */
export function bottomShare(hillSlope: number, distance: number): number {
  return topShare(-hillSlope, distance);
}

/**
 * Dose at which a logistic curve has a response; null where it never has, at or beyond a plateau.
 *
 * dose = ic50 ((top - response) / (response - bottom))^(1 / hill).
 *
 * @param parameters The curve
 * @param response In the unit of the plateaus
 * @example Usage
 * ```ts
 * import { inverseLogistic } from "halfmax/dose_response/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const curve = { log10IC50: 2, hillSlope: 1, top: 1, bottom: 0.6 };
 * assertAlmostEquals(inverseLogistic(curve, 0.8)!, 100, 1e-9);
 * assertEquals(inverseLogistic(curve, 0.5), null);
 * ```
 */
export function inverseLogistic(parameters: LogisticParameters, response: number): number | null {
  const { log10IC50, hillSlope, top, bottom } = parameters;
  const odds = (top - response) / (response - bottom);
  return odds > 0 && odds < Infinity
    ? portableExp10(log10IC50 + portableLog10(odds) / hillSlope)
    : null;
}

/**
 * Exact integral of a logistic curve over log10 dose.
 *
 * With u = log10 dose and z(u) = ln(10) hill (u - log10 ic50), the share of top 1 / (1 + e^z) has the
 * antiderivative -ln(1 + e^-z) / (ln(10) hill), and that of bottom ln(1 + e^z) / (ln(10) hill). Each
 * plateau is weighted by its own decades: where one has run away (1e40, at a share of 1e-40) their
 * difference would leave nothing but rounding.
 *
 * @param parameters The curve
 * @param from Lower dose, above 0
 * @param to Upper dose, above 0
 * @returns Response times decades
 * @example The area of a curve about its own IC50 is half the way between the plateaus
 * ```ts
 * import { integrateLogistic } from "halfmax/dose_response/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const curve = { log10IC50: 2, hillSlope: 1.3, top: 1, bottom: 0.2 };
 * assertAlmostEquals(integrateLogistic(curve, 10, 1000), 2 * 0.6, 1e-12);
 * ```
 */
export function integrateLogistic(
  parameters: LogisticParameters,
  from: number,
  to: number,
): number {
  const { log10IC50, hillSlope, top, bottom } = parameters;
  const [a, b] = [portableLog10(from), portableLog10(to)];
  const h = Math.LN10 * hillSlope;
  const [start, end] = [h * (a - log10IC50), h * (b - log10IC50)];
  const topDecades = (softplus(-start) - softplus(-end)) / h;
  const bottomDecades = (softplus(end) - softplus(start)) / h;
  return top * topDecades + bottom * bottomDecades;
}

/** log(1 + exp x) without overflow, and without loss where exp x is tiny. */
function softplus(x: number): number {
  return Math.max(x, 0) + portableLog1p(portableExp(-Math.abs(x)));
}
