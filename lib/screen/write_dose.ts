import { portableExp } from "../numerics/mod.ts";
import type { Quantiles } from "./curve_task.ts";
import type { DoseDesign } from "./dose_design.ts";
import type { Kernel } from "./kernel.ts";
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
 * Writes a dose that the kernel's profile is of, by the rules of `fitDoseResponse`:
 *
 * - measured (`=`) when the estimate lies within the tested doses and both sides are closed;
 * - otherwise a bound on the side that is closed, at its one-sided limit, or at the end of the tested
 *   doses when the limit lies beyond it;
 * - not determined when neither side is closed within the tested doses.
 *
 * The estimate is infinite where the curve never gets there.
 *
 * @param intervals Whether its limits are asked for
 */
export function writeDose(
  columns: DoseColumns,
  curve: number,
  { code, fit }: Kernel,
  design: DoseDesign,
  { twoSided, oneSided }: Quantiles,
  intervals: boolean,
): void {
  const { lowest, highest } = design;
  const estimate = fit.value;
  const threshold = fit.rss * twoSided;
  const bound = fit.rss * oneSided;
  const { ofPosition } = fit;
  const within = estimate >= lowest && estimate <= highest;
  const upper = within ? limitOn(code, 1, threshold, intervals) : NaN;
  const openAbove = Number.isNaN(upper);
  const lower = openAbove ? NaN : limitOn(code, -1, threshold, intervals);
  if (within && !openAbove && !Number.isNaN(lower)) {
    writeEqual(columns, curve, estimate, REASON.none);
    if (!intervals) return;
    columns.limits[curve] = LIMIT.profile;
    columns.lower[curve] = dose(lower);
    columns.upper[curve] = dose(upper);
  } else if (estimate > highest || (estimate >= lowest && openAbove)) {
    if (ofPosition) code.lookFar(1);
    const limit = code.boundLimit(-1, bound);
    const reason = estimate === Infinity
      ? REASON.never
      : estimate > highest
      ? REASON.estimateAbove
      : REASON.noUpper;
    if (limit > lowest) writeBound(columns, curve, design, RELATION.above, limit, reason);
    else writeUndetermined(columns, curve, REASON.anything);
  } else {
    if (ofPosition) code.lookFar(-1);
    const limit = code.boundLimit(1, bound);
    const reason = estimate === -Infinity
      ? REASON.always
      : estimate < lowest
      ? REASON.estimateBelow
      : REASON.noLower;
    if (limit < highest) writeBound(columns, curve, design, RELATION.below, limit, reason);
    else writeUndetermined(columns, curve, REASON.anything);
  }
}

/**
 * The limit on a side, NaN where it is open; any number where it is closed and no interval is asked for.
 */
function limitOn(
  code: Kernel["code"],
  side: -1 | 1,
  threshold: number,
  intervals: boolean,
): number {
  if (intervals) return code.profileLimit(side, threshold);
  return code.isClosed(side, threshold) === 1 ? 0 : NaN;
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
  { lowest, highest, dose: doses, vehicle }: DoseDesign,
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
  design: DoseDesign,
  log10Dose: number,
): void {
  const { lowest, highest } = design;
  if (log10Dose > highest) {
    writeBound(columns, curve, design, RELATION.above, Infinity, REASON.aboveHighest);
  } else if (log10Dose < lowest) {
    writeBound(columns, curve, design, RELATION.below, -Infinity, REASON.belowLowest);
  } else writeEqual(columns, curve, log10Dose, REASON.exact);
}

function dose(log10Dose: number): number {
  return portableExp(log10Dose * Math.LN10);
}
