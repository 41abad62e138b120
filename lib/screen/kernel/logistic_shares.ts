import { clampedExp, clampedExps } from "./clamped_exp";
import { curve } from "./curve";
import { addProduct, entry, fold, LN10 } from "./arithmetic";

/** The steepness that {@linkcode expBefore} met last, and its exponential, the slope. */
let steepnessMet: f64 = NaN;
let slopeMet: f64 = NaN;

/** e^x, found together with the slope of the curve that is evaluated next: two exponentials for one. */
export function expBefore(x: f64, steepness: f64): f64 {
  const both = clampedExps(f64x2.replace_lane(f64x2.splat(x), 1, steepness));
  steepnessMet = steepness;
  slopeMet = f64x2.extract_lane(both, 1);
  return f64x2.extract_lane(both, 0);
}

/** t, 1 - t and z of every level; both shares are exact where they are tiny. */
export function fillShares(sign: f64): void {
  const steepness = curve.steepness;
  const steep = steepness == steepnessMet ? slopeMet : clampedExp(steepness);
  const slope = sign * steep * LN10;
  curve.sign = sign;
  curve.slope = slope;
  const bytes: usize = curve.bytes;
  const logDoseAt = curve.logDoseAt;
  const shareAt = curve.shareAt;
  const restAt = curve.restAt;
  const exponentAt = curve.exponentAt;
  const slopes = f64x2.splat(slope);
  const positions = f64x2.splat(curve.position);
  const ones = f64x2.splat(1);
  for (let j: usize = 0; j < bytes; j += 16) {
    const z = f64x2.mul(slopes, f64x2.sub(v128.load(logDoseAt + j), positions));
    const power = clampedExps(z);
    const t = f64x2.div(ones, f64x2.add(ones, power));
    v128.store(exponentAt + j, z);
    v128.store(shareAt + j, t);
    v128.store(restAt + j, f64x2.mul(power, t));
  }
  if (curve.vehicle == 0) return;
  const t: f64 = sign > 0 ? 1 : 0;
  store<f64>(shareAt, t);
  store<f64>(restAt, 1 - t);
  // Nothing moves the response at dose 0: its product of shares is 0 whatever stands here.
  store<f64>(exponentAt, 0);
}

/** The sum of squares of the levels about A + B t. */
export function sumSquares(): void {
  // With both plateaus free A + B m is the mean, which is 0 to more digits than it can be computed.
  const at = f64x2.splat(curve.inverseTotal > 0 ? 0 : curve.base);
  const spans = f64x2.splat(curve.span);
  const means = f64x2.splat(curve.mean);
  const bytes: usize = curve.bytes;
  const weightAt = curve.weightAt;
  const responseAt = curve.responseAt;
  const shareAt = curve.shareAt;
  let sum = f64x2.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const away = f64x2.sub(v128.load(shareAt + j), means);
    const above = f64x2.sub(v128.load(responseAt + j), at);
    const residual = f64x2.sub(above, f64x2.mul(spans, away));
    sum = addProduct(sum, f64x2.mul(v128.load(weightAt + j), residual), residual);
  }
  curve.rss = curve.within + fold(sum);
}

/** A dose is on the slope when its shares of the two plateaus, multiplied, are at least this. */
const ON_SLOPE: f64 = 1e-6;

/** How many doses lie on the slope; with one or none the slope could be steeper still. */
export function dosesOnSlope(): i32 {
  let doses: i32 = 0;
  for (let j: i32 = 0; j < curve.count; j++) {
    if (entry(curve.shareAt, j) * entry(curve.restAt, j) >= ON_SLOPE) doses++;
  }
  return doses;
}
