import { UsageError } from "../errors/mod.ts";
import { createKernel, type Kernel } from "./kernel.ts";
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
  /** In whose memory means and weights stand, with a 0 after the last. */
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
  /** Wells by level. */
  size: Float64Array;
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
  readonly sorted: SortedWells;
}

interface SortedWells {
  dose: Float64Array;
  response: Float64Array;
  weight: Float64Array;
  /** Scaled response. */
  scaled: Float64Array;
}

/** Doses that differ by less than this share are one dose, written in two ways. */
const SAME_DOSE = 1e-9;
/** Responses that differ by less have no square to compute with. */
const LEAST_SPREAD = 1e-150;

/** Wells of a curve, and levels, that there is room for from the start. */
const ROOM = 64;
/** Levels that the shapes of a design leave room for in the 4 GB of a kernel. */
const MOST_LEVELS = 40_000;

/** An empty workspace. */
export function createLevels(): CurveLevels {
  const kernel = kernelFor(ROOM);
  return {
    kernel,
    wells: 0,
    count: 0,
    vehicle: 0,
    dose: new Float64Array(ROOM),
    mean: kernel.response,
    weight: kernel.weight,
    size: new Float64Array(ROOM),
    total: NaN,
    within: NaN,
    between: NaN,
    center: NaN,
    scale: NaN,
    least: NaN,
    most: NaN,
    sorted: {
      dose: new Float64Array(ROOM),
      response: new Float64Array(ROOM),
      weight: new Float64Array(ROOM),
      scaled: new Float64Array(ROOM),
    },
  };
}

/** The kernel of this thread: a curve is fitted without a rest, so that one is enough. */
let shared: Kernel | null = null;

