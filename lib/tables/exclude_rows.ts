/** A row that is not used, and why. */
export interface ExcludedRow<Row> {
  /** Row as a spreadsheet counts. */
  readonly row: number;
  /** Why, in words for a reader. */
  readonly reason: string;
  /** The row as it was read. */
  readonly record: Row;
}

/**
 * Rows parted into those to use and those left out with a reason, so that none is lost:
 * rows in = used + excluded, in the order of the file.
 *
 * @param rows Records with their row number
 * @param reasonAgainst Why a row is left out, or null to use it
 *
 * @example Usage
 * ```ts
 * import { excludeRows } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = [{ row: 2, signal: 0.9 }, { row: 3, signal: null }];
 * const { used, excluded } = excludeRows(rows, ({ signal }) => signal === null ? "no signal" : null);
 * assertEquals(used.length + excluded.length, rows.length);
 * assertEquals(excluded[0].reason, "no signal");
 * ```
 */
export function excludeRows<Row extends { readonly row: number }>(
  rows: readonly Row[],
  reasonAgainst: (row: Row) => string | null,
): { readonly used: readonly Row[]; readonly excluded: readonly ExcludedRow<Row>[] } {
  const used: Row[] = [];
  const excluded: ExcludedRow<Row>[] = [];
  for (const record of rows) {
    const reason = reasonAgainst(record);
    if (reason === null) used.push(record);
    else excluded.push({ row: record.row, reason, record });
  }
  return { used, excluded };
}
