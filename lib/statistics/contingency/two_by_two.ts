import { UsageError } from "../../errors/mod.ts";
import { requireCount } from "../arguments.ts";

/** Counts `[[a, b], [c, d]]`: rows are the two cohorts, columns event and no event. */
export type TwoByTwo = readonly [
  readonly [event: number, noEvent: number],
  readonly [event: number, noEvent: number],
];

/** Margins of a 2 x 2 table. */
export interface TwoByTwoMargins {
  readonly row1: number;
  readonly row2: number;
  readonly column1: number;
  readonly total: number;
}

/** Margins of a table of whole numbers; throws on anything else. */
export function twoByTwoMargins(action: string, table: TwoByTwo): TwoByTwoMargins {
  if (table.length !== 2 || table.some((row) => row.length !== 2)) {
    throw new UsageError(
      `Cannot ${action}: the table must have 2 rows of 2 counts, found ${JSON.stringify(table)}`,
    );
  }
  const [[a, b], [c, d]] = table;
  [a, b, c, d].forEach((count, i) => requireCount(action, `count ${"abcd"[i]}`, count));
  return { row1: a + b, row2: c + d, column1: a + c, total: a + b + c + d };
}