function kernelFor(levels: number): Kernel {
  if (shared === null || shared.levels < levels) {
    shared = createKernel(levels, mostShapes(levels), numbersOfDesign(levels));
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
  if (to - from > levels.sorted.dose.length) makeRoomForWells(levels, 2 * (to - from));
  takeWells(levels, columns, from, to, !vehicleIsControl(columns, from, to, control));
  sortWells(levels, columns.weight !== undefined);
  scaleOf(levels);
  if (levels.wells > levels.dose.length) makeRoomForLevels(levels);
  averageByDose(levels);
}

function makeRoomForWells({ sorted }: CurveLevels, wells: number): void {
  for (const name of ["dose", "response", "weight", "scaled"] as const) {
    sorted[name] = new Float64Array(wells);
  }
}

/** Many wells may be of few doses. */
function makeRoomForLevels(levels: CurveLevels): void {
  const { wells, sorted: { dose } } = levels;
  let count = 0;
  for (let i = 0; i < wells; i++) if (i === 0 || dose[i] !== dose[i - 1]) count++;
  if (count <= levels.dose.length) return;
  if (count > MOST_LEVELS) {
    throw new UsageError(
      `Cannot fit the screen: a curve has ${count} different doses, more than ${MOST_LEVELS}`,
    );
  }
  const room = Math.min(2 * count, MOST_LEVELS);
  levels.kernel = kernelFor(room);
  levels.mean = levels.kernel.response;
  levels.weight = levels.kernel.weight;
  levels.dose = new Float64Array(room);
  levels.size = new Float64Array(room);
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

/** More wells than this are not sorted by insertion, and of one dose not by rank. */
const MOST_BY_INSERTION = 100;
const MOST_BY_RANK = 6;

/** Sorts the wells, so that their order in the screen does not matter to the last bit. */
function sortWells({ wells, sorted }: CurveLevels, weighted: boolean): void {
  if (!weighted && sortDoseByDose(sorted, wells)) return;
  if (wells > MOST_BY_INSERTION) sortMany(sorted, wells);
  else sortByInsertion(sorted, wells);
}

/** Sorts wells of the same weight whose doses ascend, a few to a dose; false where they are others. */
function sortDoseByDose({ dose, response, scaled }: SortedWells, wells: number): boolean {
  for (let from = 0; from < wells;) {
    const first = dose[from];
    let to = from + 1;
    while (to < wells && dose[to] === first) to++;
    const count = to - from;
    if (count > MOST_BY_RANK || (to < wells && dose[to] < first)) return false;
    if (count > 1) sortByRank(response, scaled, from, to);
    from = to;
  }
  return true;
}

/**
 * Sorts some numbers by how many of the others come before each: of a few that takes less time than
 * branches which nobody can foresee.
 *
 * @param before Room for so many numbers
 */
function sortByRank(values: Float64Array, before: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) before[i] = values[i];
  for (let i = from; i < to; i++) {
    const value = before[i];
    let rank = from;
    for (let k = from; k < i; k++) rank += Number(before[k] <= value);
    for (let k = i + 1; k < to; k++) rank += Number(before[k] < value);
    values[rank] = value;
  }
}

function sortMany({ dose, response, weight }: SortedWells, wells: number): void {
  const order = Array.from({ length: wells }, (_, i) => i).sort((a, b) =>
    dose[a] - dose[b] || response[a] - response[b] || weight[a] - weight[b]
  );
  for (const column of [dose, response, weight]) {
    const before = column.slice(0, wells);
    for (let i = 0; i < wells; i++) column[i] = before[order[i]];
  }
}

function sortByInsertion({ dose, response, weight }: SortedWells, wells: number): void {
  for (let i = 1; i < wells; i++) {
    const d = dose[i];
    const y = response[i];
    const w = weight[i];
    let j = i;
    for (; j > 0; j--) {
      const k = j - 1;
      if (
        dose[k] < d || (dose[k] === d &&
          (response[k] < y || (response[k] === y && weight[k] <= w)))
      ) break;
      dose[j] = dose[k];
      response[j] = response[k];
      weight[j] = weight[k];
    }
    dose[j] = d;
    response[j] = y;
    weight[j] = w;
  }
}

function scaleOf(levels: CurveLevels): void {
  const { wells, sorted: { response, weight, scaled } } = levels;
  let total = 0;
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < wells; i++) {
    const y = response[i];
    total += weight[i];
    sum += weight[i] * y;
    if (y < least) least = y;
    if (y > most) most = y;
  }
  const center = sum / total;
  const scale = most - center > center - least ? most - center : center - least;
  levels.total = total;
  levels.center = center;
  levels.scale = scale > LEAST_SPREAD ? scale : 1;
  levels.least = least;
  levels.most = most;
  for (let i = 0; i < wells; i++) scaled[i] = (response[i] - center) / levels.scale;
}

function averageByDose(levels: CurveLevels): void {
  const { wells, dose, mean, weight, size, sorted } = levels;
  let count = 0;
  let within = 0;
  let between = 0;
  for (let from = 0; from < wells;) {
    const first = sorted.dose[from];
    const limit = first + SAME_DOSE * first;
    let to = from;
    let w = 0;
    let sum = 0;
    while (to < wells && sorted.dose[to] <= limit) {
      w += sorted.weight[to];
      sum += sorted.weight[to] * sorted.scaled[to];
      to++;
    }
    const average = sum / w;
    for (let i = from; i < to; i++) {
      const away = sorted.scaled[i] - average;
      within += sorted.weight[i] * away * away;
    }
    dose[count] = first;
    mean[count] = average;
    weight[count] = w;
    size[count] = to - from;
    between += w * average * average;
    count++;
    from = to;
  }
  // Two levels at a time: of an odd number the last has one of no weight beside it.
  mean[count] = 0;
  weight[count] = 0;
  levels.count = count;
  levels.vehicle = count > 0 && dose[0] === 0 ? 1 : 0;
  levels.within = within;
  levels.between = between;
}

/** Whether every response is the same number. */
export function isConstant({ wells, least, most }: CurveLevels): boolean {
  return wells > 0 && most - least <= LEAST_SPREAD;
}
