import { svgElement } from "../document.ts";
import { type Flow, type FlowNode, layOutFlows, type PlacedFlow } from "../layout/flow_layout.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { spreadLabels } from "../layout/spread_labels.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { textLines } from "./share_rows.ts";

/** A stock with its look and its words. */
export interface FlowStock extends FlowNode {
  /** What stands beside it. */
  readonly label: string;
  readonly fill: string;
  readonly edge: string | null;
}

/** A flow between two stocks, in this colour. */
export interface ColoredFlow extends Flow {
  readonly color: string;
}

/** Columns of stocks with what flows between them. */
export interface FlowColumns {
  /** Over the columns, a name and how many. */
  readonly headings: readonly (readonly [string, string])[];
  readonly stocks: readonly FlowStock[];
  readonly flows: readonly ColoredFlow[];
}

/** Widest that the names beside the first and last column may be, as a share of the figure. */
const WIDEST_SIDE = 0.24;
/** Thin enough to read through. */
const OPACITY = 0.45;

/**
 * Columns of stocks, tall as they are many, and ribbons between them. Names stand outside the first and
 * the last column, and right of those between, over the ribbons.
 */
export function flowColumns(content: FlowColumns): PanelContent {
  const { headings, stocks, flows } = content;
  const last = headings.length - 1;
  return {
    title: "",
    room(theme, { figureWidth }) {
      const { lines, heads, head, least } = layOut(content, theme, figureWidth);
      const side = (column: number) => {
        const names = lines.filter((_, i) => stocks[i].column === column).flat();
        return Math.max(
          widestText(names, theme.small) + 3 * theme.gap,
          (widestText(heads[column], theme.small) - nodeWidth(theme)) / 2 + theme.gap,
        );
      };
      return {
        left: side(0),
        right: side(last),
        below: 0,
        bottom: 0.5 * theme.gap,
        least: head + Math.max(least, 0.35 * figureWidth),
      };
    },
    panel(theme, { figureWidth }) {
      const { lines, heads, head } = layOut(content, theme, figureWidth);
      const thick = nodeWidth(theme);
      const place = ({ left, right, top, bottom }: PanelScales) =>
        layOutFlows(stocks, flows, {
          left,
          right,
          top: top + head,
          bottom,
          nodeWidth: thick,
          gap: 0.6 * theme.small,
        });
      return {
        x: { type: "linear", domain: [0, 1] },
        y: { type: "linear", domain: [1, 0] },
        marks: [
          customMark(
            "flows",
            (panel) => place(panel).flows.map((flow, i) => ribbon(flow, flows[i].color)),
          ),
          customMark(
            "stocks",
            (panel) =>
              place(panel).nodes.map(({ left, right, top, bottom }, i) => {
                const { fill, edge } = stocks[i];
                return svgElement("rect", {
                  x: left,
                  y: top,
                  width: right - left,
                  height: Math.max(0.1, bottom - top),
                  fill,
                  stroke: edge ?? undefined,
                  "stroke-width": edge === null ? undefined : theme.thinLine,
                });
              }),
          ),
          customMark("headings", ({ left, right, top }) =>
            heads.flatMap((own, column) => {
              const at = left + thick / 2 + (column / last) * (right - left - thick);
              return own.map((line, k) =>
                textElement(line, at, top + (0.9 + k * LINE_HEIGHT) * theme.small, {
                  size: theme.small,
                })
              );
            })),
          customMark("names", (panel) => {
            const { nodes } = place(panel);
            return headings.flatMap((_, column) => {
              const own = stocks.map((_, i) => i).filter((i) => stocks[i].column === column)
                .sort((a, b) => stocks[a].rank - stocks[b].rank);
              const middle = (i: number) => (nodes[i].top + nodes[i].bottom) / 2;
              const places = spreadLabels(
                own.map(middle),
                own.map((i) => labelHeight(lines[i], theme)),
                panel.top + head,
                panel.bottom,
              );
              return own.flatMap((i, k) => {
                const before = column === 0;
                const from = before ? nodes[i].left : nodes[i].right;
                const to = from + (before ? -1 : 1) * 2 * theme.gap;
                return [
                  lineElement([from, middle(i)], [to, places[k]], QUIET, theme.hairline),
                  ...textLines(
                    lines[i],
                    [to + (before ? -1 : 1) * 0.5 * theme.gap, places[k]],
                    theme,
                    before ? "end" : "start",
                  ),
                ];
              });
            });
          }),
        ],
      };
    },
  };
}

function labelHeight(lines: readonly string[], theme: Theme): number {
  return (lines.length * LINE_HEIGHT + 0.15) * theme.small;
}

/**
 * Whether the names of the columns between the first and the last fit beside them on one line. Where
 * they do not, give stocks without names and a legend.
 */
export function namesFit(
  { headings, stocks }: FlowColumns,
  theme: Theme,
  figureWidth: number,
): boolean {
  const last = headings.length - 1;
  const between = stocks.filter(({ column }) => column > 0 && column < last);
  const widest = widestText(between.map(({ label }) => label), theme.small);
  return widest <= innerRoom(last, theme, figureWidth);
}

function innerRoom(last: number, theme: Theme, figureWidth: number): number {
  const between = ((1 - 2 * WIDEST_SIDE) * figureWidth - 6 * theme.gap) / last;
  return between - nodeWidth(theme) - 4 * theme.gap;
}

function nodeWidth(theme: Theme): number {
  return 1.1 * theme.text;
}

/** Lines of the names and headings, which follow from the width of the figure alone. */
function layOut({ headings, stocks }: FlowColumns, theme: Theme, figureWidth: number) {
  const last = headings.length - 1;
  const side = WIDEST_SIDE * figureWidth;
  const between = ((1 - 2 * WIDEST_SIDE) * figureWidth - 6 * theme.gap) / last;
  const inner = innerRoom(last, theme, figureWidth);
  const lines = stocks.map(({ label, column }) =>
    wrapText(label, theme.small, column === 0 || column === last ? side : inner)
  );
  const heads = headings.map(([name, count]) => [
    ...wrapText(name, theme.small, Math.min(2 * side, between - theme.gap)),
    count,
  ]);
  const head = (Math.max(...heads.map(({ length }) => length)) * LINE_HEIGHT + 0.4) * theme.small;
  const least = Math.max(...headings.map((_, column) =>
    lines.reduce(
      (sum, own, i) => sum + (stocks[i].column === column ? labelHeight(own, theme) : 0),
      0,
    )
  ));
  return { lines, heads, head, least };
}

function ribbon({ from, to, thickness }: PlacedFlow, color: string): SVGElement {
  const [[x0, y0], [x1, y1], half] = [from, to, thickness / 2];
  const middle = (x0 + x1) / 2;
  return svgElement("path", {
    d: `M${x0},${y0 - half}C${middle},${y0 - half},${middle},${y1 - half},${x1},${y1 - half}` +
      `L${x1},${y1 + half}C${middle},${y1 + half},${middle},${y0 + half},${x0},${y0 + half}Z`,
    fill: color,
    "fill-opacity": OPACITY,
  });
}
