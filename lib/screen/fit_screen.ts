import { allocateFits } from "./allocate_fits.ts";
import { checkColumns } from "./check_columns.ts";
import { checkCurve, countChecks } from "./check_curves.ts";
import { curveTask } from "./curve_task.ts";
import { falseDiscovery } from "./false_discovery.ts";
import { createFitter, fitOne, type Fitter } from "./fit_one.ts";
import type { ScreenColumns } from "./screen_columns.ts";
import type { ScreenFits } from "./screen_fits.ts";
import type { ScreenOptions } from "./screen_options.ts";

/**
 * Fits a logistic curve to every curve of a screen, on one thread: what `fitDoseResponse` says of each,
 * some hundred times as fast.
 *
 * The wells of a curve are collapsed to one level per dose. Given position (log10 IC50) and steepness
 * (ln slope), the plateaus follow in closed form, so that two numbers are left to search for. The best
 * of a coarse grid of shapes, which depends on the doses alone and is made once for each set of doses,
 * or the lowest of a finer grid around it, is the start, and Newton's method with exact second
 * derivatives follows it down; where another valley may be deeper, a finer grid gives further starts.
 * The profile of the position, and of the place where the curve crosses half of control, gives the
 * limits. Doubtful curves and a sample are checked against `fitDoseResponse`.
 *
 * Every number depends on its own curve alone (q values on all p values): the same bytes for any order
 * of curves and wells, any number of workers and any machine.
 *
 * @throws {UsageError} If the options contradict each other, or the columns do not fit together
 * @example Two curves, one of them flat
 * ```ts
 * import { fitScreen, STATUSES } from "halfmax/screen/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const doses = [1, 3, 10, 30, 100, 300, 1000, 3000];
 * const noise = [1, -1, 1, 1, -1, -1, 1, -1].map((sign) => 0.01 * sign);
 * const fits = fitScreen({
 *   curves: 2,
 *   start: Uint32Array.of(0, 8, 16),
 *   dose: Float64Array.from([...doses, ...doses]),
 *   response: Float64Array.from([
 *     ...doses.map((dose, i) => 1 / (1 + dose / 100) + noise[i]),
 *     ...noise.map((away) => 1 + away),
 *   ]),
 * });
 * assertEquals(Array.from(fits.codes.status, (code) => STATUSES[code]), ["measured", "flat"]);
 * assertAlmostEquals(fits.values.ic50_relative[0], 100, 10);
 * ```
 */
export function fitScreen(columns: ScreenColumns, options: ScreenOptions = {}): ScreenFits {
  const fits = fitPart(columns, options);
  falseDiscovery(fits.values.p_no_effect, fits.values.q_no_effect);
  return fits;
}

/** Fits some curves of a screen: as `fitScreen`, without q values, which need all curves. */
export function fitPart(columns: ScreenColumns, options: ScreenOptions): ScreenFits {
  const task = curveTask(options);
  checkColumns(columns);
  const fits = allocateFits(columns.curves, task);
  fitRange(createFitter(task, fits), columns, 0, columns.curves);
  return counted(fits);
}

/** Fits the curves from one to before another. */
export function fitRange(
  fitter: Fitter,
  columns: ScreenColumns,
  from: number,
  to: number,
): void {
  for (let curve = from; curve < to; curve++) {
    fitOne(fitter, columns, curve);
    checkCurve(fitter, columns, curve);
  }
}

/** What needs all curves: q values and counts. */
export function finishFits(fits: ScreenFits): ScreenFits {
  falseDiscovery(fits.values.p_no_effect, fits.values.q_no_effect);
  return counted(fits);
}

function counted(fits: ScreenFits): ScreenFits {
  return Object.freeze({ ...fits, checks: Object.freeze(countChecks(fits)) });
}
