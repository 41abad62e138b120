import { quote } from "../errors/mod.ts";
import { type Assay, covers } from "./assay.ts";
import type { Alteration, Finding } from "./finding.ts";

/** Whether an assay covers an alteration, asked once of each pair. */
export function coverageMemory(): (assay: Assay, alteration: Alteration) => boolean {
  const known = new Map<Assay, Map<Alteration, boolean>>();
  return (assay, alteration) => {
    let ofAssay = known.get(assay);
    if (ofAssay === undefined) known.set(assay, ofAssay = new Map());
    let answer = ofAssay.get(alteration);
    if (answer === undefined) {
      answer = covers(assay, alteration.kind, alteration.gene, alteration.residues);
      ofAssay.set(alteration, answer);
    }
    return answer;
  };
}

/** A finding whose absence could not have been otherwise becomes "not assessable". */
export function judgeAbsence(
  finding: Finding,
  assay: Assay,
  covered: (assay: Assay, alteration: Alteration) => boolean,
): Finding {
  if (finding.state !== "absent") return finding;
  const against = (reason: string): Finding => ({ ...finding, state: "not assessable", reason });
  if (finding.biopsy.inadequate !== "") return against(finding.biopsy.inadequate);
  if (assay.covers !== null && !covered(assay, finding.alteration)) {
    return against(`${quote(assay.name)} does not cover ${finding.alteration.label}`);
  }
  const { detectionLimit } = assay;
  const depth = finding.measurement?.depth;
  if (depth === undefined || detectionLimit === null) return finding;
  const needed = Math.ceil(Math.log(0.05) / Math.log1p(-detectionLimit));
  return depth >= needed
    ? finding
    : against(`depth ${depth} is too low to see ${detectionLimit * 100} %: needs ${needed}`);
}
