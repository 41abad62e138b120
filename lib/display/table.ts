import { escapeHtml } from "./escape_html.ts";

/** One column of a table for reading: its header and how a row's cell is written. */
export interface TableColumn<Row> {
  /** What stands at its head. */
  readonly header: string;
  /** How a row's cell is written. */
  readonly cell: (row: Row) => string;
  /** Numbers are set flush right. */
  readonly align?: "left" | "right";
}

/** How many rows are written before the middle is left out. */
const MOST_ROWS = 40;

/** A cell with more letters than this may break its line; "< 0.0001" and "H3122-CR" may not. */
const WRAPPED = 12;

/**
 * Rows as an HTML table that reads well in light and dark notebooks and without a style sheet.
 *
 * Beyond `mostRows` the middle is left out and the count said, so nothing seems complete that is not.
 * Headers and cells are escaped.
 */
export function htmlTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption, mostRows = MOST_ROWS }: { caption?: string; mostRows?: number } = {},
): string {
  const style = ({ align }: TableColumn<Row>, text = "") =>
    `text-align:${align ?? "left"};padding:2px 10px${
      text.length > WRAPPED ? "" : ";white-space:nowrap"
    }`;
  const cellOf = (column: TableColumn<Row>, text: string) =>
    `<td style="${style(column, text)}">${escapeHtml(text)}</td>`;
  const head = columns.map((c) => `<th style="${style(c)}">${escapeHtml(c.header)}</th>`).join("");
  const body = shown(rows, mostRows).map((row) =>
    row === undefined
      ? `<tr><td colspan="${columns.length}" style="padding:2px 10px">${
        leftOut(rows, mostRows)
      }</td></tr>`
      : `<tr>${columns.map((c) => cellOf(c, c.cell(row))).join("")}</tr>`
  );
  const top = caption === undefined
    ? ""
    : `<caption style="text-align:left;padding:2px 10px">${escapeHtml(caption)}</caption>`;
  return `<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">${top}<thead><tr>${head}</tr></thead><tbody>${
    body.join("")
  }</tbody></table>`;
}

/** The same rows as text with aligned columns, for a terminal and for `text/plain`. */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption, mostRows = MOST_ROWS }: { caption?: string; mostRows?: number } = {},
): string {
  const cells = shown(rows, mostRows).map((row) =>
    row === undefined ? undefined : columns.map((c) => c.cell(row))
  );
  const widths = columns.map((c, i) =>
    Math.max(c.header.length, ...cells.map((line) => line?.[i].length ?? 0))
  );
  const write = (line: readonly string[]) =>
    line.map((text, i) =>
      columns[i].align === "right" ? text.padStart(widths[i]) : text.padEnd(widths[i])
    ).join("  ").trimEnd();
  return [
    ...(caption === undefined ? [] : [caption]),
    write(columns.map((c) => c.header)),
    ...cells.map((line) => line === undefined ? leftOut(rows, mostRows) : write(line)),
  ].join("\n");
}

function shown<Row>(rows: readonly Row[], most: number): (Row | undefined)[] {
  if (rows.length <= most) return [...rows];
  const half = Math.floor(most / 2);
  return [...rows.slice(0, half), undefined, ...rows.slice(-half)];
}

function leftOut(rows: readonly unknown[], most: number): string {
  return `… ${(rows.length - 2 * Math.floor(most / 2)).toLocaleString("en-US")} rows not shown …`;
}
