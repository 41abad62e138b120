import type { FrequencyGroup, MechanismFrequency } from "./frequency.ts";
import type { GroupedBiopsies } from "./group_biopsies.ts";

/** Every group with its patients, biopsies and units. */
export function describeGroups(grouped: GroupedBiopsies): FrequencyGroup[] {
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

/** Patients who are in two groups, pair by pair. */
export function sharedPatients(
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
