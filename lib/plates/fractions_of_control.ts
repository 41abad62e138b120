import { normalizePlates } from "./normalize_plates.ts";
import type { Wells } from "./well.ts";

/**
 * Wells as fractions of control where that can only be meant: raw signals of plates with vehicle wells
 * are divided by the mean of these, less the blank wells if there are any. All others stay as they
 * are.
 *
 * @param options.unusable What becomes of a plate that cannot be normalised, as in `normalizePlates`
 * @throws {DataError} If a plate cannot be normalised, and `unusable` does not say to exclude it
 *
 * @example Usage
 * ```ts
 * import { fractionsOfControl, readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,dose_nM,counts\nA1,0,990\nA2,0,1010\nA3,100,250\n");
 * const wells = fractionsOfControl(await readWells(path, { response: "counts", scale: "raw" }));
 * assertEquals(wells.wells.map(({ response }) => response), [0.99, 1.01, 0.25]);
 * ```
 */
export function fractionsOfControl(
  wells: Wells,
  { unusable = "refuse" }: { readonly unusable?: "refuse" | "exclude" } = {},
): Wells {
  const roles = new Set(wells.wells.map(({ role }) => role));
  if (wells.scale !== "raw" || !roles.has("vehicle")) return wells;
  return normalizePlates(wells, {
    to: "vehicle",
    minus: roles.has("blank") ? "blank" : undefined,
    unusable,
  });
}
