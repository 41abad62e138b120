import { escapeHtml, type TableColumn } from "../display/mod.ts";

/** A column of a table that a reader can sort. */
export interface SortableColumn<Row> extends TableColumn<Row> {
  /** What rows are sorted by; the text of the cell when absent, and null comes last. */
  readonly sort?: (row: Row) => number | null;
}

/** A cell with more letters than this may break its line. */
const SENTENCE = 44;

/** A table with no more rows than this stands on one printed page. */
const WHOLE = 12;

/** A name with fewer letters than this never does, on paper either. */
const SHORT_NAME = 16;

/**
 * Rows as an HTML table whose headers are buttons: the page's script sorts by them. The first column
 * names its row. Everything is escaped.
 *
 * @param caption What the rows are, for the eye and for screen readers
 */
export function sortableTable<Row>(
  rows: readonly Row[],
  columns: readonly SortableColumn<Row>[],
  caption: string,
): string {
  const side = ({ align }: SortableColumn<Row>, text = "") =>
    align === "right" ? ' class="number"' : text.length > SENTENCE ? ' class="words"' : "";
  const nameSide = (column: SortableColumn<Row>, text: string) =>
    text.length < SHORT_NAME ? ' class="short"' : side(column, text);
  const head = columns.map((column) =>
    `<th scope="col"${side(column)}><button type="button">${
      escapeHtml(column.header)
    }</button></th>`
  ).join("");
  const body = rows.map((row) => {
    const cells = columns.map((column, i) => {
      const key = column.sort?.(row);
      const sort = column.sort === undefined ? "" : ` data-sort="${key ?? ""}"`;
      const text = escapeHtml(column.cell(row));
      return i === 0
        ? `<th scope="row"${nameSide(column, text)}${sort}>${text}</th>`
        : `<td${side(column, text)}${sort}>${text}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  // A table wider than the page scrolls by itself, by keyboard too.
  const whole = rows.length <= WHOLE ? " whole" : "";
  return `<div class="scroll${whole}" tabindex="0" role="region" aria-label="${
    escapeHtml(caption)
  }"><table class="sortable"><caption><span>${
    escapeHtml(caption)
  }</span></caption><thead><tr>${head}</tr></thead><tbody>\n${
    body.join("\n")
  }\n</tbody></table></div>`;
}
