import { UsageError } from "../errors/mod.ts";
import type { ResponseScale } from "../plates/mod.ts";
import type { ModelName } from "./dose_response_fit.ts";

/** Plateaus held at a value instead of being fitted. */
export interface FixedPlateaus {
  /** Value of the upper plateau. */
  readonly top?: number;
  /** Value of the lower plateau. */
  readonly bottom?: number;
}

/** A model made definite: its name and what is held. */
export interface CurveModel {
  readonly name: ModelName;
  readonly fixed: FixedPlateaus;
  /** Number of parameters that are fitted. */
  readonly free: number;
}

/**
 * The model that a name and some fixed plateaus mean.
 *
 * 4PL fits everything; 3PL holds one plateau, by default the bottom at 0; 2PL holds both, by default
 * the bottom at 0 and the top at control (1 as a fraction, 100 as a percentage).
 *
 * @throws {UsageError} If plateaus are fixed that the model does not hold, or a raw signal is to be
 * fitted by a 2PL without saying what its top is
 */
export function curveModel(
  name: ModelName,
  scale: ResponseScale,
  fixed: FixedPlateaus = {},
): CurveModel {
  for (const [plateau, value] of Object.entries(fixed)) {
    if (plateau !== "top" && plateau !== "bottom") {
      throw new UsageError(
        `Cannot fix "${plateau}": fixed must name "top" or "bottom", found "${plateau}"`,
      );
    }
    if (!Number.isFinite(value)) {
      throw new UsageError(`Cannot fix the ${plateau}: it must be a finite number, found ${value}`);
    }
  }
  const { top, bottom } = fixed;
  switch (name) {
    case "4PL":
      if (top !== undefined || bottom !== undefined) {
        throw new UsageError(
          `Cannot fit a 4PL with a fixed plateau: 4PL fits both. Use "3PL" or "2PL"`,
        );
      }
      return { name, fixed: {}, free: 4 };
    case "3PL":
      if (top !== undefined && bottom !== undefined) {
        throw new UsageError(`Cannot fit a 3PL with both plateaus fixed. Use "2PL"`);
      }
      return { name, fixed: top === undefined ? { bottom: bottom ?? 0 } : { top }, free: 3 };
    case "2PL": {
      const control = top ?? (scale === "fraction" ? 1 : scale === "percent" ? 100 : undefined);
      if (control === undefined) {
        throw new UsageError(
          "Cannot fit a 2PL to a raw signal: its top must be given, as in " +
            "{ fixed: { top: 51000, bottom: 0 } }",
        );
      }
      return { name, fixed: { top: control, bottom: bottom ?? 0 }, free: 2 };
    }
    default:
      throw new UsageError(`Cannot fit model "${name}": it must be "4PL", "3PL" or "2PL"`);
  }
}
