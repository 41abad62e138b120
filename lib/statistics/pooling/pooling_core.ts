import type { Heterogeneity } from "./heterogeneity.ts";
import type { PooledProportion, PoolingStatus } from "./pooled_proportion.ts";

/** Below this many studies no interval is given. */
export const FEWEST_STUDIES = 3;

/** What a pooling model finds, before it is described. */
export interface PoolingCore {
  readonly status: PoolingStatus;
  readonly reason: string;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly interval: PooledProportion["interval"];
  readonly effect: number | null;
  readonly standardError: number | null;
  readonly heterogeneity: Heterogeneity | null;
  /** Shares of the weight by study; empty where the model has none. */
  readonly weights: readonly number[];
  /** From the model's scale back to a proportion. */
  readonly back: (effect: number) => number;
}

/** A pooling that estimates nothing, with its reason. */
export function nothingPooled(status: PoolingStatus, reason: string): PoolingCore {
  return {
    status,
    reason,
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
    effect: null,
    standardError: null,
    heterogeneity: null,
    weights: [],
    back: (effect) => effect,
  };
}

/** The reason for a pooling without an interval. */
export function tooFew(k: number): string {
  return `${k === 1 ? "one study" : `${k} studies`}: no interval below ${FEWEST_STUDIES}`;
}
