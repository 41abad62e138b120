import { covers } from "./assay.ts";
import type { ClassifiedFinding, ClassifiedFindings } from "./classify_findings.ts";
import type { Biopsy } from "./finding.ts";
import type { GroupedBiopsies } from "./group_biopsies.ts";
import {
  countsFor,
  type EntryTarget,
  EVENT,
  type MechanismEntry,
  severalBiopsies,
  targetKey,
} from "./mechanism_entries.ts";

/** When a unit counts as assessed for a mechanism that has several alterations. */
export type AssessedRule = "fully" | "partly";

/** What became of each unit for one mechanism. */
export interface UnitStates {
  /** 1 where the unit was assessed. */
  readonly assessed: Uint8Array;
  /** 1 where it has the mechanism (and was assessed). */
  readonly event: Uint8Array;
  /** Per group: units with the mechanism in biopsies that were not assessed as the rule asks. */
  readonly notCounted: Int32Array;
}

/** What one biopsy says of a mechanism, as bits: a finding speaks of it; it was assessed; it has it; it was found, assessed or not. */
const [SPOKEN, ASSESSED, HAS_IT, SEEN] = [1, 2, 4, 8] as const;

/**
 * Makes a function that tells, for one mechanism after the other, which units were assessed for it and
 * which have it. What can be shared is shared: biopsies with the same assays are one profile, and
 * mechanisms that the same profiles cover start from the same array.
 *
 * With `earlier` (for each biopsy, the earlier ones of its patient) only what was acquired counts: a
 * biopsy is assessed if an earlier one was and had nothing of the mechanism.
 */
export function unitStates(
  { findings, biopsies }: ClassifiedFindings,
  grouped: GroupedBiopsies,
  entries: readonly MechanismEntry[],
  role: Uint8Array,
  rule: AssessedRule,
  earlier: readonly (readonly number[])[] | null = null,
): (entry: MechanismEntry) => UnitStates {
  const { profileOf, profiles } = assayProfiles(biopsies);
  const numberOf = new Map(biopsies.map((biopsy, b) => [biopsy, b]));
  const biopsyOf = Int32Array.from(findings, ({ biopsy }) => numberOf.get(biopsy)!);
  const head = new Int32Array(biopsies.length).fill(-1);
  const verdicts = new Uint8Array(biopsies.length);
  let chain = new Int32Array(0);
  const wide = geneWideFindings(findings);
  const several = severalBiopsies(entries, findings);
  const bases = new Map<string, Uint8Array>();
  const units = grouped.groupOfUnit.length;
  const touchedUnits = new Uint8Array(units);

  function base(signature: string): Uint8Array {
    let assessed = bases.get(signature);
    if (assessed === undefined) {
      assessed = new Uint8Array(units);
      for (let b = 0; b < biopsies.length; b++) {
        if (signature[profileOf[b]] === "1") assessed[grouped.unitOf[b]] = 1;
      }
      bases.set(signature, assessed);
    }
    return assessed;
  }

  return (entry) => {
    const targets = [...entry.targets.values()];
    const residues = new Map(targets.map((target) => [target, [...target.residues]]));
    const coversTarget = profiles.map((profile) =>
      targets.map((target) =>
        profile.some((assay) => covers(assay, target.kind, target.gene, residues.get(target)))
      )
    );
    const enough = (assessed: readonly boolean[]) =>
      rule === "fully" ? assessed.every(Boolean) : assessed.some(Boolean);
    const signature = coversTarget.map((assessed) => enough(assessed) ? "1" : "0").join("");
    const assessed = base(signature).slice();
    const event = entry.inverse ? assessed.slice() : new Uint8Array(units);
    const notCounted = new Int32Array(grouped.groups.length);

    // The findings of each biopsy as a chain, first to last: head, then next.
    const spoken = [
      ...entry.findings,
      ...targets.flatMap(({ kind, gene }) => wide.get(targetKey(kind, gene)) ?? []),
    ];
    if (chain.length < spoken.length) chain = new Int32Array(spoken.length);
    const touchedBiopsies: number[] = [];
    // A table that says "absent" speaks of both sides, so its "present" counts without a coverage.
    let saysAbsent = false;
    for (let i = spoken.length - 1; i >= 0; i--) {
      const b = biopsyOf[spoken[i]];
      if (findings[spoken[i]].state === "absent") saysAbsent = true;
      if (head[b] < 0) touchedBiopsies.push(b);
      chain[i] = head[b];
      head[b] = i;
    }

    const touched: number[] = [];
    const own: number[] = [];
    for (const b of touchedBiopsies) {
      own.length = 0;
      for (let i = head[b]; i >= 0; i = chain[i]) own.push(spoken[i]);
      head[b] = -1;
      const covered = coversTarget[profileOf[b]];
      const stated = targets.map((target, t) =>
        isAssessed(
          target,
          own,
          findings,
          biopsies[b],
          covered[t],
          saysAbsent,
          residues.get(target)!,
        )
      );
      let [seen, found] = [false, false];
      for (const f of own) {
        if (findings[f].state !== "present") continue;
        found = true;
        if (role[f] === EVENT && countsFor(entry, several, biopsies[b])) seen = true;
      }
      const event = entry.inverse ? !found : seen;
      verdicts[b] = SPOKEN + (enough(stated) ? ASSESSED : 0) + (event ? HAS_IT : 0) +
        (seen ? SEEN : 0);
      const unit = grouped.unitOf[b];
      if (touchedUnits[unit] === 0) {
        touchedUnits[unit] = 1;
        touched.push(unit);
      }
    }
    const silent = entry.inverse ? HAS_IT : 0;
    const verdictOf = (b: number): number =>
      verdicts[b] || (signature[profileOf[b]] === "1" ? ASSESSED : 0) + silent;
    const forget = () => touchedBiopsies.forEach((b) => verdicts[b] = 0);
    if (earlier !== null) {
      assessed.fill(0);
      event.fill(0);
      earlier.forEach((before, b) => {
        const verdict = verdictOf(b);
        const fresh = entry.inverse || !before.some((other) => verdictOf(other) & SEEN);
        if (!(verdict & ASSESSED) || !fresh) return;
        if (!before.some((other) => verdictOf(other) & ASSESSED)) return;
        assessed[grouped.unitOf[b]] = 1;
        if (verdict & HAS_IT) event[grouped.unitOf[b]] = 1;
      });
      touched.forEach((unit) => touchedUnits[unit] = 0);
      forget();
      return { assessed, event, notCounted };
    }
    for (const unit of touched) {
      touchedUnits[unit] = 0;
      let [isAssessedUnit, isEvent, isSeen, against] = [false, false, false, false];
      for (let i = grouped.start[unit]; i < grouped.start[unit + 1]; i++) {
        const verdict = verdictOf(grouped.order[i]);
        if (verdict & SEEN) isSeen = true;
        if (!(verdict & ASSESSED)) continue;
        isAssessedUnit = true;
        if (verdict & HAS_IT) isEvent = true;
        else against = true;
      }
      assessed[unit] = isAssessedUnit ? 1 : 0;
      // No mechanism was found in a patient only if none was in any of the biopsies.
      event[unit] = isEvent && !(entry.inverse && against) ? 1 : 0;
      if (!entry.inverse && isSeen && !isEvent) notCounted[grouped.groupOfUnit[unit]]++;
    }
    forget();
    return { assessed, event, notCounted };
  };
}

