import { list, plural, quote, UsageError } from "../errors/mod.ts";
import { proportionInterval, type ProportionMethod } from "../statistics/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type ClassifyOptions,
} from "./classify_findings.ts";
import { clusterInterval, type ClusterType } from "./cluster_interval.ts";
import { type Counts, frequencyOfCounts } from "./frequency_of_counts.ts";
import type { Findings } from "./findings.ts";
import { earlierBiopsies } from "./finding_origins.ts";
import {
  type FrequencyGroup,
  type FrequencyRow,
  type MechanismFrequency,
  showFrequency,
} from "./frequency.ts";
import { type CountUnit, groupBiopsies, type GroupedBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, type MechanismEntry, type MechanismLevel } from "./mechanism_entries.ts";
import { type AssessedRule, type UnitStates, unitStates } from "./tabulate.ts";

/** How mechanisms are counted. */
export interface FrequencyOptions extends ClassifyOptions {
  /**
   * What the groups are: "prior_drug" (the last one given), "prior_drugs" (the sequence),
   * "prior_lines", "target", "specimen", "time_point", or columns of the biopsies; default none.
   */
  readonly by?: string | readonly string[];
  /** What is counted; default "patient". */
  readonly unit?: CountUnit;
  /** How finely mechanisms are told apart; default "alteration". */
  readonly mechanisms?: MechanismLevel;
  /** Interval for one proportion; default "Wilson". */
  readonly method?: ProportionMethod;
  /** Two-sided confidence level; default 0.95. */
  readonly level?: number;
  /** Count everything present, or only what was acquired; default "present". */
  readonly count?: "present" | "acquired";
  /**
   * Whether a unit counts as assessed for a mechanism with several alterations when all of those met
   * in the data could have been seen in it ("fully", the default), or any of them ("partly").
   */
  readonly assessed?: AssessedRule;
  /** Seed of the cluster bootstrap; default 1. */
  readonly seed?: number;
}

const LEVELS: readonly MechanismLevel[] = ["class", "mechanism", "gene", "alteration"];
const UNITS: readonly CountUnit[] = ["patient", "time point", "biopsy"];

/**
 * How often each mechanism was seen: units with it over units in which it could have been seen, with
 * an interval, by group.
 *
 * A patient has a mechanism if any of the biopsies in the group has it, and was assessed if any could
 * have shown it. A biopsy could have shown it if a row says that it is present or absent, or if one of
 * its assays covers it and the sample is adequate. Patients with biopsies in several groups are in each
 * of them, and `shared` says how many. Shares of mechanisms need not add up to 1.
 *
 * Where a patient has several units (unit "biopsy" or "time point"), the interval is a cluster
 * bootstrap over patients. The percentile bootstrap covers less than its level for few patients or
 * rare mechanisms: count patients where you can.
 *
 * With `count: "acquired"` a unit is assessable only with an adequate earlier sample of the patient that
 * has nothing of the mechanism, whether or not it was found later; so those without a baseline are in
 * neither numerator nor denominator.
 *
 * Cost: linear in biopsies and findings, times the number of mechanisms for the groups.
 *
 * @param findings From a reader, classified or not; or published counts from `readCounts`
 * @throws {UsageError} If an option is unknown, a group key does not exist, or targets are not named
 * (see `classifyFindings`)
 *
 * @example Usage
 * ```ts
 * import { mechanismFrequency, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const findings = await readStudy("data/simulated_alk_cohort");
 * const frequency = mechanismFrequency(findings, { by: "prior_drug", unit: "patient" });
 * const row = frequency.rows.find(({ group, mechanism }) =>
 *   group === "crizotinib" && mechanism === "ALK G1202R"
 * );
 * assertEquals(row?.status, "estimated");
 * assert(row!.events! <= row!.assessable!);
 * ```
 */
