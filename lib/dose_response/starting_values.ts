import type { FixedPlateaus } from "./curve_model.ts";
import type { DoseLevels } from "./dose_levels.ts";
import { topShare } from "./four_parameter_logistic.ts";

/** A start for the fit: parameters in the order of LOGISTIC_PARAMETERS and their sum of squares. */
export interface StartingValues {
  readonly parameters: readonly [number, number, number, number];
  /** Sum over levels of counts (means - f)². */
  readonly rss: number;
}

/** Slopes tried: shallow to steep. */
const SLOPES = [0.4, 0.8, 1.6, 3.2, 8];
/** IC50s tried per decade, and how far beyond the tested doses. */
const PER_DECADE = 4;
const BEYOND = 0.75;
/** A second valley is tried when it is at most this much higher than the best. */
const RIVAL = 1.5;
const MOST_STARTS = 4;

/**
 * Starts that need no help from the user, best first.
 *
 * For a given IC50 and slope the curve is linear in its plateaus, so their best values are closed
 * form (variable projection). A grid over the two nonlinear parameters therefore sees every valley
 * of the sum of squares; its lowest point, and every other local minimum nearly as low, is a start.
 *
 * @param bothDirections Try rising curves too; needed only when a plateau is fixed, since with both
 * free a rising curve is a falling one with its plateaus exchanged
 */
export function startingValues(
  levels: DoseLevels,
  fixed: FixedPlateaus,
  bothDirections: boolean,
): readonly StartingValues[] {
  const tested = levels.logDoses.filter(Number.isFinite);
  const first = tested[0] - BEYOND;
  const steps = Math.max(6, Math.ceil((tested[tested.length - 1] + BEYOND - first) * PER_DECADE));
  const spacing = (tested[tested.length - 1] + BEYOND - first) / steps;
  const slopes = bothDirections ? [...SLOPES.map((h) => -h).reverse(), ...SLOPES] : SLOPES;
  const grid = Array.from(
    { length: steps + 1 },
    (_, i) => slopes.map((h) => projectPlateaus(levels, first + i * spacing, h, fixed)),
  );
  const minima = grid.flatMap((row, i) =>
    row.filter(({ rss }, j) =>
      [grid[i - 1]?.[j], grid[i + 1]?.[j], row[j - 1], row[j + 1]].every((neighbour) =>
        neighbour === undefined || rss <= neighbour.rss
      )
    )
  ).sort((a, b) => a.rss - b.rss);
  const limit = RIVAL * (minima[0].rss + levels.pureErrorSS);
  return minima.filter(({ rss }) => rss + levels.pureErrorSS <= limit).slice(0, MOST_STARTS);
}

/** The best plateaus for a given IC50 and slope, by weighted linear regression on the share of top. */
function projectPlateaus(
  { logDoses, counts, means }: DoseLevels,
  log10IC50: number,
  hillSlope: number,
  fixed: FixedPlateaus,
): StartingValues {
  const shares = logDoses.map((u) => topShare(hillSlope, u - log10IC50));
  const { top, bottom } = plateaus(shares, counts, means, fixed);
  let rss = 0;
  for (let i = 0; i < means.length; i++) {
    rss += counts[i] * (means[i] - bottom - (top - bottom) * shares[i]) ** 2;
  }
  return { parameters: [log10IC50, hillSlope, top, bottom], rss };
}

function plateaus(
  shares: Float64Array,
  counts: Float64Array,
  means: Float64Array,
  { top, bottom }: FixedPlateaus,
): { top: number; bottom: number } {
  if (top !== undefined && bottom !== undefined) return { top, bottom };
  // With one plateau held at c: y - c = (other - c) x, where x is the other's share.
  const held = top ?? bottom;
  if (held !== undefined) {
    let xx = 0, xy = 0;
    for (let i = 0; i < means.length; i++) {
      const x = top === undefined ? shares[i] : 1 - shares[i];
      xx += counts[i] * x * x;
      xy += counts[i] * x * (means[i] - held);
    }
    const other = xx > 0 ? held + xy / xx : held;
    return top === undefined ? { top: other, bottom: held } : { top: held, bottom: other };
  }
  let n = 0, meanShare = 0, meanResponse = 0;
  for (let i = 0; i < means.length; i++) {
    n += counts[i];
    meanShare += counts[i] * shares[i];
    meanResponse += counts[i] * means[i];
  }
  meanShare /= n;
  meanResponse /= n;
  let ss = 0, sy = 0;
  for (let i = 0; i < means.length; i++) {
    ss += counts[i] * (shares[i] - meanShare) ** 2;
    sy += counts[i] * (shares[i] - meanShare) * (means[i] - meanResponse);
  }
  const range = ss > 1e-12 * n ? sy / ss : 0;
  const low = meanResponse - range * meanShare;
  return { top: low + range, bottom: low };
}
