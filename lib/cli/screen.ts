import { basename, join } from "node:path";
import settings from "../../deno.json" with { type: "json" };
import { plural } from "../errors/mod.ts";
import { type ScreenedFile, screenFile, sha256OfFile } from "../screen/files/mod.ts";
import { type OutputFolder, probeOutputFolder } from "./output_folder.ts";
import type { ScreenRequest } from "./screen_command.ts";
import { writeStaged } from "./screen_output.ts";
import { screenProgress } from "./screen_progress.ts";
import { openWells } from "./screen_wells.ts";
import { writeError } from "./streams.ts";

/** The work of `halfmax screen`. */
export async function run(request: ScreenRequest, output: OutputFolder | null): Promise<void> {
  if (output === null) throw new Error("halfmax screen always has an output");
  probeOutputFolder(output);
  const { file, model, interval, quiet, out } = request;
  const { wells, shard } = await openWells(request);
  const progress = screenProgress({ quiet });
  const screened = await writeStaged(output, [out], async (folder) => {
    try {
      return await screenFile(wells, {
        // The ending says what is written.
        out: join(folder, out),
        spool: join(folder, "fits.spool"),
        library: `halfmax ${settings.version}`,
        model,
        interval: interval ? "profile likelihood" : "none",
        threads: request.threads ?? navigator.hardwareConcurrency,
        onProgress: progress.reached,
        ...(shard === null ? {} : {
          part: { shard: shard.shard, of: shard.of, sha256: sha256OfFile(file) },
        }),
      });
    } finally {
      progress.end();
    }
  });
  if (!quiet) {
    for (const note of wells.notes) writeError(note);
    writeError(summary(file, screened));
    writeError(`Written to ${join(output.name, basename(out))}`);
  }
}

/** What was read and how the fits went, for standard error. */
export function summary(file: string, { info, statuses, reasons }: ScreenedFile): string {
  const { rows, curves, checks } = info;
  const number = (count: number) => count.toLocaleString("en-US");
  const status = [...statuses].map(([status, count]) => `${number(count)} ${status}`);
  const disagree = checks.checked - checks.agree;
  return [
    `${file}: ${plural(rows.read, "row")}, ${number(rows.used)} used, ${
      number(rows.read - rows.used)
    } left out`,
    ...reasons.map(({ reason, count, firstRow }) =>
      `  ${reason}: ${plural(count, "row")}, the first row ${firstRow}`
    ),
    `${plural(curves, "curve")}: ${status.join(", ")}`,
    `${number(checks.checked)} checked against the general solver (${
      number(checks.doubtful)
    } doubtful): ${
      disagree === 0 ? "all agree" : `${number(disagree)} do not agree, see the column check`
    }`,
  ].join("\n");
}
