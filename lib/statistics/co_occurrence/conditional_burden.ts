import type { BurdenCells } from "./burden_cells.ts";
import {
  type ConditionalDraw,
  conditionalDraw,
  inclusionProbability,
  jointInclusion,
} from "./conditional_bernoulli.ts";

/** Margins are met to this share of a count. */
const MARGIN_TOLERANCE = 1e-10;

/** A group's free events, and the draw of those that its samples have. */
export interface GroupDraw {
  /** By event: its place among the free ones, or -1. */
  readonly places: readonly number[];
  /** Which of the free events a sample of the group has. */
  readonly draw: ConditionalDraw;
}

/**
 * Draws by group such that, given how many events each sample has, every event is expected in as many
 * samples as it is in.
 *
 * Given that a sample has s events, which ones they are has probability proportional to the product of
 * their odds. Fitted by proportional scaling, odds ← odds · observed / expected.
 *
 * @see Chen, Dempster and Liu (1994) Biometrika 81:457, doi:10.1093/biomet/81.3.457
 */
export function fitConditionalBurden(cells: BurdenCells): readonly GroupDraw[] {
  const { samples, columnCounts } = cells;
  let odds = columnCounts.map((count) => count > 0 ? count : 1);
  for (let iteration = 0; iteration < 1000; iteration++) {
    const groups = drawGroups(cells, odds);
    const expected = columnCounts.map(() => 0);
    groups.forEach(({ places, draw }, g) =>
      places.forEach((place, j) => {
        if (place >= 0) expected[j] += samples[g] * inclusionProbability(draw, place);
      })
    );
    const ratios = columnCounts.map((count, j) => count > 0 ? count / expected[j] : 1);
    if (ratios.every((ratio) => Math.abs(ratio - 1) < MARGIN_TOLERANCE)) return groups;
    odds = odds.map((value, j) => value * ratios[j]);
  }
  return drawGroups(cells, odds);
}

/** Probability that a sample of group g has both events, given how many it has. */
export function jointProbability(
  { forced }: BurdenCells,
  groups: readonly GroupDraw[],
  g: number,
  first: number,
  second: number,
): number {
  const { places, draw } = groups[g];
  const [one, two] = [places[first], places[second]];
  if (one >= 0 && two >= 0) return jointInclusion(draw, one, two);
  const single = (event: number, place: number) =>
    place >= 0 ? inclusionProbability(draw, place) : forced[g][event];
  return single(first, one) * single(second, two);
}

function drawGroups({ free, rowCounts }: BurdenCells, odds: readonly number[]): GroupDraw[] {
  return free.map((row, g) => {
    let next = 0;
    const places = row.map((isFree) => isFree ? next++ : -1);
    return { places, draw: conditionalDraw(odds.filter((_, j) => row[j]), rowCounts[g]) };
  });
}
