import { DataError, list, quote } from "../errors/mod.ts";
import type { LayoutWell } from "./layout.ts";
import { makeWells } from "./make_wells.ts";
import { checkScale } from "./scale.ts";
import type { Control, ExcludedWell, ResponseScale, Well, Wells } from "./well.ts";

/** What the layout says of a well, and the signal read from it. */
export interface WellReading extends LayoutWell {
  readonly plate: string;
  /** Null where nothing was read. */
  readonly signal: number | null;
}

/**
 * Wells from layout and signal; a well with a reason against it, or without a signal, is excluded.
 *
 * @param options.column What messages call the signal
 * @param options.unused Further rows of the file that no layout claims, with the reason
 * @throws {DataError} If no well is left, or the declared scale cannot be true
 */
export function assembleWells(
  readings: readonly WellReading[],
  { source, unit, scale, column, unused = [] }: {
    readonly source: string;
    readonly unit: string;
    readonly scale: ResponseScale;
    readonly column: string;
    readonly unused?: readonly ExcludedWell[];
  },
): Wells {
  const wells: Well[] = [];
  const excluded: ExcludedWell[] = [...unused];
  for (const { exclusion, signal, ...rest } of readings) {
    const { plate, position, role, dose, labels, row } = rest;
    const well = signal === null
      ? null
      : { plate, position, role, dose, signal, response: signal, labels, row };
    if (well !== null && exclusion === null) wells.push(well);
    else excluded.push({ row, plate, position, reason: exclusion ?? "no signal", well });
  }
  if (wells.length === 0) {
    const reasons = [...new Set(excluded.map(({ reason }) => quote(reason)))];
    throw new DataError(
      `Cannot read ${source}: needs wells with a signal, found none (${excluded.length} excluded: ${
        list(reasons)
      })`,
    );
  }
  checkScale(wells.map(({ response }) => response), { scale, column, source });
  return makeWells({
    source,
    unit,
    scale,
    control: controlOf(wells, scale),
    wells,
    excluded,
    rowsRead: readings.length + unused.length,
    normalization: "",
  });
}

function controlOf(wells: readonly Well[], scale: ResponseScale): Control {
  if (scale !== "raw") return { basis: "declared", value: scale === "percent" ? 100 : 1 };
  return { basis: wells.some(({ role }) => role === "vehicle") ? "vehicle wells" : "none" };
}
