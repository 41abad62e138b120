import { readResponseTable, recognizeFormat, tableInWorkbook } from "../dose_response/mod.ts";
import { HalfmaxError } from "../errors/mod.ts";
import { inspectPlates, type PlatesInFile } from "../plates/mod.ts";
import { isSpreadsheet, readHead, type Table } from "../tables/mod.ts";
import type { InspectRequest } from "./inspect_command.ts";
import { inOptions } from "./outcome.ts";
import { writeOut } from "./streams.ts";

/** The work of `halfmax inspect`. */
export async function run(request: InspectRequest): Promise<void> {
  const { file, layout, sheets, response, responseScale, doseUnit } = request;
  const found = await inspectPlates(file, {
    layout: layout ?? undefined,
    sheets: sheets ?? undefined,
    responseName: response ?? undefined,
    scale: responseScale ?? undefined,
    doseUnit: doseUnit ?? undefined,
  });
  writeOut(`${inOptions(Deno.inspect(found))}\n`);
  const kind = found.wells === null ? await curvesIn(file, found) : null;
  if (kind !== null) {
    writeOut(`It is ${kind}, which needs no plates. Next: halfmax fit ${inShell(file)}\n`);
  }
}

/** What a file is of which no wells are read, if its curves can be read as they stand; else null. */
async function curvesIn(file: string, { found }: PlatesInFile): Promise<string | null> {
  try {
    const table: Table | null = isSpreadsheet(await readHead(file, 8))
      ? await tableInWorkbook(file)
      : await readResponseTable(file);
    if (table === null) return null;
    const known = recognizeFormat(table);
    if (known !== null) return `a table of ${known.name}`;
    const holdsPlates = found.some(({ role }) => role === "plate" || role === "list");
    return !holdsPlates && table.columns.some((name) => /^dose(?![a-z])/i.test(name))
      ? "a table of doses and responses"
      : null;
  } catch (error) {
    // What cannot be read as a table is none.
    if (error instanceof HalfmaxError) return null;
    throw error;
  }
}

/** A file name as a shell takes it. */
function inShell(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}
