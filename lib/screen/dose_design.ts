import { portableExp, portableLog } from "../numerics/mod.ts";
import type { CurveLevels } from "./collapse_wells.ts";
import { emptyDesigns, hasRoom, type Kernel, LINE, takeColumn } from "./kernel.ts";

/**
 * What depends on the tested doses alone: their logarithms, how far the search goes, and two grids of
 * logistic shapes, a coarse one of every other position and steepness, which is enough for curves of one
 * valley, and a fine one with steep shapes besides. Screens have few designs and very many curves, so it
 * is made once for each.
 */
export interface DoseDesign {
  /** Dose by level, the vehicle (0) included. */
  readonly dose: Float64Array;
  /**
   * log10 dose by level, in the memory of a kernel; the vehicle, at minus infinity, has 0 here, which
   * nothing may use.
   */
  readonly logDose: Float64Array;
  /** 1 when level 0 is the vehicle, else 0. */
  readonly vehicle: number;
  readonly lowest: number;
  readonly highest: number;
  /** Smallest and largest steepness (ln slope). */
  readonly leastSteepness: number;
  readonly mostSteepness: number;
  /** Where it stands in the memory of a kernel, for which `kernel/shapes.ts` describes it. */
  readonly at: number;
  readonly coarseAt: number;
  readonly fineAt: number;
}

/** Decades beyond the tested doses in which a relative IC50 is looked for. */
const DECADES_BEYOND = 3;
/** A curve that crosses so few decades over all doses is a straight line to them. */
const FLATTEST = 0.2;
/** A curve that crosses so many decades between the two nearest doses is a step to them. */
const STEEPEST = 30;
/** Decades beyond the tested doses in which a confidence limit counts, and to which the grid goes. */
export const DECADES_OF_LIMITS = 1;
/** Positions and slopes on the grid at most, less one. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 20;
/** Decades that the steepest shapes of the grid cross between the two nearest doses. */
const STEEP = 5;

/** How far up and down its slope a single dose is put. */
const SHARES = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97];
/** Decades that curves with a single dose on the slope cross between the two nearest doses. */
const SINGLE = 2.5;
/** Doses at most for which there are such shapes: among more a single one tells little. */
const MOST_SINGLE = 256;

/** Shapes that a design of so many levels has at most. */
export function mostShapes(levels: number): number {
  return (MOST_ROWS + 1) * (MOST_COLUMNS + 1) +
    Math.min(levels, MOST_SINGLE) * SHARES.length;
}

/** Numbers that a design of so many levels takes of a kernel's memory at most. */
export function numbersOfDesign(levels: number): number {
  return 2 * (mostShapes(levels) + LINE) * (levels + 10) + 6 * levels + 32 * LINE;
}

/** The design of a curve's levels; position and slope are looked for where `fitDoseResponse` does. */
function doseDesign({ count, vehicle, dose: doses, kernel }: CurveLevels): DoseDesign {
  const dose = doses.slice(0, count);
  const column = takeColumn(kernel, count + 1);
  dose.forEach((d, j) => column[j] = j < vehicle ? 0 : portableLog(d) / Math.LN10);
  // Beside an odd number of levels stands one more.
  column[count] = column[count - 1];
  const logDose = column.subarray(0, count);
  const [lowest, highest] = [logDose[vehicle], logDose[count - 1]];
  const range = highest - lowest;
  let gap = range;
  for (let j = vehicle + 1; j < count; j++) gap = Math.min(gap, logDose[j] - logDose[j - 1]);
  gap = Math.max(gap, range / 100);
  const leastSteepness = portableLog(FLATTEST / range);
  const rows = evenly(
    lowest - DECADES_OF_LIMITS,
    highest + DECADES_OF_LIMITS,
    range / (count - vehicle - 1) / 2,
    MOST_ROWS,
  );
  const columns = evenly(
    leastSteepness + Math.LN2,
    portableLog(STEEP / gap),
    Math.LN2,
    MOST_COLUMNS,
  );
  const mostSteepness = portableLog(STEEPEST / gap);
  const leastPosition = lowest - DECADES_BEYOND;
  const mostPosition = highest + DECADES_BEYOND;
  const coarse = gridOf(everyOther(rows), everyOther(columns));
  const fine = gridOf(rows, columns);
  const single = count <= MOST_SINGLE ? singleDoses(logDose, vehicle, gap) : [];
  const coarseAt = writeShapes(kernel, logDose, vehicle, coarse, []);
  const fineAt = writeShapes(kernel, logDose, vehicle, fine, single);
  const at = write(
    kernel,
    [coarseAt, fineAt, column.byteOffset, vehicle],
    [lowest, highest, leastPosition, mostPosition, leastSteepness, mostSteepness],
  );
  return {
    dose,
    logDose,
    vehicle,
    lowest,
    highest,
    leastSteepness,
    mostSteepness,
    at,
    coarseAt,
    fineAt,
  };
}

