/** What a node stands for, which decides its shape. */
export type NodeKind =
  | "drug"
  | "target"
  | "receptor"
  | "protein"
  | "ligand"
  | "alteration"
  | "material"
  | "assay"
  | "step"
  | "decision"
  | "outcome";

/** Every kind of node. */
export const NODE_KINDS: readonly NodeKind[] = [
  "drug",
  "target",
  "receptor",
  "protein",
  "ligand",
  "alteration",
  "material",
  "assay",
  "step",
  "decision",
  "outcome",
];

/** What an edge says, which decides its head: activation is an arrow, inhibition a tee. */
export type EdgeKind = "activates" | "inhibits" | "leads to" | "resisted by" | "overcome by";

/** Every kind of edge. */
export const EDGE_KINDS: readonly EdgeKind[] = [
  "activates",
  "inhibits",
  "leads to",
  "resisted by",
  "overcome by",
];

/**
 * The side of resistance that a node or edge is on, which decides color and dash: the target itself,
 * a bypass of it, another way, or a path that the drug has shut.
 */
export type Track = "on-target" | "bypass" | "other" | "blocked";

/** Every track. */
export const TRACKS: readonly Track[] = ["on-target", "bypass", "other", "blocked"];

/** A node of a diagram. */
export interface DiagramNode {
  /** Its name in the table of edges. */
  readonly id: string;
  /** What is written on it. */
  readonly label: string;
  /** A second line in smaller type; "" for none. */
  readonly detail: string;
  /** What it stands for. */
  readonly kind: NodeKind;
  /** The side of resistance that it is on; null where that says nothing. */
  readonly track: Track | null;
  /** The box that it stands in with others; "" for none. */
  readonly group: string;
  /** Nodes of one level, outside groups, stand side by side; "" where that is left to the layout. */
  readonly level: string;
  /** The mechanism of the taxonomy whose frequency belongs on it; "" for none. */
  readonly mechanism: string;
  /** What kind of thing it is in a table of identifiers, as "drug"; "" for none. */
  readonly entityType: string;
  /** Its name there, as "crizotinib", several after semicolons; "" for none. */
  readonly entity: string;
  /** The change of that gene, as "G1202R", several after semicolons; "" for none. */
  readonly change: string;
  /** Where it can be looked up; "" where the table says nothing. */
  readonly source: string;
}

/** An edge of a diagram: from one node or group to another. */
export interface DiagramEdge {
  /** The id of a node, or the name of a group. */
  readonly from: string;
  /** The id of a node, or the name of a group. */
  readonly to: string;
  /** What it says. */
  readonly kind: EdgeKind;
  /** The side of resistance that it is on; null where that says nothing. */
  readonly track: Track | null;
  /** Written beside it; "" for nothing. */
  readonly label: string;
  /** Where it can be looked up, or "textbook knowledge"; "" where the table says nothing. */
  readonly source: string;
}

/** A pathway or workflow: what there is, and how one leads to the other. */
export interface Diagram {
  /** What it shows, from the name of the table of nodes. */
  readonly title: string;
  /** What there is, in the order of the table. */
  readonly nodes: readonly DiagramNode[];
  /** What leads to what, in the order of the table. */
  readonly edges: readonly DiagramEdge[];
}