export function mechanismFrequency(
  findings: Findings | ClassifiedFindings | Counts,
  options: FrequencyOptions = {},
): MechanismFrequency {
  const {
    by = [],
    unit = "patient",
    mechanisms = "alteration",
    method = "Wilson",
    level = 0.95,
    count = "present",
    assessed = "fully",
    seed = 1,
  } = options;
  requireOption("mechanisms", mechanisms, LEVELS);
  requireOption("unit", unit, UNITS);
  requireOption("count", count, ["present", "acquired"]);
  requireOption("assessed", assessed, ["fully", "partly"]);
  const keys = typeof by === "string" ? [by] : by;
  if ("counts" in findings) return frequencyOfCounts(findings, keys, { method, level });
  const classified = "rule" in findings ? findings : classifyFindings(findings, options);
  const grouped = groupBiopsies(classified.biopsies, keys, unit);
  const { entries, role } = mechanismEntries(classified.findings, mechanisms, classified.rule);
  const earlier = count === "acquired" ? earlierBiopsies(classified.biopsies) : null;
  const statesOf = unitStates(classified, grouped, entries, role, assessed, earlier);
  const groups = describeGroups(grouped);
  const clustered = groups.some(({ patients, units }) => units! > patients!);
  const open = biopsiesWithoutCoverage(classified, grouped);
  const byGroup: FrequencyRow[][] = groups.map(() => []);
  for (const entry of entries) {
    const states = statesOf(entry);
    const counted = countGroups(states, grouped);
    const clusters = clustered ? clusterTypes(states, grouped) : null;
    groups.forEach(({ label, key, units }, g) => {
      byGroup[g].push(
        makeRow(
          { group: label, key, units: units!, open: open[g] },
          entry,
          { events: counted.events[g], assessable: counted.assessable[g] },
          states.notCounted[g],
          clusters?.[g] ?? null,
          { method, level, seed, unit, count },
        ),
      );
    });
  }
  return showFrequency({
    source: classified.source,
    by: keys,
    unit,
    mechanisms,
    count,
    level,
    groups,
    shared: sharedPatients(grouped),
    rows: byGroup.flat(),
    remarks: remarks(classified, byGroup.flat(), sharedPatients(grouped)),
  });
}

function requireOption(name: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  throw new UsageError(
    `Cannot count mechanisms: ${name} must be ${list(choices.map(quote))}, found ${quote(value)}`,
  );
}

function describeGroups(grouped: GroupedBiopsies): FrequencyGroup[] {
  const patients = grouped.groups.map(() => new Set<number>());
  const units = new Int32Array(grouped.groups.length);
  const biopsies = new Int32Array(grouped.groups.length);
  grouped.groupOfUnit.forEach((g, u) => {
    patients[g].add(grouped.patientOfUnit[u]);
    units[g]++;
  });
  for (const g of grouped.groupOf) biopsies[g]++;
  return grouped.groups.map(({ label, key }, g) => ({
    label,
    key,
    patients: patients[g].size,
    biopsies: biopsies[g],
    units: units[g],
  }));
}

function biopsiesWithoutCoverage(
  { biopsies }: ClassifiedFindings,
  grouped: GroupedBiopsies,
): Int32Array {
  const open = new Int32Array(grouped.groups.length);
  biopsies.forEach(({ assays }, b) => {
    if (assays.every(({ covers }) => covers === null)) open[grouped.groupOf[b]]++;
  });
  return open;
}

function countGroups(
  { assessed, event }: UnitStates,
  { groups, groupOfUnit }: GroupedBiopsies,
): { events: Int32Array; assessable: Int32Array } {
  const events = new Int32Array(groups.length);
  const assessable = new Int32Array(groups.length);
  for (let u = 0; u < groupOfUnit.length; u++) {
    events[groupOfUnit[u]] += event[u];
    assessable[groupOfUnit[u]] += assessed[u];
  }
  return { events, assessable };
}

/** Per group, patients by their numbers of events and assessable units. */
function clusterTypes(
  { assessed, event }: UnitStates,
  { groups, groupOfUnit, patientOfUnit }: GroupedBiopsies,
): ClusterType[][] {
  const ofPatient = groups.map(() => new Map<number, { events: number; assessable: number }>());
  for (let u = 0; u < groupOfUnit.length; u++) {
    if (assessed[u] === 0) continue;
    const patients = ofPatient[groupOfUnit[u]];
    let own = patients.get(patientOfUnit[u]);
    if (own === undefined) patients.set(patientOfUnit[u], own = { events: 0, assessable: 0 });
    own.events += event[u];
    own.assessable++;
  }
  return ofPatient.map((patients) => {
    const types = new Map<string, ClusterType>();
    for (const { events, assessable } of patients.values()) {
      const key = `${events}/${assessable}`;
      types.set(key, { events, assessable, patients: (types.get(key)?.patients ?? 0) + 1 });
    }
    return [...types.values()].sort((a, b) => a.assessable - b.assessable || a.events - b.events);
  });
}

