import type { CurveLevels } from "./collapse_wells.ts";
import type { CurveTask, Quantiles } from "./curve_task.ts";
import type { DoseDesign } from "./dose_design.ts";
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

/** Half of control in scaled units of the levels; of a raw signal what half of its start adds to. */
function halfOf({ center, scale }: CurveLevels, { control }: CurveTask): number {
  return ((Number.isNaN(control) ? 0 : HALF * control) - center) / scale;
}

/** Locates the place where the curve in the workspace crosses half of control: of a raw signal half of its start. */
export function locateHalf(levels: CurveLevels, task: CurveTask): number {
  const part = Number.isNaN(task.control) ? HALF : 0;
  return levels.kernel.code.locateCrossing(part, halfOf(levels, task));
}

/**
 * Writes the absolute IC50: the dose at which a falling curve crosses half of control. Its profile is
 * that of the pinned curve, for which both plateaus must be free: with one held or bounded the estimate
 * stands alone.
 *
 * @param estimate What {@linkcode locateHalf} found
 */
export function absoluteIC50(
  columns: DoseColumns,
  curve: number,
  levels: CurveLevels,
  design: DoseDesign,
  task: CurveTask,
  quantiles: Quantiles,
  exact: boolean,
  estimate: number,
): void {
  const { kernel, kernel: { code, fit } } = levels;
  const { vehicle, lowest, highest } = design;
  const raw = Number.isNaN(task.control);
  if (raw && vehicle === 0) {
    writeUndetermined(columns, curve, REASON.noVehicle);
    return;
  }
  const rising = fit.start < fit.end;
  if (exact) {
    if (!rising) writeExact(columns, curve, design, estimate);
    else if (estimate === Infinity) {
      writeBound(columns, curve, design, RELATION.above, Infinity, REASON.rising);
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
  const level = halfOf(levels, task);
  code.profileCrossing();
  code.pinAt(estimate, raw ? HALF : 0, level);
  if (rising) {
    // Half of control is above when no curve that crosses it at any tested dose fits nearly as well.
    const threshold = fit.rss * quantiles.oneSided;
    const above = fit.start > level && code.excludes(lowest, threshold) === 1 &&
      code.excludes(highest, threshold) === 1;
    if (above) writeBound(columns, curve, design, RELATION.above, Infinity, REASON.rising);
    else writeUndetermined(columns, curve, REASON.rising);
  } else writeDose(columns, curve, kernel, design, quantiles, task.absoluteLimits);
  code.unpin();
}
