import type { IntervalMeaning, Relation } from "../../potency/mod.ts";
import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { categoryStyle, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { bottomAxis, bottomAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { logAxisOf, logDomain } from "./log_axis.ts";
import { arrowLength, boundArrow } from "./potency_lane.ts";
import { symbolElement } from "./symbol.ts";

/** A value with its interval, a bound, a printed range or a word. */
export interface ForestValue {
  /** How it stands to its number, or why it has none. */
  readonly relation: Relation;
  /** The estimate, or the limit of a bound; null where there is no number. */
  readonly estimate: number | null;
  /** Lower limit; null where it is open or there is none. */
  readonly lower: number | null;
  /** Upper limit; null where it is open or there is none. */
  readonly upper: number | null;
  /** What the limits are; null where nothing is claimed. */
  readonly interval: IntervalMeaning | null;
}

/** A row as it is drawn: its name left, its value on the axis, its text right. */
export interface DrawnRow {
  readonly name: string;
  readonly value: ForestValue;
  readonly text: string;
}

/** What stands on the rows of a forest plot, from top to bottom. */
export interface ForestRows {
  /** Headings are rows that are only text. */
  readonly entries: readonly (DrawnRow | { readonly heading: string })[];
  /** Over the texts on the right. */
  readonly column: string;
  /** Where a dashed line stands; null for none. */
  readonly reference: number | null;
}

/** Widest that names and texts may be, as shares of the figure. */
const WIDEST_NAME = 0.3;
const WIDEST_TEXT = 0.34;

/** A value that has a place on the axis. */
export function isDrawn({ relation, estimate, lower, upper }: ForestValue): boolean {
  return relation === "range" ? lower !== null && upper !== null : estimate !== null;
}

/** Whether a value is a bound. */
export function isBound({ relation }: ForestValue): boolean {
  return relation.startsWith(">") || relation.startsWith("<");
}

/** Rows of values on one logarithmic axis. */
export function forestRows(rows: ForestRows): PanelContent {
  const values = rows.entries.flatMap((entry) => "value" in entry ? [entry.value] : []);
  const grouped = rows.entries.some((entry) => "heading" in entry);
  return {
    title: "",
    room(theme, { width, figureWidth }) {
      const { lines, column, height } = layOut(rows, theme, figureWidth);
      const indent = grouped ? theme.text : 0;
      return {
        left: Math.max(
          ...lines.map(({ name, heading }) =>
            widestText(name, theme.small) + (heading ? 0 : indent)
          ),
        ) + 1.5 * theme.gap,
        right: widestText([...column, ...lines.flatMap(({ text }) => text)], theme.small) +
          3 * theme.gap,
        below: 0,
        bottom: bottomAxisRoom(
          logAxisOf(domainOf(rows, values, theme, width), theme, width),
          theme,
        ),
        least: height,
      };
    },
    panel(theme, { width, figureWidth }) {
      const { lines, column, height } = layOut(rows, theme, figureWidth);
      const domain = domainOf(rows, values, theme, width);
      // A heading stands out to the left; its width is known only when all are.
      const indent = grouped ? theme.text : 0;
      const nameRoom = Math.max(
        ...lines.map(({ name, heading }) => widestText(name, theme.small) + (heading ? 0 : indent)),
      ) + 1.5 * theme.gap;
      return {
        x: { type: "log", domain: [...domain] },
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
                "value" in entry
                  ? valueElements(entry.value, panel.y(lines[i].middle), panel, theme)
                  : []
              ),
          ),
          customMark(
            "names",
            ({ y, left }) =>
              lines.flatMap(({ name, heading, middle }) =>
                block(name, left - nameRoom + (heading ? 0 : indent), y(middle), theme)
              ),
          ),
          customMark("numbers", ({ y, right }) => [
            ...block(
              column,
              right + 3 * theme.gap,
              y((column.length * LINE_HEIGHT * theme.small) / 2),
              theme,
            ),
            ...lines.flatMap(({ text, middle }) =>
              block(text, right + 3 * theme.gap, y(middle), theme)
            ),
          ]),
          bottomAxis(logAxisOf(domain, theme, width), theme),
        ],
      };
    },
  };
}

interface Line {
  readonly name: readonly string[];
  readonly text: readonly string[];
  readonly heading: boolean;
  /** Centre, from the top of the panel in points. */
  readonly middle: number;
}

