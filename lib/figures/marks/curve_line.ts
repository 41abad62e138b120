import * as Plot from "@observablehq/plot";
import type { CategoryStyle } from "../theme/palette.ts";

/** A point of a curve on the panel's scales. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** A curve in its category's colour and dash. */
export function curveLine(
  points: readonly CurvePoint[],
  { color, dash }: CategoryStyle,
  width: number,
): Plot.Markish {
  return Plot.line(points, {
    x: "x",
    y: "y",
    stroke: color,
    strokeWidth: width,
    strokeLinecap: "butt",
    strokeDasharray: dash.length === 0
      ? undefined
      : dash.map((part) => +(part * width).toFixed(3)).join(","),
  });
}

/** A point of a band. */
export interface BandPoint {
  readonly x: number;
  readonly lower: number;
  readonly upper: number;
}

/** A confidence band as a pale area, cut off at the ends of the response axis. */
export function confidenceArea(
  points: readonly BandPoint[],
  { color }: CategoryStyle,
  [low, high]: readonly [number, number],
): Plot.Markish {
  const inside = (value: number) => Math.min(high, Math.max(low, value));
  return Plot.areaY(points, {
    x: "x",
    y1: (point: BandPoint) => inside(point.lower),
    y2: (point: BandPoint) => inside(point.upper),
    fill: color,
    fillOpacity: 0.18,
  });
}
