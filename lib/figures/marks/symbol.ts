import { svgElement } from "../document.ts";
import { PAPER, type SymbolName } from "../theme/palette.ts";

/** A symbol of the area of a circle of radius `r`, filled or open. */
export function symbolElement(
  name: SymbolName,
  [x, y]: readonly [number, number],
  r: number,
  { color, open, line }: { color: string; open: boolean; line: number },
): SVGElement {
  const paint = {
    fill: open ? PAPER : color,
    stroke: open ? color : undefined,
    "stroke-width": open ? line : undefined,
  };
  if (name === "circle") return svgElement("circle", { cx: x, cy: y, r, ...paint });
  const outline = OUTLINES[name];
  const scale = r * Math.sqrt(Math.PI / area(outline));
  const points = outline.map(([dx, dy]) => `${x + dx * scale},${y + dy * scale}`);
  return svgElement("path", { d: `M${points.join("L")}Z`, ...paint });
}

type Outline = readonly (readonly [number, number])[];

const H = Math.sqrt(3) / 2;

const OUTLINES: Readonly<Record<Exclude<SymbolName, "circle">, Outline>> = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1], [H, 0.5], [-H, 0.5]],
  "triangle down": [[0, 1], [H, -0.5], [-H, -0.5]],
  diamond: [[0, -1], [0.75, 0], [0, 1], [-0.75, 0]],
  star: spokes(5, 0.45),
  cross: [
    [-1, -3],
    [1, -3],
    [1, -1],
    [3, -1],
    [3, 1],
    [1, 1],
    [1, 3],
    [-1, 3],
    [-1, 1],
    [-3, 1],
    [-3, -1],
    [-1, -1],
  ],
  hexagon: [[0, -1], [H, -0.5], [H, 0.5], [0, 1], [-H, 0.5], [-H, -0.5]],
};

/** A star with `count` points whose inner corners lie at `inner` of its radius. */
function spokes(count: number, inner: number): Outline {
  return Array.from({ length: 2 * count }, (_, i) => {
    const angle = (Math.PI * i) / count;
    const radius = i % 2 === 0 ? 1 : inner;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
}

/** Shoelace formula. */
function area(outline: Outline): number {
  const doubled = outline.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(doubled) / 2;
}
