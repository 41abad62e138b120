import type { Diagram } from "./diagram.ts";
import { type DiagramBoxes, EM } from "./layout_dot.ts";
import type { NodeBox } from "./node_box.ts";
import { isInside } from "./node_outline.ts";
import { groupsOf, isPacked } from "./packed_group.ts";

/** A point in em, from the top left corner down. */
export type Point = readonly [number, number];

/** A rectangle in em. */
export interface PlacedBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An edge as a chain of Bézier curves: a start, then three points for each curve. */
export interface PlacedEdge {
  readonly index: number;
  readonly points: readonly Point[];
  /** Where its head ends. */
  readonly tip: Point;
  /** Middle of its label; null where it has none. */
  readonly label: Point | null;
}

/** A diagram laid out, everything in em. */
export interface PlacedDiagram {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly box: NodeBox; readonly middle: Point }[];
  readonly groups: readonly { readonly name: string; readonly box: PlacedBox }[];
  readonly edges: readonly PlacedEdge[];
}

interface GraphvizObject {
  readonly name: string;
  readonly pos?: string;
  readonly bb?: string;
}

interface GraphvizEdge {
  readonly id: string;
  readonly pos: string;
  readonly lp?: string;
}

/** Graphviz's JSON as places in em. */
export function placedDiagram(
  diagram: Diagram,
  { nodes: boxes, packed }: DiagramBoxes,
  json: string,
): PlacedDiagram {
  const { bb, objects = [], edges = [] } = JSON.parse(json) as {
    bb: string;
    objects?: readonly GraphvizObject[];
    edges?: readonly GraphvizEdge[];
  };
  const [left, bottom, right, top] = numbers(bb);
  const place = ([x, y]: readonly number[]): Point => [(x - left) / EM, (top - y) / EM];
  const nodeNamed = new Map(diagram.nodes.map(({ id }, i) => [id, i]));
  const named = new Map(objects.map((object) => [object.name, object]));
  const middleOf = (name: string) => place(numbers(named.get(name)!.pos!));
  const nodes = boxes.map((box, i) => {
    const group = packed.findIndex(({ members }) => members.includes(i));
    if (group < 0) return { box, middle: middleOf(`n${i}`) };
    const [x, y] = middleOf(`p${group}`);
    const [dx, dy] = packed[group].offsets[packed[group].members.indexOf(i)];
    return { box, middle: [x + dx, y + dy] as const };
  });
  const clusters = groupsOf(diagram).filter((group) => !isPacked(diagram, group));
  return {
    width: (right - left) / EM,
    height: (top - bottom) / EM,
    nodes,
    groups: [
      ...packed.map(({ name, width, height }, i) => {
        const [x, y] = middleOf(`p${i}`);
        return { name, box: { left: x - width / 2, top: y - height / 2, width, height } };
      }),
      ...clusters.map(({ name }, i) => {
        const [x1, y1, x2, y2] = numbers(named.get(`cluster_${i}`)!.bb!);
        const [boxLeft, boxTop] = place([x1, y2]);
        const box = { left: boxLeft, top: boxTop, width: (x2 - x1) / EM, height: (y2 - y1) / EM };
        return { name, box };
      }),
    ],
    edges: edges.map(({ id, pos, lp }) => {
      const index = Number(id.slice(1));
      const parts = pos.split(" ");
      const points = parts.filter((part) => /^-?[\d.]/.test(part)).map((part) =>
        place(numbers(part))
      );
      const tip = place(numbers(parts.find((part) => part.startsWith("e,"))!.slice(2)));
      const { from, to } = diagram.edges[index];
      return {
        index,
        ...met(points, tip, nodes[nodeNamed.get(from) ?? -1], nodes[nodeNamed.get(to) ?? -1]),
        label: lp === undefined ? null : place(numbers(lp)),
      };
    }),
  };
}

type PlacedNode = PlacedDiagram["nodes"][number];

/** Graphviz ends edges at boxes: they are led on to the outlines of what is drawn inside these. */
function met(
  points: readonly Point[],
  tip: Point,
  tail: PlacedNode | undefined,
  head: PlacedNode | undefined,
): { points: readonly Point[]; tip: Point } {
  const neck = points[points.length - 1];
  const onward = head === undefined ? [0, 0] : wayInto(head, tip, neck);
  const back = tail === undefined ? [0, 0] : wayInto(tail, points[0], points[1]);
  const moved = points.map((point, i): Point =>
    i < points.length - 2 ? point : [point[0] + onward[0], point[1] + onward[1]]
  );
  return {
    points: [[points[0][0] + back[0], points[0][1] + back[1]], ...moved.slice(1)],
    tip: [tip[0] + onward[0], tip[1] + onward[1]],
  };
}

/** The way from a point on a node's box to its shape, away from where the line comes from. */
function wayInto({ box, middle }: PlacedNode, [x, y]: Point, [fromX, fromY]: Point): Point {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  for (let step = 0; step <= MOST; step += 0.02) {
    const at: Point = [x + step * ux - middle[0], y + step * uy - middle[1]];
    if (isInside(box, at)) return [step * ux, step * uy];
  }
  return [0, 0];
}

/** The furthest that an edge is led on, in em. */
const MOST = 2.5;

function numbers(text: string): number[] {
  return text.split(",").map(Number);
}
