import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { UsageError } from "../errors/mod.ts";
import {
  type ClassifiedFinding,
  type ClassifiedFindings,
  NO_MECHANISM,
} from "./classify_findings.ts";
import type { FrequencyGroup } from "./frequency.ts";
import { describeGroups, sharedPatients } from "./frequency_groups.ts";
import { type CountUnit, groupBiopsies } from "./group_biopsies.ts";
import { mechanismEntries, SEVERAL, UNKNOWN } from "./mechanism_entries.ts";
import { unitStates } from "./tabulate.ts";

/** How one mechanism is given to each unit. */
export interface ExclusiveOptions {
  /** What the groups are, as for `mechanismFrequency`; default none. */
  readonly by?: string | readonly string[];
  /** What gets one mechanism; default "patient". */
  readonly unit?: CountUnit;
  /** How finely mechanisms are told apart; default "mechanism". */
  readonly mechanisms?: "class" | "mechanism";
}

/** The one mechanism of a unit in a group. */
export interface ExclusiveMechanism {
  /** Group of the unit. */
  readonly group: string;
  /** Its patient. */
  readonly patient: string;
  /** Its biopsies, by name. */
  readonly biopsies: readonly string[];
  /**
   * A mechanism; "unknown" where all could have been seen and none was; "not fully assessed" where
   * none was seen and some could not have been.
   */
  readonly mechanism: string;
}

/** Units with one mechanism each, so that the shares of a group add up to 1. */
export interface ExclusiveMechanisms {
  /** Where the findings came from. */
  readonly source: string;
  /** What the groups are. */
  readonly by: readonly string[];
  /** What has one mechanism. */
  readonly unit: CountUnit;
  /** What became of units with several. */
  readonly rule: "first by precedence" | "several as one";
  /** The groups with their sizes. */
  readonly groups: readonly FrequencyGroup[];
  /** Patients who are in two groups. */
  readonly shared: readonly { readonly groups: readonly [string, string]; patients: number }[];
  /** What was found in any unit, in the order of precedence, then "unknown" and "not fully assessed". */
  readonly mechanisms: readonly string[];
  /** Every unit of every group. */
  readonly units: readonly ExclusiveMechanism[];
}

/** Where no mechanism was seen and some could not have been. */
export const NOT_FULLY_ASSESSED = "not fully assessed";

/**
 * One mechanism for each patient (or biopsy) of each group, by the rule of `classifyFindings`.
 *
 * With "first by precedence" a unit has the mechanism that stands first in the taxonomy, among equals
 * the one that its file names first; with "several as one" it has "several mechanisms". Nobody is left
 * out: a unit without any is "unknown" only where all mechanisms met in the data could have been seen
 * in it, else "not fully assessed", and any mechanism may hide there. A share of these is therefore a
 * share of all units, and smaller than one of `mechanismFrequency`, which leaves out who could not have
 * shown it.
 *
 * @param findings What `classifyFindings` returned with a rule other than "every"
 * @throws {UsageError} If the rule is "every": then a unit may have several mechanisms, and shares do
 * not add up to 1; or if a group key does not exist
 *
 * @example Usage
 * ```ts
 * import { classifyFindings, exclusiveMechanisms, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * const findings = classifyFindings(study, { rule: "first by precedence" });
 * const { units } = exclusiveMechanisms(findings, { unit: "biopsy" });
 * assertEquals(units.length, findings.biopsies.length);
 * ```
 */
