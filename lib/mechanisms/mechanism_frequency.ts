import { list, quote, UsageError } from "../errors/mod.ts";
import type { ProportionMethod } from "../statistics/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type ClassifyOptions,
} from "./classify_findings.ts";
import { clusterTypes, countGroups } from "./count_units.ts";
import { earlierBiopsies } from "./finding_origins.ts";
import type { Findings } from "./findings.ts";
import { type FrequencyRow, type MechanismFrequency, showFrequency } from "./frequency.ts";
import { describeGroups, sharedPatients } from "./frequency_groups.ts";
import { type Counts, frequencyOfCounts } from "./frequency_of_counts.ts";
import { makeRow } from "./frequency_row.ts";
import { type CountUnit, groupBiopsies, type GroupedBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, type MechanismLevel } from "./mechanism_entries.ts";
import { type AssessedRule, unitStates } from "./tabulate.ts";

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
