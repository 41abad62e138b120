import { requireCount, requireLevel, requirePositive } from "../arguments.ts";
import { requireChoice } from "../choices.ts";
import { proportionInterval } from "../proportions/proportion_interval.ts";
import { miettinenNurminen } from "./miettinen_nurminen.ts";

/** Events and total of one cohort. */
export interface EventCount {
  /** Number with the event. */
  readonly events: number;
  /** Number in whom it could have been seen. */
  readonly total: number;
}

/** How an interval for a difference of two proportions is computed. */
export type RiskDifferenceMethod = "Newcombe" | "Miettinen-Nurminen";

/** Difference of two proportions, first minus second, with its interval. */
export interface RiskDifference {
  /** events/total of the first less that of the second. */
  readonly estimate: number;
  /** Lower limit, from -1. */
  readonly lower: number;
  /** Upper limit, up to 1. */
  readonly upper: number;
  /** How the limits were computed. */
  readonly method: RiskDifferenceMethod;
  /** Two-sided confidence level. */
  readonly level: number;
}

/**
 * Difference of two independent proportions, p₁ - p₂, with a confidence interval.
 *
 * - `Newcombe` (default): the two Wilson intervals (l, u) combined,
 *   d - √((p₁ - l₁)² + (u₂ - p₂)²) to d + √((u₁ - p₁)² + (p₂ - l₂)²).
 * - `Miettinen-Nurminen`: the differences that the score test with variance factor N / (N - 1) does
 *   not reject.
 *
 * @param first Events and total of the first cohort
 * @param second Events and total of the second
 * @param options.method Default "Newcombe"
 * @param options.level Default 0.95
 * @throws {UsageError} If a count is not whole, a total is 0, events exceed a total, the method is
 * unknown or the level is not in (0, 1)
 * @see Newcombe (1998) Stat. Med. 17:873 (method 10); Miettinen and Nurminen (1985) Stat. Med. 4:213,
 * doi:10.1002/sim.4780040211
 * @example 56 of 70 against 48 of 80, Newcombe's own worked table
 * ```ts
 * import { riskDifference } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { estimate, lower, upper } = riskDifference(
 *   { events: 56, total: 70 },
 *   { events: 48, total: 80 },
 * );
 * assertAlmostEquals(estimate, 0.2, 1e-12);
 * assertAlmostEquals(lower, 0.0524, 5e-5);
 * assertAlmostEquals(upper, 0.3339, 5e-5);
 * ```
 */
export function riskDifference(
  first: EventCount,
  second: EventCount,
  { method = "Newcombe", level = 0.95 }: {
    method?: RiskDifferenceMethod;
    level?: number;
  } = {},
): RiskDifference {
  const action = "compute a risk difference";
  requireChoice(action, "method", method, ["Newcombe", "Miettinen-Nurminen"]);
  requireLevel(action, level);
  for (const { events, total } of [first, second]) {
    requirePositive(action, "total", total);
    requireCount(action, "total", total);
    requireCount(action, "events", events, total);
  }
  const estimate = first.events / first.total - second.events / second.total;
  const [lower, upper] = method === "Newcombe"
    ? newcombe(first, second, level)
    : miettinenNurminen(first, second, level);
  return { estimate, lower, upper, method, level };
}

function newcombe(first: EventCount, second: EventCount, level: number): readonly [number, number] {
  const one = proportionInterval(first.events, first.total, { level });
  const other = proportionInterval(second.events, second.total, { level });
  const [p1, p2] = [first.events / first.total, second.events / second.total];
  return [
    p1 - p2 - Math.hypot(p1 - one.lower, other.upper - p2),
    p1 - p2 + Math.hypot(one.upper - p1, p2 - other.lower),
  ];
}
