/**
 * How any record shows itself: in Jupyter (text, HTML, SVG, PNG), in a terminal, in a table.
 *
 * @module
 */
export { withDisplay } from "./with_display.ts";
export type { DisplayBundle } from "./with_display.ts";
export { htmlTable, textTable } from "./table.ts";
export type { TableColumn } from "./table.ts";
export { formatInterval, formatNumber, formatPercent, formatPValue } from "./format_number.ts";
export { escapeHtml } from "./escape_html.ts";
