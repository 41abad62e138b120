import { quote, UsageError } from "../errors/mod.ts";
import type { Table } from "../tables/mod.ts";

/**
 * The columns that name the rows of a wide table, each of which is a curve: all but those of the doses.
 *
 * @param doses The dose columns
 * @throws {UsageError} If two rows have the same names: whether they are one curve is asked
 */
export function namesOfWideRows(table: Table, doses: readonly string[]): readonly string[] {
  const names = table.columns.filter((name) => !doses.includes(name));
  const indexes = names.map((name) => table.columns.indexOf(name));
  const first = new Map<string, number>();
  for (const { row, cells } of table.rows) {
    const key = JSON.stringify(indexes.map((index) => cells[index]));
    const earlier = first.get(key);
    if (earlier !== undefined) {
      throw new UsageError(
        `Cannot read ${table.source}: needs by, as rows ${earlier} and ${row} have the same names (${
          names.map(quote).join(", ") || "none"
        }). Rows that by does not tell apart are fitted as one curve`,
      );
    }
    first.set(key, row);
  }
  return names;
}
