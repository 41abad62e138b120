import type { FoundCurve } from "./minimize_curve.ts";
import { crossingDoseOf, type DoseTarget, effectDoseOf } from "./profile_dose.ts";

/** How limits are made. */
export type IntervalMethod = "profile likelihood" | "delta" | "bootstrap";

/** What is asked. */
export interface PotencyQuestion {
  readonly percent: number;
  readonly kind: "relative" | "absolute";
  readonly level: number;
  readonly method?: IntervalMethod;
  /** For the bootstrap. */
  readonly bootstrap?: BootstrapOptions;
}

/** How a bootstrap is drawn. */
export interface BootstrapOptions {
  /** Same seed, same limits; each curve starts anew from it, so that the order of curves is no matter. */
  readonly seed: number;
  /** Curves drawn. */
  readonly resamples: number;
}

/** The dose that is asked for, on a fitted curve. */
export function askedDose(
  fitted: FoundCurve,
  { percent, kind }: Pick<PotencyQuestion, "percent" | "kind">,
): DoseTarget {
  return kind === "relative"
    ? effectDoseOf(fitted, percent / 100)
    : crossingDoseOf(fitted, fitted.curve.control, 1 - percent / 100);
}
