import type { Biopsy, Finding } from "./finding.ts";
import type { Findings } from "./findings.ts";
import { covers } from "./assay.ts";

/** Where a finding that is present came from, as far as earlier samples tell. */
export type Origin = "acquired" | "present at baseline" | "present, baseline unknown";

/**
 * Whether what is present was acquired: absent in an adequate earlier sample of the patient.
 *
 * Samples are ordered by `time`, or where that is not given by the number of prior drugs. Absent means
 * a row that says so, or an assay that covers the alteration and no finding of it. An earlier sample
 * that could not have shown it proves nothing: "present, baseline unknown".
 *
 * @returns One origin per finding, in order; null for those that are not present
 *
 * @example Usage
 * ```ts
 * import { findingOrigins, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * assertEquals(findingOrigins(study).length, study.findings.length);
 * ```
 */
export function findingOrigins({ biopsies, findings }: Findings): readonly (Origin | null)[] {
  const ofPatient = Map.groupBy(biopsies, ({ patient }) => patient);
  const ofBiopsy = new Map<Biopsy, Finding[]>();
  for (const finding of findings) {
    const known = ofBiopsy.get(finding.biopsy);
    if (known === undefined) ofBiopsy.set(finding.biopsy, [finding]);
    else known.push(finding);
  }
  return findings.map((finding) => {
    if (finding.state !== "present") return null;
    const earlier = (ofPatient.get(finding.biopsy.patient) ?? []).filter((other) =>
      other !== finding.biopsy && isEarlier(other, finding.biopsy)
    );
    const states = earlier.map((biopsy) => stateIn(biopsy, finding, ofBiopsy.get(biopsy) ?? []));
    if (states.includes("present")) return "present at baseline";
    return states.includes("absent") ? "acquired" : "present, baseline unknown";
  });
}

/** For each biopsy, the numbers of the earlier ones of its patient. */
export function earlierBiopsies(biopsies: readonly Biopsy[]): readonly (readonly number[])[] {
  const ofPatient = new Map<string, number[]>();
  biopsies.forEach(({ patient }, b) => {
    const known = ofPatient.get(patient);
    if (known === undefined) ofPatient.set(patient, [b]);
    else known.push(b);
  });
  return biopsies.map((biopsy) =>
    ofPatient.get(biopsy.patient)!.filter((other) => isEarlier(biopsies[other], biopsy))
  );
}

function isEarlier(one: Biopsy, other: Biopsy): boolean {
  if (one.time !== null && other.time !== null) return one.time < other.time;
  return one.priorDrugs.length < other.priorDrugs.length;
}

function stateIn(
  biopsy: Biopsy,
  { alteration }: Finding,
  findings: readonly Finding[],
): "present" | "absent" | "unknown" {
  const same = findings.filter((other) => other.alteration === alteration);
  if (same.some(({ state }) => state === "present")) return "present";
  if (biopsy.inadequate !== "") return "unknown";
  const wide = findings.filter(({ alteration: other }) =>
    other.kind === alteration.kind && other.gene === alteration.gene && other.change === ""
  );
  const said = [...same, ...wide];
  if (said.some(({ state }) => state === "absent")) return "absent";
  const { kind, gene, residues } = alteration;
  // The assay that could not tell does not prove absence; another that covers the gene does.
  const failed = new Set(said.map(({ assay }) => assay));
  const seen = biopsy.assays.some((assay) =>
    !failed.has(assay.name) && covers(assay, kind, gene, residues)
  );
  return seen ? "absent" : "unknown";
}
