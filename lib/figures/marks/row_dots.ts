import { formatNumber } from "../../display/mod.ts";
import { airyRange, linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { type CategoryStyle, QUIET, UNKNOWN } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxis, bottomAxisRoom } from "./axis.ts";
import { customMark, lineElement, textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** A value in its row; null where there is none. */
export interface RowDot {
  readonly value: number | null;
  readonly style: CategoryStyle;
}

/** A column of values against named rows. */
export interface RowDots {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly note: string }[];
  readonly dots: readonly RowDot[];
  /** Values marked by a quiet line. */
  readonly thresholds: readonly number[];
  /**
   * Where the axis may begin at the lowest: a value below is an arrow out of the panel with its number,
   * so that it does not press all others onto one spot.
   */
  readonly lowest?: number;
  /** Whether the rows' names stand left, and their notes right, of this column. */
  readonly named: boolean;
  readonly noted: boolean;
}

/** Widest that names and notes may be, as a share of the figure. */
const WIDEST_NAME = 0.24;
const WIDEST_NOTE = 0.2;

/** Dots on rows, as a forest plot has them: one panel per measure, the rows named once. */
export function rowDots(
  { title, rows, dots, thresholds, lowest = -Infinity, named, noted }: RowDots,
): PanelContent {
  const values = dots.map(({ value }) => value).filter((value) => value !== null)
    .map((value) => Math.max(value, lowest));
  const range = airyRange([0, ...values, ...thresholds]);
  const axisFor = (theme: Theme, width: number): Axis => {
    const ticks = linearTicks(...range, Math.max(2, Math.min(4, width / (3.2 * theme.small))));
    const names = tickLabels(ticks);
    return { ticks: ticks.map((value, i) => ({ value, label: names[i] })) };
  };
  const wrapped = (theme: Theme, figureWidth: number) =>
    rows.map(({ name, note }) => ({
      name: wrapText(name, theme.small, WIDEST_NAME * figureWidth),
      note: note === "" ? [] : wrapText(note, theme.small, WIDEST_NOTE * figureWidth),
    }));
  return {
    title,
    room(theme, { width, figureWidth }) {
      const texts = wrapped(theme, figureWidth);
      const lines = Math.max(1, ...texts.flatMap(({ name, note }) => [name.length, note.length]));
      const names = texts.flatMap(({ name }) => name);
      const notes = texts.flatMap(({ note }) => note);
      return {
        left: named ? widestText(names, theme.small) + theme.gap : 0,
        right: noted && notes.length > 0
          ? widestText(notes, theme.small) + 2 * theme.gap
          : theme.gap,
        below: 0,
        bottom: bottomAxisRoom(axisFor(theme, width), theme),
        least: rows.length * (lines * LINE_HEIGHT * theme.small + 0.5 * theme.text),
      };
    },
    panel(theme, { width, figureWidth }) {
      const texts = wrapped(theme, figureWidth);
      return {
        x: { type: "linear", domain: [...range] },
        y: { type: "linear", domain: [rows.length, 0] },
        marks: [
          customMark("rows", ({ y, left, right }) =>
            dots.flatMap(({ value }, i) => {
              if (value === null) return [];
              const at = y(i + 0.5);
              const start = rowStart(value, lowest, left, theme);
              return [lineElement([start, at], [right, at], UNKNOWN, theme.thinLine)];
            })),
          customMark("thresholds", ({ x, top, bottom }) =>
            thresholds.map((value) => {
              const line = lineElement([x(value), top], [x(value), bottom], QUIET, theme.thinLine);
              line.setAttribute("stroke-dasharray", "2,2");
              return line;
            })),
          customMark(
            "values",
            ({ x, y, left, right }) =>
              dots.flatMap(({ value, style }, i) => {
                const at = y(i + 0.5);
                if (value === null) {
                  return textElement("–", (left + right) / 2, at, {
                    size: theme.small,
                    baseline: "center",
                  });
                }
                if (value < lowest) return belowAxis(value, [left, at], style, theme);
                return symbolElement(style.symbol, [x(value), at], theme.point, {
                  color: style.color,
                  open: style.open,
                  line: theme.thinLine,
                });
              }),
          ),
          customMark(
            "names and notes",
            ({ y, left, right }) =>
              texts.flatMap(({ name, note }, i) => [
                ...(named ? block(name, left - theme.gap, y(i + 0.5), "end", theme) : []),
                ...(noted ? block(note, right + 2 * theme.gap, y(i + 0.5), "start", theme) : []),
              ]),
          ),
          bottomAxis(axisFor(theme, width), theme),
        ],
      };
    },
  };
}

/** An arrowhead at the left end, and the number that lies there. */
function belowAxis(
  value: number,
  [left, y]: readonly [number, number],
  { color }: CategoryStyle,
  theme: Theme,
): SVGElement[] {
  const [length, half] = [1.8 * theme.point, 0.8 * theme.point];
  return [
    svgElement("path", {
      d: `M${left},${y}L${left + length},${y - half}L${left + length},${y + half}Z`,
      fill: color,
    }),
    textElement(formatNumber(value), left + length + theme.gap / 2, y, {
      size: theme.small,
      anchor: "start",
      baseline: "center",
    }),
  ];
}

/** Where the line of a row begins: after the number of a value below the axis. */
function rowStart(value: number, lowest: number, left: number, theme: Theme): number {
  if (value >= lowest) return left;
  return left + 1.8 * theme.point + theme.gap + widestText([formatNumber(value)], theme.small);
}

/** Lines of small text, centred on y. */
function block(
  lines: readonly string[],
  x: number,
  y: number,
  anchor: "start" | "end",
  theme: Theme,
): SVGElement[] {
  const step = LINE_HEIGHT * theme.small;
  const first = y - ((lines.length - 1) * step) / 2;
  return lines.map((line, i) =>
    textElement(line, x, first + i * step, { size: theme.small, anchor, baseline: "center" })
  );
}
