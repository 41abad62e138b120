import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import {
  EXIT_NOTES,
  parseCount,
  WELLS_NOTES,
  WELLS_SYNTAX,
  type WellsRequest,
  wellsRequest,
} from "./screen_command.ts";

/** More shards than this have names that no longer sort. */
const MOST_SHARDS = 9999;

/** What `halfmax split` was asked to do. */
export interface SplitRequest extends WellsRequest {
  readonly shards: number;
}

const SYNTAX: Syntax = {
  "shards": { value: "N", meaning: "how many shards to make" },
  "out": {
    value: "DIR",
    meaning:
      "folder for the shards and manifest.json; made if it is not there, and files of these " +
      "names in it are replaced",
  },
  ...WELLS_SYNTAX,
};

const NOTES = `${WELLS_NOTES}

Results
  shard_0001.parquet and so on: the wells of the curves in the order of the file, as many curves
  in each as possible, none cut; manifest.json: the shards with their sha256, and the rows left
  out. The same file gives the same bytes. Fit each with halfmax screen SHARD --out
  DIR/fits_0001.parquet, on whatever machine; put the fits together with halfmax merge DIR.

${EXIT_NOTES}

Examples
  deno task halfmax split viability.csv.gz --by cell_line,drug --shards 8 --out shards
`;

/** `halfmax split`: a screen into shards for many machines. */
export const splitCommand: Command<SplitRequest> = {
  summary: "split a screen into shards of whole curves, for many machines",
  usage: "FILE --shards N --out DIR [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./split.ts"),
};

function plan(args: Arguments): Task<SplitRequest> {
  const command = "halfmax split";
  const wells = wellsRequest(args, command);
  const needed = (name: string, value: string) => {
    const text = args.options.get(name);
    if (text !== undefined) return text;
    throw new UsageError(`Cannot run ${command}: needs --${name} ${value}, found none`);
  };
  const shards = parseCount(needed("shards", "N"), "--shards", MOST_SHARDS, command);
  const folder = needed("out", "DIR");
  const files = [
    "manifest.json",
    ...Array.from({ length: shards }, (_, i) => shardName(i + 1)),
  ];
  return { request: { ...wells, shards }, inputs: [wells.file], output: { folder, files } };
}

/** The name of a shard, as the library gives it. */
function shardName(shard: number): string {
  return `shard_${String(shard).padStart(4, "0")}.parquet`;
}
