import { portableExp10 } from "../numerics/mod.ts";
import type { DoseResponseFit, Estimate } from "./dose_response_fit.ts";
import type { FittedCurve } from "./minimize_curve.ts";

/**
 * The four parameters with their standard errors. A parameter is determined unless it stands at a
 * bound, is the slope or place of a step, is a plateau of a straight line (the least slope makes it, not
 * the wells), cannot be told from others, or its standard error exceeds a decade (IC50), itself (slope)
 * or the spread of the responses (plateaus). Of a flat curve nothing fitted is determined. An estimate
 * that is not determined is good for drawing only.
 */
export function estimates(
  { curve: { responses }, model: { fixed }, minimum, onSlope, at, box }: FittedCurve,
  { flat }: { flat: boolean },
): NonNullable<DoseResponseFit["parameters"]> {
  const { estimate, standardError, observedStandardError, atBound, notIdentified } = minimum;
  const spread = responses.reduce((a, b) => Math.max(a, b)) -
    responses.reduce((a, b) => Math.min(a, b));
  const ic50 = portableExp10(estimate[0]);
  const sizes = [1, Math.abs(estimate[1]), spread, spread];
  const straight = atBound.includes("hill_slope") && at[1] < box.steepness[0] + 1e-6;
  const parameter = (k: number, name: string, held: boolean): Estimate => {
    const error = standardError[k];
    const observed = observedStandardError[k];
    const lost = !held && ((k === 1 && onSlope < 2) || (k === 0 && onSlope < 1) ||
      (k > 1 && straight) ||
      atBound.includes(name) || notIdentified.includes(name) || error === null);
    const inUnits = (value: number | null) =>
      value === null || lost ? null : k === 0 ? value * ic50 * Math.LN10 : value;
    return {
      estimate: k === 0 ? ic50 : estimate[k],
      standardError: held ? 0 : inUnits(error),
      observedStandardError: held ? 0 : inUnits(observed),
      fixed: held,
      determined: held || !(flat || lost || error === null || error > sizes[k]),
    };
  };
  return {
    ic50: parameter(0, "log10_ic50", false),
    hillSlope: parameter(1, "hill_slope", false),
    top: parameter(2, "top", fixed.top !== undefined),
    bottom: parameter(3, "bottom", fixed.bottom !== undefined),
  };
}
