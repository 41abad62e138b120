import { formatInterval, formatNumber, formatPercent, withDisplay } from "../display/mod.ts";
import type { IntervalMeaning } from "./potency.ts";

/** How a ratio stands to its number, or that it has none. */
export type RatioRelation = "=" | ">" | "<" | ">=" | "<=" | "range" | "not determined";

/** One potency over another, bounds and intervals carried through. Without a unit. */
export interface Ratio {
  /** How it stands to its number, or that it has none. */
  readonly relation: RatioRelation;
  /** The ratio of the estimates, or the limit of a bound; null where there is no number. */
  readonly estimate: number | null;
  /** Lower limit; null where it is open or there is none. */
  readonly lower: number | null;
  /** Upper limit; null where it is open or there is none. */
  readonly upper: number | null;
  /** What the limits are; null where nothing is claimed. */
  readonly interval: IntervalMeaning | null;
  /** Whether the potencies were both relative or both absolute; null where no source says. */
  readonly kind: "relative" | "absolute" | null;
  /** Whether a source calls its number approximate. */
  readonly approximate: boolean;
  /**
   * For a bound taken over the other side's limit: the same bound over its estimate, as papers print
   * it ("> 33-fold" from > 7,000 and 210). Null elsewhere.
   */
  readonly byEstimates: number | null;
  /** What a reader must know of how it came about; empty when nothing needs saying. */
  readonly note: string;
}

/** The ratio itself, frozen, showing itself as {@linkcode formatRatio} writes it. */
export function makeRatio(ratio: Ratio): Ratio {
  return withDisplay({ ...ratio }, () => ({ "text/plain": formatRatio(ratio) }));
}

const TURNED: Readonly<Record<RatioRelation, RatioRelation>> = {
  "=": "=",
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  range: "range",
  "not determined": "not determined",
};

/**
 * The reference over the test: 1 divided by a ratio, limits exchanged and bounds turned round.
 *
 * @example Usage
 * ```ts
 * import { dividePotencies, invertRatio, makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const bound = makePotency({ relation: ">", estimate: 1000 });
 * const fold = invertRatio(dividePotencies(bound, makePotency({ estimate: 100 })));
 * assertEquals([fold.relation, fold.estimate], ["<", 0.1]);
 * ```
 */
export function invertRatio(ratio: Ratio): Ratio {
  const over = (value: number | null) => value === null ? null : 1 / value;
  return makeRatio({
    ...ratio,
    relation: TURNED[ratio.relation],
    estimate: over(ratio.estimate),
    lower: over(ratio.upper),
    upper: over(ratio.lower),
    byEstimates: over(ratio.byEstimates),
    note: exchangeRoles(ratio.note),
  });
}

/** Notes speak of "the test" and "the reference"; upside down each is the other. */
function exchangeRoles(note: string): string {
  return note.replace(/\b(test|reference)\b/g, (role) => role === "test" ? "reference" : "test");
}

/**
 * A ratio as a person reads it, three significant digits: "281-fold", "> 33.3-fold",
 * "10 to 20-fold", "not determined".
 *
 * @param ratio Any ratio
 * @param options.note Whether its note is written out, in parentheses
 */
export function formatRatio(ratio: Ratio, { note = true }: { note?: boolean } = {}): string {
  const { relation, estimate, lower, upper, interval } = ratio;
  const about = ratio.approximate ? "~ " : "";
  const why = note && ratio.note !== "" ? ratio.note : "";
  const limits = relation === "=" && (lower !== null || upper !== null)
    ? `${interval?.meaning === "confidence" ? `${formatPercent(interval.level)} CI` : "range"} ${
      formatInterval(lower, upper)
    }`
    : "";
  const details = [limits, why].filter(Boolean).join("; ");
  const end = details === "" ? "" : ` (${details})`;
  if (relation === "not determined") return `${relation}${end}`;
  if (relation === "range") return `${about}${formatInterval(lower, upper)}-fold${end}`;
  const sign = relation === "=" ? "" : `${relation.replace(">=", "≥").replace("<=", "≤")} `;
  return `${sign}${about}${formatNumber(estimate)}-fold${end}`;
}
