import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import type { ProportionMethod } from "../statistics/mod.ts";
import type { ClusterInterval, ClusterType } from "./cluster_interval.ts";
import type { CountUnit } from "./group_biopsies.ts";
import type { MechanismLevel } from "./mechanism_entries.ts";

/**
 * What the data allow to be said of one mechanism in one group:
 *
 * - `estimated`: events over assessable with an interval.
 * - `nobody assessable`: no assay could have seen it.
 * - `coverage not stated`: it was found, but nobody said what the assays cover, so there is no
 *   denominator.
 * - `percent only`: a published percentage without its counts, kept as printed.
 * - `counts incomplete`: a published count without its denominator, or the reverse.
 */
export type FrequencyStatus =
  | "estimated"
  | "nobody assessable"
  | "coverage not stated"
  | "percent only"
  | "counts incomplete";

/** How often one mechanism was seen in one group. */
export interface FrequencyRow {
  /** The group, as "crizotinib". */
  readonly group: string;
  /** The group by key, as { prior_drug: "crizotinib" }. */
  readonly key: Readonly<Record<string, string>>;
  /** The mechanism, as "ALK G1202R". */
  readonly mechanism: string;
  /** Its class: "on-target", "bypass", …; "" where not known. */
  readonly class: string;
  /** What the residue is to the kinase; "" where not entered. */
  readonly positionRole: string;
  /** What may be said. */
  readonly status: FrequencyStatus;
  /** The status in words; "" for `estimated`. */
  readonly reason: string;
  /** Units with the mechanism; null where not known. */
  readonly events: number | null;
  /** Units in which it could have been seen; null where not known. */
  readonly assessable: number | null;
  /** Units of the group in which it could not; null where not known. */
  readonly notAssessable: number | null;
  /** Units with the mechanism in samples that count as not assessed; they are in no numerator. */
  readonly notCounted: number;
  /** events / assessable, 0 to 1. */
  readonly estimate: number | null;
  /** Lower confidence limit, 0 to 1. */
  readonly lower: number | null;
  /** Upper confidence limit, 0 to 1. */
  readonly upper: number | null;
  /** How the limits were made. */
  readonly interval: ProportionMethod | ClusterInterval["method"] | null;
  /** Patients by their numbers of units, where units come several from a patient; else null. */
  readonly clusters: readonly ClusterType[] | null;
  /** The percentage as its source prints it; null where counted here. */
  readonly asPrinted: string | null;
  /** What is counted, in words: "patients", or as the source says. */
  readonly unit: string;
  /** Citation of a published count; "" where counted here. */
  readonly source: string;
}

/** One group and what was counted in it. */
export interface FrequencyGroup {
  /** As "crizotinib". */
  readonly label: string;
  /** By key. */
  readonly key: Readonly<Record<string, string>>;
  /** Patients; null for published counts. */
  readonly patients: number | null;
  /** Biopsies; null for published counts. */
  readonly biopsies: number | null;
  /** Units counted; null for published counts. */
  readonly units: number | null;
}

/** How often mechanisms were seen, by group. */
export interface MechanismFrequency {
  /** Where the findings or counts came from. */
  readonly source: string;
  /** What the groups are. */
  readonly by: readonly string[];
  /** What is counted; "as published" for count tables. */
  readonly unit: CountUnit | "as published";
  /** How finely mechanisms are told apart; "as published" for count tables. */
  readonly mechanisms: MechanismLevel | "as published";
  /** Whether everything present counts, or only what was acquired. */
  readonly count: "present" | "acquired";
  /** Two-sided confidence level. */
  readonly level: number;
  /** The groups. */
  readonly groups: readonly FrequencyGroup[];
  /** Patients who are in two groups, for every pair of groups that share any. */
  readonly shared: readonly {
    readonly groups: readonly [string, string];
    readonly patients: number;
  }[];
  /** One row per group and mechanism. */
  readonly rows: readonly FrequencyRow[];
  /** What a reader must know. */
  readonly remarks: readonly string[];
}

