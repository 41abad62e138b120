import { svgElement } from "../document.ts";
import { linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { INK, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxis, bottomAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** How a share stands on its row: from zero, as one point, as what is pooled, or only its limits. */
export type ShareShape = "bar" | "square" | "diamond" | "limits";

/** A share with its limits, 0 to 1; a row without an estimate and limits is only text. */
export interface ShareRow {
  readonly name: string;
  readonly shape: ShareShape;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly color: string;
  /** Area of a square, as a share of the largest. */
  readonly weight: number;
  /** What stands on the right. */
  readonly text: string;
}

/** What stands on the rows, from top to bottom. */
export interface ShareRows {
  /** Headings are rows that are only text. */
  readonly entries: readonly (ShareRow | { readonly heading: string })[];
  /** Over the texts on the right. */
  readonly column: string;
  /** Where a dashed line stands, 0 to 1; null for none. */
  readonly reference: number | null;
}

/** Widest that names, headings and texts may be, as shares of the figure. */
const WIDEST_NAME = 0.28;
const WIDEST_HEADING = 0.6;
const WIDEST_TEXT = 0.36;

/** Shares on one axis in percent from 0, a row each, their numbers on the right. */
export function shareRows(rows: ShareRows): PanelContent {
  const top = domainTop(rows);
  const axisFor = (theme: Theme, width: number): Axis => {
    const ticks = linearTicks(0, 100 * top, Math.max(2, Math.min(5, width / (3 * theme.small))));
    const labels = tickLabels(ticks);
    return { ticks: ticks.map((tick, i) => ({ value: tick / 100, label: labels[i] })) };
  };
  return {
    title: "",
    room(theme, { width, figureWidth }) {
      const { lines, column, nameRoom, height } = layOut(rows, theme, figureWidth);
      const texts = [...column, ...lines.flatMap(({ text }) => text)];
      return {
        left: nameRoom,
        right: widestText(texts, theme.small) + 3 * theme.gap,
        below: 0,
        bottom: bottomAxisRoom(axisFor(theme, width), theme),
        least: height,
      };
    },
    panel(theme, { width, figureWidth }) {
      const { lines, column, nameRoom, indent, height } = layOut(rows, theme, figureWidth);
      return {
        x: { type: "linear", domain: [0, top] },
        y: { type: "linear", domain: [height, 0] },
        marks: [
          customMark(
            "reference",
            ({ x, y, bottom }) =>
              rows.reference === null
                ? []
                : [dashed(x(rows.reference), y(headerHeight(column, theme)), bottom, theme)],
          ),
          customMark(
            "values",
            (panel) =>
              rows.entries.flatMap((entry, i) =>
                "shape" in entry ? shareElements(entry, panel.y(lines[i].middle), panel, theme) : []
              ),
          ),
          customMark(
            "names",
            ({ y, left }) =>
              lines.flatMap(({ name, heading, middle }) =>
                textLines(name, [left - nameRoom + (heading ? 0 : indent), y(middle)], theme)
              ),
          ),
          customMark("numbers", ({ y, right }) => [
            ...textLines(
              column,
              [right + 3 * theme.gap, y((column.length * LINE_HEIGHT * theme.small) / 2)],
              theme,
            ),
            ...lines.flatMap(({ text, middle }) =>
              textLines(text, [right + 3 * theme.gap, y(middle)], theme)
            ),
          ]),
          bottomAxis(axisFor(theme, width), theme),
        ],
      };
    },
  };
}

/** Lines of small text from x on, centred on y. */
export function textLines(
  lines: readonly string[],
  [x, y]: readonly [number, number],
  theme: Theme,
  anchor: "start" | "end" = "start",
): SVGElement[] {
  const step = LINE_HEIGHT * theme.small;
  const first = y - ((lines.length - 1) * step) / 2;
  return lines.map((line, i) =>
    textElement(line, x, first + i * step, { size: theme.small, anchor, baseline: "center" })
  );
}

interface Line {
  readonly name: readonly string[];
  readonly text: readonly string[];
  readonly heading: boolean;
  /** Centre, from the top of the panel in points. */
  readonly middle: number;
}

/** Lines of text and heights of the rows, which follow from the width of the figure alone. */
function layOut({ entries, column }: ShareRows, theme: Theme, figureWidth: number) {
  const wrap = (text: string, share: number) =>
    text === "" ? [] : wrapText(text, theme.small, share * figureWidth);
  const header = wrap(column, WIDEST_TEXT);
  let top = headerHeight(header, theme);
  const lines = entries.map((entry, i): Line => {
    const heading = "heading" in entry;
    const name = heading ? wrap(entry.heading, WIDEST_HEADING) : wrap(entry.name, WIDEST_NAME);
    const text = heading ? [] : wrap(entry.text, WIDEST_TEXT);
    // A heading belongs to what follows it, not to what stands before.
    if (heading && i > 0) top += 0.35 * theme.text;
    const height = Math.max(1, name.length, text.length) * LINE_HEIGHT * theme.small +
      (heading ? 0.15 : 0.45) * theme.text;
    top += height;
    return { name, text, heading, middle: top - height / 2 };
  });
  const indent = lines.some(({ heading }) => heading) ? theme.text : 0;
  const names = lines.flatMap(({ name, heading }) => heading ? [] : name);
  const nameRoom = widestText(names, theme.small) + indent + 1.5 * theme.gap;
  return { lines, column: header, nameRoom, indent, height: top };
}

function headerHeight(column: readonly string[], theme: Theme): number {
  return column.length === 0 ? 0 : column.length * LINE_HEIGHT * theme.small + 0.4 * theme.text;
}

function domainTop({ entries, reference }: ShareRows): number {
  const values = entries.flatMap((entry) =>
    "shape" in entry ? [entry.estimate, entry.lower, entry.upper] : []
  );
  const most = Math.max(0, reference ?? 0, ...values.map((value) => value ?? 0));
  return most === 0 ? 1 : Math.min(1, 1.04 * most);
}

function shareElements(
  row: ShareRow,
  at: number,
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  const { shape, estimate, lower, upper, color, weight } = row;
  const limits = lower === null || upper === null
    ? []
    : limitLines(panel.x(lower), panel.x(upper), at, theme);
  if (shape === "limits" || estimate === null) return limits;
  const x = panel.x(estimate);
  if (shape === "bar") {
    const thick = 0.85 * theme.small;
    return [
      // No event has no bar: its limit and its words say it.
      ...(estimate === 0 ? [] : [
        svgElement("rect", {
          x: panel.left,
          y: at - thick / 2,
          width: x - panel.left,
          height: thick,
          fill: color,
        }),
      ]),
      ...limits,
    ];
  }
  if (shape === "square") {
    const r = theme.point * Math.max(0.6, 1.3 * Math.sqrt(weight));
    return [
      ...limits,
      symbolElement("square", [x, at], r, { color, open: false, line: theme.thinLine }),
    ];
  }
  if (lower === null || upper === null) {
    const look = { color, open: true, line: theme.thinLine };
    return [symbolElement("diamond", [x, at], 1.3 * theme.point, look)];
  }
  const half = 1.3 * theme.point;
  return [svgElement("path", {
    d: `M${panel.x(lower)},${at}L${x},${at - half}L${panel.x(upper)},${at}L${x},${at + half}Z`,
    fill: color,
  })];
}

function limitLines(from: number, to: number, at: number, theme: Theme): SVGElement[] {
  const half = 0.7 * theme.point;
  return [
    lineElement([from, at], [to, at], INK, theme.thinLine),
    lineElement([from, at - half], [from, at + half], INK, theme.thinLine),
    lineElement([to, at - half], [to, at + half], INK, theme.thinLine),
  ];
}

function dashed(x: number, top: number, bottom: number, theme: Theme): SVGElement {
  const line = lineElement([x, top], [x, bottom], QUIET, theme.thinLine);
  line.setAttribute("stroke-dasharray", "2,2");
  return line;
}
