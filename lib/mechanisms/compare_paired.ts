import { formatPValue, withDisplay } from "../display/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { mcNemarExact, type McNemarTest } from "../statistics/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type ClassifyOptions,
} from "./classify_findings.ts";
import type { Findings } from "./findings.ts";
import { groupBiopsies, type GroupedBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, type MechanismLevel } from "./mechanism_entries.ts";
import { type AssessedRule, type UnitStates, unitStates } from "./tabulate.ts";

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
  return pairedComparer(findings, options)(mechanism, options.between);
}

/**
 * Makes a function that does the same for one mechanism and two groups after the other; what they
 * share is counted once, so that all mechanisms of a large table take little longer than one.
 *
 * @throws {UsageError} As `comparePaired`
 */
export function pairedComparer(
  findings: Findings | ClassifiedFindings,
  options: Omit<ComparePairedOptions, "by" | "between"> & {
    readonly by: string | readonly string[];
  },
): (mechanism: string, between: readonly [string, string]) => PairedComparison {
  const { by, mechanisms = "alteration", assessed = "fully" } = options;
  const classified = "rule" in findings ? findings : classifyFindings(findings, options);
  const keys = typeof by === "string" ? [by] : by;
  const grouped = groupBiopsies(classified.biopsies, keys, "patient");
  const { entries, role } = mechanismEntries(classified.findings, mechanisms, classified.rule);
  const statesOf = unitStates(classified, grouped, entries, role, assessed);
  const labels = grouped.groups.map(({ label }) => label);
  const unitsOf = patientUnits(grouped);
  let known: { readonly mechanism: string; readonly states: UnitStates } | null = null;

  return (mechanism, between) => {
    const entry = entries.find(({ label }) => label === mechanism);
    const [first, second] = between.map((label) => labels.indexOf(label));
    if (entry === undefined || first < 0 || second < 0) {
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
    if (known?.mechanism !== mechanism) known = { mechanism, states: statesOf(entry) };
    const counts = countPairs(known.states, unitsOf(first), unitsOf(second));
    const mcNemar = mcNemarExact(counts.onlyFirst, counts.onlySecond);
    const result: PairedComparison = { mechanism, between, ...counts, mcNemar };
    return withDisplay(result, () => ({ "text/plain": describe(result) }));
  };
}

/** The unit of every patient in a group, -1 where there is none; made once for each group. */
function patientUnits(
  { groupOfUnit, patientOfUnit }: GroupedBiopsies,
): (group: number) => Int32Array {
  const patients = patientOfUnit.reduce((most, patient) => Math.max(most, patient), -1) + 1;
  const known = new Map<number, Int32Array>();
  return (group) => {
    let units = known.get(group);
    if (units === undefined) {
      known.set(group, units = new Int32Array(patients).fill(-1));
      for (let u = 0; u < groupOfUnit.length; u++) {
        if (groupOfUnit[u] === group) units[patientOfUnit[u]] = u;
      }
    }
    return units;
  };
}

function countPairs(
  { assessed, event }: UnitStates,
  first: Int32Array,
  second: Int32Array,
): Pick<PairedComparison, "both" | "onlyFirst" | "onlySecond" | "neither"> {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (let patient = 0; patient < first.length; patient++) {
    const [one, other] = [first[patient], second[patient]];
    if (one < 0 || other < 0 || assessed[one] === 0 || assessed[other] === 0) continue;
    const has = event[other] === 1;
    counts[event[one] === 1 ? has ? "both" : "onlyFirst" : has ? "onlySecond" : "neither"]++;
  }
  return counts;
}

function describe(result: PairedComparison): string {
  const { mechanism, between, both, onlyFirst, onlySecond, neither, mcNemar } = result;
  return `${mechanism} in ${both + onlyFirst + onlySecond + neither} patients assessed in both: ` +
    `both ${both}, ${between[0]} only ${onlyFirst}, ${
      between[1]
    } only ${onlySecond}, neither ${neither}; ` +
    `McNemar's exact test p = ${formatPValue(mcNemar.pValue)}`;
}
