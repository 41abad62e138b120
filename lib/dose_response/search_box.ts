import { portableLog } from "../numerics/mod.ts";
import type { DoseLevels } from "./dose_levels.ts";

/** How far position (log10 IC50) and steepness (ln slope) may go. */
export interface SearchBox {
  readonly position: readonly [number, number];
  readonly steepness: readonly [number, number];
  /** Decades between the two nearest doses (at least a hundredth of the range). */
  readonly gap: number;
}

/** Decades beyond the tested doses in which a relative IC50 is looked for. */
const DECADES_BEYOND = 3;

/** A curve that crosses so few decades over all doses is a straight line to them. */
const FLATTEST = 0.2;
/** A curve that crosses so many decades between the two nearest doses is a step to them. */
const STEEPEST = 30;

/** The box for a set of doses: slopes from a straight line to a step between the nearest two. */
export function searchBox({ logDose, vehicle, lowest, highest }: DoseLevels): SearchBox {
  const range = highest - lowest;
  let gap = range;
  for (let j = vehicle + 1; j < logDose.length; j++) {
    gap = Math.min(gap, logDose[j] - logDose[j - 1]);
  }
  gap = Math.max(gap, range / 100);
  return {
    position: [lowest - DECADES_BEYOND, highest + DECADES_BEYOND],
    steepness: [portableLog(FLATTEST / range), portableLog(STEEPEST / gap)],
    gap,
  };
}
