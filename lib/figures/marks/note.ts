import type * as Plot from "@observablehq/plot";
import { LINE_HEIGHT, wrapText } from "../text/measure_text.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, textElement } from "./custom_mark.ts";

/** Height of a note above the panel, wrapped to `width`. */
export function noteHeight(text: string, theme: Theme, width: number): number {
  if (text === "") return 0;
  return wrapText(text, theme.small, width).length * LINE_HEIGHT * theme.small + theme.gap;
}

/** What the symbols mean, with n, in small type from (left, top) down. */
export function noteElements(
  text: string,
  theme: Theme,
  [left, top]: readonly [number, number],
  width: number,
): SVGElement[] {
  const lines = text === "" ? [] : wrapText(text, theme.small, width);
  return lines.map((line, i) =>
    textElement(line, left, top + (0.9 + i * LINE_HEIGHT) * theme.small, {
      size: theme.small,
      anchor: "start",
    })
  );
}

/** Height of a panel title, wrapped to `width`. */
export function panelTitleHeight(title: string, theme: Theme, width: number): number {
  if (title === "") return 0;
  return wrapText(title, theme.text, width).length * LINE_HEIGHT * theme.text + 0.5 * theme.gap;
}

/** The name of a panel over it. */
export function panelTitle(title: string, theme: Theme): Plot.RenderFunction {
  return customMark("panel title", ({ left, right, top }) => {
    const lines = title === "" ? [] : wrapText(title, theme.text, right - left);
    const step = LINE_HEIGHT * theme.text;
    return lines.map((line, i) =>
      textElement(
        line,
        left,
        top - 0.5 * theme.gap - 0.25 * theme.text - (lines.length - 1 - i) * step,
        {
          size: theme.text,
          anchor: "start",
        },
      )
    );
  });
}
