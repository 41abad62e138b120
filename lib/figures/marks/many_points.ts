import { svgElement } from "../document.ts";
import type { HexagonalBin } from "../layout/hexagonal_bins.ts";

/** Points of one colour as one element: thousands draw fast, and are moved as one in an editor. */
export function pointsElement(
  points: readonly (readonly [number, number])[],
  color: string,
  radius: number,
): SVGElement {
  // A line of no length with round ends is a dot; a hundredth, for writers that drop lines of none.
  const d = points.map(([x, y]) => `M${tenths(x)},${tenths(y)}h.01`).join("");
  return svgElement("path", {
    d,
    fill: "none",
    stroke: color,
    "stroke-width": 2 * radius,
    "stroke-linecap": "round",
  });
}

/** Hexagons of one colour as one element, each `share` of its cell high. */
export function hexagonsElement(
  bins: readonly HexagonalBin[],
  color: string,
  { apart, share = () => 1 }: {
    readonly apart: number;
    readonly share?: (bin: HexagonalBin) => number;
  },
): SVGElement {
  const d = bins.map((bin) => {
    const half = (apart / 2) * share(bin);
    const long = (half * 2) / Math.sqrt(3);
    const corners = [[0, -long], [half, -long / 2], [half, long / 2], [0, long], [
      -half,
      long / 2,
    ], [-half, -long / 2]];
    return `M${
      corners.map(([dx, dy]) => `${tenths(bin.x + dx)},${tenths(bin.y + dy)}`).join("L")
    }Z`;
  }).join("");
  return svgElement("path", { d, fill: color });
}

/** A place to a tenth of a point, finer than any eye. */
function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
