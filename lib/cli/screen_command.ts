import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import { fitCommand } from "./fit_command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseNames } from "./parse_names.ts";
import { outputOf } from "./screen_output.ts";

const MODELS = ["4PL", "3PL", "2PL"] as const;
const SCALES = ["fraction", "percent", "raw"] as const;
const LAYOUTS = ["tidy", "gdsc", "prism"] as const;

/** Files that fits can be written to, by the ends of their names. */
export const SCREEN_ENDINGS = [".parquet", ".csv", ".csv.gz"] as const;

/** Threads are useful up to the processors of a machine; more than this is a slip of the finger. */
const MOST_THREADS = 256;

/** Where the wells of a screen are, and in which columns; null where the command line says nothing. */
export interface WellsRequest {
  /** The input, as the user wrote it. */
  readonly file: string;
  readonly layout: typeof LAYOUTS[number] | null;
  readonly dose: string | null;
  readonly doseUnit: string | null;
  readonly response: string | null;
  readonly responseScale: typeof SCALES[number] | null;
  /** Columns that tell one curve from another. */
  readonly by: readonly string[] | null;
  /** Whether to say nothing on standard error. */
  readonly quiet: boolean;
}

/** What `halfmax screen` was asked to do. */
export interface ScreenRequest extends WellsRequest {
  readonly model: typeof MODELS[number];
  /** Whether IC50s get their limits. */
  readonly interval: boolean;
  /** Threads that fit; null for as many as the machine has processors. */
  readonly threads: number | null;
  /** Name of the file of fits in the output folder. */
  readonly out: string;
}

/** The options that say where wells are, of every command that reads a screen. */
export const WELLS_SYNTAX: Syntax = {
  "by": {
    value: "COLUMN,…",
    meaning: "columns that tell one curve from another, as cell_line,drug. Needed for a tidy file",
  },
  "dose": fitCommand.syntax.dose,
  "dose-unit": fitCommand.syntax["dose-unit"],
  "response": fitCommand.syntax.response,
  "response-scale": fitCommand.syntax["response-scale"],
  "layout": {
    value: "tidy|gdsc|prism",
    choices: LAYOUTS,
    meaning: "tidy: one row per well; gdsc: GDSC raw data; prism: a PRISM matrix of log2 fold " +
      "changes. Found out from the columns unless said",
  },
  "quiet": { meaning: "say nothing on standard error but errors" },
};

/** What the help of every command that reads a screen says of its input. */
export const WELLS_NOTES = `Input
  FILE is CSV or tab-separated text in UTF-8, plain or gzip, or Parquet; it is read in pieces
  and may be larger than memory. Rows may stand in any order; where the rows of a curve stand
  together the file is read once, otherwise twice or more. A row without a dose or a response is
  counted as left out, with the reason; a column "exclude" or "role" is understood as in halfmax
  fit. The vehicle wells of a curve are rows with its own names and a dose of 0.
  GDSC raw data are normalised plate by plate (NC-1 wells less B wells); PRISM matrices of
  replicate-collapsed log2 fold changes are taken as 2^value. Doses of both are µM.`;

/** The option for the file of fits, as `halfmax merge` has it too. */
export const FITS_OUT: Syntax = {
  "out": {
    value: "FILE",
    meaning:
      "the file of fits, by the end of its name Parquet (.parquet) or CSV (.csv, .csv.gz); " +
      "one of that name is replaced when all is done",
  },
};

const KILLED_NOTE =
  `  A run that is killed outright (SIGKILL, no memory left) leaves a hidden folder .halfmax-…
  where its results would be; remove it when no run is writing there.`;

/** How `halfmax split` and `halfmax merge` end. */
export const EXIT_NOTES = `Exit codes
  0 done, 2 wrong usage or --out cannot be written, 65 bad data, 70 a bug in halfmax, 130
  stopped by Ctrl-C, 143 stopped by a scheduler. Unless the code is 0, nothing was written.
${KILLED_NOTE}`;

