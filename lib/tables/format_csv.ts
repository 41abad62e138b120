import { UsageError } from "../errors/mod.ts";
import { withApostrophe } from "./formula_cell.ts";

/** How cells are written. */
export interface FormatCsvOptions {
  /**
   * "apostrophe" (the default) writes an apostrophe before text that a spreadsheet would run as a
   * formula; "as it is" writes such text plainly, for programs that read the file by other means.
   */
  readonly formulas?: "apostrophe" | "as it is";
}

/**
 * Rows as CSV text (RFC 4180, but lines end in LF): quoted where a cell holds a comma, a quote, a
 * line end or surrounding blanks; null is an empty cell; numbers in JavaScript's shortest form that
 * reads back as the same number.
 *
 * A spreadsheet runs text that begins with `=`, `+`, `-` or `@` as a formula when it opens the file, so
 * a name like `=HYPERLINK(…)` in somebody's data could do harm in the results. Such text, in the
 * header too, gets an apostrophe before it, which `readTable` takes off again: what was written is
 * what is read. Numbers, signed numbers that stand as text, and a lone sign are not touched.
 *
 * @param columns The header
 * @param rows One array per row, as long as `columns`
 * @param options.formulas What becomes of text that looks like a formula
 * @throws {UsageError} If a number is NaN or infinite, or a row has another length than the header
 *
 * @example Usage
 * ```ts
 * import { formatCsv } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatCsv(["line", "ic50_nM"], [["H3122, CR", null]]), 'line,ic50_nM\n"H3122, CR",\n');
 * assertEquals(formatCsv(["line", "z"], [["=1+1", -0.5]]), "line,z\n'=1+1,-0.5\n");
 * ```
 */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  { formulas = "apostrophe" }: FormatCsvOptions = {},
): string {
  const text = formulas === "apostrophe" ? withApostrophe : (cell: string) => cell;
  return [columns, ...rows].map((row, i) => {
    if (row.length !== columns.length) {
      throw new UsageError(
        `Cannot write CSV: row ${i + 1} must have ${columns.length} cells, found ${row.length}`,
      );
    }
    const line = row.map((cell) => formatCell(typeof cell === "string" ? text(cell) : cell)).join(
      ",",
    );
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