function makeRow(
  { group, key, units, open }: {
    group: string;
    key: Readonly<Record<string, string>>;
    units: number;
    open: number;
  },
  entry: MechanismEntry,
  { events, assessable }: { events: number; assessable: number },
  notCounted: number,
  clusters: readonly ClusterType[] | null,
  { method, level, seed, unit, count }: {
    method: ProportionMethod;
    level: number;
    seed: number;
    unit: CountUnit;
    count: "present" | "acquired";
  },
): FrequencyRow {
  const row = {
    group,
    key,
    mechanism: entry.label,
    class: entry.class,
    positionRole: entry.positionRole,
    events,
    assessable,
    notAssessable: units - assessable,
    notCounted,
    clusters,
    asPrinted: null,
    unit: { patient: "patients", "time point": "time points", biopsy: "biopsies" }[unit],
    source: "",
  };
  if (assessable === 0) {
    const unknown = open > 0 && count === "present";
    return {
      ...row,
      status: unknown ? "coverage not stated" : "nobody assessable",
      reason: unknown
        ? `found in ${notCounted}, but what the assays cover is not stated: no denominator`
        : count === "acquired"
        ? `none of ${plural(units, "unit")} has an adequate earlier sample without it`
        : `none of ${plural(units, "unit")} could have shown it`,
      estimate: null,
      lower: null,
      upper: null,
      interval: null,
    };
  }
  const severalPerPatient = clusters?.some((type) => type.assessable > 1) ?? false;
  const limits = severalPerPatient
    ? clusterInterval(clusters!, level, seed)
    : { ...proportionInterval(events, assessable, { method, level }), method };
  return {
    ...row,
    status: "estimated",
    reason: "",
    clusters: severalPerPatient ? clusters : null,
    estimate: events / assessable,
    lower: limits.lower,
    upper: limits.upper,
    interval: limits.method,
  };
}

function sharedPatients(
  { groups, groupOfUnit, patientOfUnit }: GroupedBiopsies,
): MechanismFrequency["shared"] {
  const ofPatient = new Map<number, Set<number>>();
  groupOfUnit.forEach((g, u) => {
    const own = ofPatient.get(patientOfUnit[u]);
    if (own === undefined) ofPatient.set(patientOfUnit[u], new Set([g]));
    else own.add(g);
  });
  const pairs = new Map<string, { groups: readonly [string, string]; patients: number }>();
  for (const own of ofPatient.values()) {
    const sorted = [...own].sort((a, b) => a - b);
    for (let i = 0; i < sorted.length; i++) {
      for (let j = i + 1; j < sorted.length; j++) {
        const key = `${sorted[i]}/${sorted[j]}`;
        const patients = (pairs.get(key)?.patients ?? 0) + 1;
        pairs.set(key, { groups: [groups[sorted[i]].label, groups[sorted[j]].label], patients });
      }
    }
  }
  return [...pairs.values()];
}

function remarks(
  { remarks }: ClassifiedFindings,
  rows: readonly FrequencyRow[],
  shared: MechanismFrequency["shared"],
): string[] {
  const hidden = rows.filter(({ notCounted }) => notCounted > 0).map((
    { group, mechanism, notCounted },
  ) => `${mechanism} in ${notCounted} of ${group}`);
  return [
    ...remarks,
    ...(shared.length === 0 ? [] : [
      `patients with biopsies in two groups count in both: ${
        list(shared.map(({ groups, patients }) => `${groups.join(" and ")} ${patients}`), 4)
      }`,
    ]),
    ...(hidden.length === 0 ? [] : [
      `found in samples that count as not assessed, and left out of numerator and denominator: ${
        list(hidden, 4)
      }`,
    ]),
  ];
}
