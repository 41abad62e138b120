import { mean, median, standardDeviation } from "../statistics/mod.ts";
import type { Well } from "./well.ts";

/** A well beside others of the same treatment on its plate. */
export interface LikeWell {
  readonly well: Well;
  /** Number of its treatment. */
  readonly group: number;
  /** From the treatment's median, as a share of that median above background. */
  readonly deviation: number;
}

/** Treatments dimmer than this share of the brightest control are not compared: their noise is the reader's. */
const DIMMEST = 0.2;

/** Nor treatments within this many standard deviations of the blank wells. */
const ABOVE_BLANK = 3;

/**
 * The wells of a plate that have a like well: same role, dose and labels, bright enough to compare.
 *
 * Background is the mean of the blank wells, or nothing without them.
 *
 * @returns The wells, how many treatments they are, and why there are none where that is so
 */
export function likeWells(
  wells: readonly Well[],
  treatment: readonly string[],
): { wells: readonly LikeWell[]; treatments: number; reason: string } {
  const blanks = wells.filter(({ role }) => role === "blank").map(({ signal }) => signal);
  const background = blanks.length === 0 ? 0 : mean(blanks);
  const treated = wells.filter(({ role }) => role !== "blank" && role !== "time zero");
  const byTreatment = Map.groupBy(
    treated,
    ({ role, dose, labels }) =>
      JSON.stringify([role, dose, ...treatment.map((label) => labels[label] ?? "")]),
  );
  const levels = [...byTreatment.values()].map((group) => ({
    group,
    level: median(group.map(({ signal }) => signal)) - background,
  }));
  const twice = levels.filter(({ group }) => group.length > 1);
  const noise = blanks.length > 1 ? standardDeviation(blanks) : 0;
  const brightest = Math.max(...levels.map(({ level }) => level));
  const least = Math.max(DIMMEST * brightest, ABOVE_BLANK * noise);
  const usable = twice.filter(({ level }) => level > 0 && level >= least);
  return {
    treatments: usable.length,
    reason: twice.length === 0
      ? `no treatment stands in two wells (same ${["role", "dose", ...treatment].join(", ")})`
      : usable.length === 0
      ? "no treatment reads clearly above the blank wells"
      : "",
    wells: usable.flatMap(({ group, level }, index) =>
      group.map((well) => ({
        well,
        group: index,
        deviation: (well.signal - background) / level - 1,
      }))
    ),
  };
}
