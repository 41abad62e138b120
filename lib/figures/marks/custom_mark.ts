import type * as Plot from "@observablehq/plot";
import { svgElement } from "../document.ts";
import { CAP_HEIGHT } from "../text/measure_text.ts";

/** What a mark of our own is drawn with: the scales, and the plotting area's sides in points. */
export interface PanelScales {
  x(value: number | string): number;
  y(value: number | string): number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** A mark that draws its own elements, grouped under a name that screen readers and editors show. */
export function customMark(
  name: string,
  draw: (panel: PanelScales) => readonly Element[],
): Plot.RenderFunction {
  return (_index, scales, _values, dimensions) => {
    const elements = draw({
      x: (value) => scales.x?.(value) ?? NaN,
      y: (value) => scales.y?.(value) ?? NaN,
      left: dimensions.marginLeft,
      right: dimensions.width - dimensions.marginRight,
      top: dimensions.marginTop,
      bottom: dimensions.height - dimensions.marginBottom,
      width: dimensions.width,
      height: dimensions.height,
    });
    return elements.length === 0 ? null : svgElement("g", { "aria-label": name }, elements);
  };
}

/** Where a text stands to its point. */
export interface TextOptions {
  readonly size: number;
  readonly anchor?: "start" | "middle" | "end";
  /** "center" puts the middle of a capital letter at y. */
  readonly baseline?: "alphabetic" | "center";
  readonly weight?: "bold";
  readonly fill?: string;
  readonly rotate?: number;
}

/** A line of text at a point. */
export function textElement(
  text: string,
  x: number,
  y: number,
  { size, anchor = "middle", baseline = "alphabetic", weight, fill, rotate }: TextOptions,
): SVGElement {
  // A number, not dominant-baseline: editors and PDF writers disagree about that attribute.
  const drop = baseline === "center" ? (CAP_HEIGHT * size) / 2 : 0;
  const place = rotate === undefined
    ? { x, y: y + drop }
    : { transform: `translate(${x},${y}) rotate(${rotate})`, y: drop || undefined };
  return svgElement("text", {
    ...place,
    "font-size": size,
    "text-anchor": anchor,
    "font-weight": weight,
    fill,
  }, [text]);
}

/** A straight line from one point to another. */
export type Segment = readonly [readonly [number, number], readonly [number, number]];

/** A straight line. */
export function lineElement(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  stroke: string,
  width: number,
): SVGElement {
  return svgElement("line", { x1, y1, x2, y2, stroke, "stroke-width": width });
}

/** Straight lines of one look as one element, which draws faster and is moved as one in an editor. */
export function segmentsElement(
  segments: readonly Segment[],
  stroke: string,
  width: number,
): SVGElement {
  const d = segments.map(([[x1, y1], [x2, y2]]) => `M${x1},${y1}L${x2},${y2}`).join("");
  return svgElement("path", { d, fill: "none", stroke, "stroke-width": width });
}
