import { formatPercent } from "../../display/mod.ts";
import type { FrequencyRow } from "../../mechanisms/mod.ts";

/** A share with its limits in percent: "36.4 % (15.2 to 64.6)"; without limits "36.4 %". */
export function shareWords(estimate: number, lower: number | null, upper: number | null): string {
  const limits = lower === null || upper === null
    ? ""
    : ` (${tenths(100 * lower)} to ${tenths(100 * upper)})`;
  return `${tenths(100 * estimate)} %${limits}`;
}

/**
 * Counts and share: "4 of 11, 36.4 % (15.2 to 64.6)". No event is said with its upper limit, and what
 * has no counts as its source prints it.
 */
export function countWords(
  row: Pick<
    FrequencyRow,
    "events" | "assessable" | "estimate" | "lower" | "upper" | "asPrinted" | "status" | "reason"
  >,
  level: number,
): string {
  const { status, events, assessable, estimate, lower, upper, asPrinted } = row;
  if (status === "percent only") return `${asPrinted} as printed, counts not given`;
  if (estimate === null || events === null || assessable === null) {
    return status === "estimated" ? "no estimate" : row.reason || status;
  }
  const counts = `${events.toLocaleString("en-US")} of ${assessable.toLocaleString("en-US")}`;
  return events === 0 && upper !== null
    ? `${counts}, ${formatPercent(level)} upper limit ${tenths(100 * upper)} %`
    : `${counts}, ${shareWords(estimate, lower, upper)}`;
}

function tenths(percent: number): string {
  return percent.toFixed(1);
}
