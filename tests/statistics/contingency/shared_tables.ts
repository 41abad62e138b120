import type { TwoByTwo } from "../../../lib/statistics/mod.ts";
import type { ReferenceNumber } from "../reference.ts";

/** Lower and upper limit as the reference files write them. */
export type SharedLimits = readonly [ReferenceNumber, ReferenceNumber];

/** One table of ../shared/reference/frequency/two-by-two.json. */
export interface SharedTable {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly fisher: Readonly<
    Record<"p_two_sided" | "p_greater" | "p_less" | "p_midp_two_sided", number>
  >;
  readonly conditional_or: {
    readonly mle: ReferenceNumber | null;
    readonly ci95: SharedLimits;
    readonly ci90: SharedLimits;
    readonly ci99: SharedLimits;
    readonly midp_ci95: SharedLimits;
    readonly degenerate: boolean;
  };
  readonly r_fisher_test_as_printed: { readonly or: number; readonly ci95: SharedLimits };
  readonly chisq: { readonly statistic: number | null; readonly p: number | null };
  readonly risk_difference: {
    readonly estimate: number;
    readonly newcombe_ci95: readonly [number, number];
  };
}

/** The file. */
export interface SharedTables {
  readonly rows: readonly SharedTable[];
}

/** The counts of a row, as `[[a, b], [c, d]]`. */
export function tableOf({ a, b, c, d }: Pick<SharedTable, "a" | "b" | "c" | "d">): TwoByTwo {
  return [[a, b], [c, d]];
}
