import { svgElement } from "../document.ts";
import { PAPER } from "../theme/palette.ts";
import type { EdgeKind, Track } from "./diagram.ts";
import type { DiagramType } from "./diagram_type.ts";
import { dashOf, trackStyle } from "./track_style.ts";

type Point = readonly [number, number];

/** How an edge looks, and where its line ends and its head does, in points. */
export interface EdgeCourse {
  readonly kind: EdgeKind;
  readonly track: Track | null;
  /** A start, then three points for each Bézier curve, up to where the head begins. */
  readonly points: readonly Point[];
  readonly tip: Point;
}

/** An edge: its line in the color and dash of its track, and the head that its kind has. */
export function edgeElements(
  { kind, track, points, tip }: EdgeCourse,
  type: DiagramType,
): SVGElement[] {
  const style = trackStyle(track);
  const neck = points[points.length - 1];
  const [start, ...rest] = points;
  const curves = rest.flatMap((_, i) => i % 3 === 0 ? [rest.slice(i, i + 3)] : []);
  const line = [
    `M${start.join(",")}`,
    ...curves.map((curve) => `C${curve.map((point) => point.join(",")).join(" ")}`),
    // A tee stands on its line, a barb is open behind: the line goes on to them.
    ...(kind === "inhibits" ? [`L${between(neck, tip, 0.7).join(",")}`] : []),
    ...(kind === "leads to" ? [`L${between(neck, tip, 0.9).join(",")}`] : []),
  ];
  return [
    svgElement("path", {
      d: line.join(""),
      fill: "none",
      stroke: style.color,
      "stroke-width": type.line,
      "stroke-dasharray": dashOf(style, type.line),
    }),
    headElement(kind, neck, tip, style.color, type),
  ];
}

/** How far a tee stands off what it inhibits, in em. */
const STAND_OFF = 0.2;
/** Half the width of a head in em. */
const HALF = 0.28;

function headElement(
  kind: EdgeKind,
  neck: Point,
  tip: Point,
  color: string,
  { em, line }: DiagramType,
): SVGElement {
  const length = Math.hypot(tip[0] - neck[0], tip[1] - neck[1]) || 1;
  const [ux, uy] = [(tip[0] - neck[0]) / length, (tip[1] - neck[1]) / length];
  /** A point `back` em behind the tip and `aside` em to the side. */
  const at = (back: number, aside: number) =>
    [tip[0] - (back * ux - aside * -uy) * em, tip[1] - (back * uy - aside * ux) * em].join(",");
  const whole = length / em;
  const stroke = { stroke: color, "stroke-width": line };
  switch (kind) {
    case "inhibits": {
      const back = STAND_OFF;
      const d = `M${at(back, 1.6 * HALF)}L${at(back, -1.6 * HALF)}`;
      return svgElement("path", { d, fill: "none", stroke: color, "stroke-width": 1.6 * line });
    }
    case "leads to": {
      const d = `M${at(0.62 * whole, HALF)}L${tip.join(",")}L${at(0.62 * whole, -HALF)}`;
      return svgElement("path", { d, fill: "none", ...stroke });
    }
    case "resisted by": {
      const d = `M${at(whole, HALF)}L${at(line / em, 0)}L${at(whole, -HALF)}Z`;
      return svgElement("path", { d, fill: PAPER, ...stroke });
    }
    case "overcome by": {
      const d = `M${at(1.15 * whole, 1.25 * HALF)}L${tip.join(",")}L${
        at(1.15 * whole, -1.25 * HALF)
      }L${at(0.8 * whole, 0)}Z`;
      return svgElement("path", { d, fill: color });
    }
    case "activates": {
      const d = `M${at(whole, HALF)}L${tip.join(",")}L${at(whole, -HALF)}Z`;
      return svgElement("path", { d, fill: color });
    }
  }
}

function between([x1, y1]: Point, [x2, y2]: Point, share: number): Point {
  return [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
}
