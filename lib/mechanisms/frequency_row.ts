import { plural } from "../errors/mod.ts";
import { proportionInterval, type ProportionMethod } from "../statistics/mod.ts";
import { clusterInterval, type ClusterType } from "./cluster_interval.ts";
import type { FrequencyRow } from "./frequency.ts";
import type { CountUnit } from "./group_biopsies.ts";
import type { MechanismEntry } from "./mechanism_entries.ts";

/** One mechanism in one group: its counts with the interval that fits them, or why there is none. */
export function makeRow(
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
