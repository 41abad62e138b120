import { portableExp, portableExp10 } from "../numerics/mod.ts";
import { UsageError } from "../errors/mod.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { fittedCurve } from "./fitted_curve.ts";
import type { FittedCurve } from "./minimize_curve.ts";
import { profileLimit, profileOf } from "./profile.ts";
import { profileThresholds } from "./profile_dose.ts";
import { effectDose, plateau, STEEPNESS, type Target } from "./target.ts";

/** A parameter of the curve. */
export type ParameterName = "ic50" | "hillSlope" | "top" | "bottom";

/** Profile limits of a parameter; null where that side is open. */
export interface ParameterInterval {
  /** The fitted value. */
  readonly estimate: number;
  /** Lower limit. */
  readonly lower: number | null;
  /** Upper limit. */
  readonly upper: number | null;
}

/**
 * Profile-likelihood interval of one parameter of a fitted curve, calibrated by F(1, n - p).
 *
 * The limits are looked for as far as a parameter can mean anything: an IC50 within three decades of
 * the tested doses, a slope between a straight line and a step, a plateau within a hundred times the
 * spread of the responses. A side that is not closed there is open.
 *
 * @returns Null where nothing was fitted, the parameter is held, or every well lies on the curve
 * @throws {UsageError} If the level is not in (0, 1) or there is no such parameter
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 6.1
 * @example Usage
 * ```ts
 * import { fitDoseResponse, parameterInterval } from "halfmax/dose_response/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const [fit] = fitDoseResponse([{
 *   key: {},
 *   doses: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000],
 *   responses: [1.02, 0.99, 0.97, 0.9, 0.63, 0.34, 0.15, 0.08, 0.07],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * const slope = parameterInterval(fit, "hillSlope")!;
 * assert(slope.lower! < slope.estimate && slope.estimate < slope.upper!);
 * ```
 */
export function parameterInterval(
  fit: DoseResponseFit,
  parameter: ParameterName,
  { level = 0.95 }: { level?: number } = {},
): ParameterInterval | null {
  if (!(level > 0 && level < 1)) {
    throw new UsageError(`Cannot compute an interval: level must be in (0, 1), found ${level}`);
  }
  if (!["ic50", "hillSlope", "top", "bottom"].includes(parameter)) {
    throw new UsageError(
      `Cannot compute an interval: the parameter must be "ic50", "hillSlope", "top" or "bottom", found "${parameter}"`,
    );
  }
  const fitted = fittedCurve(fit);
  if (fitted === null || fit.parameters?.[parameter].fixed || fit.certificate?.exact) return null;
  const { target, value, ends, step, natural } = question(fitted, parameter);
  const threshold = fitted.rss * profileThresholds(fit.degreesOfFreedom, level).twoSided;
  const profile = profileOf(unbounded(fitted), target, threshold);
  const limit = (side: -1 | 1) => {
    const end = ends[side < 0 ? 0 : 1];
    if (value === end) return null;
    const stride = Math.abs(end - value) / 20;
    const inside = { value, at: fitted.at };
    const found = profileLimit(profile, threshold, inside, { side, end, step, stride });
    return found === null ? null : natural(found);
  };
  const [a, b] = [limit(-1), limit(1)];
  // The slope of a rising curve is the negative of what is profiled.
  const [lower, upper] = natural(1) < natural(0) ? [b, a] : [a, b];
  return { estimate: natural(value), lower, upper };
}

/** Decades beyond the doses for the IC50 of a curve whose slope or plateau is held. */
const ANYWHERE = 30;

/** The same fit where the IC50 may run away: a plateau or slope is not closed by the IC50's bounds. */
function unbounded(fitted: FittedCurve): FittedCurve {
  const { lowest, highest } = fitted.projection.levels;
  return {
    ...fitted,
    box: { ...fitted.box, position: [lowest - ANYWHERE, highest + ANYWHERE] },
  };
}

interface Question {
  readonly target: Target;
  readonly value: number;
  readonly ends: readonly [number, number];
  readonly step: number;
  /** The parameter itself, from what is profiled. */
  natural(value: number): number;
}

function question(fitted: FittedCurve, parameter: ParameterName): Question {
  const { at: [position, steepness], box, start, end, minimum, curve: { responses } } = fitted;
  const hill = minimum.estimate[1];
  switch (parameter) {
    case "ic50":
      return {
        target: effectDose(0.5),
        value: position,
        ends: box.position,
        step: 0.1,
        natural: (value) => portableExp10(value),
      };
    case "hillSlope":
      return {
        target: STEEPNESS,
        value: steepness,
        ends: box.steepness,
        step: 0.1,
        natural: (value) => Math.sign(hill) * portableExp(value),
      };
    default: {
      const spread = responses.reduce((a, b) => Math.max(a, b)) -
        responses.reduce((a, b) => Math.min(a, b));
      const which = (parameter === "top") === hill > 0 ? "start" : "end";
      const value = which === "start" ? start : end;
      return {
        target: plateau(which),
        value,
        ends: [value - 100 * spread, value + 100 * spread],
        step: spread / 50,
        natural: (plateau) => plateau,
      };
    }
  }
}
