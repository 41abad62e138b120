import { svgElement } from "../document.ts";
import { textElement } from "../marks/custom_mark.ts";
import { LINE_HEIGHT } from "../text/measure_text.ts";
import { inkOn } from "../theme/contrast.ts";
import { INK, PAPER } from "../theme/palette.ts";
import type { NodeKind } from "./diagram.ts";
import type { DiagramType } from "./diagram_type.ts";
import { BAR, type NodeBox } from "./node_box.ts";
import { cornerOf, isPointed, pointOf } from "./node_outline.ts";
import { dashOf, trackStyle } from "./track_style.ts";

/** Grounds of what is drawn filled; greys, so that color is left to the tracks. */
const DARK = "#333333";
const GREY = "#dddddd";
const PALE = "#f2f2f2";

/** How much heavier a marked outline is. */
const HEAVY = 2.4;

const FILLS: Partial<Record<NodeKind, string>> = {
  drug: DARK,
  target: GREY,
  receptor: PALE,
  protein: PALE,
  outcome: GREY,
};

/** A node around (x, y) in points: its shape, its lines, the bar of an overlay. */
export function nodeElement(
  box: NodeBox,
  [x, y]: readonly [number, number],
  type: DiagramType,
): SVGElement {
  const { node } = box;
  const [width, height] = [box.width * type.em, box.height * type.em];
  const place = { left: x - width / 2, top: y - height / 2, width, height };
  const { color } = trackStyle(node.track);
  const plain = node.track === null && node.kind !== "outcome" && node.kind !== "target";
  const line = box.marked ? HEAVY * type.line : plain ? type.outline : type.line;
  const fill = box.pale ? PALE : FILLS[node.kind] ?? PAPER;
  const paint = {
    fill,
    stroke: color,
    "stroke-width": line,
    "stroke-dasharray": dashOf(trackStyle(node.track), line),
  };
  return svgElement("g", { "aria-label": node.label }, [
    ...shapeElements(box, place, paint, type),
    ...textElements(box, [x, y], type, inkOn(fill)),
  ]);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Paint = Readonly<Record<string, string | number | undefined>>;

function shapeElements(box: NodeBox, place: Place, paint: Paint, { em }: DiagramType): Element[] {
  if (isPointed(box)) return [polygon(place, pointOf(box) * em, paint)];
  const { left, top, width, height } = place;
  const shape = rectangle(place, cornerOf(box) * em, paint);
  if (box.node.kind !== "assay") return [shape];
  const sides = [left + SIDE * em, left + width - SIDE * em].map((x) =>
    `M${x},${top}L${x},${top + height}`
  );
  return [shape, svgElement("path", { d: sides.join(""), ...paint, fill: "none" })];
}

/** Where the second line of an assay's sides stands, in em. */
const SIDE = 0.28;

function rectangle({ left, top, width, height }: Place, rx: number, paint: Paint): Element {
  return svgElement("rect", { x: left, y: top, width, height, rx: rx || undefined, ...paint });
}

/** A box whose sides are points: a hexagon, or nearly a diamond. */
function polygon({ left, top, width, height }: Place, point: number, paint: Paint): Element {
  const [right, bottom, middle] = [left + width, top + height, top + height / 2];
  const corners = [
    [left, middle],
    [left + point, top],
    [right - point, top],
    [right, middle],
    [right - point, bottom],
    [left + point, bottom],
  ];
  return svgElement("path", {
    d: `M${corners.map((corner) => corner.join(",")).join("L")}Z`,
    ...paint,
  });
}

/** The lines of a node from top to bottom, centred, and the bar under them. */
function textElements(
  box: NodeBox,
  [x, y]: readonly [number, number],
  type: DiagramType,
  ink: string,
): Element[] {
  const lines = [
    ...box.label.map((text) => ({ text, size: type.em })),
    ...[...box.detail, ...box.note].map((text) => ({ text, size: type.small })),
  ];
  const bar = box.share === undefined ? 0 : BAR * type.em;
  const tall = lines.reduce((sum, { size }) => sum + LINE_HEIGHT * size, bar);
  let top = y - tall / 2;
  const texts = lines.map(({ text, size }) => {
    const middle = top + (LINE_HEIGHT * size) / 2;
    top += LINE_HEIGHT * size;
    return textElement(text, x, middle, {
      size,
      baseline: "center",
      fill: ink === INK ? undefined : ink,
    });
  });
  return box.share === undefined ? texts : [...texts, ...barElements(box, [x, top], type)];
}

/** A share as the filled part of a bar. */
function barElements(
  box: NodeBox,
  [x, y]: readonly [number, number],
  { em, outline }: DiagramType,
): Element[] {
  const { share = 0, width } = box;
  const whole = Math.min(width - 1.4 - (isPointed(box) ? 1.6 * pointOf(box) : 0), 6) * em;
  const place = { x: x - whole / 2, y: y + 0.15 * em, height: 0.32 * em };
  return [
    ...(share === 0 ? [] : [svgElement("rect", { ...place, width: share * whole, fill: DARK })]),
    svgElement("rect", {
      ...place,
      width: whole,
      fill: "none",
      stroke: INK,
      "stroke-width": outline,
    }),
  ];
}
