import type { EventCount } from "../contingency/risk_difference.ts";
import type { ProportionInterval } from "../proportions/proportion_interval.ts";
import type { Heterogeneity } from "./heterogeneity.ts";
import type { ProportionScale } from "./proportion_transform.ts";
import type { TauSquaredEstimator } from "./tau_squared.ts";

/** Events and total of one study, with a name when it has one. */
export interface StudyCount extends EventCount {
  /** How the study is called in tables and figures. */
  readonly name?: string;
}

/** The model that pools: binomial-normal on the logit, or inverse variance on a scale. */
export type PoolingModel = "binomial-normal" | ProportionScale;

/** How the interval of the pooled proportion is made. */
export type PoolingInterval =
  | "t"
  | "profile"
  | "normal"
  | "Hartung-Knapp"
  | "Hartung-Knapp unguarded";

/** The reference distribution of a prediction interval. */
export type PredictionReference = "normal" | "t, k - 1" | "t, k - 2";

/**
 * What the studies allow to be said:
 *
 * - `estimated`: estimate, interval and a positive between-study variance.
 * - `no heterogeneity`: the same with τ² at its boundary 0.
 * - `too few studies`: fewer than three; an estimate but no interval.
 * - `no events`, `only events`: no study has an event (or anything else); the interval is that of
 *   Clopper and Pearson for the totals, as if all patients were one study.
 * - `divergent`: (nearly) all studies have no or only events; the between-study variance grows without
 *   limit and nothing is estimated.
 * - `no studies`: nobody could be assessed.
 */
export type PoolingStatus =
  | "estimated"
  | "no heterogeneity"
  | "too few studies"
  | "no events"
  | "only events"
  | "divergent"
  | "no studies";

/** One study as it entered: its own proportion with Wilson's interval, and its weight. */
export interface PooledStudy extends ProportionInterval {
  /** As given, else "study 1", … */
  readonly name: string;
  /** Share of the inverse-variance weight, from 0 to 1; null where the model has none. */
  readonly weight: number | null;
}

/** Where the proportion of a further study may lie. */
export interface PredictionInterval {
  /** Lower limit. */
  readonly lower: number;
  /** Upper limit. */
  readonly upper: number;
  /** Its distribution, which programs choose differently. */
  readonly reference: PredictionReference;
  /** False below five studies, where it says next to nothing. */
  readonly informative: boolean;
}

/** A proportion pooled over studies. */
export interface PooledProportion {
  /** What the studies allow to be said. */
  readonly status: PoolingStatus;
  /** The status in words; empty for `estimated`. */
  readonly reason: string;
  /** The model that pooled. */
  readonly model: PoolingModel;
  /** Number of studies with anybody assessed. */
  readonly k: number;
  /** Events over all studies. */
  readonly events: number;
  /** Total over all studies. */
  readonly total: number;
  /** The pooled proportion: that of a study in the middle of the distribution; null if none. */
  readonly estimate: number | null;
  /** Lower confidence limit; null where none is given. */
  readonly lower: number | null;
  /** Upper confidence limit; null where none is given. */
  readonly upper: number | null;
  /** How the limits were made; null where there are none. */
  readonly interval: PoolingInterval | "Clopper-Pearson of the total" | null;
  /** Two-sided confidence level of every interval. */
  readonly level: number;
  /** The estimate on the model's scale; null where none. */
  readonly effect: number | null;
  /** Its standard error, guarded or Hartung-Knapp's where asked; null where none. */
  readonly standardError: number | null;
  /** How τ² was estimated. */
  readonly estimator: TauSquaredEstimator | "maximum likelihood";
  /** Null for fewer than two studies, or where nothing is estimated. */
  readonly heterogeneity: Heterogeneity | null;
  /** Null for fewer than three studies, or where nothing is estimated. */
  readonly prediction: PredictionInterval | null;
  /** The studies as they entered. */
  readonly studies: readonly PooledStudy[];
}
