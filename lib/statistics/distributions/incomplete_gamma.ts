import { portableExp, portableLog } from "../../numerics/mod.ts";
import { excessOverLog } from "./excess_over_log.ts";
import { stirlingRemainder } from "./log_gamma.ts";

/**
 * Lower regularised incomplete gamma function P(a, x) for a > 0, x >= 0: the power series left of the
 * mean and 1 - Q right of it, where Q is below one half.
 *
 * @see NIST Digital Library of Mathematical Functions, 8.11.4
 */
export function lowerGamma(x: number, a: number): number {
  return x < Math.max(a, 1) ? seriesP(x, a) : 1 - fractionQ(x, a);
}

/**
 * Upper regularised incomplete gamma function Q(a, x) for a > 0, x >= 0: the continued fraction right
 * of the mean, where it keeps the digits of a small tail, and 1 - P left of it.
 *
 * @see NIST Digital Library of Mathematical Functions, 8.9.2
 */
export function upperGamma(x: number, a: number): number {
  return x < Math.max(a, 1) ? 1 - seriesP(x, a) : fractionQ(x, a);
}

/**
 * log of x^a e^-x / Γ(a), the density of log x, without the cancellation that large a would bring:
 * -a (μ - log(1 + μ)) + log √(a / 2π) less Stirling's remainder, with 1 + μ = x / a.
 */
export function logGammaFactor(x: number, a: number): number {
  return -a * excessOverLog((x - a) / a, x / a) + portableLog(a / (2 * Math.PI)) / 2 -
    stirlingRemainder(a);
}

/** P(a, x) = x^a e^-x / Γ(a + 1) · (1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …) */
function seriesP(x: number, a: number): number {
  if (x <= 0) return 0;
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return portableExp(logGammaFactor(x, a)) / a * sum;
}

/** Q(a, x) by its continued fraction, evaluated by the modified Lentz method. */
function fractionQ(x: number, a: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1e6; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return portableExp(logGammaFactor(x, a)) * value;
}
