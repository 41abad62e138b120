import { list, quote, UsageError } from "../errors/mod.ts";
import type { Curve } from "./curve.ts";
import { curveModel, type FixedPlateaus } from "./curve_model.ts";
import type { ModelName } from "./dose_response_fit.ts";
import { fitCurve, type FittedAlone } from "./fit_curve.ts";

/** Curves to fit, and how: plain data. */
export interface FitOrder {
  readonly curves: readonly Curve[];
  readonly model: ModelName;
  readonly fixed: FixedPlateaus | undefined;
  readonly level: number;
  readonly significance: number;
}

/**
 * The fit of each curve alone, in their order.
 *
 * @throws {UsageError} If a curve is none, or the model contradicts its scale
 */
export function* fitEach(
  { curves, model, fixed, level, significance }: FitOrder,
): Generator<FittedAlone> {
  for (const curve of curves) {
    checkCurve(curve);
    yield fitCurve(curve, { model: curveModel(model, curve.scale, fixed), level, significance });
  }
}

function checkCurve({ key, doses, responses }: Curve): void {
  const name = list(Object.values(key).map(quote)) || "the curve";
  const bad = (what: string) => {
    throw new UsageError(`Cannot fit ${name}: ${what}`);
  };
  if (doses.length !== responses.length) {
    bad(`needs one response per dose, found ${doses.length} doses, ${responses.length} responses`);
  }
  doses.forEach((dose, i) => {
    if (!(dose >= 0 && dose < Infinity)) {
      bad(`doses must be finite and >= 0, found ${dose} in well ${i + 1}`);
    }
    // Squares of larger numbers cannot be summed.
    if (!(Math.abs(responses[i]) < 1e150)) {
      bad(`responses must be finite numbers, found ${responses[i]} in well ${i + 1}`);
    }
  });
  if (!doses.some((dose) => dose > 0)) bad("needs wells with a dose above 0, found none");
}
