import { Design } from "./shapes";

/**
 * The curve that the kernel is at: a workspace in its memory, some of whose fields
 * `../kernel.ts` shows to TypeScript, in the order that they have here.
 *
 * Arrays have one entry per level, and where their number is odd one more of weight 0, so that two
 * can be taken at a time.
 */
@unmanaged
export class Curve {
  /** Levels, and 1 when level 0 is the vehicle. */
  count: i32;
  vehicle: i32;
  /** Whether the curve must meet `level` plus `part` times its start at log10 dose `place`. */
  pinned: i32;
  /** Bytes of a column of levels, the entry that makes it even included. */
  bytes: i32;
  /** The doses and what follows from them. */
  design: Design;
  /** Where weight, scaled mean response and log10 dose stand by level. */
  weightAt: usize;
  responseAt: usize;
  logDoseAt: usize;
  /** t, 1 - t and z by level, and weight times response. */
  shareAt: usize;
  restAt: usize;
  exponentAt: usize;
  weightedAt: usize;
  /** A response is `center + scale * scaled`. */
  center: f64;
  scale: f64;
  /** Sum of the weights; sums of squares of the levels about the mean, and of the wells about their levels. */
  total: f64;
  between: f64;
  within: f64;
  /** Lowest and highest log10 dose, and the box of the search. */
  lowest: f64;
  highest: f64;
  leastPosition: f64;
  mostPosition: f64;
  leastSteepness: f64;
  mostSteepness: f64;
  /** Lowest and highest scaled plateau at dose 0 and at infinite dose; equal where one is held. */
  startLeast: f64;
  startMost: f64;
  endLeast: f64;
  endMost: f64;
  /** The pin. */
  place: f64;
  part: f64;
  level: f64;
  /** What no curve with at most one dose on its slope can undercut, and a minimum that is known. */
  stepRss: f64;
  knownPosition: f64;
  knownSteepness: f64;
  /** Where it was evaluated, and there z by log10 dose: ±slope ln10. */
  position: f64;
  steepness: f64;
  slope: f64;
  /** Scaled sum of squares there, the wells' spread within doses included. */
  rss: f64;
  /** Scaled plateaus there. */
  start: f64;
  end: f64;
  /** First derivatives of R / 2 by position and steepness; by the place of a pin, everything else following. */
  byPosition: f64;
  bySteepness: f64;
  byPlace: f64;
  /** Second derivatives of R / 2, exact; with the place of a pin x. */
  pp: f64;
  pq: f64;
  qq: f64;
  xx: f64;
  xp: f64;
  xq: f64;
  /** The same without the terms in the residuals, which never have a negative eigenvalue. */
  gaussPP: f64;
  gaussPQ: f64;
  gaussQQ: f64;
  /** log10 of the dose with the largest weight times product of shares. */
  pivot: f64;
  /** What of the diagonal of that may be rounding: the plateaus can take off all but nothing of it. */
  noisePP: f64;
  noiseQQ: f64;
  /** How the levels are written: sign of z, A, B, m, 1 / Σ w (0 where A is held), 1 / Σ w (t - m)² (0 where B is). */
  sign: f64;
  base: f64;
  span: f64;
  mean: f64;
  inverseTotal: f64;
  inverseSpread: f64;
  /** Derivatives of the fitted levels along 1 and along t, for the errors of the plateaus. */
  sumP: f64;
  sumQ: f64;
  alongP: f64;
  alongQ: f64;
}

/** The one curve of a kernel. */
export const curve = changetype<Curve>(memory.data(offsetof<Curve>(), 16));

/** The sum of squares where the curve was evaluated last. */
export function rss(): f64 {
  return curve.rss;
}

/** Tells where the columns stand. */
export function setColumns(
  weightAt: usize,
  responseAt: usize,
  shareAt: usize,
  restAt: usize,
  exponentAt: usize,
  weightedAt: usize,
): void {
  curve.weightAt = weightAt;
  curve.responseAt = responseAt;
  curve.shareAt = shareAt;
  curve.restAt = restAt;
  curve.exponentAt = exponentAt;
  curve.weightedAt = weightedAt;
}
