import { findRoot, portableExp } from "../../numerics/mod.ts";

/**
 * Items of which `size` are drawn, a set having probability proportional to the product of its items'
 * odds (the conditional Bernoulli distribution): independent trials with the same odds up to a factor,
 * given that `size` of them succeed. The factor is the one with `size` successes expected, so that
 * what is conditioned on is likely and nothing overflows.
 */
export interface ConditionalDraw {
  readonly size: number;
  /** Success probability of each item's trial. */
  readonly trials: readonly number[];
  /** Distribution of the number of successes, 0 to all. */
  readonly successes: Float64Array;
}

/** A draw of `size` items with the given odds, all above 0. */
export function conditionalDraw(odds: readonly number[], size: number): ConditionalDraw {
  const trials = scaledTrials(odds, size);
  const successes = new Float64Array(odds.length + 1);
  successes[0] = 1;
  trials.forEach((p, i) => {
    for (let m = i + 1; m >= 0; m--) {
      successes[m] = successes[m] * (1 - p) + (m > 0 ? successes[m - 1] * p : 0);
    }
  });
  return { size, trials, successes };
}

/** Probability that an item, by its place, is drawn. */
export function inclusionProbability(
  { size, trials, successes }: ConditionalDraw,
  item: number,
): number {
  if (size === 0 || size === trials.length) return size === 0 ? 0 : 1;
  const p = trials[item];
  return p * without(successes, p)[size - 1] / successes[size];
}

/** Probability that two items, by their places, are both drawn. */
export function jointInclusion(
  { size, trials, successes }: ConditionalDraw,
  first: number,
  second: number,
): number {
  if (size < 2 || size === trials.length) return size < 2 ? 0 : 1;
  const [p, q] = [trials[first], trials[second]];
  return p * q * without(without(successes, p), q)[size - 2] / successes[size];
}

/** Independent trials with these odds up to a common factor and `size` successes expected. */
function scaledTrials(odds: readonly number[], size: number): number[] {
  if (size === 0 || size === odds.length) return odds.map(() => size === 0 ? 0 : 1);
  const excess = (logFactor: number) =>
    odds.reduce((sum, value) => sum + 1 / (1 + portableExp(-logFactor) / value), 0) - size;
  let [low, high] = [-1, 1];
  while (excess(low) > 0) low *= 2;
  while (excess(high) < 0) high *= 2;
  // Any factor would do: this one only keeps the numbers near 1.
  const factor = portableExp(findRoot(excess, low, high, { tolerance: 1e-3 }));
  return odds.map((value) => 1 / (1 + 1 / (value * factor)));
}

/** The distribution of successes with one trial less, from the end at which errors shrink. */
function without(successes: Float64Array, p: number): Float64Array {
  const rest = new Float64Array(successes.length - 1);
  if (p <= 0.5) {
    for (let m = 0; m < rest.length; m++) {
      rest[m] = (successes[m] - (m > 0 ? p * rest[m - 1] : 0)) / (1 - p);
    }
  } else {
    for (let m = rest.length - 1; m >= 0; m--) {
      rest[m] = (successes[m + 1] - (m + 1 < rest.length ? (1 - p) * rest[m + 1] : 0)) / p;
    }
  }
  return rest;
}
