import { UsageError } from "../errors/mod.ts";
import { createKernel, type Kernel, type WellColumns } from "./kernel.ts";
import { mostShapes, numbersOfDesign } from "./dose_design.ts";
import type { ScreenColumns } from "./screen_columns.ts";

/**
 * One curve as least squares needs it: a level per dose with the mean response and the weight of its
 * wells. Nothing is lost: with ȳ_j the weighted mean of the wells i at dose j and f_j the curve there,
 *
 * Σ w_i (y_i - f_j)² = Σ w_i (y_i - ȳ_j)² + Σ_j W_j (ȳ_j - f_j)²,
 *
 * so the first sum, `within`, is added back to what the levels leave. Means are centred and scaled, so
 * that nothing later depends on the size of a signal. The object is a workspace: each curve overwrites
 * the one before.
 */
export interface CurveLevels {
  /** In whose memory wells and levels stand, with a 0 after the last mean and weight. */
  kernel: Kernel;
  /** Wells that count. */
  wells: number;
  /** Levels, the vehicle included. */
  count: number;
  /** 1 when level 0 is the vehicle, else 0. */
  vehicle: number;
  /** Dose by level, ascending. */
  dose: Float64Array;
  /** Scaled weighted mean response by level. */
  mean: Float64Array;
  /** Weight by level. */
  weight: Float64Array;
  /** Sum of the weights. */
  total: number;
  /** Scaled weighted sum of squares of the wells about their levels. */
  within: number;
  /** Scaled weighted sum of squares of the levels about the weighted mean, which is 0. */
  between: number;
  /** A response is `center + scale * scaled`. */
  center: number;
  scale: number;
  /** Lowest and highest response. */
  least: number;
  most: number;
  /** The wells in their order: by dose, then response, then weight. */
  sorted: WellColumns;
}

/** Responses that differ by less have no square to compute with; `kernel/collapse_wells.ts` has the same. */
const LEAST_SPREAD = 1e-150;

/** Wells of a curve, and levels, that there is room for from the start. */
const ROOM = 64;
/** Of so many wells each may have a dose of its own. */
const FEW_WELLS = 1000;
/** Levels that the shapes of a design leave room for in the 4 GB of a kernel. */
const MOST_LEVELS = 40_000;

/** An empty workspace. */
export function createLevels(): CurveLevels {
  const kernel = kernelFor(ROOM, ROOM);
  const { dose, response, weight, wells } = kernel;
  return {
    kernel,
    wells: 0,
    count: 0,
    vehicle: 0,
    dose,
    mean: response,
    weight,
    total: NaN,
    within: NaN,
    between: NaN,
    center: NaN,
    scale: NaN,
    least: NaN,
    most: NaN,
    sorted: wells,
  };
}

/** The kernel of this thread: a curve is fitted without a rest, so that one is enough. */
let shared: Kernel | null = null;

function kernelFor(wells: number, levels: number): Kernel {
  if (shared === null || shared.mostWells < wells || shared.mostLevels < levels) {
    const mostWells = Math.max(wells, shared?.mostWells ?? 0);
    const mostLevels = Math.max(levels, shared?.mostLevels ?? 0);
    shared = createKernel(
      mostWells,
      mostLevels,
      mostShapes(mostLevels),
      numbersOfDesign(mostLevels),
    );
  }
  return shared;
}

/**
 * Collapses the wells of one curve to levels. Missing responses are left out, and so are vehicle wells
 * that are all exactly control on a normalised scale: they are the normalisation, no observation.
 *
 * @param control Control of the scale; NaN for a raw signal
 */
export function collapseWells(
  levels: CurveLevels,
  columns: ScreenColumns,
  curve: number,
  control: number,
): void {
  const [from, to] = [columns.start[curve], columns.start[curve + 1]];
  makeRoom(levels, columns, from, to);
  takeWells(levels, columns, from, to, !vehicleIsControl(columns, from, to, control));
  const { kernel, wells, sorted } = levels;
  if (wells > MOST_BY_INSERTION) sortMany(sorted, wells);
  kernel.code.collapseWells(wells, columns.weight === undefined ? 0 : 1);
  takeLevels(levels);
}

function makeRoom(
  levels: CurveLevels,
  { dose }: ScreenColumns,
  from: number,
  to: number,
): void {
  const wells = to - from;
  const { mostWells, mostLevels } = levels.kernel;
  if (wells <= mostWells && wells <= mostLevels) return;
  // Many wells may be of few doses.
  const doses = wells <= FEW_WELLS ? wells : new Set(dose.subarray(from, to)).size;
  if (wells <= mostWells && doses <= mostLevels) return;
  if (doses > MOST_LEVELS) {
    throw new UsageError(
      `Cannot fit the screen: a curve has ${doses} different doses, more than ${MOST_LEVELS}`,
    );
  }
  const kernel = kernelFor(2 * wells, Math.min(2 * doses, MOST_LEVELS));
  levels.kernel = kernel;
  levels.dose = kernel.dose;
  levels.mean = kernel.response;
  levels.weight = kernel.weight;
  levels.sorted = kernel.wells;
}

function vehicleIsControl(
  { dose, response }: ScreenColumns,
  from: number,
  to: number,
  control: number,
): boolean {
  for (let i = from; i < to; i++) {
    const y = response[i];
    if (dose[i] === 0 && y === y && y !== control) return false;
  }
  return true;
}

function takeWells(
  levels: CurveLevels,
  { dose, response, weight }: ScreenColumns,
  from: number,
  to: number,
  withVehicle: boolean,
): void {
  const { sorted } = levels;
  let n = 0;
  for (let i = from; i < to; i++) {
    const y = response[i];
    // Not a number is not equal to itself.
    if (y !== y || (dose[i] === 0 && !withVehicle)) continue;
    sorted.dose[n] = dose[i];
    sorted.response[n] = y;
    sorted.weight[n] = weight === undefined ? 1 : weight[i];
    n++;
  }
  levels.wells = n;
}

/** More wells than this are not left to the kernel, which sorts by insertion. */
const MOST_BY_INSERTION = 100;

function sortMany({ dose, response, weight }: WellColumns, wells: number): void {
  const order = Array.from({ length: wells }, (_, i) => i).sort((a, b) =>
    dose[a] - dose[b] || response[a] - response[b] || weight[a] - weight[b]
  );
  for (const column of [dose, response, weight]) {
    const before = column.slice(0, wells);
    for (let i = 0; i < wells; i++) column[i] = before[order[i]];
  }
}

/** Takes over what the kernel made of the wells. */
function takeLevels(levels: CurveLevels): void {
  const { dose, kernel: { levels: made } } = levels;
  levels.count = made.count;
  levels.vehicle = made.count > 0 && dose[0] === 0 ? 1 : 0;
  levels.total = made.total;
  levels.center = made.center;
  levels.scale = made.scale;
  levels.least = made.least;
  levels.most = made.most;
  levels.within = made.within;
  levels.between = made.between;
}

/** Whether every response is the same number. */
export function isConstant({ wells, least, most }: CurveLevels): boolean {
  return wells > 0 && most - least <= LEAST_SPREAD;
}
