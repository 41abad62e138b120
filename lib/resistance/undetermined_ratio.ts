import { makeRatio, type Ratio } from "../potency/mod.ts";

/** No ratio, and why. */
export function undeterminedRatio(kind: Ratio["kind"], note: string): Ratio {
  return makeRatio({
    relation: "not determined",
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
    kind,
    approximate: false,
    byEstimates: null,
    note,
  });
}
