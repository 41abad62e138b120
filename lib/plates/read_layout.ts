import { DataError } from "../errors/mod.ts";
import { readTable, type ReadTableOptions } from "../tables/mod.ts";
import type { Layout } from "./layout.ts";
import { layoutOfTable } from "./layout_of_table.ts";
import type { WellColumnsOptions } from "./well_columns.ts";

/**
 * A layout from a table, one row per well: `well, role, cell_line, drug, dose_nM, …`.
 *
 * Columns, roles, doses and units follow the rules of `readWells`. Without a `plate` column the
 * layout holds for every plate.
 *
 * @throws {UsageError} If there is no such file, or an option contradicts it
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
  { columns, doseUnit, roles, ...reading }: WellColumnsOptions & ReadTableOptions = {},
): Promise<Layout> {
  const table = await readTable(path, reading);
  const { layout, problems } = layoutOfTable(table, { columns, doseUnit, roles });
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return layout;
}
