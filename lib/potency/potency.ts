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
  readonly relation: Relation;
  /** The estimate (`=`), or the limit itself (`>`, `<`); null where there is no number. */
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** What `lower` and `upper` (or the limit of a bound) are; null where nothing is claimed. */
  readonly interval: IntervalMeaning | null;
  /** "nM" for every molar concentration, else the unit as given. */
  readonly unit: string;
  /** "IC50", "IC20", "EC50", "Ki", … */
  readonly endpoint: string;
  /** Relative (halfway between the curve's own plateaus) or absolute (half of control). */
  readonly kind: "relative" | "absolute" | null;
  readonly readout: Readout | null;
  /** Why it is a bound or not determined, in words; empty when nothing needs saying. */
  readonly reason: string;
  /** Biological replicates behind it, when it summarises several. */
  readonly replicates: number | null;
  /** Where it came from: a citation, a file and cell, or null when computed here. */
  readonly source: string | null;
}
