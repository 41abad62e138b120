import { DataError, list, quote } from "../../errors/mod.ts";
import {
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  EDGE_KINDS,
  NODE_KINDS,
  type Track,
  TRACKS,
} from "./diagram.ts";
import { dotError } from "./dot_error.ts";
import { layOut } from "./lay_out.ts";
import { shownDiagram } from "./shown_diagram.ts";

/**
 * A diagram from a text in DOT, the language of Graphviz: what is there and what leads to what. It is
 * then drawn as any other; places, fonts and colors of the text are left aside.
 *
 * Attributes of nodes and edges named like the columns of {@linkcode readDiagram} mean the same
 * (`kind`, `track`, `detail`, `source`, …). Without them `arrowhead=tee` inhibits, `arrowhead=normal`
 * activates, and `style=dashed` is bypass. Clusters are groups.
 *
 * @param dot The text
 * @param options.source What errors call it; default "the DOT text"
 * @param options.title What it shows; default the graph's label or name
 * @throws {DataError} If Graphviz refuses the text: line and column are named; or if a kind or track
 * is none
 * @throws {UsageError} If reading takes longer than 20 s
 *
 * @example Usage
 * ```ts
 * import { diagramFromDot } from "halfmax/figures/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const diagram = await diagramFromDot(`digraph {
 *   crizotinib [kind=drug]
 *   crizotinib -> ALK [arrowhead=tee]
 * }`);
 * assertEquals(diagram.edges[0].kind, "inhibits");
 * ```
 */
export async function diagramFromDot(
  dot: string,
  { source = "the DOT text", title }: { readonly source?: string; readonly title?: string } = {},
): Promise<Diagram> {
  const tried = (dots: readonly string[]) =>
    layOut(dots, { seconds: 20, action: `read ${source}` });
  const [answer] = await tried([dot]);
  if ("error" in answer) throw await dotError(source, dot, answer.error, tried);
  const graph = JSON.parse(answer.json) as DotGraph;
  const objects = graph.objects ?? [];
  const clusters = objects.filter(({ name, nodes }) =>
    nodes !== undefined && name.startsWith("cluster")
  );
  const nodes = objects.filter(({ pos }) => pos !== undefined);
  if (nodes.length === 0) {
    throw new DataError(`Cannot read ${source}: needs 1 node or more, found none`);
  }
  const names = new Map(nodes.map(({ _gvid, name }) => [_gvid, name]));
  return shownDiagram({
    title: title ?? (graph.label || (graph.name.startsWith("%") ? "Diagram" : graph.name)),
    nodes: nodes.map((node) =>
      nodeOf(node, clusters.find((cluster) => cluster.nodes?.includes(node._gvid)), source)
    ),
    edges: (graph.edges ?? []).map((edge) =>
      edgeOf(edge, [names.get(edge.tail)!, names.get(edge.head)!], source)
    ),
  });
}

/** Attributes come as text, and any name may be one. */
interface DotObject {
  readonly _gvid: number;
  readonly name: string;
  readonly pos?: string;
  readonly label?: string;
  readonly nodes?: readonly number[];
  readonly kind?: string;
  readonly track?: string;
  readonly style?: string;
  readonly detail?: string;
  readonly level?: string;
  readonly mechanism?: string;
  readonly entity_type?: string;
  readonly entity?: string;
  readonly change?: string;
  readonly source?: string;
}

interface DotEdge {
  readonly tail: number;
  readonly head: number;
  readonly label?: string;
  readonly kind?: string;
  readonly track?: string;
  readonly style?: string;
  readonly arrowhead?: string;
  readonly source?: string;
}

interface DotGraph {
  readonly name: string;
  readonly label?: string;
  readonly objects?: readonly DotObject[];
  readonly edges?: readonly DotEdge[];
}

function nodeOf(object: DotObject, cluster: DotObject | undefined, from: string): DiagramNode {
  const { name, label = "", kind = "step", detail = "", level = "", mechanism = "" } = object;
  const { entity_type: entityType = "", entity = "", change = "", source = "" } = object;
  return {
    id: name,
    label: label === "" || label === "\\N" ? name : label.replaceAll(/\\[nlr]/g, " ").trim(),
    detail,
    kind: oneOf(kind, NODE_KINDS, `kind of node ${quote(name)}`, from),
    track: trackOf(object, `node ${quote(name)}`, from),
    group: cluster === undefined ? "" : cluster.label || cluster.name,
    level,
    mechanism,
    entityType,
    entity,
    change,
    source,
  };
}

function edgeOf(edge: DotEdge, [tail, head]: readonly [string, string], from: string): DiagramEdge {
  const { label = "", arrowhead = "", source = "" } = edge;
  const where = `edge ${quote(tail)} to ${quote(head)}`;
  const kind = edge.kind ?? HEADS[arrowhead] ?? "leads to";
  return {
    from: tail,
    to: head,
    kind: oneOf(kind, EDGE_KINDS, `kind of ${where}`, from),
    track: trackOf(edge, where, from),
    label: label.replaceAll(/\\[nlr]/g, " ").trim(),
    source,
  };
}

const HEADS: Readonly<Record<string, string>> = { tee: "inhibits", normal: "activates" };

function trackOf(
  { track, style = "" }: { readonly track?: string; readonly style?: string },
  where: string,
  from: string,
): Track | null {
  if (track !== undefined && track !== "") return oneOf(track, TRACKS, `track of ${where}`, from);
  return style.split(",").includes("dashed") ? "bypass" : null;
}

function oneOf<T extends string>(
  found: string,
  choices: readonly T[],
  what: string,
  from: string,
): T {
  const choice = choices.find((one) => one === found);
  if (choice !== undefined) return choice;
  throw new DataError(
    `Cannot read ${from}: ${what} must be one of ${
      list(choices.map(quote), choices.length)
    }, found ${quote(found)}`,
  );
}
