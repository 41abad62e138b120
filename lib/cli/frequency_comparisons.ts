import { plural } from "../errors/mod.ts";
import {
  type ClassifiedFindings,
  compareFrequencies,
  type FrequencyRow,
  type MechanismFrequency,
  pairedComparer,
  type PairedComparison,
} from "../mechanisms/mod.ts";
import { adjustPValues } from "../statistics/mod.ts";
import type { Cells } from "./fits_table.ts";

/** More groups than that make pairs that nobody reads. */
const MOST_GROUPS = 20;

/** Patients whose resampling takes less than a second. */
const MOST_RESAMPLED = 5000;

/** One mechanism in two groups: what could be said of the difference. */
interface PairOfGroups {
  readonly rows: readonly [FrequencyRow, FrequencyRow];
  readonly status: "compared" | "nothing to test" | "not compared";
  /** Why there is no test, or no comparison at all; "" where there is one. */
  readonly reason: string;
  /** First minus second, as fractions. */
  readonly difference: Limits | null;
  readonly differenceMethod: "Newcombe" | "cluster bootstrap" | null;
  /** First over second; a limit may be infinite. */
  readonly oddsRatio: Limits | null;
  readonly pValue: number | null;
  /** In the patients who were assessed in both groups; null where nobody was. */
  readonly paired: PairedComparison | null;
  readonly remarks: readonly string[];
}

interface Limits {
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
}

const NOTHING = {
  reason: "",
  difference: null,
  differenceMethod: null,
  oddsRatio: null,
  pValue: null,
  remarks: [],
} as const;

/** Every mechanism in every two groups as the rows of `comparisons.csv`, or why there are none. */
export interface Comparisons {
  readonly cells: Cells;
  /** What became of the pairs, or why there are none. */
  readonly summary: string;
}

/**
 * Compares every mechanism between every two of the groups, with q over all tests of the file.
 *
 * A pair that no outcome of the test could have told apart (nobody, or everybody, has the mechanism in
 * both groups) has no p-value and does not count in q.
 *
 * @param groups Labels of the groups; null where none were named
 * @param findings What was counted, for the patients who are in two groups; null for published counts
 */
export function compareGroups(
  frequency: MechanismFrequency,
  groups: readonly string[] | null,
  findings: ClassifiedFindings | null,
): Comparisons {
  const names = groups ?? frequency.groups.map(({ label }) => label);
  if (names.length < 2) {
    return none("they need two groups: say --by, and --groups with two of them or more");
  }
  if (names.length > MOST_GROUPS) {
    return none(
      `${names.length} groups make too many pairs: name at most ${MOST_GROUPS} with --groups`,
    );
  }
  const pairedOf = pairedTest(frequency, findings);
  const pairs = [...Map.groupBy(frequency.rows, ({ mechanism }) => mechanism).values()]
    .flatMap((rows) =>
      pairsOf(rows, names).map((pair) => ({
        ...compare({ ...frequency, rows }, pair),
        paired: pairedOf(pair),
      }))
    );
  const q = adjustPValues(pairs.map(({ pValue }) => pValue));
  const counts = [...Map.groupBy(pairs, ({ status }) => status)]
    .map(([status, group]) => `${group.length.toLocaleString("en-US")} ${status}`);
  return {
    cells: tableOf(pairs.map((pair, i) => ({ ...pair, q: q[i] })), frequency.level),
    summary: pairs.length === 0
      ? "no mechanism stands in two groups"
      : `${plural(pairs.length, "pair")} of groups: ${counts.join(", ")}`,
  };
}

/** McNemar's test of the patients who are in both groups, where patients are counted. */
function pairedTest(
  { by, unit, count, mechanisms, shared }: MechanismFrequency,
  findings: ClassifiedFindings | null,
): (rows: PairOfGroups["rows"]) => PairedComparison | null {
  const counted = unit === "patient" && count === "present" && mechanisms !== "as published";
  if (findings === null || !counted || shared.length === 0) return () => null;
  const compareOne = pairedComparer(findings, { by, mechanisms });
  return ([{ mechanism, group }, { group: other }]) => {
    if (!shared.some(({ groups }) => groups.includes(group) && groups.includes(other))) return null;
    const paired = compareOne(mechanism, [group, other]);
    return patientsOf(paired) === 0 ? null : paired;
  };
}

function patientsOf({ both, onlyFirst, onlySecond, neither }: PairedComparison): number {
  return both + onlyFirst + onlySecond + neither;
}

/** No comparisons, and why. */
export function none(why: string): Comparisons {
  return { cells: tableOf([], 0.95), summary: why };
}

/** The rows of one mechanism for every two groups that have it. */
function pairsOf(
  rows: readonly FrequencyRow[],
  names: readonly string[],
): (readonly [FrequencyRow, FrequencyRow])[] {
  const first = names.flatMap((name) => rows.find(({ group }) => group === name) ?? []);
  return first.flatMap((one, i) => first.slice(i + 1).map((other) => [one, other] as const));
}

