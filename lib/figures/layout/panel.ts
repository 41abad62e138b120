import * as Plot from "@observablehq/plot";
import { figureDocument, svgElement } from "../document.ts";
import { INK } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import type { Frame } from "./frame.ts";

/** One plotting area: its scales and what is drawn on them, back to front. */
export interface Panel {
  readonly x: Plot.ScaleOptions;
  readonly y: Plot.ScaleOptions;
  readonly color?: Plot.ScaleOptions;
  readonly marks: readonly Plot.Markish[];
}

/**
 * Draws a panel with Observable Plot into a group.
 *
 * Axes and legends are marks of our own, so Plot's are off; its style sheet is dropped, and what it
 * would inherit from a page is written out.
 */
export function drawPanel(theme: Theme, frame: Frame, { x, y, color, marks }: Panel): SVGElement {
  const plot = Plot.plot({
    document: figureDocument,
    className: "panel",
    width: frame.width,
    height: frame.height,
    marginTop: frame.edges.top,
    marginRight: frame.edges.right,
    marginBottom: frame.edges.bottom,
    marginLeft: frame.edges.left,
    axis: null,
    x,
    y,
    ...(color === undefined ? {} : { color }),
    marks: [...marks],
  });
  plot.querySelector("style")?.remove();
  const attributes = { fill: INK, "font-size": theme.text, "text-anchor": "middle" };
  return svgElement("g", attributes, [...plot.children]);
}
