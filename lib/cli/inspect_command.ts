import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import { LAYOUT_OPTION, layoutFiles, SHEETS_OPTION } from "./layout_option.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseNames } from "./parse_names.ts";

const SCALES = ["fraction", "percent", "raw"] as const;

/** What `halfmax inspect` was asked to do; null where the command line says nothing. */
export interface InspectRequest {
  /** The input, as the user wrote it. */
  readonly file: string;
  readonly layout: string | null;
  readonly sheets: readonly string[] | null;
  readonly response: string | null;
  readonly responseScale: typeof SCALES[number] | null;
  readonly doseUnit: string | null;
}

const SYNTAX: Syntax = {
  "layout": LAYOUT_OPTION,
  "sheets": SHEETS_OPTION,
  "response": {
    value: "NAME",
    meaning: "the signal to read where the file holds several: a column of a list, part of the " +
      'title of a block, or the time of a reading ("72 h", "24:00:00")',
  },
  "response-scale": {
    value: "fraction|percent|raw",
    choices: SCALES,
    meaning: "what the signal is: control is 1, control is 100, or as read (default)",
  },
  "dose-unit": {
    value: "UNIT",
    meaning: "unit of the doses, where neither file nor layout says it",
  },
};

const NOTES = `Input
  FILE is a workbook (XLSX, XLS, ODS) or text (CSV, TXT) as a plate reader or a colleague left it:
  plates of 8 x 12, 16 x 24 or 32 x 48 numbers anywhere in any sheet (smaller ones with letters and
  column numbers), lists with a row per well, or kinetics with a column per well or per time, of
  which --response names one reading. Titles above are passed over; copies, means and percentages
  below are recognised and ignored, as are temperatures.

Layout
  One statement per line, or between semicolons:
    columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM
    rows B-F                          where the drugs stand, if not in all rows
    columns 1, 12: blank              or vehicle, positive, time zero, unused
    wells C8-D8: exclude bubble
    sheets C4, C5: rows B-D           for these sheets alone
    cell line H3122
    each sheet is a replicate
  A dilution series is "10 uM 3-fold".

Results
  Everything that was found with its range, what it is read as, and why the rest is ignored; with
  a layout also the readings: used and excluded, with the reasons. Nothing is fitted or written.
  Where two readings are possible, the last line asks.

Exit codes
  0 done, also where a question is open, 2 wrong usage, 65 bad data, 70 a bug in halfmax

Examples
  # a plate as text: what is in it
  row=1,9,8,7,6,5,4,3,2,1,1,1
  printf '%s\\n' "Assay 1" $row $row $row $row $row $row $row $row > p.csv
  deno task halfmax inspect p.csv
  deno task halfmax inspect p.csv --layout "columns 2-6: crizotinib 0, 5, 10, 50, 100 nM"
`;

/** `halfmax inspect`: what a file of plates holds, before anything is fitted. */
export const inspectCommand: Command<InspectRequest> = {
  summary: "show what a plate file holds: blocks found, blocks ignored, rows used",
  usage: "FILE [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./inspect.ts"),
};

function plan({ options, operands }: Arguments): Task<InspectRequest> {
  if (operands.length !== 1 || operands[0] === "") {
    const found = operands.length === 0 ? "none" : operands.join(" ") || '""';
    throw new UsageError(`Cannot run halfmax inspect: needs one FILE, found ${found}`);
  }
  const text = (name: string) => options.get(name) ?? null;
  const [file, layout, sheets] = [operands[0], text("layout"), text("sheets")];
  return {
    request: {
      file,
      layout,
      sheets: sheets === null ? null : parseNames(sheets, "--sheets"),
      response: text("response"),
      responseScale: SCALES.find((scale) => scale === options.get("response-scale")) ?? null,
      doseUnit: text("dose-unit"),
    },
    inputs: [file, ...layoutFiles(layout)],
    output: null,
  };
}
