import { list, quote, UsageError } from "../errors/mod.ts";
import type { Biopsy } from "./finding.ts";

/** What is counted: patients, biopsies, or biopsies of one time point taken together. */
export type CountUnit = "patient" | "time point" | "biopsy";

/** What biopsies can be grouped by beside their labels. */
const KEYS: Readonly<Record<string, (biopsy: Biopsy) => string>> = {
  prior_drug: ({ priorDrugs }) => priorDrugs.at(-1) ?? "none",
  prior_drugs: ({ priorDrugs }) => priorDrugs.join(" > ") || "none",
  prior_lines: ({ priorDrugs }) => String(priorDrugs.length),
  target: ({ target }) => target || "not stated",
  specimen: ({ specimen }) => specimen,
  time_point: ({ timePoint }) => timePoint || "not stated",
};

/** Biopsies by group and by unit of counting. */
export interface GroupedBiopsies {
  /** The groups in their first order: what they share by key, and a label. */
  readonly groups: readonly {
    readonly key: Readonly<Record<string, string>>;
    readonly label: string;
  }[];
  /** Group of each biopsy. */
  readonly groupOf: Int32Array;
  /** Unit of each biopsy, numbered over all groups. */
  readonly unitOf: Int32Array;
  /** Group of each unit. */
  readonly groupOfUnit: Int32Array;
  /** Patient of each unit, numbered over the data set. */
  readonly patientOfUnit: Int32Array;
  /** Biopsies of unit u: order[start[u]] to order[start[u + 1] - 1]. */
  readonly start: Int32Array;
  readonly order: Int32Array;
}

/** Groups biopsies by the named keys and numbers the units within each group. O(biopsies). */
export function groupBiopsies(
  biopsies: readonly Biopsy[],
  by: readonly string[],
  unit: CountUnit,
): GroupedBiopsies {
  const read = by.map((name) => keyReader(name, biopsies));
  const groups: { key: Record<string, string>; label: string }[] = [];
  const groupNumbers = new Map<string, number>();
  const unitNumbers: Map<string, number>[] = [];
  const patients = new Map<string, number>();
  const groupOf = new Int32Array(biopsies.length);
  const unitOf = new Int32Array(biopsies.length);
  const [groupOfUnit, patientOfUnit]: [number[], number[]] = [[], []];
  biopsies.forEach((biopsy, b) => {
    const values = read.map((of) => of(biopsy));
    const id = JSON.stringify(values);
    let group = groupNumbers.get(id);
    if (group === undefined) {
      groupNumbers.set(id, group = groups.length);
      unitNumbers.push(new Map());
      groups.push({
        key: Object.fromEntries(by.map((name, i) => [name, values[i]])),
        label: values.join(", ") || "all",
      });
    }
    const key = unitKey(biopsy, unit);
    let number = unitNumbers[group].get(key);
    if (number === undefined) {
      unitNumbers[group].set(key, number = groupOfUnit.length);
      groupOfUnit.push(group);
      let patient = patients.get(biopsy.patient);
      if (patient === undefined) patients.set(biopsy.patient, patient = patients.size);
      patientOfUnit.push(patient);
    }
    groupOf[b] = group;
    unitOf[b] = number;
  });
  return {
    groups,
    groupOf,
    unitOf,
    groupOfUnit: Int32Array.from(groupOfUnit),
    patientOfUnit: Int32Array.from(patientOfUnit),
    ...indexUnits(unitOf, groupOfUnit.length),
  };
}

function keyReader(name: string, biopsies: readonly Biopsy[]): (biopsy: Biopsy) => string {
  if (name in KEYS) return KEYS[name];
  if (!biopsies.some(({ labels }) => name in labels)) {
    const names = [
      ...new Set(biopsies.slice(0, 1000).flatMap(({ labels }) => Object.keys(labels))),
    ];
    throw new UsageError(
      `Cannot group biopsies: by must be ${list(Object.keys(KEYS).map(quote))}, or a column (${
        list(names.map(quote), 12) || "none here"
      }), found ${quote(name)}`,
    );
  }
  return ({ labels }) => labels[name] || "not stated";
}

function unitKey({ id, patient, timePoint }: Biopsy, unit: CountUnit): string {
  if (unit === "patient") return patient;
  // Without a time point nothing says that two samples belong together.
  return unit === "time point" && timePoint !== ""
    ? JSON.stringify([patient, timePoint])
    : `b ${id}`;
}

function indexUnits(unitOf: Int32Array, units: number): { start: Int32Array; order: Int32Array } {
  const start = new Int32Array(units + 1);
  for (const unit of unitOf) start[unit + 1]++;
  for (let u = 0; u < units; u++) start[u + 1] += start[u];
  const next = start.slice();
  const order = new Int32Array(unitOf.length);
  unitOf.forEach((unit, b) => order[next[unit]++] = b);
  return { start, order };
}