/** Writes integers, and numbers after them, into the memory of a kernel. */
function write(kernel: Kernel, integers: readonly number[], numbers: readonly number[]): number {
  // Two integers are as long as a number, which stands at a multiple of its length.
  const before = Math.ceil(integers.length / 2);
  const column = takeColumn(kernel, before + numbers.length);
  new Int32Array(column.buffer, column.byteOffset).set(integers);
  column.set(numbers, before);
  return column.byteOffset;
}

function evenly(from: number, to: number, step: number, most: number): readonly number[] {
  const count = Math.min(most, Math.max(1, Math.ceil((to - from) / step - 1e-9)));
  return Array.from({ length: count + 1 }, (_, i) => from + (to - from) * i / count);
}

/** Every other entry, the first and the last included. */
function everyOther(values: readonly number[]): readonly number[] {
  return values.filter((_, i) => i % 2 === 0 || i === values.length - 1);
}

interface Shape {
  readonly position: number;
  readonly steepness: number;
}

interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly points: readonly Shape[];
}

function gridOf(rows: readonly number[], columns: readonly number[]): Grid {
  const points = rows.flatMap((position) => columns.map((steepness) => ({ position, steepness })));
  return { rows: rows.length, columns: columns.length, points };
}

/** Steep shapes with a single dose on the slope, for each dose one by share. */
function singleDoses(logDose: Float64Array, vehicle: number, gap: number): readonly Shape[] {
  const steepness = portableLog(SINGLE / gap);
  return Array.from(logDose.subarray(vehicle)).flatMap((u) =>
    SHARES.map((share) => ({
      position: u + portableLog(share / (1 - share)) / Math.LN10 * gap / SINGLE,
      steepness,
    }))
  );
}

/** Writes shapes and their shares into the memory of a kernel. */
function writeShapes(
  kernel: Kernel,
  logDose: Float64Array,
  vehicle: number,
  { rows, columns, points }: Grid,
  more: readonly Shape[],
): number {
  const all = [...points, ...more];
  const column = () => takeColumn(kernel, all.length);
  const [position, steepness, plainSum, plainSquare] = Array.from({ length: 4 }, column);
  const stride = position.length;
  const share = takeColumn(kernel, stride * logDose.length);
  all.forEach((shape, k) => {
    position[k] = shape.position;
    plainSum[k] = plainSquare[k] = 0;
    steepness[k] = shape.steepness;
    const slope = portableExp(shape.steepness) * Math.LN10;
    logDose.forEach((u, j) => {
      const power = j < vehicle ? 0 : portableExp(slope * (u - shape.position));
      const s = 1 / (1 + power);
      share[j * stride + k] = s;
      plainSum[k] += s;
      plainSquare[k] += s * s;
    });
  });
  const sums = () => {
    const weight = takeColumn(kernel, logDose.length).fill(NaN);
    const sumsAt = [column(), column(), column(), weight].map(({ byteOffset }) => byteOffset);
    return write(kernel, sumsAt, []);
  };
  const [ofEqual, ofOther] = [sums(), sums()];
  const columnsAt = [position, steepness, share, plainSum, plainSquare].map((one) =>
    one.byteOffset
  );
  const sizes = [rows, columns, all.length, stride];
  // Until a curve has been scanned either may be the one that is current.
  return write(kernel, [...sizes, ...columnsAt, ofEqual, ofEqual, ofOther], []);
}

/** The design of these levels, from those that the kernel knows. What it is never depends on them. */
export function designOf(levels: CurveLevels): DoseDesign {
  const { dose, count, kernel } = levels;
  const last = kernel.lastDesign;
  if (last !== null && isOf(last, dose, count)) return last;
  const hash = hashOf(dose, count);
  let design = kernel.designs.get(hash)?.find((one) => isOf(one, dose, count));
  if (design === undefined) {
    if (!hasRoom(kernel, numbersOfDesign(count))) emptyDesigns(kernel);
    design = doseDesign(levels);
    kernel.designs.set(hash, [...(kernel.designs.get(hash) ?? []), design]);
  }
  return kernel.lastDesign = design;
}

function isOf({ dose }: DoseDesign, doses: Float64Array, count: number): boolean {
  if (dose.length !== count) return false;
  for (let j = 0; j < count; j++) if (dose[j] !== doses[j]) return false;
  return true;
}

const NUMBER = new Float64Array(1);
const WORDS = new Uint32Array(NUMBER.buffer);

/** A hash of the first entries of an array, after FNV-1a. */
function hashOf(values: Float64Array, count: number): number {
  let hash = 0x811c9dc5;
  for (let j = 0; j < count; j++) {
    NUMBER[0] = values[j];
    hash = Math.imul(hash ^ WORDS[0], 0x01000193);
    hash = Math.imul(hash ^ WORDS[1], 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}
