import { add, divide, type DoubleDouble, exactSum, multiply } from "./double_double.ts";

/*
 * Math.exp and Math.log may differ in their last bit from one engine to another; additions,
 * multiplications, divisions and square roots may not. These two use nothing else, so what is
 * computed with them has the same bits on every machine.
 *
 * Method: Tang (1989) ACM Trans. Math. Softw. 15:144, doi:10.1145/63522.214389 (exp) and Tang (1990)
 * ACM Trans. Math. Softw. 16:378, doi:10.1145/98267.98294 (log).
 */

const LN2: DoubleDouble = [0.6931471805599453, 2.3190468138462996e-17];

/** Steps of the table of 2^(j / 32). */
const STEPS = 32;
const STEPS_PER_LN2 = STEPS / LN2[0];
/** ln 2 / 32 in two parts: the first has so few bits that its product with a step count is exact. */
const STEP_HIGH = Math.fround(LN2[0] / STEPS);
const STEP_LOW = LN2[0] / STEPS - STEP_HIGH + LN2[1] / STEPS;
/** Adding and subtracting it rounds to an integer. */
const ROUNDER = 6755399441055744;

const ROOTS = Array.from(
  { length: STEPS },
  (_, j) => exponential(divide(multiply(LN2, [j, 0]), [STEPS, 0])),
);
const ROOTS_HIGH = Float64Array.from(ROOTS, ([high]) => high);
const ROOTS_LOW = Float64Array.from(ROOTS, ([, low]) => low);

/** 2^k for k = -1022 to 1023, at k + 1022. */
const POWERS = new Float64Array(2046);
for (let k = 0, power = 2.2250738585072014e-308; k < POWERS.length; k++, power *= 2) {
  POWERS[k] = power;
}

/**
 * e^x by IEEE basic operations only: the same bits on every machine.
 *
 * Within 0.52 units in the last place; Infinity above 709.78, 0 below -745.13, NaN for NaN.
 *
 * @example Usage
 * ```ts
 * import { portableExp } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(portableExp(1), 2.718281828459045);
 * ```
 */
export function portableExp(x: number): number {
  if (!(x < 709.782712893384)) return x > 0 ? Infinity : NaN;
  if (x < -745.1332191019412) return 0;
  const steps = (x * STEPS_PER_LN2 + ROUNDER) - ROUNDER;
  const high = x - steps * STEP_HIGH;
  const low = steps * STEP_LOW;
  const r = high - low;
  const lost = (high - r) - low;
  const p = r +
    (lost +
      r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r / 5040))))));
  const j = steps & (STEPS - 1);
  const k = (steps - j) / STEPS;
  const root = ROOTS_HIGH[j];
  const value = root + (ROOTS_LOW[j] + root * p);
  if (k > 1023) return value * 2 * POWERS[k - 1 + 1022];
  if (k < -1022) return value * POWERS[k + 100 + 1022] * 7.888609052210118e-31;
  return value * POWERS[k + 1022];
}

/** The table of log(j / 128) holds j from 90 to 182, which spans the square roots of 1/2 and 2. */
const FIRST = 90;
const LOGS = Array.from({ length: 93 }, (_, j) => logarithm(FIRST + j, 128));
/** High parts with so few bits that adding a multiple of LN2_HIGH is exact. */
const LOGS_HIGH = Float64Array.from(LOGS, ([high]) => coarse(high));
const LOGS_LOW = Float64Array.from(LOGS, ([high, low], j) => high - LOGS_HIGH[j] + low);
const LN2_HIGH = coarse(LN2[0]);
const LN2_LOW = LN2[0] - LN2_HIGH + LN2[1];

/** One double and its two words; `TOP` is the word with sign and exponent. */
const BITS = new Float64Array(1);
const WORDS = new Uint32Array(BITS.buffer);
const TOP = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * The natural logarithm by IEEE basic operations only: the same bits on every machine.
 *
 * Within 0.63 units in the last place; -Infinity at 0, NaN below it and for NaN.
 *
 * @example Usage
 * ```ts
 * import { portableLog } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(portableLog(10), 2.302585092994046);
 * ```
 */
export function portableLog(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x > 0.96875 && x < 1.03125) return logNearOne(x - 1);
  const normal = x < 2.2250738585072014e-308 ? x * 18014398509481984 : x;
  BITS[0] = normal;
  let k = (WORDS[TOP] >>> 20) - (normal === x ? 1023 : 1077);
  WORDS[TOP] = (WORDS[TOP] & 0xfffff) | 0x3ff00000;
  let mantissa = BITS[0];
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    k++;
  }
  const j = Math.floor(mantissa * 128 + 0.5);
  const grid = j / 128;
  const f = mantissa - grid;
  const u = 2 * f / (mantissa + grid);
  const v = u * u;
  const high = k * LN2_HIGH + LOGS_HIGH[j - FIRST];
  const low = k * LN2_LOW + LOGS_LOW[j - FIRST];
  return high + (u + (low + u * v * (1 / 12 + v * (1 / 80 + v / 448))));
}

/** log(1 + f) for |f| < 1 / 32, the quotient 2f / (2 + f) in two parts. */
function logNearOne(f: number): number {
  const g = 1 / (2 + f);
  const u = 2 * f * g;
  const v = u * u;
  const tail = u * v *
    (1 / 12 + v * (1 / 80 + v * (1 / 448 + v * (1 / 2304 + v * (1 / 11264 + v / 53248)))));
  const head = Math.fround(u);
  const fHead = Math.fround(f);
  const rest = ((2 * (f - head) - head * fHead) - head * (f - fHead)) * g;
  return head + (rest + tail);
}

/** e^a for a from 0 to ln 2, by its series. */
function exponential(a: DoubleDouble): DoubleDouble {
  let sum: DoubleDouble = [1, 0];
  for (let n = 30; n > 0; n--) sum = add([1, 0], divide(multiply(a, sum), [n, 0]));
  return sum;
}

/** log(a / b) = 2 artanh((a - b) / (a + b)), by its series. */
function logarithm(a: number, b: number): DoubleDouble {
  const t = divide([a - b, 0], [a + b, 0]);
  const square = multiply(t, t);
  let sum: DoubleDouble = [0, 0];
  for (let n = 51; n > 0; n -= 2) sum = add(divide([1, 0], [n, 0]), multiply(square, sum));
  return multiply(multiply(t, sum), [2, 0]);
}

/** The leading part of a number, a multiple of 2^-42. */
function coarse(a: number): number {
  return exactSum(a, 1536)[0] - 1536;
}
