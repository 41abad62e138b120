// @ts-types="npm:@types/d3-array@3.2.2"
import { flatGroup } from "d3-array";

/** The rows that share the values of some columns. */
export interface RowGroup<Row, Key extends keyof Row> {
  /** The shared values by column. */
  readonly key: Pick<Row, Key>;
  /** The rows, in their first order. */
  readonly rows: readonly Row[];
}

/**
 * Rows grouped by one or more columns. Each column is compared on its own, never joined to the next,
 * so ("EML4", "ALK-v1") and ("EML4-ALK", "v1") stay apart; "1" and 1 are different; NaN equals NaN.
 *
 * Groups come in the order in which their first key first appears, within it the second, and so on.
 * O(rows x keys).
 *
 * @example Usage
 * ```ts
 * import { groupRows } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const wells = [
 *   { line: "x", drug: "y-z", dose: 1 },
 *   { line: "x-y", drug: "z", dose: 2 },
 * ];
 * assertEquals(groupRows(wells, ["line", "drug"]).map(({ key }) => key), [
 *   { line: "x", drug: "y-z" },
 *   { line: "x-y", drug: "z" },
 * ]);
 * ```
 */
export function groupRows<Row extends object, Key extends keyof Row>(
  rows: readonly Row[],
  keys: readonly Key[],
): RowGroup<Row, Key>[] {
  const accessors = keys.map((key) => (row: Row) => row[key]);
  const groups: unknown[][] = rows.length === 0
    ? []
    : keys.length === 0
    ? [[rows]]
    : flatGroup(rows, ...accessors as [(row: Row) => Row[Key]]);
  return groups.map((group) => ({
    key: Object.fromEntries(keys.map((key, i) => [key, group[i]])) as Pick<Row, Key>,
    rows: group[keys.length] as readonly Row[],
  }));
}
