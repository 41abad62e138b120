import { portableExp } from "../numerics/mod.ts";

/** Steps of the table of 2^(j / 256): so fine that four terms of the series are enough. */
const STEPS = 256;
const PER_STEP = STEPS / Math.LN2;
/** ln 2 / 256 in two parts: the first has so few bits that its product with a step count is exact; the
 * last term is what ln 2 has beyond its double. */
const STEP_HIGH = Math.fround(Math.LN2 / STEPS);
const STEP_LOW = Math.LN2 / STEPS - STEP_HIGH + 2.3190468138462996e-17 / STEPS;
/** Adding and subtracting it rounds to an integer. */
const ROUNDER = 6755399441055744;
const ROOTS = Float64Array.from({ length: STEPS }, (_, j) => portableExp(j * Math.LN2 / STEPS));
/** 2^k for k = -512 to 511, at k + 512. */
const POWERS = new Float64Array(1024);
for (let k = 0, power = 7.458340731200207e-155; k < POWERS.length; k++, power *= 2) {
  POWERS[k] = power;
}

/**
 * e^x with x cut to -350 and 350, by IEEE basic operations only: the same bits on every machine. For
 * the innermost loop of the screen, which needs no infinities: a third as long as `portableExp`, and
 * within two units in the last place.
 *
 * x = (256 k + j) ln 2 / 256 + r gives e^x = 2^k · 2^(j / 256) · (1 + r + r²/2 + r³/6 + r⁴/24), with
 * |r| below 0.0014 and the next term below a third of a unit in the last place.
 */
export function clampedExp(x: number): number {
  const z = x > 350 ? 350 : x < -350 ? -350 : x;
  const steps = (z * PER_STEP + ROUNDER) - ROUNDER;
  const r = (z - steps * STEP_HIGH) - steps * STEP_LOW;
  const k = steps | 0;
  const root = ROOTS[k & (STEPS - 1)];
  const p = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24)));
  return (root + root * p) * POWERS[(k >> 8) + 512];
}
