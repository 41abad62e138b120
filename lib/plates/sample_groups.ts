import { plural } from "../errors/mod.ts";
import type { TableRow } from "../tables/mod.ts";
import { rangeOf } from "./grid.ts";
import type { IgnoredRange } from "./sheet_readings.ts";

/**
 * The rows of a sheet without the groups that SoftMax Pro writes below its plates ("Group: Unknowns" to
 * "~End"): they name wells and repeat some of their readings, beside means and results.
 *
 * @returns All rows, and no group, where no plate stands above
 */
export function withoutSampleGroups(
  rows: readonly TableRow[],
): { readonly rows: readonly TableRow[]; readonly groups: readonly IgnoredRange[] } {
  const kept: TableRow[] = [];
  const grouped: TableRow[] = [];
  let count = 0;
  let hasPlate = false;
  let isInGroup = false;
  for (const row of rows) {
    const first = (row.cells[0] ?? "").trim();
    if (/^plate:$/i.test(first)) [hasPlate, isInGroup] = [true, false];
    if (hasPlate && !isInGroup && /^group:/i.test(first)) {
      isInGroup = true;
      count++;
    }
    (isInGroup ? grouped : kept).push(row);
    if (/^~end$/i.test(first)) isInGroup = false;
  }
  if (count === 0) return { rows, groups: [] };
  const columns = grouped.reduce((most, { cells }) => Math.max(most, cells.length), 1);
  return {
    rows: kept,
    groups: [{
      range: rangeOf({ rows: grouped.map(({ row }) => row), left: 0, columns }),
      reason: `${plural(count, "group")} of samples with their results`,
    }],
  };
}
