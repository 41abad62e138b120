import { svgElement } from "../document.ts";
import { LINE_HEIGHT, textWidth, wrapText } from "../text/measure_text.ts";
import type { CategoryStyle } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** One entry of a legend. */
export interface LegendItem {
  readonly label: string;
  readonly style: CategoryStyle;
  /** Whether the entry shows a line with its dash through the symbol. */
  readonly line?: boolean;
}

/** Height of a legend that is `width` wide. */
export function legendHeight(items: readonly LegendItem[], theme: Theme, width: number): number {
  if (items.length === 0) return 0;
  const rows = layOut(items, theme, width);
  const last = rows[rows.length - 1];
  return last.y + last.lines.length * LINE_HEIGHT * theme.text + theme.gap;
}

/** A legend as elements, its entries side by side from (left, top) and broken into rows at `width`. */
export function legendElements(
  items: readonly LegendItem[],
  theme: Theme,
  [left, top]: readonly [number, number],
  width: number,
): SVGElement[] {
  return layOut(items, theme, width).flatMap(({ item, lines, x, y }) => {
    const [keyAt, middle] = [left + x, top + y + 0.6 * theme.text];
    const { color, dash, symbol, open } = item.style;
    const dashes = dash.map((part) => +(part * theme.curveLine).toFixed(3)).join(",");
    return [
      ...(item.line === false ? [] : [
        svgElement("line", {
          x1: keyAt,
          x2: keyAt + keyWidth(item, theme),
          y1: middle,
          y2: middle,
          stroke: color,
          "stroke-width": theme.curveLine,
          "stroke-dasharray": dashes || undefined,
        }),
      ]),
      symbolElement(symbol, [keyAt + keyWidth(item, theme) / 2, middle], theme.point, {
        color,
        open,
        line: theme.thinLine,
      }),
      ...lines.map((line, k) =>
        textElement(
          line,
          keyAt + keyWidth(item, theme) + theme.gap,
          middle + k * LINE_HEIGHT * theme.text,
          {
            size: theme.text,
            anchor: "start",
            baseline: "center",
          },
        )
      ),
    ];
  });
}

interface Placed {
  readonly item: LegendItem;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

function layOut(items: readonly LegendItem[], theme: Theme, width: number): Placed[] {
  const placed: Placed[] = [];
  let [x, y, rowLines] = [0, 0, 1];
  for (const item of items) {
    const lines = wrapText(item.label, theme.text, width - keyWidth(item, theme) - theme.gap);
    const length = keyWidth(item, theme) + theme.gap +
      Math.max(...lines.map((line) => textWidth(line, theme.text)));
    if (x > 0 && x + length > width) {
      [x, y, rowLines] = [0, y + rowLines * LINE_HEIGHT * theme.text + 0.2 * theme.text, 1];
    }
    placed.push({ item, lines, x, y });
    x += length + 1.6 * theme.text;
    rowLines = Math.max(rowLines, lines.length);
  }
  return placed;
}

function keyWidth({ line }: LegendItem, theme: Theme): number {
  return line === false ? 2 * theme.point : 2.4 * theme.text;
}
