import type { NamedScreen } from "./named_screen.ts";
import { type ScreenFits, STATUS } from "./screen_fits.ts";

/**
 * Mean response of a curve over the tested doses, control is 1: the AUC that its wells support, or NaN.
 *
 * A flat curve is a level: the mean of its wells, because what was fitted to noise may have plateaus far
 * away. A fitted curve whose area lies beyond all of its own wells says nothing, and has none.
 */
export function meanResponse(fits: ScreenFits, screen: NamedScreen, curve: number): number {
  const fitted = fits.values.auc[curve];
  const status = fits.codes.status[curve];
  if (status === STATUS.tooFewDoses || status === STATUS.constant) return fitted;
  const { least, mean, most } = levelsOf(screen, curve);
  if (status === STATUS.flat) return mean;
  return fitted >= least && fitted <= most ? fitted : NaN;
}

/** Least, mean and most response of the dosed wells over control. */
function levelsOf(
  { start, dose, response, scale }: NamedScreen,
  curve: number,
): { readonly least: number; readonly mean: number; readonly most: number } {
  let [least, sum, most, wells, vehicleSum, vehicles] = [Infinity, 0, -Infinity, 0, 0, 0];
  for (let i = start[curve]; i < start[curve + 1]; i++) {
    const value = response[i];
    if (Number.isNaN(value)) continue;
    if (dose[i] === 0) {
      vehicleSum += value;
      vehicles++;
      continue;
    }
    sum += value;
    wells++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const control = scale === "raw" ? vehicleSum / vehicles : scale === "percent" ? 100 : 1;
  return { least: least / control, mean: sum / wells / control, most: most / control };
}
