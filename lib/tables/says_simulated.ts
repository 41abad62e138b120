import type { Workbook } from "./read_workbook.ts";

/**
 * Whether a file calls its data SIMULATED: in a cell, as a title above a plate or on a sheet of notes,
 * or in the name of a sheet. The word counts in capitals alone.
 *
 * @example Usage
 * ```ts
 * import { parseWorkbook, saysSimulated } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = new TextEncoder().encode("SIMULATED plate\n\n0.051,0.84\n");
 * assertEquals(saysSimulated(await parseWorkbook(bytes, { source: "plate.csv" })), true);
 * ```
 */
export function saysSimulated({ sheets }: Workbook): boolean {
  return sheets.some(({ name, rows }) =>
    WORD.test(name) || rows.some(({ cells }) => cells.some((cell) => WORD.test(cell)))
  );
}

const WORD = /(^|[^a-z])SIMULATED([^a-z]|$)/;
