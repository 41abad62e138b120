import type { CurveLevels } from "./collapse_wells.ts";
import { LIMIT, REASON, RELATION, type ScreenFits } from "./screen_fits.ts";

/**
 * Writes what a flat line says of the absolute IC50, by the rules of `fitDoseResponse`: it is above the
 * highest dose only when the one-sided lower limit of the mean there, less half of control, is above
 * zero, and below the lowest dose only when the limit there is below. The spread is that of all wells
 * about one line; control adds its own where it comes from vehicle wells.
 *
 * @param control Control, taken as exact; NaN where it comes from vehicle wells
 * @param quantile Student's one-sided quantile with one degree of freedom per well but one
 */
export function flatBound(
  levels: CurveLevels,
  control: number,
  quantile: number,
  curve: number,
  { values, codes }: ScreenFits,
): void {
  const { count, vehicle, dose, mean, weight, wells, between, within, center, scale } = levels;
  const raw = Number.isNaN(control);
  codes.ic50_absolute_relation[curve] = RELATION.notDetermined;
  if (raw && vehicle === 0) {
    codes.ic50_absolute_reason[curve] = REASON.noVehicle;
    return;
  }
  const half = raw ? (center + scale * mean[0]) / 2 : control / 2;
  const variance = (between + within) * scale * scale / (wells - 1);
  /** Distance of the wells of a level from half of control, in one-sided limits. */
  const margin = (level: number, side: 1 | -1) => {
    const error = Math.sqrt(variance * (1 / weight[level] + (raw ? 0.25 / weight[0] : 0)));
    return side * (center + scale * mean[level] - half) - quantile * error;
  };
  if (margin(count - 1, 1) > 0) {
    codes.ic50_absolute_relation[curve] = RELATION.above;
    codes.ic50_absolute_reason[curve] = REASON.flatAbove;
    codes.ic50_absolute_limits[curve] = LIMIT.testedDose;
    values.ic50_absolute[curve] = values.ic50_absolute_lower[curve] = dose[count - 1];
  } else if (margin(vehicle, -1) > 0) {
    codes.ic50_absolute_relation[curve] = RELATION.below;
    codes.ic50_absolute_reason[curve] = REASON.flatBelow;
    codes.ic50_absolute_limits[curve] = LIMIT.testedDose;
    values.ic50_absolute[curve] = values.ic50_absolute_upper[curve] = dose[vehicle];
  } else {
    codes.ic50_absolute_reason[curve] = REASON.flatNoise;
  }
}
