import { findRoot } from "../../numerics/mod.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { EventCount } from "./risk_difference.ts";

/**
 * Limits of p₁ - p₂ from the score test: the differences δ with
 * (d - δ)² = z² (p̃₁(1 - p̃₁)/n₁ + p̃₂(1 - p̃₂)/n₂) N/(N - 1), p̃ the proportions of greatest likelihood
 * among those that differ by δ.
 */
export function miettinenNurminen(
  first: EventCount,
  second: EventCount,
  level: number,
): readonly [number, number] {
  return [
    lowerLimit(first, second, level),
    // Swapping the cohorts turns an upper limit into a lower one.
    0 - lowerLimit(second, first, level),
  ];
}

function lowerLimit(first: EventCount, second: EventCount, level: number): number {
  const z = -normalQuantile((1 - level) / 2);
  const estimate = first.events / first.total - second.events / second.total;
  if (estimate === -1) return -1;
  const excess = (delta: number) =>
    estimate - delta - z * Math.sqrt(restrictedVariance(first, second, delta));
  // The variance may vanish at the estimate itself, which is then no limit.
  const near = estimate - 1e-12;
  return excess(near) >= 0 ? estimate : findRoot(excess, -1, near);
}

function restrictedVariance(first: EventCount, second: EventCount, delta: number): number {
  const p2 = restrictedProportion(first, second, delta);
  const p1 = Math.min(1, Math.max(0, p2 + delta));
  const total = first.total + second.total;
  return (p1 * (1 - p1) / first.total + p2 * (1 - p2) / second.total) * total / (total - 1);
}

/**
 * p₂ of greatest likelihood given p₁ - p₂ = δ: the root of the score in its feasible range, where the
 * score falls. (The closed form of the paper, a cubic by cosines, loses half the digits near the ends.)
 */
function restrictedProportion(first: EventCount, second: EventCount, delta: number): number {
  const low = Math.max(0, -delta);
  const high = Math.min(1, 1 - delta);
  if (low >= high) return low;
  const a = first.events;
  const b = first.total - a;
  const c = second.events;
  const d = second.total - c;
  // The score times p₁(1 - p₁)p₂(1 - p₂): a polynomial, finite at the ends.
  const score = (p2: number) => {
    const p1 = p2 + delta;
    return (a * (1 - p1) - b * p1) * p2 * (1 - p2) + (c * (1 - p2) - d * p2) * p1 * (1 - p1);
  };
  return fallingRoot(score, low, high);
}

/** The point in [low, high] where a polynomial score goes from above zero to below it. */
function fallingRoot(score: (p: number) => number, low: number, high: number): number {
  const inset = (high - low) * 1e-15;
  if (score(low + inset) <= 0) return low;
  if (score(high - inset) >= 0) return high;
  return findRoot(score, low + inset, high - inset);
}
