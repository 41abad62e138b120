import { svgElement } from "../document.ts";
import { textElement } from "../marks/custom_mark.ts";
import { LINE_HEIGHT, wrapText } from "../text/measure_text.ts";
import { PAPER, UNKNOWN } from "../theme/palette.ts";
import type { Drawing } from "./frame.ts";

/** A frame with a sentence in it: what a figure shows when there is nothing to draw. */
export function messageDrawing(message: string): Drawing {
  return {
    height: (theme) => 12 * theme.text,
    edges: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
    draw(theme, { width, height }) {
      const lines = wrapText(message, theme.text, 0.8 * width);
      const step = LINE_HEIGHT * theme.text;
      const first = height / 2 - ((lines.length - 1) * step) / 2;
      return svgElement("g", { "aria-label": "message" }, [
        svgElement("rect", {
          x: theme.axisLine,
          y: theme.axisLine,
          width: width - 2 * theme.axisLine,
          height: height - 2 * theme.axisLine,
          fill: PAPER,
          stroke: UNKNOWN,
          "stroke-width": theme.axisLine,
        }),
        ...lines.map((line, i) =>
          textElement(line, width / 2, first + i * step, { size: theme.text, baseline: "center" })
        ),
      ]);
    },
  };
}