/** Lines of text and heights of the rows, which follow from the width of the figure alone. */
function layOut({ entries, column }: ForestRows, theme: Theme, figureWidth: number) {
  const wrap = (text: string, share: number) =>
    text === "" ? [] : wrapText(text, theme.small, share * figureWidth);
  const header = wrap(column, WIDEST_TEXT);
  let top = headerHeight(header, theme);
  const lines = entries.map((entry): Line => {
    const name = wrap("heading" in entry ? entry.heading : entry.name, WIDEST_NAME);
    const text = "heading" in entry ? [] : wrap(entry.text, WIDEST_TEXT);
    const height = Math.max(1, name.length, text.length) * LINE_HEIGHT * theme.small +
      0.45 * theme.text;
    top += height;
    return { name, text, heading: "heading" in entry, middle: top - height / 2 };
  });
  return { lines, column: header, height: top };
}

function headerHeight(column: readonly string[], theme: Theme): number {
  return column.length === 0 ? 0 : column.length * LINE_HEIGHT * theme.small + 0.4 * theme.text;
}

function domainOf(
  { reference }: ForestRows,
  values: readonly ForestValue[],
  theme: Theme,
  width: number,
): readonly [number, number] {
  const drawn = values.filter(isDrawn);
  const arrow = (arrowLength(theme) + theme.point) / width;
  const points = drawn.flatMap(({ relation, estimate, lower, upper }) =>
    relation === "range" ? [lower, upper] : [estimate]
  );
  const limits = drawn.flatMap(({ lower, upper }) => [lower, upper]);
  const numbers = (list: readonly (number | null)[]) => list.filter((one) => one !== null);
  const has = (sign: string) => drawn.some(({ relation }) => relation.startsWith(sign));
  return logDomain({
    values: [...numbers(points), ...(reference === null ? [] : [reference])],
    limits: numbers(limits).filter((limit) => limit > 0),
    free: [has("<") ? arrow : 0.04, has(">") ? arrow : 0.04],
  });
}

const STYLE = categoryStyle(0);

function valueElements(
  value: ForestValue,
  at: number,
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  if (!isDrawn(value)) return [];
  const { relation, estimate, lower, upper } = value;
  if (relation === "range") return rangeBar(panel.x(lower!), panel.x(upper!), at, theme);
  const x = panel.x(estimate!);
  if (isBound(value)) return boundArrow(x, at, relation.startsWith(">") ? 1 : -1, STYLE, theme);
  const limited = lower !== null || upper !== null;
  return [
    ...(limited ? whiskers(x, lower, upper, at, panel, theme) : []),
    symbolElement("diamond", [x, at], 1.2 * theme.point, {
      color: STYLE.color,
      open: false,
      line: theme.thinLine,
    }),
  ];
}

/** A printed range has no middle that its source named: a bar from end to end. */
function rangeBar(from: number, to: number, at: number, theme: Theme): SVGElement[] {
  const thick = 1.1 * theme.point;
  return [svgElement("rect", {
    x: from,
    y: at - thick / 2,
    width: Math.max(to - from, 0.5),
    height: thick,
    fill: STYLE.color,
  })];
}

/** Limits with caps; a side that is open, or runs off the axis, ends in an arrow. */
function whiskers(
  x: number,
  lower: number | null,
  upper: number | null,
  at: number,
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  const half = 0.7 * theme.point;
  return ([[lower, -1], [upper, 1]] as const).flatMap(([limit, side]) => {
    const end = side === 1 ? panel.right : panel.left;
    const place = limit === null || limit === 0 ? end : panel.x(limit);
    const off = limit === null || limit === 0 || (place - end) * side > 0.01;
    if (!off) {
      return [
        lineElement([x, at], [place, at], STYLE.color, 1.5 * theme.thinLine),
        lineElement([place, at - half], [place, at + half], STYLE.color, theme.thinLine),
      ];
    }
    const back = end - side * 1.5 * theme.point;
    return [
      lineElement([x, at], [back, at], STYLE.color, 1.5 * theme.thinLine),
      svgElement("path", {
        d: `M${end},${at}L${back},${at - 0.8 * theme.point}L${back},${at + 0.8 * theme.point}Z`,
        fill: STYLE.color,
      }),
    ];
  });
}

function dashed(x: number, top: number, bottom: number, theme: Theme): SVGElement {
  const line = lineElement([x, top], [x, bottom], QUIET, theme.thinLine);
  line.setAttribute("stroke-dasharray", "2,2");
  return line;
}

/** Lines of small text from x on, centred on y. */
function block(lines: readonly string[], x: number, y: number, theme: Theme): SVGElement[] {
  const step = LINE_HEIGHT * theme.small;
  const first = y - ((lines.length - 1) * step) / 2;
  return lines.map((line, i) =>
    textElement(line, x, first + i * step, {
      size: theme.small,
      anchor: "start",
      baseline: "center",
    })
  );
}
