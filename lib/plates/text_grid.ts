import type { TableRow } from "../tables/mod.ts";

/**
 * The lines of a text as cells, without a header: what a plate-shaped file is before its blocks are
 * found. Lines without text are left out but counted.
 *
 * The delimiter (tab, semicolon or comma) is the one that makes the widest line.
 */
export function textGrid(text: string): TableRow[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const widest = (mark: string) =>
    lines.reduce((most, line) => Math.max(most, line.split(mark).length), 0);
  const delimiter = ["\t", ";", ","].reduce((best, mark) =>
    widest(mark) > widest(best) ? mark : best
  );
  return lines
    .map((line, i) => ({ row: i + 1, cells: splitLine(line, delimiter) }))
    .filter(({ cells }) => cells.length > 0);
}

/** The cells of a line, unquoted and trimmed, without empty ones at its end. */
function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let rest = line;
  while (true) {
    const quoted = /^\s*"((?:[^"]|"")*)"/.exec(rest);
    const start = quoted === null ? 0 : quoted[0].length;
    const end = rest.indexOf(delimiter, start);
    const plain = end < 0 ? rest.slice(start) : rest.slice(start, end);
    cells.push(`${quoted?.[1].replaceAll('""', '"') ?? ""}${plain}`.trim());
    if (end < 0) break;
    rest = rest.slice(end + 1);
  }
  return cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
}
