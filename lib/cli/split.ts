import settings from "../../deno.json" with { type: "json" };
import { plural } from "../errors/mod.ts";
import { MANIFEST, shardFile, splitScreen } from "../screen/files/mod.ts";
import { type OutputFolder, probeOutputFolder } from "./output_folder.ts";
import { writeStaged } from "./screen_output.ts";
import { screenProgress } from "./screen_progress.ts";
import { openWells } from "./screen_wells.ts";
import type { SplitRequest } from "./split_command.ts";
import { writeError } from "./streams.ts";

/** The work of `halfmax split`. */
export async function run(request: SplitRequest, output: OutputFolder | null): Promise<void> {
  if (output === null) throw new Error("halfmax split always has an output");
  probeOutputFolder(output);
  const { file, quiet, shards } = request;
  const { wells } = await openWells(request);
  const progress = screenProgress({ quiet });
  const manifest = await writeStaged(
    output,
    // The manifest comes last: where it is, the shards are.
    [...Array.from({ length: shards }, (_, i) => shardFile(i + 1)), MANIFEST],
    async (folder) => {
      try {
        return await splitScreen(wells, {
          shards,
          folder,
          library: `halfmax ${settings.version}`,
          onProgress: (reached) => progress.reached({ ...reached, curves: 0 }),
        });
      } finally {
        progress.end();
      }
    },
  );
  if (quiet) return;
  const { read, used, excluded } = manifest.rows;
  for (const note of wells.notes) writeError(note);
  writeError(`${file}: ${plural(read, "row")}, ${used.toLocaleString("en-US")} used`);
  for (const [reason, count] of Object.entries(excluded)) {
    writeError(`  ${reason}: ${plural(count, "row")}`);
  }
  writeError(
    `${plural(manifest.curves, "curve")} in ${
      plural(shards, "shard")
    }, written to ${output.name} with ${MANIFEST}`,
  );
}
