import { UsageError } from "../../errors/mod.ts";
import { svgElement } from "../document.ts";
import type { Drawing } from "../layout/frame.ts";
import { textElement } from "../marks/custom_mark.ts";
import { PAPER, QUIET } from "../theme/palette.ts";
import { POINTS_PER_MM, type Theme } from "../theme/theme.ts";
import type { Diagram } from "./diagram.ts";
import { type DiagramKey, diagramLegend, legendRoom } from "./diagram_legend.ts";
import { type DiagramType, diagramType, leastEm } from "./diagram_type.ts";
import { edgeElements } from "./edge_mark.ts";
import { SMALL } from "./node_box.ts";
import { nodeElement } from "./node_shape.ts";
import type { PlacedDiagram, Point } from "./placed_diagram.ts";
import { textWidth } from "../text/measure_text.ts";

/**
 * A diagram that was laid out in several ways, drawn in the one that suits the width: the lowest of
 * those that fit at the full size of type; where none does, the one that needs the least reduction,
 * down to the preset's smallest type.
 */
export function diagramDrawing(
  diagram: Diagram,
  layouts: readonly PlacedDiagram[],
  { keys, note }: { readonly keys: readonly DiagramKey[]; readonly note: string },
): Drawing {
  return {
    height(theme, width) {
      const { layout, type } = suited(layouts, theme, width);
      return layout.height * type.em + 2 * margin(type) + legendRoom(keys, note, type, width);
    },
    edges: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
    draw(theme, { width, height }) {
      const roomy = suited(layouts, theme, width);
      const legend = legendRoom(keys, note, roomy.type, width);
      const { layout, type } = squeezed(roomy, layouts, theme, [width, height - legend]);
      const left = (width - layout.width * type.em) / 2;
      const top = Math.max(margin(type), (height - legend - layout.height * type.em) / 2);
      return svgElement("g", {}, [
        svgElement("g", { transform: `translate(${left},${top})`, "text-anchor": "middle" }, [
          ...diagramElements(diagram, layout, type),
        ]),
        ...diagramLegend(keys, note, type, [height - legend, width]),
      ]);
    },
  };
}

/** Lines at the rim are not cut off. */
function margin({ line }: DiagramType): number {
  return line;
}

interface Suited {
  readonly layout: PlacedDiagram;
  readonly type: DiagramType;
}

/** Layouts whose heights differ by less, in em, are equally low: the widest of them is the airiest. */
const ABOUT = 2;

/** Type reduced to this is as good as full size. */
const NEARLY = 0.85;

function suited(
  layouts: readonly PlacedDiagram[],
  theme: Theme,
  width: number,
): Suited {
  const room = width - 2 * margin(diagramType(theme, theme.text));
  const sized = layouts.map((layout) => ({
    layout,
    em: Math.min(theme.text, room / layout.width),
  }));
  const least = leastEm(theme);
  const fitting = sized.filter(({ em }) => em >= Math.max(least, NEARLY * theme.text));
  if (fitting.length > 0) {
    const heightOf = ({ layout, em }: (typeof sized)[number]) => layout.height * em;
    const lowest = Math.min(...fitting.map(heightOf));
    const { layout, em } = fitting.filter((one) => heightOf(one) < lowest + ABOUT * theme.text)
      .reduce((best, one) => one.layout.width * one.em > best.layout.width * best.em ? one : best);
    return { layout, type: diagramType(theme, em) };
  }
  const { layout, em } = sized.reduce((best, one) => one.em > best.em ? one : best);
  if (em >= least) return { layout, type: diagramType(theme, em) };
  const more = Math.ceil((layout.width * least - room) / POINTS_PER_MM);
  throw new UsageError(
    `Cannot draw the diagram ${
      Math.round(width / POINTS_PER_MM)
    } mm wide: with type as small as the ` +
      `preset allows it needs ${more} mm more. Give it more width, shorter labels or fewer nodes ` +
      "side by side",
  );
}

/** What suits the width, or where it is too high the layout that needs the least reduction. */
function squeezed(
  roomy: Suited,
  layouts: readonly PlacedDiagram[],
  theme: Theme,
  [width, height]: readonly [number, number],
): Suited {
  const rims = 2 * margin(roomy.type);
  if (roomy.layout.height * roomy.type.em + rims <= height + ROUNDING) return roomy;
  const { layout, em } = layouts.map((layout) => ({
    layout,
    em: Math.min(roomy.type.em, (width - rims) / layout.width, (height - rims) / layout.height),
  })).reduce((best, one) => one.em > best.em ? one : best);
  if (em >= leastEm(theme)) return { layout, type: diagramType(theme, em) };
  const more = Math.ceil((layout.height * leastEm(theme) + rims - height) / POINTS_PER_MM);
  throw new UsageError(
    `Cannot draw the diagram: with type as small as the preset allows it needs ${more} mm more ` +
      "height. Give it more, or more width",
  );
}

/** A height in tenths of a millimetre may lack this much, in points. */
const ROUNDING = 0.3;

function diagramElements(
  diagram: Diagram,
  layout: PlacedDiagram,
  type: DiagramType,
): SVGElement[] {
  const scaled = ([x, y]: Point): Point => [x * type.em, y * type.em];
  const groups = layout.groups.map((group) => groupElement(group, type));
  const nodes = layout.nodes.map(({ box, middle }) => nodeElement(box, scaled(middle), type));
  const edges = layout.edges.map(({ index, points, tip }) => {
    const { kind, track, from, to } = diagram.edges[index];
    const course = { kind, track, points: points.map(scaled), tip: scaled(tip) };
    return svgElement("g", { "aria-label": `${from} ${kind} ${to}` }, edgeElements(course, type));
  });
  const labels = layout.edges.flatMap(({ index, label }) =>
    label === null ? [] : labelElements(diagram.edges[index].label, scaled(label), type)
  );
  return Object.entries({ groups, nodes, edges, "edge labels": labels })
    .filter(([, elements]) => elements.length > 0)
    .map(([name, elements]) => svgElement("g", { "aria-label": name }, elements));
}

/** The outline of a group with its name at the top. */
function groupElement(
  { name, box: { left, top, width, height } }: PlacedDiagram["groups"][number],
  { em, small, outline }: DiagramType,
): SVGElement {
  return svgElement("g", { "aria-label": name }, [
    svgElement("rect", {
      x: left * em,
      y: top * em,
      width: width * em,
      height: height * em,
      rx: 0.6 * em,
      fill: PAPER,
      stroke: QUIET,
      "stroke-width": outline,
    }),
    textElement(name, (left + width / 2) * em, (top + 0.9) * em, {
      size: small,
      baseline: "center",
    }),
  ]);
}

/** The label of an edge, on white where it crosses a line. */
function labelElements(text: string, [x, y]: Point, { em, small }: DiagramType): SVGElement[] {
  const [width, height] = [textWidth(text, small), 1.2 * SMALL * em];
  return [
    svgElement("rect", { x: x - width / 2, y: y - height / 2, width, height, fill: PAPER }),
    textElement(text, x, y, { size: small, baseline: "center" }),
  ];
}
