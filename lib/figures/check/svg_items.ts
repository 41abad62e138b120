import { parseSvg } from "../document.ts";
import { CAP_HEIGHT, DESCENT, textWidth } from "../text/measure_text.ts";
import { INK, PAPER } from "../theme/palette.ts";

/** A text of a figure as it stands on the page, in points. */
export interface PlacedText {
  readonly text: string;
  readonly size: number;
  readonly family: string;
  readonly fill: string;
  readonly bold: boolean;
  readonly box: Box;
  /** Colour of what lies behind it. */
  readonly ground: string;
}

/** An area of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a check needs to know of a figure's SVG. */
export interface SvgItems {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
  /** Widths of all lines drawn, in points. */
  readonly lineWidths: readonly number[];
  /** Every colour of a shape. */
  readonly colors: readonly string[];
}

/** Reads a figure's SVG back: its texts with their places, its line widths, its colours. */
export function svgItems(svg: string): SvgItems {
  const root = parseSvg(svg);
  const [, , width, height] = root.getAttribute("viewBox")!.split(" ").map(Number);
  const found = {
    texts: [] as PlacedText[],
    lineWidths: [] as number[],
    colors: [] as string[],
    grounds: [] as { box: Box; fill: string }[],
  };
  walk(root, { matrix: [1, 0, 0, 1, 0, 0], attributes: {} }, found);
  return { width, height, ...found };
}

type Matrix = readonly [number, number, number, number, number, number];

interface Inherited {
  readonly matrix: Matrix;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Found {
  readonly texts: PlacedText[];
  readonly lineWidths: number[];
  readonly colors: string[];
  /** Filled rectangles so far: the last that holds a text lies behind it. */
  readonly grounds: { box: Box; fill: string }[];
}

const INHERITED = [
  "fill",
  "stroke",
  "stroke-width",
  "font-size",
  "font-family",
  "text-anchor",
  "font-weight",
];
const SHAPES = new Set(["path", "line", "circle", "rect"]);

function walk(element: Element, above: Inherited, found: Found): void {
  if (element.tagName === "defs") return;
  const attributes = { ...above.attributes };
  for (const name of INHERITED) {
    const value = element.getAttribute(name);
    if (value !== null) attributes[name] = value;
  }
  const matrix = multiply(above.matrix, matrixOf(element.getAttribute("transform") ?? ""));
  if (element.tagName === "text") found.texts.push(placedText(element, attributes, matrix, found));
  if (SHAPES.has(element.tagName)) noteShape(element, attributes, matrix, found);
  for (const child of element.children) walk(child, { matrix, attributes }, found);
}

function placedText(
  element: Element,
  attributes: Readonly<Record<string, string>>,
  matrix: Matrix,
  { grounds }: Found,
): PlacedText {
  const text = element.textContent ?? "";
  const bold = attributes["font-weight"] === "bold";
  const size = Number(attributes["font-size"]);
  const [x, y] = [number(element, "x"), number(element, "y")];
  const length = textWidth(text, size, bold ? "bold" : "regular");
  const anchor = attributes["text-anchor"] ?? "start";
  const left = anchor === "end" ? x - length : anchor === "middle" ? x - length / 2 : x;
  const box = boxOf(matrix, {
    left,
    right: left + length,
    top: y - CAP_HEIGHT * size,
    bottom: y + DESCENT * size,
  });
  const [middleX, middleY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const behind = grounds.findLast(({ box: ground }) =>
    ground.left <= middleX && middleX <= ground.right && ground.top <= middleY &&
    middleY <= ground.bottom
  );
  return {
    text,
    bold,
    size: size * Math.hypot(matrix[0], matrix[1]),
    family: attributes["font-family"] ?? "",
    fill: attributes.fill ?? INK,
    box,
    ground: behind?.fill ?? PAPER,
  };
}

function noteShape(
  element: Element,
  attributes: Readonly<Record<string, string>>,
  matrix: Matrix,
  { lineWidths, colors, grounds }: Found,
): void {
  const { fill = INK, stroke = "none" } = attributes;
  const scale = Math.hypot(matrix[0], matrix[1]);
  if (stroke !== "none") {
    lineWidths.push(Number(attributes["stroke-width"] ?? 1) * scale);
    colors.push(stroke);
  }
  if (fill === "none" || fill.startsWith("url(") || element.tagName === "line") return;
  colors.push(fill);
  if (element.tagName !== "rect") return;
  const [left, top] = [number(element, "x"), number(element, "y")];
  const box = {
    left,
    top,
    right: left + number(element, "width"),
    bottom: top + number(element, "height"),
  };
  grounds.push({ box: boxOf(matrix, box), fill });
}

function number(element: Element, name: string): number {
  return Number(element.getAttribute(name) ?? 0);
}

/** translate() and rotate(), the only transforms that figures use. */
function matrixOf(transform: string): Matrix {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, inside] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a, b = 0] = inside.split(/[\s,]+/).map(Number);
    const angle = (a * Math.PI) / 180;
    matrix = multiply(
      matrix,
      name === "rotate"
        ? [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]
        : [1, 0, 0, 1, a, b],
    );
  }
  return matrix;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function boxOf([a, b, c, d, e, f]: Matrix, { left, top, right, bottom }: Box): Box {
  const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
