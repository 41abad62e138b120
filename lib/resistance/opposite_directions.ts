import { makeRatio, type Ratio } from "../potency/mod.ts";

/**
 * The ratio of two relative potencies of which one rises and the other falls: none. Half of a rise and
 * half of a fall are no two measurements of one thing.
 *
 * @param rising The one that rises with dose
 */
export function oppositeDirections(rising: "test" | "reference"): Ratio {
  const falling = rising === "test" ? "reference" : "test";
  return makeRatio({
    relation: "not determined",
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
    kind: "relative",
    approximate: false,
    byEstimates: null,
    note: `opposite directions: the ${rising} rises with dose, the ${falling} falls`,
  });
}
