import { formatPValue, withDisplay } from "../display/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { mcNemarExact, type McNemarTest } from "../statistics/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type ClassifyOptions,
} from "./classify_findings.ts";
import type { Findings } from "./findings.ts";
import { groupBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, type MechanismLevel } from "./mechanism_entries.ts";
import { type AssessedRule, unitStates } from "./tabulate.ts";

/** How patients seen in two groups are compared. */
export interface ComparePairedOptions extends ClassifyOptions {
  /** What the groups are, as for `mechanismFrequency`. */
  readonly by: string;
  /** The two groups by label. */
  readonly between: readonly [string, string];
  /** How finely mechanisms are told apart; default "alteration". */
  readonly mechanisms?: MechanismLevel;
  /** See `mechanismFrequency`; default "fully". */
  readonly assessed?: AssessedRule;
}

/** One mechanism in patients who were assessed in both groups. */
export interface PairedComparison {
  /** The mechanism. */
  readonly mechanism: string;
  /** The two groups. */
  readonly between: readonly [string, string];
  /** Patients who have it in both. */
  readonly both: number;
  /** Patients who have it in the first group only. */
  readonly onlyFirst: number;
  /** Patients who have it in the second group only. */
  readonly onlySecond: number;
  /** Patients who have it in neither. */
  readonly neither: number;
  /** McNemar's exact test. */
  readonly mcNemar: McNemarTest;
}

/**
 * Compares one mechanism between two groups in the patients who were assessed in both, as before and
 * after a drug, by McNemar's exact test. Patients assessed in one group only carry no information.
 *
 * @param mechanism Its label, as "ALK G1202R"
 * @throws {UsageError} If a group or the mechanism is not there
 *
 * @example Usage
 * ```ts
 * import { comparePaired, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * const { onlySecond, mcNemar } = comparePaired(study, "ALK G1202R", {
 *   by: "prior_drug",
 *   between: ["crizotinib", "lorlatinib"],
 * });
 * assert(onlySecond <= mcNemar.discordant);
 * ```
 */
export function comparePaired(
  findings: Findings | ClassifiedFindings,
  mechanism: string,
  options: ComparePairedOptions,
): PairedComparison {
  const { by, between, mechanisms = "alteration", assessed = "fully" } = options;
  const classified = "rule" in findings ? findings : classifyFindings(findings, options);
  const grouped = groupBiopsies(classified.biopsies, [by], "patient");
  const { entries, role } = mechanismEntries(classified.findings, mechanisms, classified.rule);
  const entry = entries.find(({ label }) => label === mechanism);
  const labels = grouped.groups.map(({ label }) => label);
  const numbers = between.map((label) => labels.indexOf(label));
  if (entry === undefined || numbers.includes(-1)) {
    throw new UsageError(
      entry === undefined
        ? `Cannot compare pairs: mechanism must be one of ${
          list(entries.map(({ label }) => quote(label)), 12)
        }, found ${quote(mechanism)}`
        : `Cannot compare pairs: between must name two of ${list(labels.map(quote), 12)}, found ${
          list(between.map(quote))
        }`,
    );
  }
  const states = unitStates(classified, grouped, entries, role, assessed)(entry);
  const has = numbers.map((group) => {
    const patients = new Map<number, boolean>();
    grouped.groupOfUnit.forEach((g, u) => {
      if (g !== group || states.assessed[u] === 0) return;
      patients.set(grouped.patientOfUnit[u], states.event[u] === 1);
    });
    return patients;
  });
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [patient, first] of has[0]) {
    const second = has[1].get(patient);
    if (second === undefined) continue;
    counts[first ? second ? "both" : "onlyFirst" : second ? "onlySecond" : "neither"]++;
  }
  const mcNemar = mcNemarExact(counts.onlyFirst, counts.onlySecond);
  const result: PairedComparison = { mechanism, between, ...counts, mcNemar };
  return withDisplay(result, () => ({ "text/plain": describe(result) }));
}

function describe(result: PairedComparison): string {
  const { mechanism, between, both, onlyFirst, onlySecond, neither, mcNemar } = result;
  return `${mechanism} in ${both + onlyFirst + onlySecond + neither} patients assessed in both: ` +
    `both ${both}, ${between[0]} only ${onlyFirst}, ${
      between[1]
    } only ${onlySecond}, neither ${neither}; ` +
    `McNemar's exact test p = ${formatPValue(mcNemar.pValue)}`;
}
