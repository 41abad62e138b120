import { svgElement } from "../document.ts";
import { textElement } from "../marks/custom_mark.ts";
import { LINE_HEIGHT } from "../text/measure_text.ts";
import type { Theme } from "../theme/theme.ts";
import type { Drawing } from "./frame.ts";

/**
 * A drawing under a line of its own that says what the data are, as "SIMULATED". The line belongs to
 * the drawing: it stays for every preset and in every composition.
 */
export function stamped(drawing: Drawing, stamp: string): Drawing {
  const room = (theme: Theme) => LINE_HEIGHT * theme.small + theme.gap;
  const { legend } = drawing;
  return {
    height: (theme, width) => drawing.height(theme, width) + room(theme),
    edges(theme, width, height) {
      const edges = drawing.edges(theme, width, height - room(theme));
      return { ...edges, top: edges.top + room(theme) };
    },
    draw(theme, { width, height, edges }) {
      const line = room(theme);
      const inner = drawing.draw(theme, {
        width,
        height: height - line,
        edges: { ...edges, top: edges.top - line },
      });
      const style = { size: theme.small, anchor: "end" as const };
      return svgElement("g", {}, [
        textElement(stamp, width, 0.9 * theme.small, style),
        svgElement("g", { transform: `translate(0,${line})` }, [inner]),
      ]);
    },
    ...(legend && {
      legend: { items: legend.items, without: () => stamped(legend.without(), stamp) },
    }),
  };
}
