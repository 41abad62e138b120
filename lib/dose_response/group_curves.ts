import type { Control, ResponseScale } from "../plates/mod.ts";
import type { Curve } from "./curve.ts";
import { controlOfScale } from "./vehicle_by_construction.ts";

/** Columns where a vehicle row may name its vehicle. */
export const SUBSTANCE = /drug|compound|inhibitor|treatment|substance|agent/i;

/** One response at one dose, and the names that tell its curve from others. */
export interface ResponseRow {
  /** Row as a spreadsheet counts. */
  readonly row: number;
  /** Its names, in the order of the columns that tell curves apart. */
  readonly key: readonly string[];
  /** In the unit of the curves; 0 for vehicle. */
  readonly dose: number;
  readonly response: number;
}

/**
 * Rows to curves by their names. Vehicle rows often leave a name empty, or name the vehicle ("DMSO")
 * in the place of a drug: such a row serves every curve that it agrees with in its other names.
 */
export function groupCurves(
  rows: readonly ResponseRow[],
  by: readonly string[],
  unit: string,
  scale: ResponseScale,
): { readonly curves: Curve[]; readonly strays: readonly ResponseRow[] } {
  const groups = [...Map.groupBy(rows, ({ key }) => JSON.stringify(key)).values()];
  const [named, loose] = [true, false].map((dosed) =>
    groups.filter((wells) => wells.some(({ dose }) => dose > 0) === dosed)
  );
  const namesOf = by.map((_, i) => new Set(named.map(([{ key }]) => key[i])));
  const serves = ([vehicle]: readonly ResponseRow[], [sample]: readonly ResponseRow[]) =>
    vehicle.key.every((name, i) =>
      name === sample.key[i] || name === "" || (SUBSTANCE.test(by[i]) && !namesOf[i].has(name))
    );
  const curves = named.map((samples) => {
    const wells = [...loose.filter((vehicle) => serves(vehicle, samples)).flat(), ...samples];
    return {
      key: Object.fromEntries(by.map((name, i) => [name, samples[0].key[i]])),
      doses: wells.map(({ dose }) => dose),
      responses: wells.map(({ response }) => response),
      unit,
      scale,
      control: controlOf(wells, scale),
    };
  });
  const strays = loose.filter((vehicle) => !named.some((samples) => serves(vehicle, samples)));
  return { curves, strays: strays.flat() };
}

function controlOf(wells: readonly ResponseRow[], scale: ResponseScale): Control {
  if (scale !== "raw") return { basis: "declared", value: controlOfScale(scale) };
  return wells.some(({ dose }) => dose === 0) ? { basis: "vehicle wells" } : { basis: "none" };
}
