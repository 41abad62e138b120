import { portableExp } from "../numerics/mod.ts";
import type { CurveTask, Quantiles } from "./curve_task.ts";
import { isClosed, lookFar, profileLimit } from "./profile_limits.ts";
import type { ProfiledCurve } from "./profiled_curve.ts";
import { LIMIT, REASON, RELATION, type ScreenFits } from "./screen_fits.ts";

/** The columns of one kind of IC50. */
export interface DoseColumns {
  readonly estimate: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly relation: Uint8Array;
  readonly limits: Uint8Array;
  readonly reason: Uint8Array;
}

/** The columns of the relative or of the absolute IC50. */
export function doseColumns(
  { values, codes }: ScreenFits,
  kind: "relative" | "absolute",
): DoseColumns {
  return {
    estimate: values[`ic50_${kind}`],
    lower: values[`ic50_${kind}_lower`],
    upper: values[`ic50_${kind}_upper`],
    relation: codes[`ic50_${kind}_relation`],
    limits: codes[`ic50_${kind}_limits`],
    reason: codes[`ic50_${kind}_reason`],
  };
}

/**
 * Writes a dose that the profile in the workspace is of, by the rules of `fitDoseResponse`:
 *
 * - measured (`=`) when the estimate lies within the tested doses and both sides are closed;
 * - otherwise a bound on the side that is closed, at its one-sided limit, or at the end of the tested
 *   doses when the limit lies beyond it;
 * - not determined when neither side is closed within the tested doses.
 *
 * @param estimate log10 of it; infinite where the curve never gets there
 */
export function writeDose(
  columns: DoseColumns,
  curve: number,
  fit: ProfiledCurve,
  { relativeLimits, absoluteLimits }: CurveTask,
  { twoSided, oneSided }: Quantiles,
): void {
  const { value: estimate, rss, curve: { design: { lowest, highest } } } = fit;
  const threshold = rss * twoSided;
  const within = estimate >= lowest && estimate <= highest;
  const intervals = fit.quantity === "position" ? relativeLimits : absoluteLimits;
  // Whether a side is closed is often known without its limit.
  const limitOn = (side: -1 | 1) => {
    const closed = intervals ? null : isClosed(fit, side, threshold);
    return closed === null ? profileLimit(fit, side, threshold) : closed ? estimate : NaN;
  };
  const upper = within ? limitOn(1) : NaN;
  const openAbove = Number.isNaN(upper);
  const lower = openAbove ? NaN : limitOn(-1);
  if (within && !openAbove && !Number.isNaN(lower)) {
    writeEqual(columns, curve, estimate, REASON.none);
    if (!intervals) return;
    columns.limits[curve] = LIMIT.profile;
    columns.lower[curve] = dose(lower);
    columns.upper[curve] = dose(upper);
  } else if (estimate > highest || (estimate >= lowest && openAbove)) {
    if (fit.quantity === "position") lookFar(fit, 1);
    const limit = profileLimit(fit, -1, rss * oneSided);
    const reason = estimate === Infinity
      ? REASON.never
      : estimate > highest
      ? REASON.estimateAbove
      : REASON.noUpper;
    if (limit > lowest) writeBound(columns, curve, fit, RELATION.above, limit, reason);
    else writeUndetermined(columns, curve, REASON.anything);
  } else {
    if (fit.quantity === "position") lookFar(fit, -1);
    const limit = profileLimit(fit, 1, rss * oneSided);
    const reason = estimate === -Infinity
      ? REASON.always
      : estimate < lowest
      ? REASON.estimateBelow
      : REASON.noLower;
    if (limit < highest) writeBound(columns, curve, fit, RELATION.below, limit, reason);
    else writeUndetermined(columns, curve, REASON.anything);
  }
}

/** Writes an estimate without limits. */
export function writeEqual(
  columns: DoseColumns,
  curve: number,
  log10Dose: number,
  reason: number,
): void {
  columns.relation[curve] = RELATION.equal;
  columns.reason[curve] = reason;
  columns.limits[curve] = LIMIT.none;
  columns.estimate[curve] = dose(log10Dose);
  columns.lower[curve] = NaN;
  columns.upper[curve] = NaN;
}

/** Writes a bound at a limit, or at the end of the tested doses where the limit lies beyond it. */
export function writeBound(
  columns: DoseColumns,
  curve: number,
  { curve: { design: { lowest, highest, dose: doses, vehicle } } }: Pick<ProfiledCurve, "curve">,
  relation: typeof RELATION.above | typeof RELATION.below,
  log10Limit: number,
  reason: number,
): void {
  const above = relation === RELATION.above;
  const beyond = above ? log10Limit > highest : log10Limit < lowest;
  const limit = beyond ? doses[above ? doses.length - 1 : vehicle] : dose(log10Limit);
  columns.relation[curve] = relation;
  columns.reason[curve] = reason;
  columns.limits[curve] = beyond ? LIMIT.testedDose : LIMIT.oneSided;
  columns.estimate[curve] = limit;
  columns.lower[curve] = above ? limit : NaN;
  columns.upper[curve] = above ? NaN : limit;
}

/** Writes that the wells say nothing. */
export function writeUndetermined(columns: DoseColumns, curve: number, reason: number): void {
  columns.relation[curve] = RELATION.notDetermined;
  columns.reason[curve] = reason;
  columns.limits[curve] = LIMIT.none;
  columns.estimate[curve] = NaN;
  columns.lower[curve] = NaN;
  columns.upper[curve] = NaN;
}

/** Writes the dose of a curve that every well lies on: there is nothing to make limits of. */
export function writeExact(
  columns: DoseColumns,
  curve: number,
  fit: ProfiledCurve,
  log10Dose: number,
): void {
  const { lowest, highest } = fit.curve.design;
  if (log10Dose > highest) {
    writeBound(columns, curve, fit, RELATION.above, Infinity, REASON.aboveHighest);
  } else if (log10Dose < lowest) {
    writeBound(columns, curve, fit, RELATION.below, -Infinity, REASON.belowLowest);
  } else writeEqual(columns, curve, log10Dose, REASON.exact);
}

function dose(log10Dose: number): number {
  return portableExp(log10Dose * Math.LN10);
}
