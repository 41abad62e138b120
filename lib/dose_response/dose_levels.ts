import { portableLog10 } from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";

/**
 * The wells of a curve as least squares needs them: one level per dose with the mean response and the
 * number of wells. For equal weights nothing is lost: the residual sum of squares of any curve is that
 * of the means, weighted by their wells, plus the spread of the wells about their means.
 *
 * Means are centred and scaled, so that nothing later depends on the size of a signal.
 */
export interface DoseLevels {
  /** log10 dose by level, ascending; -Infinity for the vehicle, which then is level 0. */
  readonly logDose: Float64Array;
  /** Scaled mean response by level. */
  readonly mean: Float64Array;
  /** Wells by level. */
  readonly weight: Float64Array;
  /** Wells in all. */
  readonly wells: number;
  /** Scaled sum of squares of the wells about the means of their levels. */
  readonly within: number;
  /** A response is `center + scale * scaled`. */
  readonly center: number;
  readonly scale: number;
  /** 1 when level 0 is the vehicle, else 0: the first level with a logarithm. */
  readonly vehicle: 0 | 1;
  /** Lowest and highest tested dose, as logarithms; NaN when there is none. */
  readonly lowest: number;
  readonly highest: number;
}

/** Doses that differ by less than this share are one dose, written in two ways. */
const SAME_DOSE = 1e-9;

/** Responses that differ by less have no square to compute with. */
export const LEAST_SPREAD = 1e-150;

/** Collapses the wells of a curve to dose levels; the order of the wells does not matter. */
export function doseLevels({ doses, responses }: Pick<Curve, "doses" | "responses">): DoseLevels {
  const n = doses.length;
  const order = Array.from(doses, (_, i) => i)
    .sort((a, b) => doses[a] - doses[b] || responses[a] - responses[b]);
  let center = 0;
  for (const i of order) center += responses[i];
  center /= n;
  let scale = 0;
  for (const i of order) scale = Math.max(scale, Math.abs(responses[i] - center));
  if (!(scale > LEAST_SPREAD)) scale = 1;

  const logDose: number[] = [];
  const mean: number[] = [];
  const weight: number[] = [];
  let within = 0;
  for (let start = 0; start < n;) {
    const dose = doses[order[start]];
    let end = start;
    let sum = 0;
    while (end < n && doses[order[end]] - dose <= SAME_DOSE * dose) {
      sum += (responses[order[end++]] - center) / scale;
    }
    const average = sum / (end - start);
    for (let k = start; k < end; k++) {
      const away = (responses[order[k]] - center) / scale - average;
      within += away * away;
    }
    logDose.push(portableLog10(dose));
    mean.push(average);
    weight.push(end - start);
    start = end;
  }
  const vehicle = logDose[0] === -Infinity ? 1 : 0;
  return {
    logDose: Float64Array.from(logDose),
    mean: Float64Array.from(mean),
    weight: Float64Array.from(weight),
    wells: n,
    within,
    center,
    scale,
    vehicle,
    lowest: logDose.length > vehicle ? logDose[vehicle] : NaN,
    highest: logDose.length > vehicle ? logDose[logDose.length - 1] : NaN,
  };
}
