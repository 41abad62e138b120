import { ALTERATION_KINDS, type AlterationKind } from "./finding.ts";

/** What part of a gene an assay can see. */
export interface Coverage {
  /** The kind of alteration that it detects there. */
  readonly kind: AlterationKind;
  /** Gene symbol, or "*" for every gene. */
  readonly gene: string;
  /** First residue seen; null for the gene's whole length. */
  readonly firstResidue: number | null;
  /** Last residue seen; null for the gene's whole length. */
  readonly lastResidue: number | null;
}

/** A test that was run on biopsies: a panel, a FISH probe set, an antibody. */
export interface Assay {
  /** Its name, unique in a data set. */
  readonly name: string;
  /** What it can see; null where nobody said. */
  readonly covers: readonly Coverage[] | null;
  /** Least variant allele fraction that it reports, 0 to 1; null where not stated. */
  readonly detectionLimit: number | null;
}

/** Whether an assay sees an alteration of this kind in this gene, at all of these residues. */
export function covers(
  assay: Assay,
  kind: AlterationKind,
  gene: string,
  residues: readonly number[] = [],
): boolean {
  const here = (assay.covers ?? []).filter((part) =>
    part.kind === kind && (part.gene === "*" || part.gene === gene)
  );
  if (here.length === 0) return false;
  if (here.some((part) => part.firstResidue === null)) return true;
  // Only some residues are covered: without a residue to ask for, the gene as a whole is not.
  return residues.length > 0 &&
    residues.every((residue) =>
      here.some(({ firstResidue, lastResidue }) =>
        residue >= firstResidue! && residue <= lastResidue!
      )
    );
}

/**
 * An assay that sees every gene: whole-exome sequencing, or a statement of the caller's.
 *
 * @param name Its name
 * @param kinds What it detects, by default everything
 */
export function everyGeneAssay(
  name: string,
  kinds: readonly AlterationKind[] = ALTERATION_KINDS,
): Assay {
  return panelAssay(name, ["*"], kinds);
}

/**
 * An assay that sees these genes in full.
 *
 * @param name Its name
 * @param genes Gene symbols
 * @param kinds What it detects in them
 *
 * @example Usage
 * ```ts
 * import { covers, panelAssay } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const panel = panelAssay("lung panel", ["ALK", "ROS1"], ["mutation"]);
 * assertEquals(covers(panel, "mutation", "ALK"), true);
 * assertEquals(covers(panel, "copy number", "ALK"), false);
 * ```
 */
export function panelAssay(
  name: string,
  genes: readonly string[],
  kinds: readonly AlterationKind[],
): Assay {
  return {
    name,
    detectionLimit: null,
    covers: kinds.flatMap((kind) =>
      genes.map((gene) => ({ kind, gene, firstResidue: null, lastResidue: null }))
    ),
  };
}