export function exclusiveMechanisms(
  findings: ClassifiedFindings,
  { by = [], unit = "patient", mechanisms = "mechanism" }: ExclusiveOptions = {},
): ExclusiveMechanisms {
  const { rule, biopsies, source } = findings;
  if (rule === "every") {
    throw new UsageError(
      'Cannot give each unit one mechanism: needs the rule "first by precedence" or "several as ' +
        'one", found "every", by which a biopsy may have several and shares add up to more than 1. ' +
        'Say classifyFindings(findings, { rule: "first by precedence" })',
    );
  }
  const keys = typeof by === "string" ? [by] : by;
  const grouped = groupBiopsies(biopsies, keys, unit);
  const { entries, role } = mechanismEntries(findings.findings, mechanisms, "every");
  const none = entries.find(({ inverse }) => inverse);
  const unknown = none === undefined
    ? null
    : unitStates(findings, grouped, entries, role, "fully")(none).event;
  const found = foundIn(findings, grouped.unitOf);
  const labelOf = (finding: ClassifiedFinding) => finding.classification[mechanisms];
  const units = Array.from(grouped.groupOfUnit, (g, u): ExclusiveMechanism => {
    const own = [...grouped.order.subarray(grouped.start[u], grouped.start[u + 1])]
      .map((b) => biopsies[b]);
    const present = found.get(u);
    return {
      group: grouped.groups[g].label,
      patient: own[0].patient,
      biopsies: own.map(({ id }) => id),
      mechanism: present !== undefined
        ? oneOf(present, labelOf, rule)
        : unknown?.[u] === 1
        ? UNKNOWN
        : NOT_FULLY_ASSESSED,
    };
  });
  const met = new Set(units.map(({ mechanism }) => mechanism));
  const order = [...entries.filter(({ inverse }) => !inverse).map(({ label }) => label), SEVERAL];
  return showExclusive({
    source,
    by: keys,
    unit,
    rule,
    groups: describeGroups(grouped),
    shared: sharedPatients(grouped),
    mechanisms: [...order, UNKNOWN, NOT_FULLY_ASSESSED].filter((label) => met.has(label)),
    units,
  });
}

/** The mechanisms seen in each unit that has any. */
function foundIn(
  { findings, biopsies }: ClassifiedFindings,
  unitOf: Int32Array,
): Map<number, ClassifiedFinding[]> {
  const unitOfBiopsy = new Map(biopsies.map((biopsy, b) => [biopsy, unitOf[b]]));
  const found = new Map<number, ClassifiedFinding[]>();
  for (const finding of findings) {
    if (finding.state !== "present" || NO_MECHANISM.has(finding.classification.class)) continue;
    const unit = unitOfBiopsy.get(finding.biopsy)!;
    const own = found.get(unit);
    if (own === undefined) found.set(unit, [finding]);
    else own.push(finding);
  }
  return found;
}

function oneOf(
  present: readonly ClassifiedFinding[],
  labelOf: (finding: ClassifiedFinding) => string,
  rule: ExclusiveMechanisms["rule"],
): string {
  if (rule === "several as one") {
    const labels = new Set(present.map(labelOf));
    return labels.size > 1 ? SEVERAL : labelOf(present[0]);
  }
  const rank = ({ classification }: ClassifiedFinding) => classification.precedence;
  return labelOf(present.reduce((best, one) => rank(one) < rank(best) ? one : best));
}

function showExclusive(exclusive: ExclusiveMechanisms): ExclusiveMechanisms {
  const { groups, mechanisms, units, unit, rule } = exclusive;
  return withDisplay(exclusive, () => {
    const countOf = (group: string, mechanism: string) =>
      units.filter((one) => one.group === group && one.mechanism === mechanism).length;
    const columns: TableColumn<FrequencyGroup>[] = [
      { header: "group", cell: ({ label }) => label },
      ...mechanisms.map((mechanism): TableColumn<FrequencyGroup> => ({
        header: mechanism,
        cell: ({ label }) => String(countOf(label, mechanism)),
        align: "right",
      })),
      { header: "all", cell: (group) => String(group.units), align: "right" },
    ];
    const caption = `One mechanism per ${unit} (${rule})`;
    return {
      "text/plain": textTable(groups, columns, { caption }),
      "text/html": htmlTable(groups, columns, { caption }),
    };
  });
}
