import { portableExp, portableLog } from "../numerics/mod.ts";
import type { CurveLevels } from "./collapse_wells.ts";

/**
 * What depends on the tested doses alone: their logarithms, how far the search goes, and a grid of
 * logistic shapes. Screens have few designs and very many curves, so it is made once for each.
 *
 * A shape is the share of the response at dose 0 that is left at each dose,
 * s = 1 / (1 + exp(h ln10 (u - position))), u the log10 dose, h the slope.
 */
export interface DoseDesign {
  /** Dose by level, the vehicle (0) included. */
  readonly dose: Float64Array;
  /** log10 dose by level; the vehicle, at minus infinity, has 0 here, which nothing may use. */
  readonly logDose: Float64Array;
  /** 1 when level 0 is the vehicle, else 0. */
  readonly vehicle: number;
  readonly lowest: number;
  readonly highest: number;
  /** Smallest and largest position (log10 IC50) that is looked for. */
  readonly leastPosition: number;
  readonly mostPosition: number;
  /** Smallest and largest steepness (ln slope). */
  readonly leastSteepness: number;
  readonly mostSteepness: number;
  /** Every other position and steepness of the grid: enough for curves of one valley. */
  readonly coarse: Shapes;
  /** The whole grid, and steep shapes besides. */
  readonly fine: Shapes;
}

/**
 * Shapes to start from. First a grid over position and steepness, its index position · columns +
 * steepness; then steep shapes with a single dose on the slope, whose narrow valleys fall between the
 * points of any grid: for each dose and slope {@linkcode SHARES}.length of them.
 */
export interface Shapes {
  readonly rows: number;
  readonly columns: number;
  /** Shapes in all. */
  readonly count: number;
  readonly position: Float64Array;
  readonly steepness: Float64Array;
  /** Shares by shape and level. */
  readonly share: Float64Array;
  /** Sums over the shapes by weights of the levels, as far as they are known. */
  readonly sums: Map<number, ShapeSums[]>;
  /** The sums asked for last; null before the first. */
  last: ShapeSums | null;
}

/** Weighted sums over the levels of each shape. */
export interface ShapeSums {
  readonly weight: Float64Array;
  /** Σ w s */
  readonly sum: Float64Array;
  /** Σ w s² */
  readonly square: Float64Array;
  /** 1 / Σ w (s - s̄)², 0 where all doses are on one plateau. */
  readonly inverse: Float64Array;
}

/** Decades beyond the tested doses in which a relative IC50 is looked for. */
const DECADES_BEYOND = 3;
/** A curve that crosses so few decades over all doses is a straight line to them. */
const FLATTEST = 0.2;
/** A curve that crosses so many decades between the two nearest doses is a step to them. */
const STEEPEST = 30;
/** Decades beyond the tested doses in which a confidence limit counts, and to which the grid goes. */
export const DECADES_OF_LIMITS = 1;
/** Positions on the grid at most. */
const MOST_ROWS = 60;
/** Decades that the steepest shapes of the grid cross between the two nearest doses. */
const STEEP = 5;

/** How far up and down its slope a single dose is put. */
export const SHARES = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97];
/** Decades that curves with a single dose on the slope cross between the two nearest doses. */
const SINGLE = [2.5, 5];

