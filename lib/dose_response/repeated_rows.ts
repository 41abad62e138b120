import { list } from "../errors/mod.ts";
import type { Table } from "../tables/mod.ts";

/**
 * A note on rows that repeat an earlier one in every cell: where nothing names the wells, nobody can
 * tell a repeat from a row that was pasted twice.
 *
 * @param used The rows that were read and not excluded
 * @returns Nothing where no row repeats another
 */
export function repeatedRows(table: Table, used: ReadonlySet<number>): string[] {
  const seen = new Set<string>();
  const repeats = table.rows.filter(({ row, cells }) => {
    if (!used.has(row)) return false;
    const key = JSON.stringify(cells);
    const isRepeat = seen.has(key);
    seen.add(key);
    return isRepeat;
  }).map(({ row }) => String(row));
  if (repeats.length === 0) return [];
  const rows = `${repeats.length === 1 ? "row" : "rows"} ${list(repeats)}`;
  return [
    repeats.length === 1
      ? `1 row is the same as an earlier one in every column (${rows}) and is read as a repeat; take it out if it was pasted twice`
      : `${
        repeats.length.toLocaleString("en-US")
      } rows are the same as earlier ones in every column (${rows}) and are read as repeats; take them out if they were pasted twice`,
  ];
}
