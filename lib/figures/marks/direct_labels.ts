import type * as Plot from "@observablehq/plot";
import { spreadLabels } from "../layout/spread_labels.ts";
import { LINE_HEIGHT, textWidth, wrapText } from "../text/measure_text.ts";
import { type CategoryStyle, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** A label beside the end of its curve. */
export interface DirectLabel {
  /** Its lines as written: the name, then what is said of it. */
  readonly lines: readonly string[];
  /** Where the curve ends, on the panel's scales. */
  readonly x: number;
  readonly y: number;
  readonly style: CategoryStyle;
}

/** How much of the figure's width labels may take before they are broken into lines. */
const WIDEST = 0.36;

/** Room that the labels need right of the panel, for a figure of that width. */
export function directLabelsRoom(
  labels: readonly DirectLabel[],
  theme: Theme,
  width: number,
): number {
  if (labels.length === 0) return 0;
  const texts = labels.flatMap((label) => linesOf(label, theme, width));
  return textStart(theme) + Math.max(...texts.map((text) => textWidth(text, theme.text)));
}

/** Height of all labels one under the other. */
export function directLabelsHeight(
  labels: readonly DirectLabel[],
  theme: Theme,
  width: number,
): number {
  return labels.reduce((sum, label) => sum + heightOf(linesOf(label, theme, width), theme), 0);
}

/**
 * Labels at the ends of curves, black beside a coloured symbol, moved apart until none overlap; a
 * thin leader joins each to its curve.
 */
export function directLabels(
  labels: readonly DirectLabel[],
  theme: Theme,
  width: number,
): Plot.RenderFunction {
  return customMark("curve labels", ({ x, y, right, top, bottom }) => {
    const texts = labels.map((label) => linesOf(label, theme, width));
    const heights = texts.map((lines) => heightOf(lines, theme));
    const step = LINE_HEIGHT * theme.text;
    // The first line, which holds the symbol, goes level with the curve's end where there is room.
    const lower = texts.map((lines) => ((lines.length - 1) * step) / 2);
    const wanted = labels.map((label, i) => y(label.y) + lower[i]);
    const places = spreadLabels(wanted, heights, top, bottom);
    return labels.flatMap(({ style, ...label }, i) => {
      const first = places[i] - lower[i];
      const symbolAt = right + leaderLength(theme) + theme.point;
      return [
        lineElement(
          [Math.min(right, x(label.x)) + theme.point, y(label.y)],
          [right + 1, y(label.y)],
          QUIET,
          theme.hairline,
        ),
        lineElement(
          [right + 1, y(label.y)],
          [symbolAt - theme.point - 1, first],
          QUIET,
          theme.hairline,
        ),
        symbolElement(style.symbol, [symbolAt, first], theme.point, {
          color: style.color,
          open: style.open,
          line: theme.thinLine,
        }),
        ...texts[i].map((line, k) =>
          textElement(line, right + textStart(theme), first + k * step, {
            size: theme.text,
            anchor: "start",
            baseline: "center",
          })
        ),
      ];
    });
  });
}

function linesOf({ lines }: DirectLabel, theme: Theme, width: number): string[] {
  return lines.flatMap((line) => wrapText(line, theme.text, WIDEST * width));
}

function heightOf(lines: readonly string[], theme: Theme): number {
  return lines.length * LINE_HEIGHT * theme.text + 0.35 * theme.text;
}

function leaderLength(theme: Theme): number {
  return 1.2 * theme.text;
}

function textStart(theme: Theme): number {
  return leaderLength(theme) + 2 * theme.point + 0.8 * theme.gap;
}
