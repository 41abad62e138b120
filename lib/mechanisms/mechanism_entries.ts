import { NO_MECHANISM } from "./classify_findings.ts";
import type { ClassifiedFinding, SeveralRule } from "./classify_findings.ts";
import type { Alteration, AlterationKind, Biopsy } from "./finding.ts";

/** How finely mechanisms are told apart. */
export type MechanismLevel = "class" | "mechanism" | "gene" | "alteration";

/** A gene and a kind of change that an assay must cover for a mechanism to be called absent. */
export interface EntryTarget {
  readonly kind: AlterationKind;
  readonly gene: string;
  readonly residues: Set<number>;
  readonly alterations: Set<Alteration>;
}

/** A mechanism at the level asked for, with the findings that speak of it. */
export interface MechanismEntry {
  readonly label: string;
  /** Class of the mechanism; at the level of classes, itself. */
  readonly class: string;
  readonly positionRole: string;
  readonly precedence: number;
  readonly targets: Map<string, EntryTarget>;
  /** Findings of it, by number. */
  readonly findings: number[];
  /** Whether it stands for "none of the mechanisms found". */
  readonly inverse: boolean;
}

/** What the rule makes of each finding: an event, or seen but no event. */
export const [NO_EVENT, EVENT] = [1, 2] as const;

/** Name of a biopsy with several mechanisms under the rule "several as one". */
export const SEVERAL = "several mechanisms";
/** Name of a biopsy with none. */
export const UNKNOWN = "unknown";

/** The mechanisms of a data set with their findings and what an assay must cover to see them. */
export function mechanismEntries(
  findings: readonly ClassifiedFinding[],
  level: MechanismLevel,
  rule: SeveralRule,
): { entries: readonly MechanismEntry[]; role: Uint8Array } {
  const entries = new Map<string, MechanismEntry>();
  const role = new Uint8Array(findings.length);
  const named = level === "class" || level === "mechanism";
  findings.forEach((finding, f) => {
    role[f] = finding.state === "present" ? EVENT : NO_EVENT;
    const { alteration, classification } = finding;
    const wide = alteration.change === "" && finding.state !== "present";
    if (wide || skips(classification.class, named)) return;
    for (const label of labelsOf(finding, level)) {
      addTo(entryFor(entries, label, finding, level), finding, f);
    }
  });
  if (named && rule !== "every") applyRule(findings, level, rule, role, entries);
  const list = [...entries.values()].filter(({ findings: own, label }) =>
    named && rule === "several as one" && label === SEVERAL ? own.length > 0 : true
  );
  if (named && list.length > 0) list.push(unknownEntry(list));
  list.sort((one, other) =>
    one.precedence - other.precedence || countPresent(other, findings) -
      countPresent(one, findings) ||
    (one.label < other.label ? -1 : 1)
  );
  return { entries: list, role };
}

function skips(className: string, named: boolean): boolean {
  return named ? NO_MECHANISM.has(className) : className === "driver";
}

function labelsOf(finding: ClassifiedFinding, level: MechanismLevel): readonly string[] {
  const { alteration, classification } = finding;
  if (level === "class") return [classification.class];
  if (level === "mechanism") return [classification.mechanism];
  if (level === "gene") return [alteration.gene || alteration.label];
  if (alteration.kind !== "mutation" || !alteration.change.includes(";")) return [alteration.label];
  // A compound is a finding of each of its changes too.
  const parts = alteration.change.replace(/ \((cis|trans)\)$/, "").split(";");
  return [alteration.label, ...parts.map((part) => `${alteration.gene} ${part}`)];
}

function entryFor(
  entries: Map<string, MechanismEntry>,
  label: string,
  { classification }: ClassifiedFinding,
  level: MechanismLevel,
): MechanismEntry {
  let entry = entries.get(label);
  if (entry === undefined) {
    entry = {
      label,
      class: level === "class" ? label : classification.class,
      positionRole: level === "alteration" ? classification.positionRole : "",
      precedence: classification.precedence,
      targets: new Map(),
      findings: [],
      inverse: false,
    };
    entries.set(label, entry);
  }
  return entry;
}

