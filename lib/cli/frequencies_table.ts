import { list, quote, UsageError } from "../errors/mod.ts";
import type { FrequencyRow, MechanismFrequency } from "../mechanisms/mod.ts";
import type { Cells } from "./fits_table.ts";

/** The columns of `frequencies.csv` after those of the groups, in their order. */
const COLUMNS: Readonly<
  Record<string, (row: FrequencyRow, level: number) => string | number | null>
> = {
  mechanism: (row) => row.mechanism,
  class: (row) => row.class,
  position_role: (row) => row.positionRole,
  status: (row) => row.status,
  reason: (row) => row.reason,
  n: (row) => row.events,
  n_assessable: (row) => row.assessable,
  n_not_assessable: (row) => row.notAssessable,
  n_not_counted: (row) => row.notCounted,
  estimate: (row) => row.estimate,
  lower: (row) => row.lower,
  upper: (row) => row.upper,
  interval_method: (row) => row.interval,
  level: (row, level) => row.interval === null ? null : level,
  counted: (row) => row.unit,
  percent_as_printed: (row) => row.asPrinted,
  source: (row) => row.source,
};

/** A frequency as the rows of `frequencies.csv`: the group, then the mechanism and its counts. */
export function frequenciesTable({ by, rows, level }: MechanismFrequency): Cells {
  return {
    columns: [...by, ...Object.keys(COLUMNS)],
    rows: rows.map((row) => [
      ...by.map((name) => row.key[name]),
      ...Object.values(COLUMNS).map((cell) => cell(row, level)),
    ]),
  };
}

/**
 * Refuses group columns that could not be told from a result in `frequencies.csv`.
 *
 * @throws {UsageError} If a group column has the name of a result column
 */
export function refuseFrequencyNames(by: readonly string[]): void {
  const same = by.filter((name) => Object.hasOwn(COLUMNS, name));
  if (same.length === 0) return;
  throw new UsageError(
    `Cannot count mechanisms: --by must name columns that frequencies.csv has no result of, found ${
      list(same.map(quote))
    }. Rename the column in the file`,
  );
}
