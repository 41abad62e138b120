import type { Workbook } from "./workbook.ts";

/**
 * Whether a file calls its data SIMULATED: in a cell, as a title above a plate, the header of a column
 * or a sheet of notes, or in the name of a sheet. The word counts in capitals alone, where no other
 * letters touch it.
 *
 * @param content The file as it was read: sheets, or its text
 * @example Usage
 * ```ts
 * import { parseWorkbook, saysSimulated } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = new TextEncoder().encode("SIMULATED plate\n\n0.051,0.84\n");
 * assertEquals(saysSimulated(await parseWorkbook(bytes, { source: "plate.csv" })), true);
 * ```
 */
export function saysSimulated(content: Workbook | string): boolean {
  if (typeof content === "string") return WORD.test(content);
  return content.sheets.some(({ name, rows }) =>
    WORD.test(name) || rows.some(({ cells }) => cells.some((cell) => WORD.test(cell)))
  );
}

const WORD = /(?<!\p{L})SIMULATED(?!\p{L})/u;
