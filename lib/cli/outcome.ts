import { DataError, HalfmaxError, UsageError } from "../errors/mod.ts";
import { EXIT } from "./exit_code.ts";

/** How a run ended: its exit code, and what to tell the user when it is not 0. */
export interface Outcome {
  readonly code: number;
  readonly message: string;
}

/** What an error means to the user of the command. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof UsageError) return { code: EXIT.usage, message: inOptions(error.message) };
  if (error instanceof DataError) return { code: EXIT.data, message: inOptions(error.message) };
  if (error instanceof HalfmaxError) return { code: EXIT.failed, message: error.message };
  if (error instanceof Deno.errors.BrokenPipe) return { code: EXIT.brokenPipe, message: "" };
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  return {
    code: EXIT.internal,
    message: `A bug in halfmax, not in your data. Please report it with these lines:\n${trace}`,
  };
}

/** What the library calls its arguments, and what the same is called on the command line. */
const OPTION_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bSay layout: "/g, 'Say --layout "'],
  [/\bresponseName: ("[^"]*")/g, "--response $1"],
  [/\bscale: "(\w+)"/g, "--response-scale $1"],
  [/\bdoseUnit: "([^"]+)"/g, "--dose-unit $1"],
  [/\bdoseUnit\b/g, "--dose-unit"],
  [/\blogDose: true\b/g, "--log-dose yes"],
  [/\blogDose: false\b/g, "--log-dose no"],
  [/\blogDose\b/g, "--log-dose"],
  [/\bvehicleX: (-?[\d.e+-]*\d)/g, "--vehicle-x=$1"],
  [/\bvehicleX\b/g, "--vehicle-x"],
  [/\bprismTable: /g, "--prism-table "],
  [/\bcolumns: \{ dose: ("[^"]*") \}/g, "--dose $1"],
  [/\{ reference: \{ ([^:]+): "([^"]+)" \} \}/g, '--reference "$1=$2"'],
  [/ to by$/g, " to --by"],
  [/\bwith by: /g, "with --by "],
  [/: needs by, as /g, ": needs --by, as "],
  [/\bthat by does not\b/g, "that --by does not"],
  [/\bover: "(\w+)"/g, "--over $1"],
  [/\bover: ""/g, '--over ""'],
  [/\bresponse: "(\w+)"/g, "--response $1"],
  [/\bresponse: ("[^"]+")/g, "--response $1"],
  [/: by must be /g, ": --by must be "],
  [/\btarget: "(\w+)"/g, "--target $1"],
  [/\bprofiled: "every sample for every gene"/g, "--every-gene"],
  [/, or name the column's unit\b/g, ", or say --unit nM if all are in nM"],
  [/\. Map it with genes: \{[^}]*\}/g, ". Rename it in the file"],
];

/** A message of the library in the words of the command's user. */
export function inOptions(message: string): string {
  return OPTION_WORDS.reduce((text, [word, option]) => text.replace(word, option), message);
}
