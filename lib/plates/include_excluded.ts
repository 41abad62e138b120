import { list, plural, UsageError } from "../errors/mod.ts";
import { makeWells } from "./make_wells.ts";
import type { Wells } from "./well.ts";

/**
 * The same wells with excluded ones back among them, to show a result with and without.
 *
 * Normalised sets carry their excluded wells normalised, so this works before and after
 * `normalizePlates`. The two differ only where a vehicle, blank or positive well comes back: included
 * before, it takes part in its plate's control; after, it does not.
 *
 * Rows without a signal cannot come back and stay excluded.
 *
 * @param options.rows Rows of the file to bring back; by default every one that has a signal
 * @throws {UsageError} If a row asked for is not excluded, or has no signal
 *
 * @example Usage
 * ```ts
 * import { includeExcluded, readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,dose_nM,counts,exclude\nA1,0,98,\nA2,10,910,bubble\n");
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * assertEquals([wells.wells.length, includeExcluded(wells).wells.length], [1, 2]);
 * ```
 */
export function includeExcluded(
  wells: Wells,
  { rows }: { readonly rows?: readonly number[] } = {},
): Wells {
  checkRows(wells, rows ?? []);
  const back = wells.excluded.filter(({ row, well }) =>
    well !== null && (rows === undefined || rows.includes(row))
  );
  return makeWells({
    ...wells,
    wells: [...wells.wells, ...back.flatMap(({ well }) => well === null ? [] : [well])]
      .sort((a, b) => a.row - b.row),
    excluded: wells.excluded.filter((excluded) => !back.includes(excluded)),
  });
}

function checkRows({ source, excluded }: Wells, rows: readonly number[]): void {
  const wrong = rows.filter((row) => !excluded.some((e) => e.row === row && e.well !== null));
  if (wrong.length === 0) return;
  const possible = excluded.filter(({ well }) => well !== null).map(({ row }) => String(row));
  throw new UsageError(
    `Cannot include ${plural(wrong.length, "row")} ${list(wrong.map(String))} of ${source}: ` +
      `must be excluded rows with a signal (${
        possible.length === 0 ? "there are none" : list(possible)
      })`,
  );
}
