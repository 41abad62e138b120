import { formatInterval, formatNumber } from "../../display/mod.ts";
import { type ForestValue, isBound } from "../marks/forest_rows.ts";

/**
 * A value that has a number, in the unit of its axis: "212 (171 to 262)", "> 8,400", "~ 50 to 100".
 *
 * @param options.limits Whether the limits of an estimate follow it
 */
export function writtenValue(
  value: ForestValue & { readonly approximate?: boolean },
  { limits = true }: { limits?: boolean } = {},
): string {
  const { relation, estimate, lower, upper, approximate } = value;
  const about = approximate ? "~ " : "";
  if (relation === "range") return `${about}${formatInterval(lower, upper)}`;
  const sign = isBound(value) ? `${relation.replace(">=", "≥").replace("<=", "≤")} ` : "";
  const limited = limits && sign === "" && (lower !== null || upper !== null);
  return `${sign}${about}${formatNumber(estimate)}` +
    (limited ? ` (${formatInterval(lower, upper)})` : "");
}
