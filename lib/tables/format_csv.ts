import { UsageError } from "../errors/mod.ts";

/**
 * Rows as CSV text (RFC 4180, but lines end in LF): quoted where a cell holds a comma, a quote, a
 * line end or surrounding blanks; null is an empty cell; numbers in JavaScript's shortest form that
 * reads back as the same number.
 *
 * @param columns The header
 * @param rows One array per row, as long as `columns`
 * @throws {UsageError} If a number is NaN or infinite, or a row has another length than the header
 *
 * @example Usage
 * ```ts
 * import { formatCsv } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatCsv(["line", "ic50_nM"], [["H3122, CR", null]]), 'line,ic50_nM\n"H3122, CR",\n');
 * ```
 */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map((row, i) => {
    if (row.length !== columns.length) {
      throw new UsageError(
        `Cannot write CSV: row ${i + 1} must have ${columns.length} cells, found ${row.length}`,
      );
    }
    const line = row.map(formatCell).join(",");
    // A lone empty cell would be a blank line, which readers skip.
    return `${line === "" ? '""' : line}\n`;
  }).join("");
}

function formatCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") {
    if (!Number.isFinite(cell)) {
      throw new UsageError(`Cannot write CSV: a number must be finite, found ${cell}. Use null`);
    }
    return Object.is(cell, -0) ? "0" : String(cell);
  }
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
