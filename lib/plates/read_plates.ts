import { UsageError } from "../errors/mod.ts";
import { inspectPlates, type ReadPlatesOptions } from "./inspect_plates.ts";
import type { Wells } from "./well.ts";

/**
 * Wells from a file of plates, as a laboratory has it: plate-shaped blocks (8 x 12, 16 x 24 or 32 x 48;
 * smaller ones with letters and column numbers) or a list of wells as readers export it, in a workbook
 * (XLSX, XLS, ODS) or text, several per sheet and several sheets, with titles above and the author's
 * own copies, means and percentages below, which are ignored.
 *
 * Kinetic exports (a column for each well and a row for each time, or the other way round) hold many
 * readings of a plate, of which `responseName` names one by its time: "24:00:00", "72 h".
 *
 * What stands in the wells comes from `layout`: the path of a file (a table with a row per well,
 * plate-shaped blocks, or a layout text), a layout text itself, or blocks in the file. A table of
 * wells with its doses needs none.
 *
 * {@linkcode inspectPlates} shows what is found and what is ignored before anything is read.
 *
 * @param path The file, relative to the working directory
 * @returns The wells, every reading used or excluded with its reason
 * @throws {UsageError} If there is no such file, the layout is not understood, or two readings of the
 * file are possible; the message has the choices
 * @throws {DataError} If the file is damaged, or a cell among the readings is no number
 *
 * @example Usage
 * ```ts
 * import { readPlates } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array(8).fill(Array(12).fill(100).join(",")).join("\n");
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, rows);
 * const wells = await readPlates(path, {
 *   layout: "columns 2-5: crizotinib 0, 5, 50, 500 nM; rows B-G; columns 1, 12: blank",
 * });
 * assertEquals(wells.wells.length, 6 * 4 + 2 * 8);
 * ```
 */
export async function readPlates(path: string, options: ReadPlatesOptions = {}): Promise<Wells> {
  const { wells, question } = await inspectPlates(path, options);
  if (wells === null) throw new UsageError(`Cannot read ${path}: ${question}`);
  return wells;
}
