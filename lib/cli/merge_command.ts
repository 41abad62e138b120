import { join } from "node:path";
import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { EXIT_NOTES, FITS_OUT, SCREEN_ENDINGS } from "./screen_command.ts";
import { outputOf } from "./screen_output.ts";

/** What `halfmax merge` was asked to do. */
export interface MergeRequest {
  /** The folder with the manifest and the fits, as the user wrote it. */
  readonly folder: string;
  /** Name of the file of fits in the output folder. */
  readonly out: string;
  readonly quiet: boolean;
}

const SYNTAX: Syntax = {
  ...FITS_OUT,
  "quiet": { meaning: "say nothing on standard error but errors" },
};

const NOTES = `Input
  DIR holds manifest.json of halfmax split, and the fits of every shard that halfmax screen
  wrote, under whatever names. The shards themselves need not be there.

Results
  One file, the same bytes as halfmax screen on the whole file writes: the fits in the order of
  the screen, q_no_effect over all curves. Refused are a shard without fits, fits that are there
  twice or were made from another shard (the hashes tell), and fits made with different
  settings.

${EXIT_NOTES}

Examples
  deno task halfmax merge shards --out fits.parquet
`;

/** `halfmax merge`: the fits of shards to those of a screen. */
export const mergeCommand: Command<MergeRequest> = {
  summary: "put the fits of all shards together, with q values over all curves",
  usage: "DIR --out FITS",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./merge.ts"),
};

function plan({ options, operands }: Arguments): Task<MergeRequest> {
  const command = "halfmax merge";
  if (operands.length !== 1 || operands[0] === "") {
    const found = operands.length === 0 ? "none" : operands.join(" ") || '""';
    throw new UsageError(`Cannot run ${command}: needs one DIR, found ${found}`);
  }
  const [folder] = operands;
  const out = options.get("out");
  if (out === undefined) {
    throw new UsageError(`Cannot run ${command}: needs --out FITS, found none`);
  }
  const output = outputOf(out, SCREEN_ENDINGS, command);
  return {
    request: { folder, out: output.files[0], quiet: options.has("quiet") },
    inputs: [folder, join(folder, "manifest.json")],
    folders: [folder],
    output,
  };
}
