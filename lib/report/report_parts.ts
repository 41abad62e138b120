import { escapeHtml, formatNumber } from "../display/mod.ts";
import type { NamedFigure } from "./analysis.ts";
import type { SortableColumn } from "./sortable_table.ts";

/** The figures of a name (and its further pages), drawn in the page. */
export function drawings(figures: readonly NamedFigure[], name: string): string[] {
  return figures
    .filter((figure) => figure.name.replace(/-\d+$/, "") === name)
    .map(({ figure, screenSvg }) => {
      // The drawing escapes its own texts. A page has no place for its XML declaration, and an image
      // has one description: names of its parts would be read by nobody.
      const svg = screenSvg.replace(/^<\?xml[^>]*\?>\s*/, "")
        .replace(/(<g\b[^>]*?) aria-label="[^"]*"/g, "$1").trim();
      return `<figure>\n${svg}\n<figcaption>${escapeHtml(figure.caption)}</figcaption>\n</figure>`;
    });
}

/** A paragraph; its text is escaped here. */
export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** A list, nothing where there are no texts; they are escaped here. */
export function items(texts: readonly string[]): string {
  if (texts.length === 0) return "";
  return `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`;
}

/** A column of numbers, sorted by value. */
export function measure<Row>(
  header: string,
  value: (row: Row) => number | null,
  write: (value: number | null) => string = formatNumber,
): SortableColumn<Row> {
  return { header, cell: (row) => write(value(row)), sort: value, align: "right" };
}

/** The columns that name a row: one for each name, or one that says that all wells are one curve. */
export function naming<Row>(
  names: readonly string[],
  key: (row: Row) => Readonly<Record<string, string>>,
): SortableColumn<Row>[] {
  const spoken = names.length === 0 ? ["curve"] : names;
  return spoken.map((name) => ({
    header: name.replaceAll("_", " "),
    cell: (row) => names.length === 0 ? "all wells" : key(row)[name] ?? "",
  }));
}
