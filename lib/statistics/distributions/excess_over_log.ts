import { portableLog } from "../../numerics/mod.ts";

/**
 * μ - log(1 + μ) without cancellation near μ = 0, where it is μ²/2.
 *
 * There log(1 + μ) = 2 (s + s³/3 + s⁵/5 + …) with s = μ / (2 + μ), and μ - 2 s = μ s.
 *
 * @param mu Above -1
 * @param ratio 1 + μ, which the caller may know to more digits than the sum would give
 */
export function excessOverLog(mu: number, ratio: number): number {
  if (Math.abs(mu) > 0.4) return mu - portableLog(ratio);
  const s = mu / (2 + mu);
  const square = s * s;
  let sum = 0;
  for (let odd = 29; odd >= 3; odd -= 2) sum = sum * square + 1 / odd;
  return s * (mu - 2 * square * sum);
}
