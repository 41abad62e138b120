import { requireCount, requireLevel } from "../arguments.ts";
import { requireChoice } from "../choices.ts";
import { agrestiCoull, wald, wilson, wilsonWithCorrection } from "./normal_limits.ts";
import { clopperPearson, jeffreys, midP } from "./exact_limits.ts";

/** How an interval for one proportion is computed. */
export type ProportionMethod =
  | "Wilson"
  | "Wilson with correction"
  | "Clopper-Pearson"
  | "Jeffreys"
  | "Agresti-Coull"
  | "mid-P"
  | "Wald";

/** Lower and upper limit of a proportion. */
export type ProportionLimits = readonly [lower: number, upper: number];

/** Events over total with a confidence interval. */
export interface ProportionInterval {
  /** Number with the event. */
  readonly events: number;
  /** Number in whom it could have been seen. */
  readonly total: number;
  /** events / total; null when the total is 0. */
  readonly estimate: number | null;
  /** Lower limit, from 0. */
  readonly lower: number;
  /** Upper limit, up to 1. */
  readonly upper: number;
  /** How the limits were computed. */
  readonly method: ProportionMethod;
  /** Two-sided confidence level. */
  readonly level: number;
}

const LIMITS: Readonly<
  Record<ProportionMethod, (events: number, total: number, level: number) => ProportionLimits>
> = {
  "Wilson": wilson,
  "Wilson with correction": wilsonWithCorrection,
  "Clopper-Pearson": clopperPearson,
  "Jeffreys": jeffreys,
  "Agresti-Coull": agrestiCoull,
  "mid-P": midP,
  "Wald": wald,
};

/**
 * A proportion with its confidence interval.
 *
 * With p = events / total, n = total and z the normal quantile:
 *
 * - `Wilson` (default): the p₀ with |p - p₀| <= z √(p₀ (1 - p₀) / n). Covers the stated level on
 *   average, never leaves [0, 1], and ends exactly at 0 for no event and at 1 for nothing but events.
 * - `Wilson with correction`: the same with a continuity correction of 1/(2n); rarely below the level.
 * - `Clopper-Pearson`: the p₀ that neither exact binomial tail rejects at half the error. Never below
 *   the level, and wide.
 * - `Jeffreys`: equal-tailed quantiles of Beta(events + 1/2, total - events + 1/2), with the limit set
 *   to 0 at no event and to 1 at nothing but events.
 * - `Agresti-Coull`: Wald around (events + z²/2) / (n + z²), cut to [0, 1].
 * - `mid-P`: Clopper-Pearson counting half of the observed outcome's probability.
 * - `Wald`: p ± z √(p (1 - p) / n), cut to [0, 1]. For comparison only: it says 0 to 0 for 0 of 20.
 *
 * With a total of 0 nothing is known: the estimate is null and the interval 0 to 1.
 *
 * @param events Whole number from 0 to total
 * @param total Whole number
 * @param options.method Default "Wilson"
 * @param options.level Two-sided confidence level, default 0.95
 * @throws {UsageError} If a count is not whole, events exceeds total, the method is unknown, or the
 * level is not in (0, 1)
 * @see Wilson (1927) J. Am. Stat. Assoc. 22:209, doi:10.2307/2276774; Clopper and Pearson (1934)
 * Biometrika 26:404, doi:10.2307/2331986; Newcombe (1998) Stat. Med. 17:857 (comparison of seven);
 * Brown, Cai and DasGupta (2001) Stat. Sci. 16:101, doi:10.1214/ss/1009213286 (Jeffreys and its ends)
 * @example Usage
 * ```ts
 * import { proportionInterval } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { lower, upper } = proportionInterval(2, 51);
 * assertAlmostEquals(lower, 0.010821, 1e-6);
 * assertAlmostEquals(upper, 0.132163, 1e-6);
 * assertEquals(proportionInterval(0, 24).lower, 0);
 * assertAlmostEquals(proportionInterval(0, 24, { method: "Clopper-Pearson" }).upper, 0.142474, 1e-6);
 * ```
 */
export function proportionInterval(
  events: number,
  total: number,
  { method = "Wilson", level = 0.95 }: { method?: ProportionMethod; level?: number } = {},
): ProportionInterval {
  const action = "compute a proportion's interval";
  requireCount(action, "total", total);
  requireCount(action, "events", events, total);
  requireChoice(action, "method", method, Object.keys(LIMITS));
  requireLevel(action, level);
  const estimate = total === 0 ? null : events / total;
  const [lower, upper] = total === 0 ? [0, 1] : LIMITS[method](events, total, level);
  return { events, total, estimate, lower, upper, method, level };
}
