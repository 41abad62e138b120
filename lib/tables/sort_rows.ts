// @ts-types="npm:@types/d3-array@3.2.2"
import { ascending, descending as descendingOrder, sort } from "d3-array";

/**
 * A sorted copy of rows, by the first column, ties by the second, and so on; rows that tie in all keep
 * their order.
 *
 * Numbers by size, text by its characters (no locale: "B" before "a"); null, undefined and NaN last
 * in either direction. O(n log n).
 *
 * @param rows The rows, not changed
 * @param keys Columns in order of weight
 * @param options.descending The columns to sort from large to small
 *
 * @example Usage
 * ```ts
 * import { sortRows } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = [{ dose: 3 }, { dose: NaN }, { dose: 1 }, { dose: 2 }];
 * assertEquals(sortRows(rows, ["dose"]).map(({ dose }) => dose), [1, 2, 3, NaN]);
 * ```
 */
export function sortRows<Row extends object, Key extends keyof Row>(
  rows: readonly Row[],
  keys: readonly Key[],
  { descending = [] }: { descending?: readonly Key[] } = {},
): Row[] {
  return sort(rows, (a, b) => {
    for (const key of keys) {
      const order = compare(a[key], b[key], descending.includes(key));
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown, backwards: boolean): number {
  const [noA, noB] = [isAbsent(a), isAbsent(b)];
  if (noA || noB) return Number(noA) - Number(noB);
  const order = backwards ? descendingOrder : ascending;
  return order(a as number, b as number);
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}
