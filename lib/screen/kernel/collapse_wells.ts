import { entry, fold, put } from "./arithmetic";
import { curve } from "./curve";

/** The wells of a curve, with one entry more where their number is odd. A workspace. */
@unmanaged
export class Wells {
  doseAt: usize;
  responseAt: usize;
  weightAt: usize;
  /** Scaled response. */
  scaledAt: usize;
  /** Dose by level. */
  levelDoseAt: usize;
  /** Lowest and highest response. */
  least: f64;
  most: f64;
}

/** The wells of the one curve of a kernel. */
export const wells = changetype<Wells>(memory.data(offsetof<Wells>(), 16));

/** Tells where the columns stand. */
export function setWells(
  doseAt: usize,
  responseAt: usize,
  weightAt: usize,
  scaledAt: usize,
  levelDoseAt: usize,
): void {
  wells.doseAt = doseAt;
  wells.responseAt = responseAt;
  wells.weightAt = weightAt;
  wells.scaledAt = scaledAt;
  wells.levelDoseAt = levelDoseAt;
}

/**
 * Collapses the wells to levels: a dose with the mean response and the weight of its wells. They are sorted
 * by dose, then response, then weight, so that their order in the screen does not matter to the last bit.
 *
 * @param weighted Whether their weights differ
 */
export function collapseWells(count: i32, weighted: bool): void {
  if (weighted || !sortDoseByDose(count)) sortByInsertion(count);
  scaleResponses(count);
  averageByDose(count);
}

/** More wells of one dose than this are not sorted by rank. */
const MOST_BY_RANK: i32 = 6;

/** Sorts wells of the same weight whose doses ascend, a few to a dose; false where they are others. */
function sortDoseByDose(count: i32): bool {
  for (let from: i32 = 0; from < count;) {
    const dose = entry(wells.doseAt, from);
    let to = from + 1;
    while (to < count && entry(wells.doseAt, to) == dose) to++;
    if (to - from > MOST_BY_RANK || (to < count && entry(wells.doseAt, to) < dose)) return false;
    if (to - from > 1) sortByRank(from, to);
    from = to;
  }
  return true;
}

/**
 * Sorts some responses by how many of the others come before each: of a few that takes less time than
 * branches which nobody can foresee.
 */
function sortByRank(from: i32, to: i32): void {
  const at = wells.responseAt;
  const beforeAt = wells.scaledAt;
  for (let i = from; i < to; i++) put(beforeAt, i, entry(at, i));
  for (let i = from; i < to; i++) {
    const response = entry(beforeAt, i);
    let rank = from;
    for (let k = from; k < i; k++) rank += i32(entry(beforeAt, k) <= response);
    for (let k = i + 1; k < to; k++) rank += i32(entry(beforeAt, k) < response);
    put(at, rank, response);
  }
}

function sortByInsertion(count: i32): void {
  for (let i: i32 = 1; i < count; i++) {
    const dose = entry(wells.doseAt, i);
    const response = entry(wells.responseAt, i);
    const weight = entry(wells.weightAt, i);
    let j = i;
    for (; j > 0 && isBefore(dose, response, weight, j - 1); j--) {
      put(wells.doseAt, j, entry(wells.doseAt, j - 1));
      put(wells.responseAt, j, entry(wells.responseAt, j - 1));
      put(wells.weightAt, j, entry(wells.weightAt, j - 1));
    }
    put(wells.doseAt, j, dose);
    put(wells.responseAt, j, response);
    put(wells.weightAt, j, weight);
  }
}

/** Whether a well belongs before another. */
function isBefore(dose: f64, response: f64, weight: f64, other: i32): bool {
  const otherDose = entry(wells.doseAt, other);
  if (dose != otherDose) return dose < otherDose;
  const otherResponse = entry(wells.responseAt, other);
  if (response != otherResponse) return response < otherResponse;
  return weight < entry(wells.weightAt, other);
}

/** Responses that differ by less have no square to compute with. */
const LEAST_SPREAD: f64 = 1e-150;

/** Centres and scales the responses, so that nothing later depends on the size of a signal. */
function scaleResponses(count: i32): void {
  const bytes = (<usize> count << 3) + ((<usize> count & 1) << 3);
  // Of an odd number the last counts nothing more.
  put(wells.responseAt, count, count > 0 ? entry(wells.responseAt, count - 1) : 0);
  put(wells.weightAt, count, 0);
  let total = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  for (let i: usize = 0; i < bytes; i += 16) {
    const y = v128.load(wells.responseAt + i);
    const w = v128.load(wells.weightAt + i);
    total = f64x2.add(total, w);
    sum = f64x2.add(sum, f64x2.mul(w, y));
    low = f64x2.pmin(low, y);
    high = f64x2.pmax(high, y);
  }
  const least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  const most = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  const center = fold(sum) / fold(total);
  const reach = max(most - center, center - least);
  const scale = reach > LEAST_SPREAD ? reach : 1;
  const centers = f64x2.splat(center);
  const scales = f64x2.splat(scale);
  for (let i: usize = 0; i < bytes; i += 16) {
    const away = f64x2.sub(v128.load(wells.responseAt + i), centers);
    v128.store(wells.scaledAt + i, f64x2.div(away, scales));
  }
  wells.least = least;
  wells.most = most;
  curve.total = fold(total);
  curve.center = center;
  curve.scale = scale;
}

/** Doses that differ by less than this share are one dose, written in two ways. */
const SAME_DOSE: f64 = 1e-9;

/** Takes the mean of the wells of every dose, and sums their squares about it and its own. */
function averageByDose(count: i32): void {
  let level: i32 = 0;
  let within: f64 = 0;
  let between: f64 = 0;
  for (let from: i32 = 0; from < count;) {
    const dose = entry(wells.doseAt, from);
    const limit = dose + SAME_DOSE * dose;
    let to = from;
    let weight: f64 = 0;
    let sum: f64 = 0;
    while (to < count && entry(wells.doseAt, to) <= limit) {
      const w = entry(wells.weightAt, to);
      weight += w;
      sum += w * entry(wells.scaledAt, to);
      to++;
    }
    const mean = sum / weight;
    for (let i = from; i < to; i++) {
      const away = entry(wells.scaledAt, i) - mean;
      within += entry(wells.weightAt, i) * away * away;
    }
    put(wells.levelDoseAt, level, dose);
    put(curve.responseAt, level, mean);
    put(curve.weightAt, level, weight);
    between += weight * mean * mean;
    level++;
    from = to;
  }
  // Two levels at a time: of an odd number the last has one of no weight beside it.
  put(curve.responseAt, level, 0);
  put(curve.weightAt, level, 0);
  curve.count = level;
  curve.bytes = ((level + 1) & ~1) << 3;
  curve.within = within;
  curve.between = between;
}
