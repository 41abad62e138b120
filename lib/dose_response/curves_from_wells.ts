import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import type { Well, Wells } from "../plates/mod.ts";
import type { Curve } from "./curve.ts";
import { vehicleByConstruction, vehicleRemark } from "./vehicle_by_construction.ts";

/** Columns that tell substances apart; their wells are never pooled into one curve. */
const NEVER_POOLED = ["drug", "cell_line"];

/**
 * The curves of a set of wells: one for each combination of the named columns, in the order of the
 * file. Vehicle wells, which belong to a plate rather than to a drug, serve every curve of their
 * plate that they match in the named columns they do carry.
 *
 * @param wells Wells as read or normalised; blanks, positive controls and time-zero wells take no part
 * @param options.by Columns that tell the curves apart, as "cell_line" or "replicate"
 * @throws {UsageError} If a column does not exist, or different drugs or cell lines would be pooled
 */
export function curvesFromWells(wells: Wells, { by }: { by: readonly string[] }): Curve[] {
  const samples = wells.wells.filter(({ role, dose }) => role === "sample" && dose !== null);
  const vehicles = wells.wells.filter(({ role }) => role === "vehicle");
  const columns = columnsOf(wells);
  for (const name of by) {
    if (!columns.includes(name)) {
      const meant = nearest(name, columns);
      throw new UsageError(
        `Cannot group the wells of ${wells.source} by ${quote(name)}: the columns are ` +
          `${list(columns.map(quote))}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
      );
    }
  }
  const groups = Map.groupBy(
    samples,
    (well) => JSON.stringify(by.map((name) => label(well, name))),
  );
  return [...groups.values()].map((group) => {
    const key = Object.fromEntries(by.map((name) => [name, label(group[0], name)]));
    refusePooling(wells.source, by, group);
    const plates = new Set(group.map(({ plate }) => plate));
    const controls = vehicles.filter((well) =>
      plates.has(well.plate) &&
      [...by, ...NEVER_POOLED].every((name) => {
        const own = label(well, name);
        return own === "" || name === "drug" && !by.includes(name) ||
          own === label(group[0], name) ||
          name === "drug" && isVehicleName(own, group);
      })
    );
    const made = vehicleByConstruction(controls.map(({ response }) => response), wells.scale);
    const members = made ? group : [...controls, ...group];
    return {
      key,
      doses: members.map(({ role, dose }) => role === "vehicle" ? 0 : dose ?? 0),
      responses: members.map(({ response }) => response),
      unit: wells.unit,
      scale: wells.scale,
      control: wells.control.basis === "vehicle wells" && controls.length === 0
        ? { basis: "none" }
        : made
        ? { basis: "declared", value: controls[0].response }
        : wells.control,
      ...(made && { remark: vehicleRemark(wells.scale) }),
    };
  });
}

/** A vehicle well may name its vehicle ("DMSO") where other wells name their drug. */
function isVehicleName(name: string, group: readonly Well[]): boolean {
  return group.every((well) => label(well, "drug") !== name);
}

function label(well: Well, name: string): string {
  return name === "plate" ? well.plate : well.labels[name] ?? "";
}

function columnsOf({ wells }: Wells): string[] {
  return ["plate", ...new Set(wells.flatMap(({ labels }) => Object.keys(labels)))];
}

function refusePooling(source: string, by: readonly string[], group: readonly Well[]): void {
  for (const name of NEVER_POOLED) {
    const values = [...new Set(group.map((well) => label(well, name)))];
    if (!by.includes(name) && values.length > 1) {
      throw new UsageError(
        `Cannot fit the wells of ${source} by ${list(by) || "nothing"}: one curve would pool ` +
          `${list(values.map(quote))}. Add ${quote(name)} to by`,
      );
    }
  }
}
