import type { DoseResponseFit } from "./dose_response_fit.ts";
import { fittedValue } from "./fitted_value.ts";

/** One well and how far it lies from the fitted curve. */
export interface Residual {
  /** Dose of the well. */
  readonly dose: number;
  /** Response of the well. */
  readonly response: number;
  /** Response of the curve there. */
  readonly fitted: number;
  /** response - fitted. */
  readonly residual: number;
  /** The residual over the residual standard deviation, sqrt(RSS / (n - p)); null when that is 0. */
  readonly standardized: number | null;
}

/**
 * The wells of a fit with their residuals, in the order of the curve; empty where nothing was fitted.
 *
 * Standardised residuals are divided by the residual standard deviation alone, not by each well's own
 * leverage: wells at lonely doses pull the curve and look a little better than they are.
 *
 * @example Usage
 * ```ts
 * import { fitDoseResponse, residuals } from "halfmax/dose_response/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [fit] = fitDoseResponse([{
 *   key: {},
 *   doses: [1, 10, 100, 1000, 10_000, 100_000],
 *   responses: [0.99, 1.01, 0.8, 0.22, 0.03, 0.01],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * const sumOfSquares = residuals(fit).reduce((sum, { residual }) => sum + residual ** 2, 0);
 * assertAlmostEquals(sumOfSquares, fit.rss!, 1e-12);
 * ```
 */
export function residuals(fit: DoseResponseFit): readonly Residual[] {
  const { curve: { doses, responses }, rss, degreesOfFreedom } = fit;
  const deviation = rss === null ? 0 : Math.sqrt(rss / degreesOfFreedom);
  return doses.flatMap((dose, i) => {
    const fitted = fittedValue(fit, dose);
    if (fitted === null) return [];
    const response = responses[i];
    const residual = response - fitted;
    const standardized = deviation > 0 ? residual / deviation : null;
    return [{ dose, response, fitted, residual, standardized }];
  });
}
