import { DataError, quote } from "../errors/mod.ts";
import { parseTable, readTextFile, type Table } from "../tables/mod.ts";

/** How a table of this room is read. */
export interface SourceTableOptions {
  /** The character between cells; by default found in the header. */
  readonly delimiter?: string;
  /** Lines above the header that begin with this are left out. */
  readonly comment?: string;
  /** Whether a last line that is shorter than the header means a broken download. */
  readonly wholeLines?: boolean;
}

/** A text table, after looking for what often stands in its place: a web page, half a download. */
export async function readSourceTable(
  path: string,
  { delimiter, comment, wholeLines = false }: SourceTableOptions = {},
): Promise<Table> {
  const text = await readTextFile(path);
  refuseHtml(text, path);
  if (wholeLines) refuseTruncated(text, path, delimiter ?? "\t", comment);
  return parseTable(text, { source: path, delimiter, comment });
}

/** Lines that are parsed at a time, so that a long file's cells need not all be held at once. */
const LINES_AT_ONCE = 20_000;

/**
 * As {@linkcode readSourceTable}, in pieces with the columns of the whole: one table after the other,
 * with the row numbers of the file. A file with quoted cells comes in one piece, because line ends may
 * stand in them.
 */
export async function* readSourcePieces(path: string): AsyncGenerator<Table> {
  const text = await readTextFile(path);
  refuseHtml(text, path);
  const headerEnd = /\S[^\r\n]*/.exec(text);
  const simple = !text.includes('"') && !/\r(?!\n)/.test(text) && headerEnd?.index === 0;
  if (!simple || text.length < 2_000_000) {
    yield parseTable(text, { source: path });
    return;
  }
  const header = headerEnd[0];
  let start = text.indexOf("\n") + 1;
  let row = 1;
  while (start > 0 && start < text.length) {
    let end = start;
    let lines = 0;
    while (lines < LINES_AT_ONCE && end < text.length) {
      const next = text.indexOf("\n", end);
      end = next < 0 ? text.length : next + 1;
      lines++;
    }
    const piece = text.slice(start, end);
    if (piece.trim() !== "") {
      const table = parseTable(`${header}\n${piece}`, { source: path });
      const before = row - 1;
      yield { ...table, rows: table.rows.map((line) => ({ ...line, row: line.row + before })) };
    }
    row += lines;
    start = end;
  }
}

function refuseHtml(text: string, path: string): void {
  const head = text.slice(0, 2000).trimStart();
  if (!/^(<!doctype html|<html|<head|<\?xml[^>]*>\s*<!doctype html)/i.test(head)) return;
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1].trim();
  throw new DataError(
    `Cannot read ${path}: needs a text table, found a web page${
      title ? ` (${quote(title)})` : ""
    } saved under this name. Download the file itself again`,
  );
}

function refuseTruncated(
  text: string,
  path: string,
  delimiter: string,
  comment: string | undefined,
): void {
  const end = text.trimEnd().length;
  const lines = text.slice(0, 1e6).split(/\r?\n/);
  const header = lines.find((line) => line !== "" && !(comment && line.startsWith(comment)));
  const width = header?.split(delimiter).length ?? 0;
  // Spreadsheets drop empty cells at line ends, but then from every line, not from the last alone.
  const start = Math.max(text.lastIndexOf("\n", end - 1) + 1, 0);
  const last = text.slice(start, end).split(delimiter).length;
  const before = text.slice(0, Math.max(start - 1, 0));
  const previous = before.slice(before.lastIndexOf("\n") + 1).split(delimiter).length;
  if (last >= width || previous < width) return;
  throw new DataError(
    `Cannot read ${path}: the last line must have ${width} cells as the header, found ${last}: the file ends in the middle of a row. Download or copy it again`,
  );
}

/** Gives the cells of a table's rows by column name, "" where the table has no such column. */
export function cellGetter(
  table: Table,
  names: readonly string[],
): (cells: readonly string[]) => string {
  const index = names.map((name) => table.columns.indexOf(name)).find((i) => i >= 0) ?? -1;
  return index < 0 ? () => "" : (cells) => cells[index];
}
