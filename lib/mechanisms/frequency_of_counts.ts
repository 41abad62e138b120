import { list, quote, UsageError } from "../errors/mod.ts";
import { proportionInterval, type ProportionMethod } from "../statistics/mod.ts";
import { type FrequencyRow, type MechanismFrequency, showFrequency } from "./frequency.ts";

/** One published count: n of N, or what of it was printed. */
export interface PublishedCount {
  /** Row of its file, as a spreadsheet counts. */
  readonly row: number;
  /** The study or cohort. */
  readonly cohort: string;
  /** The mechanism, as published. */
  readonly mechanism: string;
  /** Number with it; null where not printed. */
  readonly events: number | null;
  /** Number assessed; null where not printed. */
  readonly total: number | null;
  /** The percentage to the letter; "" where none is printed. */
  readonly asPrinted: string;
  /** What is counted, in words; "" where not stated. */
  readonly unit: string;
  /** Class of the mechanism; "" where not stated. */
  readonly class: string;
  /** Citation; "" where not stated. */
  readonly source: string;
  /** Every other column that is filled, by header: target, prior_drug, note, … */
  readonly labels: Readonly<Record<string, string>>;
}

/** Published counts of mechanisms. */
export interface Counts {
  /** Where they came from. */
  readonly source: string;
  /** The counts, one per row. */
  readonly counts: readonly PublishedCount[];
}

/** Frequencies from published counts, one row each: counts of different cohorts are never added. */
export function frequencyOfCounts(
  { source, counts }: Counts,
  by: readonly string[],
  { method, level }: { method: ProportionMethod; level: number },
): MechanismFrequency {
  const keys = by.length === 0 ? ["cohort"] : by;
  const known = new Set(["cohort", ...counts.flatMap(({ labels }) => Object.keys(labels))]);
  const unknown = keys.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `Cannot group published counts: by must be ${list([...known].map(quote), 12)}, found ${
        list(unknown.map(quote))
      }`,
    );
  }
  const rows = counts.map((count) => makeRow(count, keys, method, level));
  const groups = [...new Map(rows.map(({ group, key }) => [group, key]))];
  const units = [...new Set(rows.map(({ unit }) => unit).filter(Boolean))];
  return showFrequency({
    source,
    by: keys,
    unit: "as published",
    mechanisms: "as published",
    count: "present",
    level,
    groups: groups.map(([label, key]) => ({
      label,
      key,
      patients: null,
      biopsies: null,
      units: null,
    })),
    shared: [],
    rows,
    remarks: units.length > 1 ? [`units of counting differ: ${list(units)}`] : [],
  });
}

function makeRow(
  count: PublishedCount,
  keys: readonly string[],
  method: ProportionMethod,
  level: number,
): FrequencyRow {
  const { cohort, mechanism, events, total, asPrinted, unit, source, labels } = count;
  const values = keys.map((name) => name === "cohort" ? cohort : labels[name] ?? "not stated");
  const row = {
    group: values.join(", "),
    key: Object.fromEntries(keys.map((name, i) => [name, values[i]])),
    mechanism,
    class: count.class,
    positionRole: "",
    events,
    assessable: total,
    notAssessable: null,
    notCounted: 0,
    clusters: null,
    asPrinted: asPrinted || null,
    unit,
    source: source || cohort,
  };
  const nothing = { estimate: null, lower: null, upper: null, interval: null };
  if (events !== null && total === 0) {
    return { ...row, status: "nobody assessable", reason: "0 were assessed", ...nothing };
  }
  if (events !== null && total !== null) {
    const { estimate, lower, upper } = proportionInterval(events, total, { method, level });
    return { ...row, status: "estimated", reason: "", estimate, lower, upper, interval: method };
  }
  const percentOnly = events === null && total === null && asPrinted !== "";
  return {
    ...row,
    status: percentOnly ? "percent only" : "counts incomplete",
    reason: percentOnly
      ? `only ${
        /\d/.test(asPrinted.replaceAll(/\[\d+\]/g, "")) ? "a percentage is" : "words are"
      } printed; no counts are made from that`
      : `${events === null ? "the count" : "the denominator"} is not printed${
        asPrinted === "" ? "" : ` (${asPrinted})`
      }`,
    ...nothing,
  };
}
