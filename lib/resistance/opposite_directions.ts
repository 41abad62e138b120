import type { Ratio } from "../potency/mod.ts";
import { undeterminedRatio } from "./undetermined_ratio.ts";

/**
 * The ratio of two relative potencies of which one rises and the other falls: none. Half of a rise and
 * half of a fall are no two measurements of one thing.
 *
 * @param rising The one that rises with dose
 */
export function oppositeDirections(rising: "test" | "reference"): Ratio {
  const falling = rising === "test" ? "reference" : "test";
  return undeterminedRatio(
    "relative",
    `opposite directions: the ${rising} rises with dose, the ${falling} falls`,
  );
}
