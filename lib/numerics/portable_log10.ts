import { exactProduct } from "./double_double.ts";
import { portableExp, portableLog } from "./portable_exp.ts";

/*
 * Math.log10, Math.log1p and powers of ten may differ in their last bit from one engine to another;
 * these rest on portableExp and portableLog and give the same bits on every machine.
 */

/** 10^k for k = -323 to 308. Parsing a decimal gives the nearest double on every machine. */
const LEAST_POWER = -323;
const POWERS_OF_TEN = Float64Array.from({ length: 632 }, (_, i) => Number(`1e${i + LEAST_POWER}`));

/** 1 / ln 10 and ln 10, each in two parts. */
const PER_LN10 = [0.4342944819032518, 1.098319650216765e-17] as const;
const LN10 = [2.302585092994046, -2.1707562233822494e-16] as const;

/**
 * The decimal logarithm, the same bits on every machine; exact at every power of ten.
 *
 * Within two units in the last place; -Infinity at 0, NaN below it and for NaN.
 *
 * @example Usage
 * ```ts
 * import { portableLog10 } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([portableLog10(1000), portableLog10(0.001)], [3, -3]);
 * ```
 */
export function portableLog10(x: number): number {
  const log = portableLog(x);
  if (!Number.isFinite(log)) return log;
  const [high, low] = exactProduct(log, PER_LN10[0]);
  const value = high + (low + log * PER_LN10[1]);
  const power = Math.round(value);
  return x === POWERS_OF_TEN[power - LEAST_POWER] ? power : value;
}

/**
 * 10^x, the same bits on every machine; the nearest double where x is an integer.
 *
 * Within two units in the last place; Infinity above 308.25, 0 below -323.4, NaN for NaN.
 *
 * @example Usage
 * ```ts
 * import { portableExp10 } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([portableExp10(3), portableExp10(-3)], [1000, 0.001]);
 * ```
 */
export function portableExp10(x: number): number {
  if (Number.isInteger(x) && x >= LEAST_POWER && x <= 308) return POWERS_OF_TEN[x - LEAST_POWER];
  if (!(Math.abs(x) < 400)) return portableExp(x * LN10[0]);
  const [high, low] = exactProduct(x, LN10[0]);
  const value = portableExp(high);
  const rest = low + x * LN10[1];
  return value === Infinity ? value : value + value * rest;
}

/**
 * log(1 + x), exact to the last places also where x is tiny; the same bits on every machine.
 *
 * With u the rounded 1 + x the quotient x / (u - 1) undoes the rounding. Within three units in the
 * last place; -Infinity at -1, NaN below it and for NaN.
 *
 * @see Kahan's correction, in Goldberg (1991) ACM Comput Surv 23:5, doi:10.1145/103162.103163, theorem 4
 *
 * @example Usage
 * ```ts
 * import { portableLog1p } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(portableLog1p(1e-20), 1e-20);
 * ```
 */
export function portableLog1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  if (u === Infinity || u === 0) return portableLog(u);
  return portableLog(u) * (x / (u - 1));
}
