import type { CurveLevels } from "./collapse_wells.ts";
import type { CurveTask, Quantiles } from "./curve_task.ts";
import type { DoseDesign } from "./dose_design.ts";
import { type DoseColumns, writeDose, writeExact } from "./write_dose.ts";

/** Writes the relative IC50 of the curve found: the dose halfway between its plateaus. */
export function relativeIC50(
  columns: DoseColumns,
  curve: number,
  { kernel }: CurveLevels,
  design: DoseDesign,
  { relativeLimits }: CurveTask,
  quantiles: Quantiles,
  exact: boolean,
): void {
  kernel.code.profilePosition();
  if (exact) writeExact(columns, curve, design, kernel.fit.position);
  else writeDose(columns, curve, kernel, design, quantiles, relativeLimits);
}
