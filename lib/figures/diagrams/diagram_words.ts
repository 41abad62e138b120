import { list, plural } from "../../errors/mod.ts";
import type { PlottedRow } from "../figure.ts";
import type { Diagram, DiagramEdge, EdgeKind } from "./diagram.ts";
import type { OverlayNotes } from "./diagram_overlay.ts";
import { diagramKeys } from "./diagram_legend.ts";

/** What a figure of a diagram says besides its picture. */
export interface DiagramWords {
  readonly alt: string;
  readonly caption: string;
  readonly data: readonly PlottedRow[];
}

/** Edges that are read out; the rest are counted. */
const READ_OUT = 40;

/** Description, caption and rows of a diagram, from its tables. */
export function diagramWords(diagram: Diagram, { notes, meaning }: OverlayNotes): DiagramWords {
  const { title, nodes, edges } = diagram;
  const said = nodes.flatMap(({ id, label }) => {
    const lines = notes.get(id)?.lines ?? [];
    return lines.length === 0 ? [] : [`${label}, ${lines.join(", ")}.`];
  });
  const sentences = edges.slice(0, READ_OUT).map((edge) => sentence(diagram, edge));
  const unread = edges.length - sentences.length;
  return {
    alt: [
      `Diagram, ${title}: ${plural(nodes.length, "node")} and ${plural(edges.length, "edge")}.`,
      ...sentences,
      ...(unread > 0 ? [`${plural(unread, "edge")} more.`] : []),
      ...(said.length > 0 ? [`${meaning}: ${said.join(" ")}`] : []),
    ].join(" "),
    caption: [
      `${title}.`,
      `${conventions(diagram)}.`,
      ...(meaning === "" ? [] : [`${meaning}.`]),
      ...sourcesOf(diagram),
    ].join(" "),
    data: [...nodeRows(diagram, notes), ...edges.map(edgeRow)],
  };
}

function sentence(diagram: Diagram, { from, to, kind, track, label }: DiagramEdge): string {
  const asides = [track, label].filter(Boolean).join(", ");
  return `${nameOf(diagram, from)} ${VERBS[kind]} ${nameOf(diagram, to)}${
    asides === "" ? "" : ` (${asides})`
  }.`;
}

const VERBS: Readonly<Record<EdgeKind, string>> = {
  activates: "activates",
  inhibits: "inhibits",
  "leads to": "leads to",
  "resisted by": "is resisted by",
  "overcome by": "is overcome by",
};

function nameOf({ nodes }: Diagram, end: string): string {
  const node = nodes.find(({ id }) => id === end);
  if (node !== undefined) return node.label;
  const members = nodes.filter(({ group }) => group === end).map(({ label }) => label);
  return `${end} (${list(members, 12)})`;
}

const HEADS: Readonly<Record<EdgeKind, string>> = {
  activates: "filled arrows, activation",
  inhibits: "tees, inhibition",
  "leads to": "open arrows, what follows",
  "resisted by": "hollow arrows, resisted by",
  "overcome by": "barbed arrows, overcome by",
};

const LINES: Readonly<Record<string, string>> = {
  "on-target": "solid blue, on-target",
  bypass: "dashed orange, bypass",
  other: "dot-dashed grey, another mechanism",
  blocked: "dotted grey, shut by the drug",
};

function conventions({ nodes, edges }: Diagram): string {
  const kinds = [...new Set(edges.map(({ kind }) => kind))];
  const tracks = diagramKeys({ title: "", nodes, edges }).flatMap(({ track }) => track ?? []);
  const shapes = [
    ...(nodes.some(({ kind }) => kind === "drug") ? ["black, drugs"] : []),
    ...(nodes.some(({ kind }) => kind === "alteration") ? ["hexagons, alterations"] : []),
    ...(nodes.some(({ kind }) => kind === "assay") ? ["double-sided, assays"] : []),
  ];
  const all = [
    ...kinds.map((kind) => HEADS[kind]),
    ...tracks.map((track) => LINES[track]),
    ...shapes,
  ].join("; ");
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** The sources of the edges; what is known from textbooks is counted. */
function sourcesOf({ edges }: Diagram): string[] {
  const textbook = edges.filter(({ source }) => source === "textbook knowledge").length;
  const named = [...new Set(edges.flatMap(({ source }) => source.split("; ")))]
    .filter((source) => source !== "" && source !== "textbook knowledge");
  return [
    ...(named.length === 0 ? [] : [`Sources: ${named.join("; ")}.`]),
    ...(textbook === 0
      ? []
      : [`${plural(textbook, "edge")} of ${edges.length}: textbook knowledge.`]),
  ];
}

function nodeRows({ nodes }: Diagram, notes: OverlayNotes["notes"]): PlottedRow[] {
  return nodes.map((node) => ({
    row: "node",
    id: node.id,
    label: node.label,
    kind: node.kind,
    track: node.track,
    group: node.group,
    mechanism: node.mechanism,
    entity: node.entity,
    change: node.change,
    shown: notes.get(node.id)?.lines.join(", ") ?? "",
    share: notes.get(node.id)?.share ?? null,
    source: node.source,
  }));
}

function edgeRow({ from, to, kind, track, label, source }: DiagramEdge): PlottedRow {
  return { row: "edge", from, to, kind, track, label, source };
}
