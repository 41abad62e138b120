import type { CurveTask, Quantiles } from "./curve_task.ts";
import type { ProfiledCurve } from "./profiled_curve.ts";
import { type DoseColumns, writeDose, writeExact } from "./write_dose.ts";

/** Writes the relative IC50 of the curve found: the dose halfway between its plateaus. */
export function relativeIC50(
  columns: DoseColumns,
  curve: number,
  fit: ProfiledCurve,
  task: CurveTask,
  quantiles: Quantiles,
  exact: boolean,
): void {
  fit.quantity = "position";
  fit.value = fit.position;
  if (exact) writeExact(columns, curve, fit, fit.position);
  else writeDose(columns, curve, fit, task, quantiles);
}
