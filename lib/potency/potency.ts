import { withDisplay } from "../display/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { formatPotency } from "./format_potency.ts";

/** How a potency stands to its number, or why it has none. */
export type Relation =
  | "="
  | ">"
  | "<"
  | ">="
  | "<="
  | "range"
  | "word"
  | "relative"
  | "not determined"
  | "not done";

/** What the two limits of a potency are; two intervals of different meaning are never compared. */
export type IntervalMeaning =
  | {
    readonly meaning: "confidence";
    /** Confidence level, 0.95 for 95 %. */
    readonly level: number;
    /** 2 for an interval, 1 for a bound with one limit. */
    readonly sides: 1 | 2;
    /** How it was computed: "profile likelihood", "t over replicates", "censored likelihood", … */
    readonly method: string;
  }
  | { readonly meaning: "printed range" }
  | { readonly meaning: "tested dose" };

/** What was measured; values of different readouts are never merged or divided silently. */
export type Readout = "viability" | "phosphorylation" | "enzyme";

/**
 * One concentration that answers "how much drug": measured, bounded, a printed range, a word, or
 * not determined. It is never a bare number, so that `>1000` cannot become 1000.
 *
 * With `>` or `<` the estimate holds the limit and the other side is null. Molar concentrations are
 * in nM; any other unit is carried as it is and never converted.
 */
export interface Potency {
  /** How it stands to its number, or why it has none. */
  readonly relation: Relation;
  /** The estimate (`=`), or the limit itself (`>`, `<`); null where there is no number. */
  readonly estimate: number | null;
  /** Lower limit of the interval or range; null where it is open or there is none. */
  readonly lower: number | null;
  /** Upper limit of the interval or range; null where it is open or there is none. */
  readonly upper: number | null;
  /** What `lower` and `upper` (or the limit of a bound) are; null where nothing is claimed. */
  readonly interval: IntervalMeaning | null;
  /** "nM" for every molar concentration, else the unit as given. */
  readonly unit: string;
  /** "IC50", "IC20", "EC50", "Ki", … */
  readonly endpoint: string;
  /** Relative (halfway between the curve's own plateaus) or absolute (half of control). */
  readonly kind: "relative" | "absolute" | null;
  /** What was measured; null where the source does not say. */
  readonly readout: Readout | null;
  /** Why it is a bound or not determined, in words; empty when nothing needs saying. */
  readonly reason: string;
  /** Biological replicates behind it, when it summarises several. */
  readonly replicates: number | null;
  /** Where it came from: a citation, a file and cell, or null when computed here. */
  readonly source: string | null;
  /** Whether the source calls its number approximate ("~50"); absent means no. */
  readonly approximate?: boolean;
  /** The word in place of a number, "High Resistance"; only with `word`. */
  readonly word?: string;
  /** What a relative statement compares with, as named by the source; only with `relative`. */
  readonly referent?: string;
  /** How many times lower or higher than the referent; only with `relative`. */
  readonly factor?: Factor;
  /** The text as the source printed it, to the letter. */
  readonly asPrinted?: string;
  /** The unit that the printed text itself lacks because its column names it ("nM", "µM", …). */
  readonly columnUnit?: string;
}

/** "6-36 fold lower": a factor above 1 and its direction; `upper` equals `lower` for a single number. */
export interface Factor {
  /** The smaller factor. */
  readonly lower: number;
  /** The larger factor. */
  readonly upper: number;
  /** Whether the concentration is lower (more potent) or higher (less potent) than the referent's. */
  readonly direction: "lower" | "higher";
}

/**
 * A potency from what is known of it; the rest is null or empty, the relation "=", the unit nM and
 * the endpoint IC50. Frozen, and shows itself as `formatPotency` writes it.
 *
 * @throws {UsageError} If a range runs from large to small
 *
 * @example Usage
 * ```ts
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const bound = makePotency({ relation: ">", estimate: 8400, kind: "absolute" });
 * assertEquals([bound.unit, bound.endpoint, bound.lower], ["nM", "IC50", null]);
 * assertEquals(Deno.inspect(bound), "> 8.4 µM");
 * ```
 */
export function makePotency(known: Partial<Potency>): Potency {
  const potency: Potency = { ...UNKNOWN, ...known };
  const { relation, lower, upper } = potency;
  if (relation === "range" && lower !== null && upper !== null && lower > upper) {
    throw new UsageError(
      `Cannot make a range: lower must not be above upper, found ${lower} and ${upper}`,
    );
  }
  return withDisplay(potency, () => ({ "text/plain": formatPotency(potency) }));
}

const UNKNOWN: Potency = {
  relation: "=",
  estimate: null,
  lower: null,
  upper: null,
  interval: null,
  unit: "nM",
  endpoint: "IC50",
  kind: null,
  readout: null,
  reason: "",
  replicates: null,
  source: null,
};