function compare(
  frequency: MechanismFrequency,
  rows: PairOfGroups["rows"],
): Omit<PairOfGroups, "paired"> {
  const against = rows.map((row) => reasonAgainst(row, frequency.rows)).filter(Boolean);
  if (against.length > 0) {
    return { ...NOTHING, rows, status: "not compared", reason: against.join("; ") };
  }
  const between = rows.map(({ group }) => group);
  const [{ mechanism }] = rows;
  const extreme = rows.every(({ events }) => events === 0)
    ? "found in nobody of either group"
    : rows.every(({ events, assessable }) => events === assessable)
    ? "found in everybody of both groups"
    : "";
  if (rows.some(({ clusters }) => clusters !== null)) {
    const open = reasonAgainstBootstrap(rows);
    if (open !== "") return { ...NOTHING, rows, status: "not compared", reason: open };
    const method = "cluster bootstrap";
    const compared = compareFrequencies(frequency, mechanism, { between, method });
    return {
      ...NOTHING,
      rows,
      status: "compared",
      difference: compared.difference,
      differenceMethod: method,
      remarks: ["no p: patients have several biopsies each", ...compared.remarks],
    };
  }
  const { pair, remarks } = compareFrequencies(frequency, mechanism, { between, boschloo: false });
  return {
    rows,
    status: extreme === "" ? "compared" : "nothing to test",
    reason: extreme,
    difference: pair!.riskDifference,
    differenceMethod: "Newcombe",
    oddsRatio: extreme === "" ? pair!.oddsRatio : null,
    pValue: extreme === "" ? pair!.fisher.pValue : null,
    remarks,
  };
}

function reasonAgainst(row: FrequencyRow, rows: readonly FrequencyRow[]): string {
  const { group, status, reason, assessable } = row;
  if (rows.filter((other) => other.group === group).length > 1) {
    return `${group} has several counts of it, which are not added up: say --by cohort`;
  }
  if (status !== "estimated") return `${group}: ${status}, ${reason}`;
  return assessable === 0 ? `${group}: nobody assessed` : "";
}

/** Where every resample says the same, its limits would be those of no doubt at all. */
function reasonAgainstBootstrap(rows: readonly FrequencyRow[]): string {
  const flat = rows.find(({ events, assessable }) => events === 0 || events === assessable);
  if (flat !== undefined) {
    return `${flat.group} has it in ${flat.events} of ${flat.assessable} ${flat.unit}, which cannot ` +
      "be resampled: say --unit patient";
  }
  const patients = rows.map(({ clusters, assessable }) =>
    clusters?.reduce((sum, type) => sum + type.patients, 0) ?? assessable!
  );
  return Math.max(...patients) > MOST_RESAMPLED
    ? `more than ${
      MOST_RESAMPLED.toLocaleString("en-US")
    } patients are not resampled: say --unit patient`
    : "";
}

type Row = PairOfGroups & { readonly q: number | null };

/** The columns of `comparisons.csv`, in their order. */
const COLUMNS: Readonly<Record<string, (row: Row, level: number) => string | number | null>> = {
  mechanism: ({ rows }) => rows[0].mechanism,
  class: ({ rows }) => rows[0].class,
  group_1: ({ rows }) => rows[0].group,
  group_2: ({ rows }) => rows[1].group,
  status: ({ status }) => status,
  reason: ({ reason }) => reason,
  n_1: ({ rows }) => rows[0].events,
  n_assessable_1: ({ rows }) => rows[0].assessable,
  n_2: ({ rows }) => rows[1].events,
  n_assessable_2: ({ rows }) => rows[1].assessable,
  difference: ({ difference }) => difference?.estimate ?? null,
  difference_lower: ({ difference }) => difference?.lower ?? null,
  difference_upper: ({ difference }) => difference?.upper ?? null,
  difference_method: ({ differenceMethod }) => differenceMethod,
  odds_ratio: ({ oddsRatio }) => writeRatio(oddsRatio?.estimate ?? null),
  odds_ratio_lower: ({ oddsRatio }) => writeRatio(oddsRatio?.lower ?? null),
  odds_ratio_upper: ({ oddsRatio }) => writeRatio(oddsRatio?.upper ?? null),
  level: ({ difference }, level) => difference === null ? null : level,
  p: ({ pValue }) => pValue,
  q: ({ q }) => q,
  n_paired: ({ paired }) => paired && patientsOf(paired),
  n_paired_only_1: ({ paired }) => paired && paired.onlyFirst,
  n_paired_only_2: ({ paired }) => paired && paired.onlySecond,
  p_paired: ({ paired }) => paired && paired.mcNemar.pValue,
  note: ({ remarks, paired }) =>
    remarks.join("; ").replace(
      / \(comparePaired\(\)[^)]*\)/,
      paired === null ? "" : " (p_paired is of them alone)",
    ),
};

function tableOf(rows: readonly Row[], level: number): Cells {
  return {
    columns: Object.keys(COLUMNS),
    rows: rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row, level))),
  };
}

/** A ratio without limit is written as R and pandas read it. */
export function writeRatio(ratio: number | null): number | string | null {
  return ratio === Infinity ? "Inf" : ratio;
}
