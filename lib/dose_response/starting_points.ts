import { portableExp, portableLog, portableLog10 } from "../numerics/mod.ts";
import type { DoseLevels } from "./dose_levels.ts";
import { type Projection, scanRss } from "./projection.ts";
import type { SearchBox } from "./search_box.ts";

/** A grid over position and steepness with the projected sum of squares of each point. */
export interface Grid {
  readonly positions: readonly number[];
  readonly steepnesses: readonly number[];
  /** By position, then steepness. */
  readonly rss: Float64Array;
}

/** Positions on the grid at most. */
const MOST_POSITIONS = 60;

/** Decades that the steepest curves of the grid cross between the two nearest doses. */
const STEEP = 5;

/**
 * The grid: positions every half dose spacing, from one half of the range (at most a decade) below
 * the lowest dose to as much above the highest; slopes by factors of two, from a straight line to
 * where a curve has at most one dose on its slope (steeper ones are looked for dose by dose).
 */
export function gridOf(
  { lowest, highest, logDose, vehicle }: DoseLevels,
  box: SearchBox,
): Pick<Grid, "positions" | "steepnesses"> {
  const range = highest - lowest;
  const pad = Math.min(1, range / 2);
  const spacing = range / (logDose.length - vehicle - 1);
  const positions = evenly(lowest - pad, highest + pad, spacing / 2, MOST_POSITIONS);
  const steepest = portableLog(STEEP / box.gap);
  return { positions, steepnesses: evenly(box.steepness[0] + Math.LN2, steepest, Math.LN2, 20) };
}

function evenly(from: number, to: number, step: number, most: number): number[] {
  const count = Math.min(most, Math.max(1, Math.ceil((to - from) / step)));
  return Array.from({ length: count + 1 }, (_, i) => from + (to - from) * i / count);
}

/** Sums of squares over the grid. */
export function scanGrid(
  projection: Projection,
  { positions, steepnesses }: Pick<Grid, "positions" | "steepnesses">,
): Grid {
  const rss = new Float64Array(positions.length * steepnesses.length);
  steepnesses.forEach((steepness, k) => {
    const scan = scanAt(projection, steepness);
    positions.forEach((position, i) => {
      rss[i * steepnesses.length + k] = scan(position);
    });
  });
  return { positions, steepnesses, rss };
}

/** Sums of squares by position, at one steepness. */
function scanAt(projection: Projection, steepness: number): (position: number) => number {
  const { logDose, vehicle, lowest, highest } = projection.levels;
  const slope = Math.LN10 * portableExp(steepness);
  const pivot = (lowest + highest) / 2;
  const byDose = logDose.map((u, j) => j < vehicle ? 0 : portableExp(slope * (u - pivot)));
  return (position) => scanRss(projection, byDose, portableExp(slope * (pivot - position)));
}

/** A start for the search, position and steepness, with its projected sum of squares. */
export interface StartingPoint {
  readonly at: readonly [number, number];
  readonly rss: number;
}

/**
 * Where to start from, best first: the lowest points of the grid that no neighbour undercuts, and
 * steep curves with a single dose on their slope, whose narrow valleys fall between the points of any
 * grid.
 */
export function startingPoints(
  projection: Projection,
  grid: Grid,
  { gap }: SearchBox,
  most: number,
): readonly StartingPoint[] {
  const points = [...gridMinima(grid), ...steepPoints(projection, gap)];
  return points.sort((a, b) => a.rss - b.rss).slice(0, most);
}

function gridMinima({ positions, steepnesses, rss }: Grid): StartingPoint[] {
  const columns = steepnesses.length;
  const minima: StartingPoint[] = [];
  for (let i = 0; i < positions.length; i++) {
    for (let k = 0; k < columns; k++) {
      const here = rss[i * columns + k];
      const undercut = ([di, dk, tie]: readonly [number, number, boolean]) => {
        const [ni, nk] = [i + di, k + dk];
        if (ni < 0 || ni >= positions.length || nk < 0 || nk >= columns) return false;
        const there = rss[ni * columns + nk];
        return there < here || (tie && there === here);
      };
      if (Number.isNaN(here) || NEIGHBORS.some(undercut)) continue;
      minima.push({ at: [positions[i], steepnesses[k]], rss: here });
    }
  }
  return minima;
}

/** Neighbours, and whether one as low counts: of a level stretch only one point is a start. */
const NEIGHBORS = [
  [-1, 0, true],
  [1, 0, false],
  [0, -1, true],
  [0, 1, false],
  [-1, -1, true],
  [-1, 1, true],
  [1, -1, false],
  [1, 1, false],
] as const;

/** How far up and down its slope a single dose is put. */
const SHARES = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97];
/** Decades that such a curve crosses between the two nearest doses. */
const SINGLE = [2.5, 5];

/** Steep curves with one dose on the slope, the best placed of each dose and slope. */
function steepPoints(projection: Projection, gap: number): StartingPoint[] {
  const { logDose, vehicle } = projection.levels;
  return SINGLE.flatMap((decades) => {
    const steepness = portableLog(decades / gap);
    const scan = scanAt(projection, steepness);
    return Array.from(logDose.subarray(vehicle), (u) => {
      let best: StartingPoint = { at: [u, steepness], rss: Infinity };
      for (const share of SHARES) {
        const position = u + portableLog10(share / (1 - share)) * gap / decades;
        const rss = scan(position);
        if (rss < best.rss) best = { at: [position, steepness], rss };
      }
      return best;
    });
  });
}
