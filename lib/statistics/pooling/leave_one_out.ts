import type { PooledProportion, StudyCount } from "./pooled_proportion.ts";
import { poolProportions, type PoolProportionsOptions } from "./pool_proportions.ts";

/** The pooled proportion without one of the studies. */
export interface LeftOneOut {
  /** The study left out, by its name, else "study 1", … */
  readonly without: string;
  /** What the others give. */
  readonly pooled: PooledProportion;
}

/**
 * Pools the studies again without each in turn, to see whether the answer hangs on one of them.
 *
 * @param studies Events and total of each
 * @param options As for {@linkcode poolProportions}
 * @returns One pooling per study, in order
 * @throws {UsageError} As {@linkcode poolProportions}
 * @example Usage
 * ```ts
 * import { leaveOneOut } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const studies = [[5, 24], [5, 17], [3, 7], [12, 51]].map(([events, total]) => ({ events, total }));
 * const without = leaveOneOut(studies);
 * assertEquals(without.map(({ without, pooled }) => [without, pooled.k])[3], ["study 4", 3]);
 * ```
 */
export function leaveOneOut(
  studies: readonly StudyCount[],
  options: PoolProportionsOptions = {},
): readonly LeftOneOut[] {
  // Named before one is left out, so that "study 3" stays the same study.
  const named = studies.map((study, i) => ({ ...study, name: study.name ?? `study ${i + 1}` }));
  return named.map(({ name }, i) => ({
    without: name,
    pooled: poolProportions(named.filter((_, j) => j !== i), options),
  }));
}
