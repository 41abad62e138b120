import type { IntervalMeaning, Potency } from "./potency.ts";

/** Where a concentration may lie: from `lower` to `upper`, open where 0 or infinite. */
export interface Extent {
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
  /** Whether the limits themselves are excluded, as in `>`. */
  readonly strict: boolean;
  readonly meaning: "confidence" | "range" | "bound" | "none";
  readonly interval: IntervalMeaning | null;
}

/** The extent of a potency, or why it has none. */
export function extentOf(
  { relation, estimate, lower, upper, interval, word }: Potency,
): Extent | string {
  const shared = { estimate, strict: false, interval };
  switch (relation) {
    case ">":
    case ">=":
      return {
        ...shared,
        lower: estimate ?? 0,
        upper: Infinity,
        strict: relation === ">",
        meaning: "bound",
      };
    case "<":
    case "<=":
      return {
        ...shared,
        lower: 0,
        upper: estimate ?? Infinity,
        strict: relation === "<",
        meaning: "bound",
      };
    case "range":
      return { ...shared, lower: lower ?? 0, upper: upper ?? Infinity, meaning: "range" };
    case "=":
      if (estimate === null) return "has no number";
      return lower === null && upper === null
        ? { ...shared, lower: estimate, upper: estimate, meaning: "none" }
        : {
          ...shared,
          lower: lower ?? 0,
          upper: upper ?? Infinity,
          meaning: interval?.meaning === "confidence" && interval.sides === 2
            ? "confidence"
            : "range",
        };
    case "word":
      return `is a word (${word ?? ""})`;
    case "relative":
      return "is a relative statement not yet resolved";
    default:
      return `was ${relation}`;
  }
}
