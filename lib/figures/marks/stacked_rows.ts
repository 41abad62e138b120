import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { spreadLabels } from "../layout/spread_labels.ts";
import { LINE_HEIGHT, textWidth, widestText, wrapText } from "../text/measure_text.ts";
import { inkOn } from "../theme/contrast.ts";
import { INK, QUIET, type SymbolName } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxis, bottomAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { textLines } from "./share_rows.ts";
import { symbolElement } from "./symbol.ts";

/** A part of a row: its share, its count, how it looks. */
export interface StackedPart {
  /** 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly fill: string;
  readonly edge: string | null;
  /** Beside the count, so that a grey print can be read; null for none. */
  readonly symbol: SymbolName | null;
}

/** A row whose parts add up to 1. */
export interface StackedRow {
  readonly name: string;
  /** What stands on the right. */
  readonly text: string;
  readonly parts: readonly StackedPart[];
}

/** Widest that names and texts may be, as shares of the figure. */
const WIDEST_NAME = 0.26;
const WIDEST_TEXT = 0.2;
/** The least that is left for the bars, as a share of the figure: what fits there always fits. */
const BARS = 0.46;

const PERCENT: Axis = {
  ticks: [0, 25, 50, 75, 100].map((percent) => ({ value: percent / 100, label: String(percent) })),
};

/** Rows of parts on an axis from 0 to 100 %, each part with its count, inside where it fits. */
export function stackedRows(rows: readonly StackedRow[]): PanelContent {
  return {
    title: "",
    room(theme, { figureWidth }) {
      const { lines, height } = layOut(rows, theme, figureWidth);
      return {
        left: widestText(lines.flatMap(({ name }) => name), theme.small) + 1.5 * theme.gap,
        right: widestText(lines.flatMap(({ text }) => text), theme.small) + 2.5 * theme.gap,
        below: 0,
        bottom: bottomAxisRoom(PERCENT, theme),
        least: height,
      };
    },
    panel(theme, { figureWidth }) {
      const { lines, height } = layOut(rows, theme, figureWidth);
      return {
        x: { type: "linear", domain: [0, 1] },
        y: { type: "linear", domain: [height, 0] },
        marks: [
          customMark(
            "parts",
            (panel) =>
              rows.flatMap(({ parts }, i) =>
                placed(parts).flatMap((part) => partElements(part, lines[i], panel, theme))
              ),
          ),
          customMark(
            "counts",
            (panel) =>
              rows.flatMap(({ parts }, i) =>
                countElements(parts, lines[i], panel, theme, figureWidth)
              ),
          ),
          customMark(
            "names",
            ({ y, left }) =>
              lines.flatMap(({ name, top, bottom }) =>
                textLines(name, [left - 1.5 * theme.gap, y((top + bottom) / 2)], theme, "end")
              ),
          ),
          customMark(
            "numbers",
            ({ y, right }) =>
              lines.flatMap(({ text, top, bottom }) =>
                textLines(text, [right + 2.5 * theme.gap, y((top + bottom) / 2)], theme)
              ),
          ),
          bottomAxis(PERCENT, theme),
        ],
      };
    },
  };
}

interface Line {
  readonly name: readonly string[];
  readonly text: readonly string[];
  /** Of the bar, from the top of the panel in points. */
  readonly top: number;
  readonly bottom: number;
}

function layOut(rows: readonly StackedRow[], theme: Theme, figureWidth: number) {
  let height = 0.3 * theme.text;
  const lines = rows.map((row): Line => {
    const name = wrapText(row.name, theme.small, WIDEST_NAME * figureWidth);
    const text = wrapText(row.text, theme.small, WIDEST_TEXT * figureWidth);
    const most = Math.max(name.length, text.length);
    const thick = Math.max(2, most * LINE_HEIGHT) * theme.small;
    const [top, bottom] = [height, height + thick];
    const outside = row.parts.some((part) => !fits(part, theme, figureWidth));
    height = bottom + (outside ? 2 : 0.7) * theme.small;
    return { name, text, top, bottom };
  });
  return { lines, height };
}

/** Whether the count of a part stands inside it. */
function fits({ share, text }: StackedPart, theme: Theme, figureWidth: number): boolean {
  return share === 0 || textWidth(text, theme.small) + theme.gap <= share * BARS * figureWidth;
}

interface PlacedPart extends StackedPart {
  readonly from: number;
  readonly to: number;
}

function placed(parts: readonly StackedPart[]): PlacedPart[] {
  let from = 0;
  return parts.map((part) => ({ ...part, from, to: from += part.share }));
}

function partElements(
  { from, to, fill, edge }: PlacedPart,
  { top, bottom }: Line,
  { x, y }: PanelScales,
  theme: Theme,
): SVGElement[] {
  if (from === to) return [];
  const inset = edge === null ? 0 : theme.thinLine / 2;
  return [svgElement("rect", {
    x: x(from) + inset,
    y: y(top) + inset,
    width: Math.max(0.1, x(to) - x(from) - 2 * inset),
    height: y(bottom) - y(top) - 2 * inset,
    fill,
    stroke: edge ?? undefined,
    "stroke-width": edge === null ? undefined : theme.thinLine,
  })];
}

function countElements(
  parts: readonly StackedPart[],
  { top, bottom }: Line,
  { x, y, left, right }: PanelScales,
  theme: Theme,
  figureWidth: number,
): SVGElement[] {
  const all = placed(parts);
  const inside = all.filter((part) => part.share > 0 && fits(part, theme, figureWidth));
  const outside = all.filter((part) => !fits(part, theme, figureWidth));
  const middle = y((top + bottom) / 2);
  const centre = ({ from, to }: PlacedPart) => (x(from) + x(to)) / 2;
  const places = spreadLabels(
    outside.map(centre),
    outside.map(({ text }) => textWidth(text, theme.small) + 1.2 * theme.gap),
    left,
    right,
  );
  const style = { size: theme.small, baseline: "center" as const };
  const below = y(bottom) + 1.05 * theme.small;
  return [
    ...inside.flatMap((part) => {
      const fill = inkOn(part.fill);
      const [length, r] = [textWidth(part.text, theme.small), 0.8 * theme.point];
      const whole = length + 2 * r + theme.gap;
      if (part.symbol === null || whole + 2 * theme.gap > x(part.to) - x(part.from)) {
        return [textElement(part.text, centre(part), middle, { ...style, fill })];
      }
      const from = centre(part) - whole / 2;
      const look = { color: fill, open: false, line: theme.thinLine };
      return [
        symbolElement(part.symbol, [from + r, middle], r, look),
        textElement(part.text, from + whole - length / 2, middle, { ...style, fill }),
      ];
    }),
    ...outside.flatMap((part, i) => [
      lineElement(
        [centre(part), y(bottom)],
        [places[i], below - 0.55 * theme.small],
        QUIET,
        theme.hairline,
      ),
      textElement(part.text, places[i], below, { ...style, fill: INK }),
    ]),
  ];
}
