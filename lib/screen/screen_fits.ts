import type { FitStatus, ModelName } from "../dose_response/mod.ts";

/** What became of a curve, by code: the statuses of `fitDoseResponse`. */
export const STATUSES: readonly FitStatus[] = [
  "measured",
  "step",
  "incomplete",
  "flat",
  "too few doses",
  "constant",
  "not converged",
];

/** How an IC50 stands to its number, by code. */
export const RELATIONS = ["=", ">", "<", "not determined"] as const;

/** Why an IC50 is a bound or not determined, by code. */
export const REASONS = [
  "",
  "estimate above the highest dose",
  "estimate below the lowest dose",
  "no upper limit: the data end too early",
  "no lower limit: the data start too late",
  "the wells allow almost any value",
  "the curve never gets there",
  "the whole curve lies below that response",
  "the response rises with dose",
  "no effect that the wells can show",
  "no effect up to the highest dose",
  "far below control from the lowest dose on",
  "no effect that the wells can show, and too much noise for a bound",
  "no vehicle wells: control is not known",
  "no interval: every well lies exactly on the curve",
  "above the highest dose",
  "below the lowest dose",
  "no interval was asked for",
  "nothing was fitted",
  "no interval: a plateau is held or has bounds",
] as const;

/** Codes of {@linkcode STATUSES}. */
export const STATUS = {
  measured: 0,
  step: 1,
  incomplete: 2,
  flat: 3,
  tooFewDoses: 4,
  constant: 5,
  notConverged: 6,
} as const;

/** Codes of {@linkcode RELATIONS}. */
export const RELATION = { equal: 0, above: 1, below: 2, notDetermined: 3 } as const;

/** Codes of {@linkcode REASONS}. */
export const REASON = {
  none: 0,
  estimateAbove: 1,
  estimateBelow: 2,
  noUpper: 3,
  noLower: 4,
  anything: 5,
  never: 6,
  always: 7,
  rising: 8,
  flat: 9,
  flatAbove: 10,
  flatBelow: 11,
  flatNoise: 12,
  noVehicle: 13,
  exact: 14,
  aboveHighest: 15,
  belowLowest: 16,
  notAsked: 17,
  nothingFitted: 18,
  heldPlateau: 19,
} as const;

/** What the limits of an IC50 are, by code. */
export const LIMITS = ["none", "profile likelihood", "one-sided profile", "tested dose"] as const;

/** Codes of {@linkcode LIMITS}. */
export const LIMIT = { none: 0, profile: 1, oneSided: 2, testedDose: 3 } as const;

/** No and yes, by code. */
export const NO_YES = ["no", "yes"] as const;

/** What the general solver said of a curve, by code. */
export const CHECKS = [
  "not checked",
  "agrees",
  "general solver better, taken",
  "kernel better",
  "disagrees",
] as const;

/** Codes of {@linkcode CHECKS}. */
export const CHECK = {
  notChecked: 0,
  agrees: 1,
  generalBetter: 2,
  kernelBetter: 3,
  disagrees: 4,
} as const;

/** A column of {@linkcode ScreenFits}: its name in every file, and how to read it. */
export type ScreenColumn =
  | { readonly name: NumberColumn; readonly kind: "number" }
  | {
    readonly name: CategoryColumn;
    readonly kind: "category";
    /** The word of each code. */
    readonly words: readonly string[];
  };

/** Columns of numbers, NaN where there is no value. */
export type NumberColumn =
  | "n_wells"
  | "n_doses"
  | "ic50_relative"
  | "ic50_relative_lower"
  | "ic50_relative_upper"
  | "ic50_absolute"
  | "ic50_absolute_lower"
  | "ic50_absolute_upper"
  | "hill_slope"
  | "hill_slope_se"
  | "top"
  | "top_se"
  | "bottom"
  | "bottom_se"
  | "rss"
  | "p_no_effect"
  | "q_no_effect"
  | "auc";

/** Columns of categories, by code. */
export type CategoryColumn =
  | "status"
  | "ic50_relative_relation"
  | "ic50_relative_limits"
  | "ic50_relative_reason"
  | "ic50_absolute_relation"
  | "ic50_absolute_limits"
  | "ic50_absolute_reason"
  | "doubtful"
  | "check";

/** The columns in their order in a file, named as those of `halfmax fit` where it has them. */
export const SCREEN_COLUMNS: readonly ScreenColumn[] = [
  { name: "n_wells", kind: "number" },
  { name: "n_doses", kind: "number" },
  { name: "status", kind: "category", words: STATUSES },
  { name: "ic50_relative", kind: "number" },
  { name: "ic50_relative_relation", kind: "category", words: RELATIONS },
  { name: "ic50_relative_lower", kind: "number" },
  { name: "ic50_relative_upper", kind: "number" },
  { name: "ic50_relative_limits", kind: "category", words: LIMITS },
  { name: "ic50_absolute", kind: "number" },
  { name: "ic50_absolute_relation", kind: "category", words: RELATIONS },
  { name: "ic50_absolute_lower", kind: "number" },
  { name: "ic50_absolute_upper", kind: "number" },
  { name: "ic50_absolute_limits", kind: "category", words: LIMITS },
  { name: "hill_slope", kind: "number" },
  { name: "hill_slope_se", kind: "number" },
  { name: "top", kind: "number" },
  { name: "top_se", kind: "number" },
  { name: "bottom", kind: "number" },
  { name: "bottom_se", kind: "number" },
  { name: "rss", kind: "number" },
  { name: "p_no_effect", kind: "number" },
  { name: "q_no_effect", kind: "number" },
  { name: "auc", kind: "number" },
  { name: "ic50_relative_reason", kind: "category", words: REASONS },
  { name: "ic50_absolute_reason", kind: "category", words: REASONS },
  { name: "doubtful", kind: "category", words: NO_YES },
  { name: "check", kind: "category", words: CHECKS },
];

/** How many curves the general solver was asked about, and what it said. */
export interface ScreenChecks {
  /** Curves that the kernel itself doubts. */
  readonly doubtful: number;
  /** Curves checked against the general solver: the doubtful ones and a sample. */
  readonly checked: number;
  /** Of those, curves where both found the same sum of squares, status and IC50s. */
  readonly agree: number;
  /** Curves where the general solver found a lower sum of squares or a wider range, which was taken. */
  readonly generalBetter: number;
  /** Curves where the kernel's sum of squares is lower. */
  readonly kernelBetter: number;
  /** Curves with the same sum of squares, and another status or IC50. */
  readonly disagree: number;
}

/** The fits of many curves as columns; entry i belongs to curve i. */
export interface ScreenFits {
  /** How many curves. */
  readonly curves: number;
  /** The model of every fit. */
  readonly model: ModelName;
  /** Confidence level of the limits. */
  readonly level: number;
  /** Columns of numbers, NaN where there is no value. */
  readonly values: Readonly<Record<NumberColumn, Float64Array>>;
  /** Columns of categories; {@linkcode SCREEN_COLUMNS} has their words. */
  readonly codes: Readonly<Record<CategoryColumn, Uint8Array>>;
  /** What the general solver said. */
  readonly checks: ScreenChecks;
}
