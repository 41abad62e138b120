import { fileURLToPath } from "node:url";
import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { outputOf } from "./screen_output.ts";

const DIRECTIONS = ["down", "right"] as const;
const JOURNALS = ["screen", "slide", "nature", "plos", "cell", "aacr", "science"] as const;

/** What `halfmax diagram` was asked to do. */
export interface DiagramRequest {
  readonly nodes: string;
  readonly edges: string;
  readonly title: string | null;
  readonly journal: typeof JOURNALS[number];
  /** By the journal's name for it, or in mm; null for its first. */
  readonly width: string | number | null;
  readonly direction: typeof DIRECTIONS[number] | null;
  readonly seconds: number | null;
  /** The pictures, the data and the record, by their names; empty for an SVG on standard output. */
  readonly files: readonly string[];
}

const SYNTAX: Syntax = {
  "out": {
    value: "FILE",
    meaning: "the picture, by its ending .svg, .pdf or .png; beside it stand its data " +
      "(FILE.data.csv) and its record (FILE.metadata.json). Its folder is made if it is not there. " +
      "Without it the SVG goes to standard output",
  },
  "journal": {
    value: JOURNALS.join("|"),
    choices: JOURNALS,
    meaning: "whose width, type and lines it is laid out for; default nature",
  },
  "width": {
    value: "NAME|MM",
    meaning: "a width by the journal's name for it, as single or double, or in mm",
  },
  "direction": {
    value: DIRECTIONS.join("|"),
    choices: DIRECTIONS,
    meaning: "which way it runs; default whichever takes less room",
  },
  "title": { value: "TEXT", meaning: "what it shows; default the name of NODES" },
  "seconds": { value: "NUMBER", meaning: "how long the layout may take; default 20" },
};

const NOTES = `Input
  NODES has a row per node: id and label; and, as far as wanted, kind (drug, target, receptor,
  protein, ligand, alteration, material, assay, step, decision, outcome), detail, track (on-target,
  bypass, other, blocked), group, level, mechanism, entity_type, entity, change, source.
  EDGES has a row per edge: from and to, which are ids of nodes or names of groups; and kind
  (activates, inhibits, leads to, resisted by, overcome by), track, label, source.

Results
  Activation is an arrow, inhibition a tee; on-target is solid and blue, bypass dashed and orange.
  A group whose members have no edges of their own is one box. A diagram that does not fit the
  width with type that the journal allows is refused, with the width that it needs.

Exit codes
  0 done, 2 wrong usage, too little width or too long a layout, 65 bad data (an edge to a node that
  is not there), 70 a bug in halfmax, 130 stopped by Ctrl-C

Examples
  # How resistance has driven the ALK inhibitors, two columns wide
  deno task halfmax diagram data/diagrams/alk_inhibitor_evolution_nodes.csv \\
    data/diagrams/alk_inhibitor_evolution_edges.csv --width double --out results/evolution.svg
`;

/** `halfmax diagram`: two tables to a pathway or workflow. */
export const diagramCommand: Command<DiagramRequest> = {
  summary: "draw a pathway or workflow from a table of nodes and one of edges",
  usage: "NODES EDGES [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./diagram.ts"),
};

/** The layout runs in a worker of its own, whose file the sandbox must be able to read. */
const LAYOUT_WORKER = fileURLToPath(
  new URL("../figures/diagrams/layout_worker.ts", import.meta.url),
);

function plan({ options, operands }: Arguments): Task<DiagramRequest> {
  if (operands.length !== 2 || operands.includes("")) {
    throw new UsageError(
      `Cannot run halfmax diagram: needs NODES and EDGES, found ${operands.join(" ") || "none"}`,
    );
  }
  const [nodes, edges] = operands;
  const out = options.get("out");
  const output = out === undefined ? null : outputOf(out, ENDINGS, "halfmax diagram");
  const files = (output?.files ?? []).flatMap((name) => {
    const stem = name.slice(0, name.lastIndexOf("."));
    return [name, `${stem}.data.csv`, `${stem}.metadata.json`];
  });
  return {
    request: {
      nodes,
      edges,
      title: options.get("title") ?? null,
      journal: JOURNALS.find((journal) => journal === options.get("journal")) ?? "nature",
      width: widthOf(options.get("width")),
      direction: DIRECTIONS.find((direction) => direction === options.get("direction")) ?? null,
      seconds: secondsOf(options.get("seconds")),
      files,
    },
    inputs: [nodes, edges, LAYOUT_WORKER],
    output: output === null ? null : { ...output, files },
  };
}

const ENDINGS = [".svg", ".pdf", ".png"];

function widthOf(text: string | undefined): string | number | null {
  if (text === undefined) return null;
  return /^[\d.]+$/.test(text) ? Number(text) : text;
}

function secondsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = Number(text);
  if (text.trim() !== "" && seconds > 0) return seconds;
  throw new UsageError(
    `Cannot run halfmax diagram: --seconds must be a number > 0, found ${JSON.stringify(text)}`,
  );
}
