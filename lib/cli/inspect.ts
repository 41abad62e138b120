import { inspectPlates } from "../plates/mod.ts";
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
}