/** The design of a curve's levels; position and slope are looked for where `fitDoseResponse` does. */
export function doseDesign({ count, vehicle, dose: doses }: CurveLevels): DoseDesign {
  const dose = doses.slice(0, count);
  const logDose = dose.map((d, j) => j < vehicle ? 0 : portableLog(d) / Math.LN10);
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
  const columns = evenly(leastSteepness + Math.LN2, portableLog(STEEP / gap), Math.LN2, 20);
  return {
    dose,
    logDose,
    vehicle,
    lowest,
    highest,
    leastPosition: lowest - DECADES_BEYOND,
    mostPosition: highest + DECADES_BEYOND,
    leastSteepness,
    mostSteepness: portableLog(STEEPEST / gap),
    coarse: shapesOf(logDose, vehicle, gridOf(everyOther(rows), everyOther(columns))),
    fine: shapesOf(logDose, vehicle, gridOf(rows, columns), singleDoses(logDose, vehicle, gap)),
  };
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

/** Steep shapes with a single dose on the slope, for each dose and slope one by share. */
function singleDoses(logDose: Float64Array, vehicle: number, gap: number): readonly Shape[] {
  return SINGLE.flatMap((decades) => {
    const steepness = portableLog(decades / gap);
    return Array.from(logDose.subarray(vehicle)).flatMap((u) =>
      SHARES.map((share) => ({
        position: u + portableLog(share / (1 - share)) / Math.LN10 * gap / decades,
        steepness,
      }))
    );
  });
}

function shapesOf(
  logDose: Float64Array,
  vehicle: number,
  { rows, columns, points }: Grid,
  more: readonly Shape[] = [],
): Shapes {
  const all = [...points, ...more];
  const levels = logDose.length;
  const share = new Float64Array(all.length * levels);
  all.forEach(({ position, steepness }, shape) => {
    const slope = portableExp(steepness) * Math.LN10;
    for (let j = 0; j < levels; j++) {
      share[shape * levels + j] = j < vehicle
        ? 1
        : 1 / (1 + portableExp(slope * (logDose[j] - position)));
    }
  });
  return {
    rows,
    columns,
    count: all.length,
    position: Float64Array.from(all, ({ position }) => position),
    steepness: Float64Array.from(all, ({ steepness }) => steepness),
    share,
    sums: new Map(),
    last: null,
  };
}

/** Weight patterns kept for a design at most: replicates lost here and there make a few dozen. */
const MOST_PATTERNS = 2048;

/** The sums of shapes for these weights, from the cache where they are known. */
export function shapeSums(shapes: Shapes, levels: CurveLevels): ShapeSums {
  const { weight, count } = levels;
  if (shapes.last !== null && sameStart(shapes.last.weight, weight)) return shapes.last;
  const hash = hashOf(weight, count);
  const known = shapes.sums.get(hash) ?? [];
  let sums = known.find((one) => sameStart(one.weight, weight));
  if (sums === undefined) {
    sums = sumsOf(shapes, weight.slice(0, count));
    if (shapes.sums.size >= MOST_PATTERNS) shapes.sums.clear();
    shapes.sums.set(hash, [...known, sums]);
  }
  shapes.last = sums;
  return sums;
}

function sumsOf({ count, share }: Shapes, weight: Float64Array): ShapeSums {
  const levels = weight.length;
  const sum = new Float64Array(count);
  const square = new Float64Array(count);
  const inverse = new Float64Array(count);
  const total = weight.reduce((a, b) => a + b, 0);
  for (let shape = 0, at = 0; shape < count; shape++) {
    let s1 = 0;
    let s2 = 0;
    for (let j = 0; j < levels; j++) {
      const s = share[at++];
      s1 += weight[j] * s;
      s2 += weight[j] * s * s;
    }
    // Digits lost here cost a start some of its rank, and nothing else.
    const spread = s2 - s1 * s1 / total;
    sum[shape] = s1;
    square[shape] = s2;
    inverse[shape] = spread > 1e-12 * total ? 1 / spread : 0;
  }
  return { weight, sum, square, inverse };
}

/** Designs known at most; further ones make the cache start anew. */
const MOST_DESIGNS = 256;

/** The designs met so far. What it returns never depends on what it knows. */
export interface DesignCache {
  readonly byHash: Map<number, DoseDesign[]>;
  count: number;
  last: DoseDesign | null;
}

/** An empty cache. */
export function createDesigns(): DesignCache {
  return { byHash: new Map(), count: 0, last: null };
}

/** The design of these levels, from the cache where it is known. */
export function designOf(cache: DesignCache, levels: CurveLevels): DoseDesign {
  const { dose, count } = levels;
  if (cache.last !== null && cache.last.dose.length === count && sameStart(cache.last.dose, dose)) {
    return cache.last;
  }
  const hash = hashOf(dose, count);
  const same = cache.byHash.get(hash) ?? [];
  let design = same.find((one) => one.dose.length === count && sameStart(one.dose, dose));
  if (design === undefined) {
    if (cache.count >= MOST_DESIGNS) {
      cache.byHash.clear();
      cache.count = 0;
    }
    design = doseDesign(levels);
    cache.byHash.set(hash, [...(cache.byHash.get(hash) ?? []), design]);
    cache.count++;
  }
  cache.last = design;
  return design;
}

function sameStart(known: Float64Array, values: Float64Array): boolean {
  for (let j = 0; j < known.length; j++) if (known[j] !== values[j]) return false;
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
