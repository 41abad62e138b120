import type { PrismTableOptions } from "../dose_response/mod.ts";
import { quote, UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import { LAYOUT_OPTION, layoutFiles, SHEETS_OPTION } from "./layout_option.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseDoseColumns, parseNames } from "./parse_names.ts";

const MODELS = ["4PL", "3PL", "2PL"] as const;
const SCALES = ["fraction", "percent", "raw"] as const;
const FORMATS = ["csv", "json"] as const;
const YES_NO = ["yes", "no"] as const;

/** What `halfmax fit` was asked to do; null where the command line says nothing. */
export interface FitRequest {
  /** The input, as the user wrote it. */
  readonly file: string;
  /** What stands in the wells of a plate file: a file, or the text itself. */
  readonly layout: string | null;
  /** Sheets of a workbook to read. */
  readonly sheets: readonly string[] | null;
  readonly format: typeof FORMATS[number];
  readonly model: typeof MODELS[number];
  readonly dose: string | null;
  readonly doseUnit: string | null;
  readonly response: string | null;
  readonly responseScale: typeof SCALES[number] | null;
  /** Columns that tell one curve from another; empty where the whole file is one curve. */
  readonly by: readonly string[] | null;
  /** The dose of each dose column of a wide table; null for a long table. */
  readonly wide: Readonly<Record<string, number>> | null;
  /** How a GraphPad Prism file is to be understood. */
  readonly prism: PrismTableOptions;
}

/** The files that `halfmax fit --out` writes, by format. */
export const FIT_FILES = {
  csv: { fits: "fits.csv", excluded: "excluded.csv" },
  json: { fits: "fits.jsonl", excluded: "excluded.csv" },
} as const;

const SYNTAX: Syntax = {
  "out": {
    value: "DIR",
    meaning: "folder for fits.csv and excluded.csv; made if it is not there, and files of these " +
      "names in it are replaced. Without it the fits go to standard output",
  },
  "layout": LAYOUT_OPTION,
  "sheets": SHEETS_OPTION,
  "format": {
    value: "csv|json",
    choices: FORMATS,
    meaning: "csv (default), or JSON lines (fits.jsonl), one object per curve",
  },
  "model": {
    value: "4PL|3PL|2PL",
    choices: MODELS,
    meaning: "4PL (default): IC50, slope, top and bottom are fitted; 3PL: bottom is held at 0; " +
      "2PL: bottom is held at 0 and top at control",
  },
  "dose": {
    value: "COLUMN",
    meaning: "doses, 0 for vehicle; default the column dose, or dose with its unit (dose_nM)",
  },
  "dose-unit": {
    value: "UNIT",
    meaning: "M, mM, uM, nM or pM, all written as nM; or g/L, mg/mL, ug/mL, ng/mL, pg/mL, Gy, % " +
      "or x, kept as they are. Needed unless the dose column's name ends in it or a column " +
      "dose_unit says it",
  },
  "response": {
    value: "COLUMN",
    meaning: "responses; default the only column that is named as a signal (luminescence, " +
      "absorbance, counts) or a response (response, viability, growth), the latter with its " +
      "scale (viability_fraction)",
  },
  "response-scale": {
    value: "fraction|percent|raw",
    choices: SCALES,
    meaning: "what the responses are: control is 1, control is 100, or a signal as read. Needed " +
      "unless the response column's name ends in it",
  },
  "by": {
    value: "COLUMN,…",
    mayBeEmpty: true,
    meaning: "columns that tell one curve from another. Needed unless the file can only be one " +
      'curve; --by "" fits all rows as one curve. A wide table takes all its other columns',
  },
  "wide": {
    value: '"COLUMN=DOSE,…"',
    meaning: "the table is wide: one row per curve, and these columns hold the responses at " +
      "these doses (0 for vehicle), with --dose-unit and --response-scale",
  },
  "prism-table": {
    value: "TITLE",
    meaning: "the table of a GraphPad Prism file that holds several",
  },
  "log-dose": {
    value: "yes|no",
    choices: YES_NO,
    meaning: "whether X of a Prism file is log10 of the dose; needed where its title and its " +
      "values do not agree",
  },
  "vehicle-x": {
    value: "NUMBER",
    meaning: "the X of a Prism file that stands for the vehicle, as --vehicle-x=-15",
  },
};

const NOTES = `Input
  FILE is CSV, tab-separated text or Parquet; commas as decimal marks are understood. Empty cells
  and NA hold no response. A column "exclude" with a reason leaves its row out; with a column
  "role", vehicle and sample rows make the curves. Every row is used or listed with the reason why
  not.
  A raw signal with a column "well" is normalised first, plate by plate (column "plate"), to its
  vehicle wells, less its blank wells if there are any.
  A GraphPad Prism file (.pzfx) is read as a table with the columns column, replicate, sheet_row,
  dose and response; values that were excluded in Prism stay out. Raw data of GDSC, of DepMap's
  PRISM secondary screen and of CTRP, and input of the GR calculator, are known by their columns:
  they need no option, and --by only where other columns shall tell curves apart.
  A workbook (XLSX, XLS, ODS) or, with --layout, any file of plates is read as halfmax inspect shows
  it; without --by its curves are those of each cell line, drug and replicate (or plate).
  A file name that begins with a dash goes last, after --.

Results
  fits.csv has one row per curve: the --by columns, n_wells, n_doses, model, status (measured,
  step, incomplete, flat, too few doses, constant, not converged) and the reason for it; the
  relative IC50 (halfway between the curve's plateaus) and the absolute IC50 (half of control),
  each with its relation (=, >, <, not determined) and limits; slope, top and bottom with their
  standard errors; the residual sum of squares; p of the test against no effect, and q over all
  curves of the file (Benjamini-Hochberg). A number that the wells do not determine is empty.
  After > or < stands a bound: a one-sided 95 % limit, or the last tested dose.
  The limits speak of the wells of one curve. Biological replicates belong in --by: an interval
  over pooled wells is too narrow.
  excluded.csv has the rows left out, each with the reason.
  Nothing is written unless all of it is; a summary goes to standard error.

Exit codes
  0 done (a curve that could not be fitted is a row with a status), 2 wrong usage or --out cannot
  be written, 65 bad data (also: no such file, an empty file, a folder), 70 a bug in halfmax,
  130 stopped by Ctrl-C

Examples
  # SIMULATED plates, raw signal: one curve per cell line and biological replicate
  deno task halfmax fit data/h3122_crizotinib_simulated/wells.csv --response luminescence \\
    --response-scale raw --by cell_line,replicate --out results/h3122

  # a wide table, one row per curve
  printf '%s\\n' line,c0,c1,c2,c3,c4,c5,c6 A,1.02,.98,.93,.71,.32,.12,.08 > wide.csv
  deno task halfmax fit wide.csv --wide "c0=0,c1=1,c2=10,c3=100,c4=1000,c5=10000,c6=100000" \\
    --dose-unit nM --response-scale fraction
`;

/** `halfmax fit`: a table of doses and responses to fitted curves and IC50s. */
export const fitCommand: Command<FitRequest> = {
  summary: "fit dose-response curves to a table and write their IC50s with intervals",
  usage: "FILE [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan: (args) => planFit(args, "halfmax fit"),
  load: () => import("./fit.ts"),
};

/**
 * The task of fitting, for every command that begins with it.
 *
 * @param command Name of the command as the user knows it, for the messages
 */
export function planFit({ options, operands }: Arguments, command: string): Task<FitRequest> {
  if (operands.length !== 1 || operands[0] === "") {
    const found = operands.length === 0 ? "none" : operands.join(" ") || '""';
    throw new UsageError(`Cannot run ${command}: needs one FILE, found ${found}`);
  }
  const text = (name: string) => options.get(name) ?? null;
  const choice = <T extends string>(name: string, choices: readonly T[]) =>
    choices.find((value) => value === options.get(name)) ?? null;
  const [by, wide, folder] = [text("by"), text("wide"), text("out")];
  const [layout, sheets] = [text("layout"), text("sheets")];
  const request: FitRequest = {
    file: operands[0],
    layout,
    sheets: sheets === null ? null : parseNames(sheets, "--sheets"),
    format: choice("format", FORMATS) ?? "csv",
    model: choice("model", MODELS) ?? "4PL",
    dose: text("dose"),
    doseUnit: text("dose-unit"),
    response: text("response"),
    responseScale: choice("response-scale", SCALES),
    by: by === null ? null : parseNames(by, "--by"),
    wide: wide === null ? null : parseDoseColumns(wide, "--wide"),
    prism: planPrism(options),
  };
  if (wide !== null) refuseWithWide(request, command);
  const files = Object.values(FIT_FILES[request.format]);
  return {
    request,
    inputs: [request.file, ...layoutFiles(layout)],
    output: folder === null ? null : { folder, files },
  };
}

function planPrism(options: Arguments["options"]): PrismTableOptions {
  const [table, unit, log, vehicle] = ["prism-table", "dose-unit", "log-dose", "vehicle-x"]
    .map((name) => options.get(name));
  const vehicleX = vehicle === undefined ? undefined : Number(vehicle);
  if (vehicleX !== undefined && !(Number.isFinite(vehicleX) && vehicle?.trim() !== "")) {
    throw new UsageError(
      `Cannot read --vehicle-x: must be a number, found ${quote(vehicle ?? "")}`,
    );
  }
  return {
    prismTable: table,
    doseUnit: unit,
    logDose: log === undefined ? undefined : log === "yes",
    vehicleX,
  };
}

function refuseWithWide(
  { dose, response, doseUnit, responseScale }: FitRequest,
  command: string,
): void {
  const refuse = (what: string) => new UsageError(`Cannot run ${command}: ${what}`);
  if (dose !== null) throw refuse("--dose has no meaning with --wide, which names the doses");
  if (response !== null) {
    throw refuse("--response has no meaning with --wide, whose columns hold the responses");
  }
  if (doseUnit === null) throw refuse("--wide needs --dose-unit, found none");
  if (responseScale === null) throw refuse("--wide needs --response-scale, found none");
}
