import { dirname, join } from "node:path";
import { plural } from "../errors/mod.ts";
import { mergeFits } from "../screen/files/mod.ts";
import type { MergeRequest } from "./merge_command.ts";
import { type OutputFolder, probeOutputFolder } from "./output_folder.ts";
import { writeStaged } from "./screen_output.ts";
import { writeError } from "./streams.ts";

/** The work of `halfmax merge`. */
export async function run(request: MergeRequest, output: OutputFolder | null): Promise<void> {
  if (output === null) throw new Error("halfmax merge always has an output");
  probeOutputFolder(output);
  const { folder, out, quiet } = request;
  const { info, statuses } = await writeStaged(
    output,
    [out],
    (staging) => {
      // The folder of the results itself may not be read, but the one in it may.
      const place = join(dirname(Deno.realPathSync(staging)), out);
      return mergeFits(folder, join(staging, out), { place });
    },
  );
  if (quiet) return;
  const status = [...statuses].map(([status, count]) =>
    `${count.toLocaleString("en-US")} ${status}`
  );
  writeError(`${plural(info.curves, "curve")}: ${status.join(", ")}`);
  writeError(`Written to ${join(output.name, out)}`);
}