function addTo(entry: MechanismEntry, { alteration }: ClassifiedFinding, f: number): void {
  entry.findings.push(f);
  const { kind, gene, residues } = alteration;
  const key = targetKey(kind, gene);
  let target = entry.targets.get(key);
  if (target === undefined) {
    entry.targets.set(
      key,
      target = { kind, gene, residues: new Set(), alterations: new Set() },
    );
  }
  if (target.alterations.has(alteration)) return;
  target.alterations.add(alteration);
  const single = /^\S+ [A-Z*](\d+)\S*$/.exec(entry.label);
  if (single !== null && alteration.change.includes(";")) target.residues.add(Number(single[1]));
  else residues.forEach((residue) => target.residues.add(residue));
}

/** How a gene and a kind are named as one. */
export function targetKey(kind: AlterationKind, gene: string): string {
  return `${kind}\t${gene}`;
}

/** Takes the event from findings that the rule does not count, and adds "several mechanisms". */
function applyRule(
  findings: readonly ClassifiedFinding[],
  level: MechanismLevel,
  rule: SeveralRule,
  role: Uint8Array,
  entries: Map<string, MechanismEntry>,
): void {
  const ofBiopsy = new Map<Biopsy, number[]>();
  findings.forEach(({ biopsy, state, classification }, f) => {
    if (state !== "present" || NO_MECHANISM.has(classification.class)) return;
    const known = ofBiopsy.get(biopsy);
    if (known === undefined) ofBiopsy.set(biopsy, [f]);
    else known.push(f);
  });
  for (const present of ofBiopsy.values()) {
    const labels = new Set(present.map((f) => labelsOf(findings[f], level)[0]));
    if (labels.size < 2) continue;
    if (rule === "first by precedence") {
      const rank = (f: number) => findings[f].classification.precedence;
      const best = present.reduce((one, other) => rank(other) < rank(one) ? other : one);
      const first = labelsOf(findings[best], level)[0];
      for (const f of present) if (labelsOf(findings[f], level)[0] !== first) role[f] = NO_EVENT;
    } else {
      const several = entryFor(entries, SEVERAL, findings[present[0]], level);
      for (const f of present) addTo(several, findings[f], f);
    }
  }
}

/** Under "several as one" an event of one mechanism is none if its biopsy has several. */
export function countsFor(entry: MechanismEntry, several: ReadonlySet<Biopsy>, biopsy: Biopsy) {
  return entry.label === SEVERAL || !several.has(biopsy);
}

/** The biopsies with several mechanisms under the rule "several as one"; else none. */
export function severalBiopsies(
  entries: readonly MechanismEntry[],
  findings: readonly ClassifiedFinding[],
): ReadonlySet<Biopsy> {
  const several = entries.find(({ label }) => label === SEVERAL);
  return new Set(several?.findings.map((f) => findings[f].biopsy));
}

function unknownEntry(entries: readonly MechanismEntry[]): MechanismEntry {
  const targets = new Map<string, EntryTarget>();
  for (const entry of entries) {
    for (const [key, target] of entry.targets) {
      const known = targets.get(key);
      if (known === undefined) {
        targets.set(key, {
          ...target,
          residues: new Set(target.residues),
          alterations: new Set(target.alterations),
        });
      } else {
        target.residues.forEach((residue) => known.residues.add(residue));
        target.alterations.forEach((alteration) => known.alterations.add(alteration));
      }
    }
  }
  return {
    label: UNKNOWN,
    class: UNKNOWN,
    positionRole: "",
    precedence: 98,
    targets,
    findings: [...new Set(entries.flatMap((entry) => entry.findings))],
    inverse: true,
  };
}

function countPresent(entry: MechanismEntry, findings: readonly ClassifiedFinding[]): number {
  let count = 0;
  for (const f of entry.findings) if (findings[f].state === "present") count++;
  return count;
}
