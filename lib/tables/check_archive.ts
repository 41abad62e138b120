import { DataError } from "../errors/mod.ts";
import { checkZip } from "./check_zip.ts";
import { encrypted, MOST_CELLS, tooManyCells } from "./workbook.ts";

/** Refuses archives that are no workbook or not safe to unpack. */
export function checkArchive(bytes: Uint8Array, source: string): void {
  const parts = checkZip(bytes, { source });
  const content = parts.get("content.xml");
  if (content === undefined && !parts.has("xl/workbook.xml")) {
    throw new DataError(
      `Cannot read ${source}: needs a workbook (XLSX, XLS, ODS), found a ZIP archive that holds none. Unpack it first, or save the table as XLSX`,
    );
  }
  if (/encryption-data/.test(parts.get("META-INF/manifest.xml") ?? "")) {
    throw encrypted(source);
  }
  if (content !== undefined) refuseRepeats(content, source);
  for (const [name, text] of parts) {
    if (/worksheets\/[^/]*$/i.test(name)) refuseWideLinks(text, source);
  }
}

/** Refuses an ODS whose cells, written once and repeated, come to more than a sheet may hold. */
function refuseRepeats(content: string, source: string): void {
  let cells = 0;
  let rows = 1;
  for (
    const [tag, kind] of content.matchAll(/<table:(?:table|covered-table)-(row|cell)\b[^>]*>/g)
  ) {
    const repeated = Number(/-(?:rows|columns)-repeated="(\d+)"/.exec(tag)?.[1] ?? 1);
    if (kind === "row") rows = repeated;
    else if (!tag.endsWith("/>") || /\b(office:|table:formula)/.test(tag)) cells += rows * repeated;
    if (cells > MOST_CELLS) throw tooManyCells(source);
  }
}

/** Refuses links over more cells than a sheet may hold: the reader makes every one of them. */
function refuseWideLinks(sheet: string, source: string): void {
  let cells = 0;
  for (
    const [, range] of sheet.matchAll(/<(?:\w+:)?hyperlink\b[^>]*?\bref\s*=\s*["']([^"']*)["']/gi)
  ) {
    const corners = [...range.matchAll(/([A-Z]+)\$?(\d+)/gi)].map(([, letters, row]) => ({
      column: [...letters.toUpperCase()].reduce(
        (n, letter) => 26 * n + letter.charCodeAt(0) - 64,
        0,
      ),
      row: Number(row),
    }));
    const [first, last = first] = corners;
    if (first === undefined) continue;
    cells += (Math.abs(last.row - first.row) + 1) * (Math.abs(last.column - first.column) + 1);
    if (cells > MOST_CELLS) throw tooManyCells(source);
  }
}
