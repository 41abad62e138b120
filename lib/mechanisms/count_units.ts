import type { ClusterType } from "./cluster_interval.ts";
import type { GroupedBiopsies } from "./group_biopsies.ts";
import type { UnitStates } from "./tabulate.ts";

/** Per group, units with a mechanism and units assessed for it. */
export function countGroups(
  { assessed, event }: UnitStates,
  { groups, groupOfUnit }: GroupedBiopsies,
): { events: Int32Array; assessable: Int32Array } {
  const events = new Int32Array(groups.length);
  const assessable = new Int32Array(groups.length);
  for (let u = 0; u < groupOfUnit.length; u++) {
    events[groupOfUnit[u]] += event[u];
    assessable[groupOfUnit[u]] += assessed[u];
  }
  return { events, assessable };
}

/** Per group, patients by their numbers of events and assessable units. */
export function clusterTypes(
  { assessed, event }: UnitStates,
  { groups, groupOfUnit, patientOfUnit }: GroupedBiopsies,
): ClusterType[][] {
  const ofPatient = groups.map(() => new Map<number, { events: number; assessable: number }>());
  for (let u = 0; u < groupOfUnit.length; u++) {
    if (assessed[u] === 0) continue;
    const patients = ofPatient[groupOfUnit[u]];
    let own = patients.get(patientOfUnit[u]);
    if (own === undefined) patients.set(patientOfUnit[u], own = { events: 0, assessable: 0 });
    own.events += event[u];
    own.assessable++;
  }
  return ofPatient.map((patients) => {
    const types = new Map<string, ClusterType>();
    for (const { events, assessable } of patients.values()) {
      const key = `${events}/${assessable}`;
      types.set(key, { events, assessable, patients: (types.get(key)?.patients ?? 0) + 1 });
    }
    return [...types.values()].sort((a, b) => a.assessable - b.assessable || a.events - b.events);
  });
}
