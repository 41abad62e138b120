import { shiftDecimalPoint } from "./unit.ts";
import type { Potency } from "./potency.ts";

/**
 * A potency as text that loses nothing: the source's own text where there is one, else every digit
 * in a form that `parsePotency` reads back to the same values.
 *
 * To write a changed copy of a printed potency, make it anew without `asPrinted`.
 *
 * @example Usage
 * ```ts
 * import { makePotency, parsePotency, printPotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(printPotency(parsePotency("Ki <0.0200 nM", { endpoint: "Ki" })), "Ki <0.0200 nM");
 * assertEquals(printPotency(makePotency({ relation: ">", estimate: 8412.75 })), ">8412.75 nM");
 * ```
 */
export function printPotency(potency: Potency): string {
  const { relation, estimate, lower, upper, unit, asPrinted } = potency;
  if (asPrinted !== undefined) return asPrinted;
  const about = potency.approximate ? "~" : "";
  switch (relation) {
    case "=":
      return `${about}${estimate} ${unit}${inParentheses(potency)}`;
    case "range":
      return `${about}${lower} to ${upper} ${unit}`;
    case "word":
      return potency.word ?? "";
    case "relative":
      return `${about}${comparison(potency)}`;
    case "not determined":
    case "not done":
      return relation;
    default:
      return `${relation}${about}${estimate} ${unit}`;
  }
}

function inParentheses({ lower, upper, interval, replicates }: Potency): string {
  const parts = [
    interval?.meaning === "confidence" && (lower !== null || upper !== null)
      ? `${shiftDecimalPoint(interval.level, 2)} % CI ${limits(lower, upper)}`
      : "",
    replicates === null ? "" : `n = ${replicates}`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function limits(lower: number | null, upper: number | null): string {
  if (upper === null) return `${lower} or more`;
  if (lower === null) return `up to ${upper}`;
  return `${lower} to ${upper}`;
}

function comparison({ factor, referent }: Potency): string {
  if (factor === undefined) return "";
  const { lower, upper, direction } = factor;
  return `${lower === upper ? lower : `${lower}-${upper}`} fold ${direction} than ${referent}`;
}