/** Gives a frequency its display. */
export function showFrequency(parts: MechanismFrequency): MechanismFrequency {
  const frequency: MechanismFrequency = { ...parts };
  return withDisplay(frequency, () => show(frequency));
}

/**
 * One row in words: "ALK G1202R after crizotinib 2 of 51 assessable, 3.9 % (1.1 to 13.2)". With no
 * event the upper limit: "0 of 24 assessable, 95 % upper limit 13.8 %".
 *
 * @param row A row of a frequency
 * @param options.after Whether the group is a drug ("after crizotinib")
 * @param options.level The confidence level, for the words of the upper limit
 */
export function formatFrequency(
  row: FrequencyRow,
  { after = "prior_drug" in row.key || "prior_drugs" in row.key, level = 0.95 }: {
    after?: boolean;
    level?: number;
  } = {},
): string {
  const group = row.group === "all"
    ? ""
    : after
    ? row.group === "none" ? " before any drug" : ` after ${row.group}`
    : ` in ${row.group}`;
  return `${row.mechanism}${group} ${formatShare(row, level)}`;
}

/** The counts and the share of a row in words, without the mechanism and its group. */
export function formatShare(row: FrequencyRow, level: number): string {
  const { status, events, assessable, estimate, lower, upper, asPrinted } = row;
  if (status === "percent only") return `${asPrinted} as printed, counts not given`;
  if (status === "counts incomplete") {
    return `${events ?? "?"} of ${assessable ?? "?"}, ${row.reason}`;
  }
  if (estimate === null || lower === null || upper === null) return row.reason;
  const counts = `${events!.toLocaleString("en-US")} of ${assessable!.toLocaleString("en-US")}${
    asPrinted === null && row.source === "" ? " assessable" : ""
  }`;
  if (events === 0) {
    return `${counts}, ${formatLevel(level)} upper limit ${percent(upper)} %`;
  }
  return `${counts}, ${percent(estimate)} % (${percent(lower)} to ${percent(upper)})`;
}

/** A fraction as a percentage with one decimal, without its sign. */
export function percent(fraction: number): string {
  return (fraction * 100).toFixed(1);
}

function formatLevel(level: number): string {
  return `${Number((level * 100).toPrecision(6))} %`;
}

function show(frequency: MechanismFrequency) {
  const { rows, level, remarks } = frequency;
  const columns: TableColumn<FrequencyRow>[] = [
    { header: "group", cell: ({ group }) => group },
    { header: "mechanism", cell: ({ mechanism }) => mechanism },
    { header: "class", cell: (row) => row.positionRole || row.class },
    {
      header: `n of N, % (${formatLevel(level)} interval)`,
      cell: (row) => formatShare(row, level),
    },
    {
      header: "not assessable",
      cell: ({ notAssessable }) => notAssessable === null ? "" : String(notAssessable),
      align: "right",
    },
  ];
  const caption = [title(frequency), ...remarks].join("; ");
  return {
    "text/plain": textTable(rows, columns, { caption }),
    "text/html": htmlTable(rows, columns, { caption }),
  };
}

function title({ source, unit, groups, count, rows }: MechanismFrequency): string {
  const what = unit === "as published" ? "published counts" : `counted per ${unit}`;
  const sizes = groups.filter(({ units }) => units !== null).map(({ label, patients, biopsies }) =>
    `${label}: ${patients} patients, ${biopsies} biopsies`
  ).slice(0, 6);
  const intervals = [...new Set(rows.map(({ interval }) => interval).filter(Boolean))];
  return `Mechanisms, ${what}${count === "acquired" ? ", acquired only" : ""} (${source}${
    sizes.length === 0 ? "" : `; ${sizes.join("; ")}`
  }; interval: ${intervals.join(", ") || "none"})`;
}
