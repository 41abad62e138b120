import type { AnalysisCall } from "../report/mod.ts";
import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import { fitCommand, planFit } from "./fit_command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";

const MODELS = ["4PL", "3PL", "2PL"] as const;
const KINDS = ["absolute", "relative"] as const;
const JOURNALS = ["screen", "slide", "nature", "plos", "cell", "aacr", "science"] as const;

/** What `halfmax analyze` was asked to do; what the command line does not say is absent. */
export interface AnalyzeRequest {
  /** The input, as the user wrote it. */
  readonly file: string;
  /** The call, as the library takes it. */
  readonly call: AnalysisCall;
}

/** The files of every analysis beside its figures, which are written into a folder of their own. */
export const ANALYZE_FILES = [
  "report.html",
  "methods.md",
  "provenance.json",
  "tables.xlsx",
  ...["ic50", "ic50_variants", "folds", "curves", "quality", "excluded", "wells"].map((name) =>
    `tables/${name}.csv`
  ),
];

const SYNTAX: Syntax = {
  "out": {
    value: "DIR",
    meaning: "folder for the report, the tables and the figures; made if it is not there, and " +
      "files of the same names in it are replaced. Needed",
  },
  "reference": {
    value: "NAME",
    meaning: "the line that the others are divided by, as H3122. Without it no fold changes",
  },
  "by": {
    value: "COLUMN,…",
    mayBeEmpty: true,
    meaning:
      "columns that tell one curve from another; default cell_line, drug and replicate, of a " +
      "Prism file its Y columns, of a wide table all others",
  },
  "over": {
    value: "COLUMN",
    mayBeEmpty: true,
    meaning: "the one of them that tells biological replicates apart; default replicate. plate: " +
      'each plate is an experiment. --over "": there are none',
  },
  "kind": {
    value: "absolute|relative",
    choices: KINDS,
    meaning: "which IC50s are divided and drawn: absolute (half of control, default) or relative " +
      "(halfway between the plateaus)",
  },
  "journal": {
    value: "NAME",
    choices: JOURNALS,
    meaning: "lays the saved figures out for it; default screen",
  },
  ...inputOptions(),
};

/** The options that say what stands in a file, and the model: those of `halfmax fit`. */
function inputOptions(): Syntax {
  const { out: _out, format: _format, by: _by, ...others } = fitCommand.syntax;
  return others;
}

const NOTES = `Input
  FILE is a table with one row per well (CSV, tab-separated, Parquet), or plates as an instrument
  wrote them (XLSX, XLS, ODS, text), with --layout: halfmax inspect shows what is found in it. Raw
  signals are normalised to the vehicle wells of their plate, less its blank wells if there are any;
  a plate that cannot be is left out and says why. Without --response the signal is the one column
  called luminescence, fluorescence, absorbance, counts, signal, or a response with its scale
  (viability_fraction). Where two readings are possible, an error asks.
  Responses without their wells (GraphPad Prism, long and wide tables, GDSC, PRISM, CTRP, the GR
  calculator) are read as by halfmax fit: the report then has no plate quality, and control is taken
  as exact where the scale says it is.

Results
  report.html      the whole story on one page: opens anywhere without network, prints
  methods.md       a paragraph for the Methods section: what was done in this run, with citations
  provenance.json  SHA-256 of input and output, the call, versions, every row left out and why
  tables.xlsx      all tables in one workbook, with a sheet of units and a sheet of notes
  tables/          the same tables as CSV: ic50, ic50_variants (without poor plates; with the wells
                   left out put back), folds, curves, quality, excluded, wells
  figures/         every figure as SVG, PNG and PDF with its data
  Nothing is written unless all of it is. The same input gives the same bytes. Research use only.

Relative or absolute
  The report gives both IC50s. This command divides and draws absolute ones unless told otherwise
  (relative ones where there is no control), halfmax fold relative ones: give both the same --kind to
  compare what they say. An absolute IC50 lies where a curve crosses half of control, a relative one
  halfway between its own plateaus; they differ wherever a curve does not end at zero.

Exit codes
  0 done (a curve that could not be fitted is a row with a status), 2 wrong usage or --out cannot
  be written, 65 bad data, 70 a bug in halfmax, 130 stopped by Ctrl-C

Examples
  # SIMULATED plates of a sensitive and a resistant line: everything, in one folder
  deno task halfmax analyze data/h3122_crizotinib_simulated/wells.csv --reference H3122 \\
    --out results/h3122_report

  # a table of curves without plates
  printf '%s\\n' line,c1,c2,c3,c4,c5,c6 A,.98,.93,.71,.32,.12,.08 > curves.csv
  deno task halfmax analyze curves.csv --wide "c1=1,c2=10,c3=100,c4=1000,c5=10000,c6=100000" \\
    --dose-unit nM --response-scale fraction --out results/curves
`;

/** `halfmax analyze`: plates or curves to a report, tables and figures. */
export const analyzeCommand: Command<AnalyzeRequest> = {
  summary:
    "plates or curves the whole way: quality, curves, IC50s, fold changes, figures, a report",
  usage: "FILE --out DIR [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./analyze.ts"),
};

function plan(args: Arguments): Task<AnalyzeRequest> {
  const { options } = args;
  const { request, inputs } = planFit(args, "halfmax analyze");
  const folder = options.get("out");
  if (folder === undefined) {
    throw new UsageError(
      "Cannot run halfmax analyze: needs --out DIR, the folder of the report, found none",
    );
  }
  const choice = <T extends string>(name: string, choices: readonly T[]) =>
    choices.find((value) => value === options.get(name));
  const { file, prism, by, wide } = request;
  const call: AnalysisCall = {
    layout: request.layout ?? undefined,
    sheets: request.sheets ?? undefined,
    dose: request.dose ?? undefined,
    doseUnit: request.doseUnit ?? undefined,
    response: request.response ?? undefined,
    scale: request.responseScale ?? undefined,
    wide: wide ?? undefined,
    prismTable: prism.prismTable,
    logDose: prism.logDose,
    vehicleX: prism.vehicleX,
    reference: options.get("reference"),
    by: by ?? undefined,
    over: options.get("over"),
    kind: choice("kind", KINDS),
    model: choice("model", MODELS),
    journal: choice("journal", JOURNALS),
  };
  return { request: { file, call }, inputs, output: { folder, files: ANALYZE_FILES } };
}
