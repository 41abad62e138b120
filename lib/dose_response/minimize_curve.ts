import { portableExp, portableExp10, portableLog } from "../numerics/mod.ts";
import type { LeastSquaresFit } from "../numerics/mod.ts";
import type { Curve } from "./curve.ts";
import type { CurveModel } from "./curve_model.ts";
import { doseLevels } from "./dose_levels.ts";
import { leastSquaresOfWells } from "./least_squares_of_wells.ts";
import { minimizeProjected } from "./minimize_projected.ts";
import { createProjection, type Plateaus, type Projection } from "./projection.ts";
import { type SearchBox, searchBox } from "./search_box.ts";
import { type Grid, gridOf, scanGrid, startingPoints } from "./starting_points.ts";
import { NOTHING } from "./target.ts";

/** What a search for curves works with, for one direction of the curve. */
interface Search {
  readonly curve: Curve;
  readonly model: CurveModel;
  /** 1 for a curve whose `start` is its top, -1 for one whose `start` is its bottom. */
  readonly direction: 1 | -1;
  readonly projection: Projection;
  readonly box: SearchBox;
  /** The sums of squares that the search saw, over position and steepness. */
  readonly grid: Grid;
}

/** A curve of a search. */
export interface FoundCurve extends Search {
  /** Position (log10 IC50) and steepness (ln |hill|). */
  readonly at: readonly [number, number];
  /** Response at dose 0 and at infinite dose. */
  readonly start: number;
  readonly end: number;
  /** Scaled sum of squares. */
  readonly rss: number;
  /** Doses on the slope of the curve; below two the slope is not determined. */
  readonly onSlope: number;
}

/** A least-squares curve with all that a profile of it needs. */
export interface FittedCurve extends FoundCurve {
  /** The general solver's last word: log10 ic50, hill slope, top, bottom. */
  readonly minimum: LeastSquaresFit;
}

/** Valleys of the sum of squares that are followed to their bottom. */
const MOST_STARTS = 6;
/** A start this many times above the best valley's bottom does not lead below it. */
const HOPELESS = 20;

/**
 * The least-squares curve, without any help: a grid over IC50 and slope with the plateaus in closed
 * form sees every valley of the sum of squares; the lowest few are followed down by Newton's method
 * on the projected problem; the general solver confirms the best of them on the wells themselves and
 * gives errors and certificate.
 *
 * With both plateaus free the answer has top >= bottom, so a rising curve has a negative slope. With a
 * plateau held both directions are tried.
 */
export function searchCurve(curve: Curve, model: CurveModel): FittedCurve {
  const found = findCurve(curve, model);
  return confirmed(found, inMiddleOfStep(found));
}

/** The lowest curve that the projected search finds, not yet confirmed. */
export function findCurve(curve: Curve, model: CurveModel): FoundCurve {
  // With both plateaus free a rising curve is a falling one with its plateaus exchanged.
  const directions = model.free === 4 ? [1] as const : [1, -1] as const;
  const lowest = directions.map((direction) => {
    const search = createSearch(curve, model, direction);
    const { projection, grid, box } = search;
    let best = { rss: Infinity, at: [NaN, NaN] as readonly [number, number] };
    for (const start of startingPoints(projection, grid, box, MOST_STARTS)) {
      if (start.rss > HOPELESS * best.rss) break;
      minimizeProjected(projection, NOTHING, 0, start.at, box);
      const { rss, position, steepness } = projection;
      if (rss < best.rss) best = { rss, at: [position, steepness] };
    }
    return { search, ...best };
  });
  const { search, at } = lowest.reduce((a, b) => b.rss < a.rss ? b : a);
  return foundAt(search, at);
}

/** The least-squares curve of {@linkcode searchCurve} alone. */
export function minimizeCurve(curve: Curve, model: CurveModel): LeastSquaresFit {
  return searchCurve(curve, model).minimum;
}

/** Bounds of the four parameters for curves over these doses, falling (1) or rising (-1). */
export function parameterBounds(
  logDoses: Float64Array,
  direction: 1 | -1,
): { readonly lower: readonly number[]; readonly upper: readonly number[] } {
  const doses = Array.from(logDoses, (u) => portableExp10(u));
  return boundsOf(searchBox(doseLevels({ doses, responses: doses.map(() => 0) })), direction);
}

/** Names of the parameters that a model holds. */
export function heldParameters({ fixed }: CurveModel): readonly string[] {
  return Object.keys(fixed);
}

