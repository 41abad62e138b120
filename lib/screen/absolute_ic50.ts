import type { CurveTask, Quantiles } from "./curve_task.ts";
import { locateCrossing } from "./locate_crossing.ts";
import { bestCrossing } from "./further_valleys.ts";
import { type ProfiledCurve, worthASearch } from "./profiled_curve.ts";
import { pinAt, unpin } from "./pinned_curve.ts";
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
 * Locates the place where the curve in the workspace crosses half of control: of a raw signal half of
 * its start, in scaled units of the levels.
 */
export function locateHalf(fit: ProfiledCurve, { control }: CurveTask): void {
  const { curve, curve: { levels: { center, scale } } } = fit;
  const raw = Number.isNaN(control);
  locateCrossing(
    fit.crossing,
    curve,
    raw ? HALF : 0,
    ((raw ? 0 : HALF * control) - center) / scale,
  );
}

/**
 * Writes the absolute IC50: the dose at which a falling curve crosses half of control. Its profile is
 * that of the pinned curve, for which both plateaus must be free: with one held or bounded the estimate
 * stands alone.
 */
export function absoluteIC50(
  columns: DoseColumns,
  curve: number,
  fit: ProfiledCurve,
  task: CurveTask,
  quantiles: Quantiles,
  exact: boolean,
): void {
  const { curve: projected, crossing: { place: estimate, bend, followP, followQ } } = fit;
  const { levels: { center, scale }, design: { vehicle, lowest, highest } } = projected;
  const raw = Number.isNaN(task.control);
  if (raw && vehicle === 0) {
    writeUndetermined(columns, curve, REASON.noVehicle);
    return;
  }
  const rising = fit.start < fit.end;
  fit.quantity = "crossing";
  fit.value = estimate;
  fit.bend = bend;
  fit.followP = followP;
  fit.followQ = followQ;
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
  const level = ((raw ? 0 : HALF * task.control) - center) / scale;
  pinAt(projected, estimate, raw ? HALF : 0, level);
  if (rising) {
    const above = fit.start > level && excludes(fit, lowest, quantiles) &&
      excludes(fit, highest, quantiles);
    if (above) writeBound(columns, curve, fit, RELATION.above, Infinity, REASON.rising);
    else writeUndetermined(columns, curve, REASON.rising);
  } else writeDose(columns, curve, fit, task, quantiles);
  unpin(projected);
}

/** Whether no curve that crosses there fits nearly as well, one-sided. */
function excludes(fit: ProfiledCurve, log10Dose: number, { oneSided }: Quantiles): boolean {
  const threshold = fit.rss * oneSided;
  return bestCrossing(fit, log10Dose, worthASearch(fit, threshold)) > threshold;
}
