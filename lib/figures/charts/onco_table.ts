import {
  type Alteration,
  type AlterationKind,
  type Biopsy,
  type ClassifiedFinding,
  type ClassifiedFindings,
  covers,
} from "../../mechanisms/mod.ts";
import type { Glyph, OncoCell } from "../marks/onco_cells.ts";
import { CATEGORY_COLORS } from "../theme/palette.ts";

/** One row of an OncoPrint with its counts; cells in the order of the biopsies. */
export interface OncoTableRow {
  readonly name: string;
  readonly cells: readonly OncoCell[];
  readonly altered: number;
  readonly assessable: number;
}

/** Glyphs in the order in which they are drawn: whole cells first, insets over them. */
export const GLYPHS = {
  amplification: { name: "amplification", color: CATEGORY_COLORS[1], span: [0, 1] },
  gain: { name: "gain", color: CATEGORY_COLORS[4], span: [0, 1] },
  deletion: { name: "deletion or loss", color: CATEGORY_COLORS[0], span: [0, 1] },
  copies: { name: "copy number", color: CATEGORY_COLORS[4], span: [0, 1] },
  histology: { name: "histology", color: CATEGORY_COLORS[7], span: [0, 1] },
  fusion: { name: "fusion", color: CATEGORY_COLORS[3], span: [0.15, 0.85] },
  expression: { name: "expression", color: CATEGORY_COLORS[5], span: [0, 0.25] },
  phosphorylation: { name: "phosphorylation", color: CATEGORY_COLORS[6], span: [0.75, 1] },
  mutation: { name: "mutation", color: CATEGORY_COLORS[2], span: [0.32, 0.68] },
} as const satisfies Readonly<Record<string, Glyph>>;

const DRAWN: readonly Glyph[] = Object.values(GLYPHS);

/** Classes that are drawn only when asked for. */
const QUIET_CLASSES: ReadonlySet<string> = new Set(["driver", "unknown significance"]);

/**
 * Genes (and histologies) by biopsy. A biopsy is assessable for a gene if a finding there says present
 * or absent, or if an assay of it covers any kind of change of the gene and the sample is adequate.
 *
 * @param asked Genes that get a row even if nothing is said of them, where a panel names them
 */
export function oncoTable(
  { biopsies, findings }: ClassifiedFindings,
  everything: boolean,
  asked: readonly string[] = [],
): OncoTableRow[] {
  const counted = findings.filter(({ classification }) =>
    everything || !QUIET_CLASSES.has(classification.class)
  );
  const byName = Map.groupBy(counted, ({ alteration }) => nameOf(alteration));
  for (const gene of asked) {
    // A gene of a panel in which nothing was ever found is a row of its own, not a mistake.
    if (!byName.has(gene) && isOnPanel(biopsies, gene)) byName.set(gene, []);
  }
  const numbers = new Map(biopsies.map((biopsy, i) => [biopsy, i]));
  return [...byName].map(([name, own]) => {
    const states = statesOf(own, numbers, biopsies.length);
    const looked = lookedAt(own.length === 0 ? name : own[0].alteration.gene);
    const cells = biopsies.map((biopsy, i): OncoCell => {
      const glyphs = states.present[i];
      if (glyphs !== null) return DRAWN.filter((glyph) => glyphs.has(glyph));
      return states.absent[i] || looked(biopsy) ? "unaltered" : "not assessable";
    });
    return {
      name,
      cells,
      altered: cells.filter((cell) => typeof cell !== "string").length,
      assessable: cells.filter((cell) => cell !== "not assessable").length,
    };
  });
}

/** Whether an assay names the gene; one that covers every gene would accept a misspelled one. */
function isOnPanel(biopsies: readonly Biopsy[], gene: string): boolean {
  const assays = new Set(biopsies.flatMap((biopsy) => biopsy.assays));
  return [...assays].some(({ covers: parts }) => parts?.some((part) => part.gene === gene));
}

function nameOf({ gene, change, label }: Alteration): string {
  return gene || change || label;
}

function statesOf(
  findings: readonly ClassifiedFinding[],
  numbers: ReadonlyMap<Biopsy, number>,
  count: number,
) {
  const present: (Set<Glyph> | null)[] = Array(count).fill(null);
  const absent: boolean[] = Array(count).fill(false);
  for (const { biopsy, alteration, state } of findings) {
    const i = numbers.get(biopsy);
    if (i === undefined) continue;
    if (state === "present") (present[i] ??= new Set()).add(glyphOf(alteration));
    else if (state === "absent") absent[i] = true;
  }
  return { present, absent };
}

function glyphOf({ kind, change }: Alteration): Glyph {
  if (kind !== "copy number") return GLYPHS[kind];
  if (change === "amplification" || change === "gain") return GLYPHS[change];
  return change === "deletion" || change === "loss" ? GLYPHS.deletion : GLYPHS.copies;
}

const GENE_KINDS: readonly AlterationKind[] = [
  "mutation",
  "copy number",
  "fusion",
  "expression",
  "phosphorylation",
];

/** Whether anything run on a biopsy could have shown a change of that gene. */
function lookedAt(gene: string): (biopsy: Biopsy) => boolean {
  const kinds: readonly AlterationKind[] = gene === "" ? ["histology"] : GENE_KINDS;
  const known = new Map<object, boolean>();
  return ({ assays, inadequate }) =>
    inadequate === "" && assays.some((assay) => {
      let sees = known.get(assay);
      if (sees === undefined) {
        known.set(assay, sees = kinds.some((kind) => covers(assay, kind, gene)));
      }
      return sees;
    });
}
