import type { Alteration, AlterationKind, Significance } from "./finding.ts";
import { readProteinChanges } from "./protein_changes.ts";

/** What an alteration is made of; `makeAlteration` adds its residues and its label. */
export interface AlterationParts {
  /** What kind of change. */
  readonly kind: AlterationKind;
  /** Gene symbol; empty for a histology. */
  readonly gene: string;
  /** The change as its source writes it; empty for the gene as a whole. */
  readonly change?: string;
  /** Whether it is known to matter; default "not stated". */
  readonly significance?: Significance;
}

/**
 * An alteration with its change in the library's notation, its residues and its label.
 *
 * A mutation's change is normalised ({@link readProteinChanges}); one that cannot be read keeps its
 * text. Words for copy number become "amplification", "gain", "loss" or "deletion".
 *
 * @example Usage
 * ```ts
 * import { makeAlteration } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const mutation = makeAlteration({ kind: "mutation", gene: "ALK", change: "p.Gly1202Arg" });
 * assertEquals([mutation.label, mutation.residues], ["ALK G1202R", [1202]]);
 * assertEquals(
 *   makeAlteration({ kind: "fusion", gene: "ALK", change: "EML4-ALK" }).label,
 *   "EML4::ALK fusion",
 * );
 * ```
 */
export function makeAlteration(
  { kind, gene, change = "", significance = "not stated" }: AlterationParts,
): Alteration {
  const read = kind === "mutation" ? readProteinChanges(change) : undefined;
  const written = read?.label ?? normalizeWords(kind, change.trim());
  return Object.freeze({
    kind,
    gene,
    change: written,
    residues: residuesOf(read?.changes ?? []),
    label: labelOf(kind, gene, written) +
      (significance === "unknown significance" ? " (unknown significance)" : ""),
    significance,
  });
}

/** Makes each alteration once: a million findings share a few thousand alterations. */
export function alterationMaker(): (parts: Required<AlterationParts>) => Alteration {
  const made = new Map<string, Alteration>();
  return (parts) => {
    const key = `${parts.kind}\t${parts.gene}\t${parts.change}\t${parts.significance}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = makeAlteration(parts);
    // Two notations of one change are one alteration.
    const norm = `${fresh.kind}\t${fresh.gene}\t${fresh.change}\t${fresh.significance}`;
    const alteration = made.get(norm) ?? fresh;
    made.set(norm, alteration);
    made.set(key, alteration);
    return alteration;
  };
}

function residuesOf(changes: readonly { position: number; end: number }[]): readonly number[] {
  const residues = new Set<number>();
  for (const { position, end } of changes) residues.add(position).add(end);
  return [...residues].sort((a, b) => a - b);
}

const COPY_NUMBER: Readonly<Record<string, string>> = {
  amp: "amplification",
  amplified: "amplification",
  amplification: "amplification",
  "2": "amplification",
  gain: "gain",
  "copy number gain": "gain",
  "copy-number gain": "gain",
  "1": "gain",
  loss: "loss",
  "-1": "loss",
  del: "deletion",
  homdel: "deletion",
  "deep deletion": "deletion",
  deletion: "deletion",
  "-2": "deletion",
};

function normalizeWords(kind: AlterationKind, change: string): string {
  if (kind === "copy number") return COPY_NUMBER[change.toLowerCase()] ?? change;
  if (kind !== "fusion") return change;
  const bare = change.replace(/\s+(fusion|rearrangement)$/i, "").replace(
    /^(fusion|rearrangement)$/i,
    "",
  );
  return /^[A-Z0-9.]+-[A-Z0-9.]+$/.test(bare) ? bare.replace("-", "::") : bare;
}

function labelOf(kind: AlterationKind, gene: string, change: string): string {
  if (kind === "histology") return change || "histologic transformation";
  if (kind === "fusion") {
    if (change.includes("::")) return `${change} fusion`;
    return change === "" ? `${gene} fusion` : `${gene} fusion ${change}`;
  }
  if (kind === "phosphorylation") return `${gene} phosphorylation${change && `: ${change}`}`;
  if (change !== "") return `${gene} ${change}`;
  return `${gene} ${kind}`;
}
