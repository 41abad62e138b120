import { type CellProblem, DataError, list, nearest, quote } from "../../errors/mod.ts";
import {
  choiceColumn,
  type ColumnOptions,
  readColumns,
  readTable,
  type Table,
  textColumn,
} from "../../tables/mod.ts";
import {
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  EDGE_KINDS,
  NODE_KINDS,
  TRACKS,
} from "./diagram.ts";
import { shownDiagram } from "./shown_diagram.ts";

/**
 * A diagram from two tables: its nodes and its edges.
 *
 * Nodes need the columns `id` and `label`; they may have `kind` (default "step"), `detail`, `track`,
 * `group`, `level`, `mechanism`, `entity_type`, `entity`, `change` and `source`. Edges need `from` and
 * `to`, which are ids of nodes or names of groups; they may have `kind` (default "leads to"), `track`,
 * `label` and `source`. Shows itself as its nodes and edges.
 *
 * @param nodesPath CSV or other delimited text, one row per node
 * @param edgesPath The same, one row per edge
 * @param options.title What the diagram shows; by default the name of the table of nodes
 * @throws {DataError} If a column or cell is not as needed, an id stands twice, or an edge leads to a
 * node that is not there: the row is named, and the nearest node
 *
 * @example Usage
 * ```ts
 * import { readDiagram } from "halfmax/figures/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const stem = "data/diagrams/alk_inhibitor_evolution";
 * const { title, nodes } = await readDiagram(`${stem}_nodes.csv`, `${stem}_edges.csv`);
 * assertEquals(title, "ALK inhibitor evolution");
 * assertEquals(nodes[0].label, "crizotinib");
 * ```
 */
export async function readDiagram(
  nodesPath: string,
  edgesPath: string,
  { title }: { readonly title?: string } = {},
): Promise<Diagram> {
  const [nodeTable, edgeTable] = [await readTable(nodesPath), await readTable(edgesPath)];
  const nodes = nodesOf(nodeTable);
  return shownDiagram({
    title: title ?? titleOf(nodesPath, nodes),
    nodes,
    edges: edgesOf(edgeTable, nodes),
  });
}

/** A text that may be left out, as "" where it is. */
const OPTIONAL = { missing: "null", optional: true } as const satisfies ColumnOptions;

function nodesOf(table: Table): readonly DiagramNode[] {
  const rows = readColumns(table, {
    id: textColumn(),
    label: textColumn(),
    detail: textColumn(OPTIONAL),
    kind: choiceColumn(NODE_KINDS, OPTIONAL),
    track: choiceColumn(TRACKS, OPTIONAL),
    group: textColumn(OPTIONAL),
    level: textColumn(OPTIONAL),
    mechanism: textColumn(OPTIONAL),
    entityType: textColumn({ from: "entity_type", ...OPTIONAL }),
    entity: textColumn(OPTIONAL),
    change: textColumn(OPTIONAL),
    source: textColumn(OPTIONAL),
  });
  const groups = new Set(rows.map(({ group }) => group));
  const seen = new Set<string>();
  const problems: CellProblem[] = [];
  for (const { row, id } of rows) {
    const needed = seen.has(id)
      ? "an id of its own"
      : groups.has(id)
      ? "a name that is no group's"
      : "";
    if (needed !== "") problems.push({ row, column: "id", needed, found: id });
    seen.add(id);
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return rows.map(({ row: _, ...node }) => ({
    ...node,
    detail: node.detail ?? "",
    kind: node.kind ?? "step",
    group: node.group ?? "",
    level: node.level ?? "",
    mechanism: node.mechanism ?? "",
    entityType: node.entityType ?? "",
    entity: node.entity ?? "",
    change: node.change ?? "",
    source: node.source ?? "",
  }));
}

function edgesOf(table: Table, nodes: readonly DiagramNode[]): readonly DiagramEdge[] {
  const rows = readColumns(table, {
    from: textColumn(),
    to: textColumn(),
    kind: choiceColumn(EDGE_KINDS, OPTIONAL),
    track: choiceColumn(TRACKS, OPTIONAL),
    label: textColumn(OPTIONAL),
    source: textColumn(OPTIONAL),
  });
  const known = new Set(nodes.flatMap(({ id, group }) => group === "" ? [id] : [id, group]));
  const problems = rows.flatMap((row) =>
    (["from", "to"] as const).filter((end) => !known.has(row[end])).map((end): CellProblem => ({
      row: row.row,
      column: end,
      needed: `a node's id or a group${nearestOf(row[end], [...known])}`,
      found: row[end],
    }))
  );
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return rows.map(({ row: _, ...edge }) => ({
    ...edge,
    kind: edge.kind ?? "leads to",
    label: edge.label ?? "",
    source: edge.source ?? "",
  }));
}

function nearestOf(name: string, names: readonly string[]): string {
  const close = nearest(name, names);
  return close === undefined
    ? ` (there are ${list(names.map(quote), 5)})`
    : ` (the nearest is ${quote(close)})`;
}

/** "data/alk_signaling_nodes.csv" is about "ALK signaling", where ALK is one of its entities. */
function titleOf(path: string, nodes: readonly DiagramNode[]): string {
  const stem = path.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "").replace(/[_-]?nodes$/i, "");
  const entities = new Set(nodes.flatMap(({ entity }) => entity.split(";")));
  const words = stem.split(/[_-]+/).filter(Boolean)
    .map((word) => entities.has(word.toUpperCase()) ? word.toUpperCase() : word);
  const title = words.join(" ") || "diagram";
  return title.charAt(0).toUpperCase() + title.slice(1);
}
