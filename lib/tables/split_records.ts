import { DataError } from "../errors/mod.ts";
import { withoutApostrophe } from "./formula_cell.ts";
import type { TableRow } from "./table.ts";

/**
 * The records of delimited text (RFC 4180, any one-character delimiter), blank lines left out but
 * counted.
 *
 * Quoted cells may hold the delimiter, line ends and doubled quotes. Lines end in LF, CRLF or CR.
 * Cells keep their text but for surrounding blanks and the apostrophe that `formatCsv` writes before
 * what looks like a formula. O(length of the text).
 *
 * Written by hand because the fast parsers that were tried (udsv 0.7.3 among them) take every row to
 * be as wide as the header: a short row swallows the next one, a long row hides its surplus in the
 * last cell, blank lines vanish from the count and an open quote runs to the end, all silently.
 *
 * @throws {DataError} If a quoted cell is never closed
 */
export function splitRecords(text: string, delimiter: string, source: string): TableRow[] {
  return text.includes('"')
    ? splitQuoted(text, delimiter, source)
    : text.split(/\r\n|\n|\r/).map((line, i) => record(i + 1, line.split(delimiter))).filter(
      hasText,
    );
}

function splitQuoted(text: string, delimiter: string, source: string): TableRow[] {
  const records: TableRow[] = [];
  const next = new RegExp(`[${delimiter === "\t" ? "\\t" : `\\${delimiter}`}\\r\\n]`, "g");
  let cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const row = records.length + 1;
    let quoted = "";
    const blanks = /[^\S\r\n\t]*/y;
    blanks.lastIndex = at;
    blanks.test(text);
    if (text[blanks.lastIndex] === '"') {
      [quoted, at] = quotedCell(text, blanks.lastIndex + 1, row, source);
    }
    next.lastIndex = at;
    const end = next.exec(text)?.index ?? text.length;
    cells.push(quoted + text.slice(at, end));
    if (text[end] !== delimiter) {
      records.push(record(row, cells));
      cells = [];
    }
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  return records.filter(hasText);
}

/** The text of a quoted cell that opens before `start`, and where its closing quote ends. */
function quotedCell(text: string, start: number, row: number, source: string): [string, number] {
  let at = start;
  while (true) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      throw new DataError(
        `Cannot read ${source}: row ${row} opens a quoted cell that is never closed. ` +
          `Close the quote, or remove it`,
      );
    }
    if (text[quote + 1] !== '"') {
      return [text.slice(start, quote).replaceAll('""', '"'), quote + 1];
    }
    at = quote + 2;
  }
}

function record(row: number, cells: readonly string[]): TableRow {
  return { row, cells: cells.map((cell) => withoutApostrophe(cell.trim()).trim()) };
}

function hasText({ cells }: TableRow): boolean {
  return cells.some((cell) => cell !== "");
}
