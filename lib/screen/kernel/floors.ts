import { curve } from "./curve";
import { entry } from "./arithmetic";

/**
 * A sum of squares that no curve with its position beyond all tested doses can undercut.
 *
 * A logistic curve in log dose turns at its position. One that falls with its position above the doses is
 * concave over all of them, so that at the dose j it lies above every chord, and so above that between
 * the weighted means of the doses before j and of those after it:
 *
 * f_j ≥ λ f̄_b + (1 - λ) f̄_a, with λ ū_b + (1 - λ) ū_a = u_j.
 *
 * Where the responses miss that by v, the squares are at least v² / (1/w_j + λ²/W_b + (1 - λ)²/W_a)
 * (least squares under one linear constraint). Below the doses the signs change. A curve that rises
 * leaves at least what a step between the mean responses of both sides of a dose explains, where that step
 * falls. The lower of the two is the floor; for a rising curve all is turned round.
 *
 * Both floors come of the same sums, for a position above all doses and for one below.
 */
export function findInflectionFloors(): void {
  const count = curve.count;
  const vehicle = curve.vehicle;
  const total = curve.total;
  let weightAfter: f64 = 0;
  let doseAfter: f64 = 0;
  let meanAfter: f64 = 0;
  for (let j = vehicle; j < count; j++) {
    const w = entry(curve.weightAt, j);
    weightAfter += w;
    doseAfter += w * entry(curve.logDoseAt, j);
    meanAfter += w * entry(curve.responseAt, j);
  }
  let weightBefore: f64 = 0;
  let doseBefore: f64 = 0;
  let meanBefore: f64 = 0;
  // Of the vehicle only the response is known; the mean of all responses is 0.
  let stepWeight: f64 = vehicle == 1 ? entry(curve.weightAt, 0) : 0;
  let stepMean = stepWeight * entry(curve.responseAt, 0);
  let over: f64 = 0;
  let under: f64 = 0;
  let falls: f64 = 0;
  let rises: f64 = 0;
  for (let j = vehicle; j < count - 1; j++) {
    const w = entry(curve.weightAt, j);
    const u = entry(curve.logDoseAt, j);
    const y = entry(curve.responseAt, j);
    weightAfter -= w;
    doseAfter -= w * u;
    meanAfter -= w * y;
    // λ = weightBefore * ahead / whole.
    const ahead = doseAfter - u * weightAfter;
    const behind = u * weightBefore - doseBefore;
    const whole = weightBefore * ahead + weightAfter * behind;
    const miss = ahead * meanBefore + behind * meanAfter - whole * y;
    const cost = w * miss * miss /
      (whole * whole + w * (weightBefore * ahead * ahead + weightAfter * behind * behind));
    // The first dose has no chord: nothing is whole there.
    if (miss > 0) {
      if (cost > over) over = cost;
    } else if (cost > under) under = cost;
    weightBefore += w;
    doseBefore += w * u;
    meanBefore += w * y;
    stepWeight += w;
    stepMean += w * y;
    const explained = stepMean * stepMean * total / (stepWeight * (total - stepWeight));
    if (stepMean > 0) {
      if (explained > falls) falls = explained;
    } else if (explained > rises) rises = explained;
  }
  // What falls must neither turn nor rise, and the other way round.
  floorAbove = curve.within + min(max(over, rises), max(under, falls));
  floorBelow = curve.within + min(max(under, rises), max(over, falls));
}

/** The floors of {@linkcode findInflectionFloors}. */
let floorAbove: f64 = 0;
let floorBelow: f64 = 0;

/** That of a position beyond all doses on a side. */
export function inflectionFloor(side: f64): f64 {
  return side > 0 ? floorAbove : floorBelow;
}

/**
 * A sum of squares that no curve which meets the pin's response at a log10 dose can undercut.
 *
 * A curve only falls or only rises, so one that crosses the response c at x lies on one side of c at
 * every dose before x and on the other at every dose after it. A mean response on the wrong side costs
 * at least the square of its distance from c, which for a falling curve leaves
 *
 * R ≥ Σ within + Σ_{u<x} w (c - y)²₊ + Σ_{u>x} w (y - c)²₊,
 *
 * and for a rising one the same with the sides exchanged. The vehicle lies before every x. Where the
 * response moves with the curve's start (a raw signal), only the wells' spread within doses is sure.
 */
export function crossingFloor(place: f64): f64 {
  if (curve.part != 0) return curve.within;
  const count = curve.count;
  const vehicle = curve.vehicle;
  const level = curve.level;
  let falling: f64 = 0;
  let rising: f64 = 0;
  for (let j: i32 = 0; j < count; j++) {
    const above = entry(curve.responseAt, j) - level;
    const cost = entry(curve.weightAt, j) * above * above;
    const before = j < vehicle || entry(curve.logDoseAt, j) < place;
    if (before == (above > 0)) rising += cost;
    else falling += cost;
  }
  return curve.within + (falling < rising ? falling : rising);
}

/**
 * A sum of squares that no curve which meets the pin's response within the tested doses can undercut, nor
 * one that meets it beyond them on the other side: the lowest of the floors of a falling curve over all
 * places, and what every curve that rises leaves, as in {@linkcode inflectionFloor}.
 *
 * @param side 1 for the places up to the highest dose, -1 for those from the lowest on
 */
export function reachFloor(side: f64): f64 {
  if (curve.part != 0) return curve.within;
  const count = curve.count;
  const vehicle = curve.vehicle;
  const level = curve.level;
  const total = curve.total;
  // With every dose after the place those above the response are on the wrong side.
  let falling: f64 = 0;
  for (let j: i32 = 0; j < count; j++) {
    const above = entry(curve.responseAt, j) - level;
    if ((above > 0) == (j >= vehicle)) falling += entry(curve.weightAt, j) * above * above;
  }
  let least = side > 0 ? falling : Infinity;
  let falls: f64 = 0;
  let before: f64 = 0;
  let beforeY: f64 = 0;
  for (let j: i32 = 0; j < count; j++) {
    const w = entry(curve.weightAt, j);
    const y = entry(curve.responseAt, j);
    const last = j == count - 1;
    if (j >= vehicle) {
      falling -= w * (y - level) * abs(y - level);
      if (falling < least && (side < 0 || !last)) least = falling;
    }
    before += w;
    beforeY += w * y;
    if (last || beforeY <= 0) continue;
    const explained = beforeY * beforeY * total / (before * (total - before));
    if (explained > falls) falls = explained;
  }
  return curve.within + (least < falls ? least : falls);
}
