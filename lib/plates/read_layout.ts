import type { Layout } from "./layout.ts";
import { layoutFor, loadLayoutFile, type LoadLayoutOptions } from "./load_layout.ts";

/**
 * A layout from a file: a table, one row per well (`well, role, cell_line, drug, dose_nM, …`),
 * plate-shaped blocks of drugs, doses or roles (CSV or workbook), or a layout text
 * (`columns 2-11: crizotinib 0, 5, 10 nM`).
 *
 * Columns, roles, doses and units follow the rules of `readWells`. Without a `plate` column the
 * layout holds for every plate. A layout text that names sheets or plates needs them: give it to
 * `readPlates`.
 *
 * @throws {UsageError} If there is no such file, an option contradicts it, or a statement is not
 * understood
 * @throws {DataError} If cells are wrong (all of them named), or a well stands twice
 *
 * @example Usage
 * ```ts
 * import { readLayout } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,role,drug,dose (µM)\nA1,vehicle,,\nA2,sample,crizotinib,0.1\n");
 * const layout = await readLayout(path);
 * assertEquals(layout.unit, "nM");
 * assertEquals(layout.wells[1].dose, 100);
 * ```
 */
export async function readLayout(
  path: string,
  options: LoadLayoutOptions = {},
): Promise<Layout> {
  const loaded = await loadLayoutFile(path, options);
  const layout = layoutFor(loaded, [{ plate: "", sheet: "", format: 96 }], []);
  const wells = layout.wells.map((well) => well.plate === "" ? { ...well, plate: null } : well);
  return { ...layout, wells };
}
