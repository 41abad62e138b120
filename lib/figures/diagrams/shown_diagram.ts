import {
  type DisplayBundle,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../../display/mod.ts";
import { plural } from "../../errors/mod.ts";
import type { Diagram, DiagramEdge } from "./diagram.ts";

/** A diagram that shows itself as its edges, each with its source. */
export function shownDiagram(diagram: Diagram): Diagram {
  return withDisplay(diagram, () => shown(diagram));
}

function shown({ title, nodes, edges }: Diagram): DisplayBundle {
  const caption = `${title}: ${plural(nodes.length, "node")}, ${plural(edges.length, "edge")}`;
  return {
    "text/plain": textTable(edges, EDGE_COLUMNS, { caption }),
    "text/html": htmlTable(edges, EDGE_COLUMNS, { caption }),
  };
}

const EDGE_COLUMNS: readonly TableColumn<DiagramEdge>[] = [
  { header: "from", cell: ({ from }) => from },
  { header: "edge", cell: ({ kind }) => kind },
  { header: "to", cell: ({ to }) => to },
  { header: "track", cell: ({ track }) => track ?? "" },
  { header: "source", cell: ({ source }) => source },
];
