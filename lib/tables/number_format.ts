import { DataError, quote } from "../errors/mod.ts";
import type { DecimalMark, Table } from "./table.ts";

/** How the number columns of one table are written. */
export interface NumberFormat {
  /** The sign between units and decimals. */
  readonly decimal: DecimalMark;
  /** Whether the other sign stands between thousands. */
  readonly grouped: boolean;
}

/** What one cell says about the marks; null where it says nothing ("12", "text"). */
type Evidence =
  | "decimal point" // 1.5 or 0.125
  | "lone point" // 1.234
  | "decimal comma" // 1,5 or 0,125
  | "grouping comma" // 1,234.5 or 1,234,567
  | "grouping point" // 1.234,5 or 1.234.567
  | "lone comma" // 1,234
  | null;

/**
 * The decimal mark of some columns of a table, from what their cells say together: "1,5" can only be
 * a decimal comma, "1,234.5" only a decimal point, "1,234" could be either and is refused
 * unless another cell decides. "1.234" is a decimal point; beside a decimal comma it is refused. A
 * mark that the table declares decides without looking.
 *
 * @param table The table
 * @param columns Positions of the columns that hold numbers
 * @throws {DataError} If the cells contradict each other, or leave it open; the message asks for the
 * mark to be declared
 *
 * @example Usage
 * ```ts
 * import { numberFormat, parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("dose;response\n1,234;0,98\n", { source: "wells.csv" });
 * assertEquals(numberFormat(table, [0, 1]), { decimal: ",", grouped: false });
 * ```
 */
export function numberFormat(table: Table, columns: readonly number[]): NumberFormat {
  if (table.decimal !== undefined) return { decimal: table.decimal, grouped: true };
  const seen = gatherEvidence(table, columns);
  const point = seen.get("grouping comma")?.[0] ?? seen.get("decimal point")?.[0] ??
    (seen.has("grouping point") ? undefined : seen.get("lone point")?.[0]);
  const comma = seen.get("grouping point")?.[0] ?? seen.get("decimal comma")?.[0];
  if (point !== undefined && comma !== undefined) {
    throw new DataError(
      `Cannot read ${table.source}: numbers must have one decimal mark, found ${place(comma)} and ${
        place(point)
      }. Mend one of them, or declare the decimal mark`,
    );
  }
  if (comma !== undefined) return { decimal: ",", grouped: seen.has("grouping point") };
  const open = seen.get("lone comma") ?? [];
  if (open.length > 0 && !seen.has("grouping comma")) {
    throw DataError.ofCells(
      `read ${table.source}`,
      open.map(({ row, column, text }) => ({
        row,
        column,
        needed: "a number with a clear decimal mark",
        found: text,
      })),
      "The comma may stand before decimals or between thousands: write a point, or nothing between thousands, or declare the decimal mark",
    );
  }
  return { decimal: ".", grouped: seen.has("grouping comma") };
}

interface Cell {
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

function gatherEvidence(table: Table, columns: readonly number[]): Map<Evidence, Cell[]> {
  const seen = new Map<Evidence, Cell[]>();
  for (const { row, cells } of table.rows) {
    for (const index of columns) {
      const evidence = evidenceOf(cells[index]);
      if (evidence === null) continue;
      const found = seen.get(evidence) ?? [];
      // One witness is enough, except for open cells, which are all reported.
      if (found.length === 0 || evidence === "lone comma") {
        found.push({ row, column: table.columns[index], text: cells[index] });
      }
      seen.set(evidence, found);
    }
  }
  return seen;
}

function evidenceOf(text: string): Evidence {
  if (!/[.,]/.test(text)) return null;
  if (/^[+−-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) return "lone point";
  if (/^[+−-]?\d*\.\d*(e[+-]?\d+)?$/i.test(text)) return /\d/.test(text) ? "decimal point" : null;
  if (/^[+−-]?[1-9]\d{0,2},\d{3}$/.test(text)) return "lone comma";
  if (/^[+−-]?\d*,\d*(e[+-]?\d+)?$/i.test(text)) return /\d/.test(text) ? "decimal comma" : null;
  if (/^[+−-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) return "grouping comma";
  if (/^[+−-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(text)) return "grouping point";
  return null;
}

function place({ row, column, text }: Cell): string {
  return `${quote(text)} (row ${row}, column ${quote(column)})`;
}