function isAssessed(
  target: EntryTarget,
  own: readonly number[],
  findings: readonly ClassifiedFinding[],
  biopsy: Biopsy,
  covered: boolean,
  saysAbsent: boolean,
  residues: readonly number[],
): boolean {
  if (covered && own.every((f) => findings[f].state !== "not assessable")) return true;
  const failed = new Set<string>();
  const spokenOf = new Set<unknown>();
  for (const f of own) {
    const { alteration, state, assay } = findings[f];
    if (alteration.kind !== target.kind || alteration.gene !== target.gene) continue;
    if (state === "present" && (covered || saysAbsent)) return true;
    if (state === "not assessable") failed.add(assay);
    else if (biopsy.inadequate !== "") continue;
    else if (state === "absent" && alteration.change === "") return true;
    else if (state === "absent") spokenOf.add(alteration);
  }
  if (spokenOf.size > 0 && spokenOf.size === target.alterations.size) return true;
  if (failed.size === 0) return covered;
  return biopsy.inadequate === "" &&
    biopsy.assays.some((assay) =>
      !failed.has(assay.name) && covers(assay, target.kind, target.gene, residues)
    );
}

/** Biopsies with the same assays share a profile; those in which nothing is absent have none. */
function assayProfiles(biopsies: readonly Biopsy[]): {
  profileOf: Int32Array;
  profiles: readonly Biopsy["assays"][];
} {
  const numbers = new Map<unknown, number>();
  const known = new Map<string, number>();
  const profiles: Biopsy["assays"][] = [];
  const profileOf = Int32Array.from(biopsies, ({ assays, inadequate }) => {
    const key = inadequate !== "" ? "" : assays.map((assay) => {
      let number = numbers.get(assay);
      if (number === undefined) numbers.set(assay, number = numbers.size);
      return number;
    }).join(",");
    let profile = known.get(key);
    if (profile === undefined) {
      known.set(key, profile = profiles.length);
      profiles.push(inadequate !== "" ? [] : assays);
    }
    return profile;
  });
  return { profileOf, profiles };
}

/** Findings about a gene as a whole ("ALK: no mutation"), by kind and gene. */
function geneWideFindings(findings: readonly ClassifiedFinding[]): Map<string, number[]> {
  const wide = new Map<string, number[]>();
  findings.forEach(({ alteration, state }, f) => {
    if (alteration.change !== "" || state === "present") return;
    const key = targetKey(alteration.kind, alteration.gene);
    const known = wide.get(key);
    if (known === undefined) wide.set(key, [f]);
    else known.push(f);
  });
  return wide;
}
