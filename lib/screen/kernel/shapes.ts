import { WeightedSums } from "./weighted_sums";

/** Steep shapes with a single dose on the slope, of each dose; `dose_design.ts` has as many. */
export const SHARES: i32 = 7;

/**
 * Shapes to start from, made by `dose_design.ts`. A shape is the share of the response at dose 0 that is
 * left at each dose, s = 1 / (1 + exp(h ln10 (u - position))), u the log10 dose, h the slope.
 *
 * First a grid over position and steepness, its index position · columns + steepness; then steep shapes
 * with a single dose on the slope, whose narrow valleys fall between the points of any grid: for each dose
 * {@linkcode SHARES} of them.
 */
@unmanaged
export class Shapes {
  rows: i32;
  columns: i32;
  /** Shapes in all, and numbers from one level's shares to the next's. */
  count: i32;
  stride: i32;
  /** By shape. */
  positionAt: usize;
  steepnessAt: usize;
  /** By level and shape. */
  shareAt: usize;
  /** By shape Σ s and Σ s². */
  plainSumAt: usize;
  plainSquareAt: usize;
  /** The sums with the weights of the curve: with weights that are all the same, or with others. */
  sums: WeightedSums;
  ofEqual: WeightedSums;
  ofOther: WeightedSums;
}

/** What depends on the tested doses alone, made by `dose_design.ts`. */
@unmanaged
export class Design {
  coarse: Shapes;
  fine: Shapes;
  /** log10 dose by level. */
  logDoseAt: usize;
  /** 1 when level 0 is the vehicle, else 0. */
  vehicle: i32;
  /** Lowest and highest log10 dose, and the box of the search. */
  lowest: f64;
  highest: f64;
  leastPosition: f64;
  mostPosition: f64;
  leastSteepness: f64;
  mostSteepness: f64;
}