/** A fit again from a point whose sum of squares is lower. */
export function refineCurve(fitted: FittedCurve, start: readonly [number, number]): FittedCurve {
  const { projection, box } = fitted;
  minimizeProjected(projection, NOTHING, 0, start, box);
  return confirmed(fitted, [projection.position, projection.steepness]);
}

/** The fitted curve of a known minimum: what a profile needs, without another search. */
export function recallCurve(
  curve: Curve,
  model: CurveModel,
  minimum: LeastSquaresFit,
): FittedCurve {
  const rising = minimum.estimate[1] < 0;
  const direction = rising && model.free < 4 ? -1 : 1;
  return withMinimum(createSearch(curve, model, direction), minimum);
}

function createSearch(curve: Curve, model: CurveModel, direction: 1 | -1): Search {
  const levels = doseLevels(curve);
  const box = searchBox(levels);
  const projection = createProjection(levels, plateausOf(model, direction));
  return {
    curve,
    model,
    direction,
    projection,
    box,
    grid: scanGrid(projection, gridOf(levels, box)),
  };
}

/** Which plateau is held at dose 0 and which at infinite dose. */
function plateausOf({ fixed }: CurveModel, direction: 1 | -1): Plateaus {
  const [top, bottom] = [fixed.top ?? null, fixed.bottom ?? null];
  return direction === 1 ? { start: top, end: bottom } : { start: bottom, end: top };
}

/** A dose is on the slope when its shares of the two plateaus, multiplied, are at least this. */
const ON_SLOPE = 1e-6;

/** How many doses lie on the slope; with one or none the slope could be steeper still. */
function dosesOnSlope({ share, rest }: Projection): number {
  return share.reduce((count, s, j) => count + (s * rest[j] < ON_SLOPE ? 0 : 1), 0);
}

/** Of a step between two doses only the two are known: it is put midway. */
function inMiddleOfStep(
  { projection: { levels: { logDose } }, at: [position, steepness], onSlope }: FoundCurve,
): readonly [number, number] {
  if (onSlope > 0) return [position, steepness];
  const after = logDose.findIndex((u) => u > position);
  const [low, high] = [logDose[after - 1], logDose[after]];
  return after > 0 && Number.isFinite(low) ? [(low + high) / 2, steepness] : [position, steepness];
}

/** The projected minimum, confirmed by the general solver on the wells themselves. */
function confirmed(search: Search, at: readonly [number, number]): FittedCurve {
  const { curve, model, direction, box, projection: { levels } } = search;
  const { start, end, onSlope } = foundAt(search, at);
  const rising = model.free === 4 ? start < end : direction === -1;
  const sign = rising ? -1 : 1;
  const minimum = leastSquaresOfWells(
    curve,
    levels,
    [at[0], sign * portableExp(at[1]), ...(rising ? [end, start] : [start, end])],
    {
      ...boundsOf(box, sign),
      // What no dose can move is held: the slope of a step, and its place when no dose is on it.
      fixed: [
        ...["hill_slope", "log10_ic50"].slice(0, Math.max(0, 2 - onSlope)),
        ...heldParameters(model),
      ],
    },
  );
  const fitted = withMinimum(search, minimum);
  // The last steps may leave the curve steeper, with a dose less on its slope: then that is what counts.
  return fitted.onSlope < Math.min(2, onSlope) ? confirmed(search, fitted.at) : fitted;
}

function boundsOf({ position, steepness }: SearchBox, direction: 1 | -1) {
  const slopes = steepness.map((q) => direction * portableExp(q));
  return {
    lower: [position[0], Math.min(...slopes), -Infinity, -Infinity],
    upper: [position[1], Math.max(...slopes), Infinity, Infinity],
  };
}

function withMinimum(search: Search, minimum: LeastSquaresFit): FittedCurve {
  const [position, slope] = minimum.estimate;
  return { ...foundAt(search, [position, portableLog(Math.abs(slope))]), minimum };
}

function foundAt(search: Search, at: readonly [number, number]): FoundCurve {
  const { projection } = search;
  NOTHING.project(projection, 0, at[0], at[1]);
  const { levels: { center, scale }, start, end, rss } = projection;
  return {
    ...search,
    at,
    start: center + scale * start,
    end: center + scale * end,
    rss,
    onSlope: dosesOnSlope(projection),
  };
}
