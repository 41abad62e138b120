import type { FixedPlateaus } from "./curve_model.ts";
import type { DoseLevels } from "./dose_levels.ts";

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
  const { first, spacing, steps } = positions(levels.logDoses);
  const slopes = bothDirections ? [...SLOPES.map((h) => -h).reverse(), ...SLOPES] : SLOPES;
  const grid = slopes.map((slope) => projectAlong(levels, fixed, slope, first, spacing, steps));
  const minima = grid.flatMap((row, j) =>
    row.filter(({ rss }, i) =>
      [row[i - 1], row[i + 1], grid[j - 1]?.[i], grid[j + 1]?.[i]].every((neighbour) =>
        neighbour === undefined || rss <= neighbour.rss
      )
    )
  ).sort((a, b) => a.rss - b.rss);
  const limit = RIVAL * (minima[0].rss + levels.pureErrorSS);
  return minima.filter(({ rss }) => rss + levels.pureErrorSS <= limit).slice(0, MOST_STARTS);
}

/** Where the IC50s of the grid lie, in log10. */
function positions(logDoses: Float64Array): { first: number; spacing: number; steps: number } {
  const tested = logDoses.filter(Number.isFinite);
  const first = tested[0] - BEYOND;
  const last = tested[tested.length - 1] + BEYOND;
  const steps = Math.max(6, Math.ceil((last - first) * PER_DECADE));
  return { first, spacing: (last - first) / steps, steps };
}

/**
 * The best plateaus for every IC50 of the grid at one slope. exp(h (u - e)) is exp(h u) exp(-h e), so
 * the exponentials are taken once per dose and once per IC50 instead of once per pair.
 */
function projectAlong(
  { logDoses, counts, means }: DoseLevels,
  fixed: FixedPlateaus,
  slope: number,
  first: number,
  spacing: number,
  steps: number,
): StartingValues[] {
  const h = Math.LN10 * slope;
  const byDose = logDoses.map((u) => Math.exp(h * (u - first)));
  const shares = new Float64Array(logDoses.length);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const byPosition = Math.exp(-h * i * spacing);
    for (let j = 0; j < shares.length; j++) shares[j] = 1 / (1 + byDose[j] * byPosition);
    const { top, bottom } = plateaus(shares, counts, means, fixed);
    let rss = 0;
    for (let j = 0; j < means.length; j++) {
      const residual = means[j] - bottom - (top - bottom) * shares[j];
      rss += counts[j] * residual * residual;
    }
    return { parameters: [first + i * spacing, slope, top, bottom], rss };
  });
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
