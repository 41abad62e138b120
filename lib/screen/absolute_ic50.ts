import { portableExp, portableLog } from "../numerics/mod.ts";
import type { CurveTask, Quantiles } from "./curve_task.ts";
import { bendCrossing, bestCrossing, type ProfiledCurve, worthASearch } from "./profile_limits.ts";
import { pinAt, projectCurve, unpin } from "./projected_curve.ts";
import { REASON, RELATION } from "./screen_fits.ts";
import {
  type DoseColumns,
  writeBound,
  writeDose,
  writeEqual,
  writeExact,
  writeUndetermined,
} from "./write_dose.ts";

/** Half of control is left at an IC50. */
const HALF = 0.5;

/**
 * Writes the absolute IC50 of the curve in the workspace: the dose at which a falling curve crosses half
 * of control, position + log10((start - half) / (half - end)) / slope. Its profile is that of the pinned
 * curve, for which both plateaus must be free: with one held or bounded the estimate stands alone.
 */
export function absoluteIC50(
  columns: DoseColumns,
  curve: number,
  fit: ProfiledCurve,
  task: CurveTask,
  quantiles: Quantiles,
  exact: boolean,
): void {
  const { curve: projected, position, steepness } = fit;
  const { levels: { center, scale }, design: { vehicle, lowest, highest } } = projected;
  const raw = Number.isNaN(task.control);
  if (raw && vehicle === 0) {
    writeUndetermined(columns, curve, REASON.noVehicle);
    return;
  }
  projectCurve(projected, position, steepness);
  const start = center + scale * projected.start;
  const end = center + scale * projected.end;
  const half = HALF * (raw ? start : task.control);
  const odds = (start - half) / (half - end);
  const crosses = odds > 0 && odds < Infinity;
  const rising = start < end;
  const estimate = crosses
    ? position + portableLog(odds) / Math.LN10 / portableExp(steepness)
    : end >= half
    ? Infinity
    : -Infinity;
  fit.quantity = "crossing";
  fit.value = estimate;
  if (exact) {
    if (!rising) writeExact(columns, curve, fit, estimate);
    else if (estimate === Infinity) {
      writeBound(columns, curve, fit, RELATION.above, Infinity, REASON.rising);
    } else writeUndetermined(columns, curve, REASON.rising);
    return;
  }
  if (task.free < 4 || task.bounded) {
    // Such a plateau cannot follow a pin; without a profile there is an estimate and no bound.
    const inside = estimate >= lowest && estimate <= highest && !rising;
    if (inside) writeEqual(columns, curve, estimate, REASON.heldPlateau);
    else writeUndetermined(columns, curve, rising ? REASON.rising : REASON.heldPlateau);
    return;
  }
  // In scaled units the level is that of half of control, or of 0 where control is the start itself.
  pinAt(projected, estimate, raw ? HALF : 0, ((raw ? 0 : half) - center) / scale);
  if (rising) {
    const above = start > half && excludes(fit, lowest, quantiles) &&
      excludes(fit, highest, quantiles);
    if (above) writeBound(columns, curve, fit, RELATION.above, Infinity, REASON.rising);
    else writeUndetermined(columns, curve, REASON.rising);
  } else {
    if (crosses) bendCrossing(fit);
    writeDose(columns, curve, fit, task, quantiles);
  }
  unpin(projected);
}

/** Whether no curve that crosses there fits nearly as well, one-sided. */
function excludes(fit: ProfiledCurve, log10Dose: number, { oneSided }: Quantiles): boolean {
  const threshold = fit.rss * oneSided;
  return bestCrossing(fit, log10Dose, worthASearch(fit, threshold)) > threshold;
}