const SYNTAX: Syntax = {
  ...FITS_OUT,
  ...WELLS_SYNTAX,
  "model": fitCommand.syntax.model,
  "no-interval": {
    meaning: "leave out the limits of the IC50s, several times faster; status, bounds and tests " +
      "are the same",
  },
  "threads": {
    value: "N",
    meaning: "threads that fit; default the processors of the machine. The result is the same",
  },
};

const NOTES = `${WELLS_NOTES}
  A shard of halfmax split needs no options; its fits go to halfmax merge.

Results
  One row per curve, in the order in which the curves first appear: the --by columns and the
  columns of halfmax fit, with the area under the curve, what the limits are, and whether a
  curve is doubtful and what the general solver said of it. A sample of the fits and every
  doubtful one is checked against the general solver. q_no_effect is over all curves of the
  file. Parquet files carry under the key halfmax.fits how they were made and how many rows were
  left out, why.
  The same wells and options give the same bytes, whatever the threads.

Exit codes
  0 done (a curve that could not be fitted is a row with a status), 2 wrong usage or --out
  cannot be written, 65 bad data, 70 a bug in halfmax, 130 stopped by Ctrl-C, 143 stopped by a
  scheduler. Unless the code is 0, nothing was written.
${KILLED_NOTE}

Examples
  deno task halfmax screen viability.csv.gz --by cell_line,drug --out fits.parquet
  deno task halfmax screen wells.parquet --by plate,drug --response luminescence \\
    --response-scale raw --model 3PL --no-interval --out fits.csv
`;

/** `halfmax screen`: very many curves at once, from a file to a file. */
export const screenCommand: Command<ScreenRequest> = {
  summary: "fit a whole screen, up to millions of curves, from CSV or Parquet to Parquet",
  usage: "FILE --out FITS [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./screen.ts"),
};

function plan(args: Arguments): Task<ScreenRequest> {
  const command = "halfmax screen";
  const wells = wellsRequest(args, command);
  const { options } = args;
  const out = options.get("out");
  if (out === undefined) {
    throw new UsageError(`Cannot run ${command}: needs --out FITS, found none`);
  }
  const output = outputOf(out, SCREEN_ENDINGS, command);
  const threads = options.get("threads");
  return {
    request: {
      ...wells,
      model: MODELS.find((model) => model === options.get("model")) ?? "4PL",
      interval: !options.has("no-interval"),
      threads: threads === undefined
        ? null
        : parseCount(threads, "--threads", MOST_THREADS, command),
      out: output.files[0],
    },
    inputs: [wells.file],
    workers: true,
    output,
  };
}

/**
 * Where the wells are, as the command line says.
 *
 * @param command Name of the command as the user knows it, for the messages
 * @throws {UsageError} If there is not one file
 */
export function wellsRequest({ options, operands }: Arguments, command: string): WellsRequest {
  if (operands.length !== 1 || operands[0] === "") {
    const found = operands.length === 0 ? "none" : operands.join(" ") || '""';
    throw new UsageError(`Cannot run ${command}: needs one FILE, found ${found}`);
  }
  const text = (name: string) => options.get(name) ?? null;
  const by = text("by");
  return {
    file: operands[0],
    layout: LAYOUTS.find((layout) => layout === options.get("layout")) ?? null,
    dose: text("dose"),
    doseUnit: text("dose-unit"),
    response: text("response"),
    responseScale: SCALES.find((scale) => scale === options.get("response-scale")) ?? null,
    by: by === null ? null : parseNames(by, "--by"),
    quiet: options.has("quiet"),
  };
}

/**
 * A whole number from 1 up.
 *
 * @throws {UsageError} If the text is none, or the number is above `most`
 */
export function parseCount(text: string, option: string, most: number, command: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw new UsageError(
    `Cannot run ${command}: ${option} must be a whole number from 1 to ${
      most.toLocaleString("en-US")
    }, found ${text}`,
  );
}
