import { withDisplay } from "../display/mod.ts";
import { list, plural, quote, UsageError } from "../errors/mod.ts";
import type { Alteration, Biopsy, Finding } from "./finding.ts";
import { type Findings, makeFindings } from "./findings.ts";
import { defaultTaxonomy, findMechanism, type Taxonomy } from "./taxonomy.ts";

/** What becomes of a biopsy with several mechanisms. */
export type SeveralRule = "every" | "first by precedence" | "several as one";

/** What an alteration is to the resistance. */
export interface Classification {
  /** "on-target", "bypass", "transformation", "efflux", …, "driver", "not classified". */
  readonly class: string;
  /** "kinase-domain mutation", "MET amplification", … */
  readonly mechanism: string;
  /** "gatekeeper", "solvent front", …; empty where not entered. */
  readonly positionRole: string;
  /** 1 before 2. */
  readonly precedence: number;
  /** Where the taxonomy has it from; empty for what it does not know. */
  readonly source: string;
}

/** A finding with its mechanism. */
export interface ClassifiedFinding extends Finding {
  /** What the alteration is to the resistance. */
  readonly classification: Classification;
}

/** How findings are classified. */
export interface ClassifyOptions {
  /** Default: the library's own, see {@linkcode readTaxonomy}. */
  readonly taxonomy?: Taxonomy;
  /** What becomes of a biopsy with several mechanisms; default "every": each counts. */
  readonly rule?: SeveralRule;
  /** The treated kinase, for biopsies that do not name one. */
  readonly target?: string;
  /** Whether variants of unknown significance count as mechanisms; default "left out". */
  readonly unknownSignificance?: "left out" | "counted";
}

/** Findings whose mechanisms are known. */
export interface ClassifiedFindings extends Findings {
  /** The same findings in the same order, each with its mechanism. */
  readonly findings: readonly ClassifiedFinding[];
  /** The rule for biopsies with several mechanisms. */
  readonly rule: SeveralRule;
}

const RULES: readonly SeveralRule[] = ["every", "first by precedence", "several as one"];

/** Of an alteration that the taxonomy does not know. */
export const NOT_CLASSIFIED: Classification = Object.freeze({
  class: "not classified",
  mechanism: "not classified",
  positionRole: "",
  precedence: 99,
  source: "",
});

const UNKNOWN_SIGNIFICANCE: Classification = Object.freeze({
  ...NOT_CLASSIFIED,
  class: "unknown significance",
  mechanism: "variant of unknown significance",
});

/** Classes that are no mechanism of resistance: they take no part in the rule. */
export const NO_MECHANISM: ReadonlySet<string> = new Set([
  "driver",
  "not classified",
  "unknown significance",
]);

/**
 * Names the mechanism of every finding: the first row of the taxonomy that fits.
 *
 * The rule says what `mechanismFrequency` makes of a biopsy with several mechanisms: `every` counts
 * each (shares then add up to more than 1), `first by precedence` counts the one with the lowest
 * precedence in the taxonomy, `several as one` counts such biopsies as "several mechanisms".
 * Alterations that the taxonomy does not know are "not classified": they stay findings but are no
 * mechanism.
 *
 * O(findings + alterations x taxonomy rows).
 *
 * @param findings From a reader
 * @throws {UsageError} If a biopsy names no target kinase and `target` is not given, or the rule is
 * unknown
 *
 * @example Usage
 * ```ts
 * import { classifyFindings, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const findings = classifyFindings(await readStudy("data/simulated_alk_cohort"));
 * const solventFront = findings.findings.find(({ alteration }) => alteration.label === "ALK G1202R");
 * assert(solventFront?.classification.positionRole === "solvent front");
 * ```
 */
export function classifyFindings(
  findings: Findings,
  {
    taxonomy = defaultTaxonomy(),
    rule = "every",
    target,
    unknownSignificance = "left out",
  }: ClassifyOptions = {},
): ClassifiedFindings {
  if (!RULES.includes(rule)) {
    throw new UsageError(
      `Cannot classify findings: rule must be ${list(RULES.map(quote))}, found ${quote(rule)}`,
    );
  }
  if (target === undefined) requireTargets(findings.biopsies);
  const known = new Map<string, Map<Alteration, Classification>>();
  const classified = findings.findings.map((finding) => {
    const { alteration, biopsy } = finding;
    const treated = biopsy.target || (target ?? "");
    let ofTarget = known.get(treated);
    if (ofTarget === undefined) known.set(treated, ofTarget = new Map());
    let classification = ofTarget.get(alteration);
    if (classification === undefined) {
      classification = classify(alteration, treated, taxonomy, unknownSignificance);
      ofTarget.set(alteration, classification);
    }
    // Spelt out: spreading a million records takes seconds.
    const { assay, state, reason, measurement, row } = finding;
    return measurement === undefined
      ? { biopsy, alteration, assay, state, reason, row, classification }
      : { biopsy, alteration, assay, state, reason, measurement, row, classification };
  });
  const shown = makeFindings({ ...findings, findings: classified });
  return withDisplay(
    { ...shown, findings: classified, rule },
    () => Reflect.get(shown, Symbol.for("Jupyter.display"))(),
  );
}

function classify(
  alteration: Alteration,
  target: string,
  taxonomy: Taxonomy,
  unknownSignificance: "left out" | "counted",
): Classification {
  if (alteration.significance === "unknown significance" && unknownSignificance === "left out") {
    return UNKNOWN_SIGNIFICANCE;
  }
  const row = findMechanism(taxonomy, alteration, target);
  if (row === undefined) return NOT_CLASSIFIED;
  const { mechanism, positionRole, precedence, source } = row;
  return Object.freeze({ class: row.class, mechanism, positionRole, precedence, source });
}

function requireTargets(biopsies: readonly Biopsy[]): void {
  const without = biopsies.filter((biopsy) => biopsy.target === "");
  if (without.length === 0) return;
  throw new UsageError(
    `Cannot classify findings: ${plural(without.length, "biopsy", "biopsies")} (${
      list(without.map(({ id }) => id), 3)
    }) must name the treated kinase, found none. Say it for all, as target: "ALK"`,
  );
}
