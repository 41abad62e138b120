import { textWidth } from "../text/measure_text.ts";
import type { Diagram, DiagramEdge } from "./diagram.ts";
import { type NodeBox, nodeBox, type NodeNote, SMALL } from "./node_box.ts";
import { groupsOf, isPacked, type PackedGroup, packGroup } from "./packed_group.ts";

/** Which way a diagram runs. */
export type DiagramDirection = "down" | "right";

/** Points of Graphviz in an em: it lays out at a fixed size, and the drawing scales with the type. */
export const EM = 10;

/** One way of laying a diagram out. */
export interface LayoutPlan {
  readonly direction: DiagramDirection;
  /** Widest line of a label in em. */
  readonly wrap: number;
  /** Room between neighbours in em. */
  readonly apart: number;
  /** Room between ranks, for the edges, in em. */
  readonly between: number;
  /** The most members of a group that stand side by side. */
  readonly abreast: number;
}

/** The boxes of a diagram's nodes, and its groups that are one box. */
export interface DiagramBoxes {
  readonly nodes: readonly NodeBox[];
  readonly packed: readonly PackedGroup[];
}

/** The boxes of a plan, with what an overlay writes on nodes by their ids. */
export function diagramBoxes(
  diagram: Diagram,
  notes: ReadonlyMap<string, NodeNote>,
  { wrap, abreast }: LayoutPlan,
): DiagramBoxes {
  let nodes: readonly NodeBox[] = diagram.nodes.map((node) =>
    nodeBox(node, notes.get(node.id), wrap)
  );
  const packed = groupsOf(diagram).filter((group) => isPacked(diagram, group)).map((group) => {
    const set = packGroup(group, nodes, abreast);
    nodes = set.boxes;
    return set.packed;
  });
  return { nodes, packed };
}

/**
 * The DOT text that Graphviz lays out: boxes of given size, edges between them, groups as clusters
 * or, where no edge runs to a member, as one box.
 *
 * Names are numbers here and texts are boxes of their size, so nothing needs escaping. An edge that
 * begins or ends at a cluster runs to its middle node and is cut off at the outline.
 */
export function layoutDot(
  diagram: Diagram,
  { nodes, packed }: DiagramBoxes,
  { direction, apart, between }: LayoutPlan,
): string {
  const inPacked = new Set(packed.flatMap(({ members }) => members));
  const clusters = groupsOf(diagram).filter((group) => !isPacked(diagram, group));
  return [
    "digraph {",
    `graph [rankdir=${direction === "down" ? "TB" : "LR"} compound=true nodesep=${inches(apart)}`,
    `ranksep=${inches(between)} splines=true fontname=Arial fontsize=${EM} margin=0 pad=0]`,
    'node [shape=box fixedsize=true label=""]',
    `edge [arrowsize=0.7 arrowhead=normal fontname=Arial fontsize=${EM}]`,
    ...nodes.flatMap((box, i) => inPacked.has(i) ? [] : [sized(`n${i}`, box)]),
    ...packed.map((group, i) => sized(`p${i}`, group)),
    ...clusters.map(({ name, members }, i) =>
      `subgraph cluster_${i} { label=${textBox(name, SMALL)} margin=${0.6 * EM} ${
        members.map((member) => `n${member};`).join(" ")
      } }`
    ),
    ...levelsOf(diagram),
    ...diagram.edges.map((edge, i) => edgeDot(diagram, packed, edge, i)),
    "}",
  ].join("\n");
}

function sized(name: string, { width, height }: { width: number; height: number }): string {
  return `${name} [width=${inches(width)} height=${inches(height)}]`;
}

function edgeDot(
  diagram: Diagram,
  packed: readonly PackedGroup[],
  { from, to, label }: DiagramEdge,
  i: number,
): string {
  const [tail, head] = [endOf(diagram, packed, from), endOf(diagram, packed, to)];
  const attributes = [
    `id=e${i}`,
    ...(tail.cluster === null ? [] : [`ltail=cluster_${tail.cluster}`]),
    ...(head.cluster === null ? [] : [`lhead=cluster_${head.cluster}`]),
    ...(label === "" ? [] : [`label=${textBox(label, SMALL)}`]),
  ];
  return `${tail.name} -> ${head.name} [${attributes.join(" ")}]`;
}

/** What an edge runs to in DOT: a node, a packed group, or a cluster by its middle node. */
function endOf(
  diagram: Diagram,
  packed: readonly PackedGroup[],
  name: string,
): { name: string; cluster: number | null } {
  const node = diagram.nodes.findIndex(({ id }) => id === name);
  if (node >= 0) return { name: `n${node}`, cluster: null };
  const group = packed.findIndex((one) => one.name === name);
  if (group >= 0) return { name: `p${group}`, cluster: null };
  const clusters = groupsOf(diagram).filter((one) => !isPacked(diagram, one));
  const cluster = clusters.findIndex((one) => one.name === name);
  const { members } = clusters[cluster];
  return { name: `n${members[Math.floor((members.length - 1) / 2)]}`, cluster };
}

/** Levels hold outside groups: Graphviz gives up a cluster whose nodes must stand beside others. */
function levelsOf({ nodes }: Diagram): string[] {
  const placed = nodes.flatMap(({ level, group }, i) =>
    level === "" || group !== "" ? [] : [{ level, i }]
  );
  return [...Map.groupBy(placed, ({ level }) => level).values()].filter(({ length }) => length > 1)
    .map((own) => `{ rank=same; ${own.map(({ i }) => `n${i};`).join(" ")} }`);
}

/** A label that takes the room of a text: an HTML table of that size, with nothing in it. */
function textBox(text: string, size: number): string {
  const [width, height] = [textWidth(text, size) + 0.5, 1.3 * size].map((em) => Math.ceil(em * EM));
  return `<<table border="0" cellborder="0" cellpadding="0" cellspacing="0"><tr>` +
    `<td fixedsize="true" width="${width}" height="${height}"></td></tr></table>>`;
}

function inches(em: number): string {
  return ((em * EM) / 72).toFixed(4);
}
