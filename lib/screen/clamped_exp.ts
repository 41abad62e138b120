import { portableExp } from "../numerics/mod.ts";

/** Steps of the table of 2^(j / 32). */
const STEPS = 32;
const PER_STEP = STEPS / Math.LN2;
/** ln 2 / 32 in two parts: the first has so few bits that its product with a step count is exact. */
const STEP_HIGH = Math.fround(Math.LN2 / STEPS);
const STEP_LOW = Math.LN2 / STEPS - STEP_HIGH;
/** Adding and subtracting it rounds to an integer. */
const ROUNDER = 6755399441055744;
const ROOTS = Float64Array.from({ length: STEPS }, (_, j) => portableExp(j * Math.LN2 / STEPS));
/** 2^k for k = -1022 to 1022, at k + 1022. */
const POWERS = new Float64Array(2045);
for (let k = 0, power = 2.2250738585072014e-308; k < POWERS.length; k++, power *= 2) {
  POWERS[k] = power;
}

/**
 * e^x with x cut to -350 and 350, by IEEE basic operations only: the same bits on every machine. For
 * the innermost loop of the screen, which needs no infinities: half as long as `portableExp`, and within
 * two units in the last place.
 */
export function clampedExp(x: number): number {
  const z = x > 350 ? 350 : x < -350 ? -350 : x;
  const steps = (z * PER_STEP + ROUNDER) - ROUNDER;
  const r = (z - steps * STEP_HIGH) - steps * STEP_LOW;
  const p = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))));
  const k = steps | 0;
  const root = ROOTS[k & (STEPS - 1)];
  return (root + root * p) * POWERS[(k >> 5) + 1022];
}
