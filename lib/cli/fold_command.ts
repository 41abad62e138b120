import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import { fitCommand, type FitRequest, planFit } from "./fit_command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";

const KINDS = ["relative", "absolute"] as const;

/** What `halfmax fold` was asked to do: the fits, and what to divide by what. */
export interface FoldRequest extends FitRequest {
  /** NAME or COLUMN=NAME, as typed. */
  readonly reference: string;
  /** The column of biological replicates; "" for none, null for the column replicate if there is one. */
  readonly over: string | null;
  readonly kind: typeof KINDS[number];
  readonly paired: boolean;
}

/** The files that `halfmax fold --out` writes, by format. */
export const FOLD_FILES = {
  csv: { folds: "folds.csv", fits: "fits.csv", excluded: "excluded.csv" },
  json: { folds: "folds.jsonl", fits: "fits.jsonl", excluded: "excluded.csv" },
} as const;

const SYNTAX: Syntax = {
  "reference": {
    value: "NAME",
    meaning: "what everything is divided by, as H3122 or cell_line=H3122: a name in one of the " +
      "--by columns. Each curve is divided by the reference that shares all its other names",
  },
  "over": {
    value: "COLUMN",
    mayBeEmpty: true,
    meaning: "the --by column that tells biological replicates apart; default the column " +
      'replicate, if --by names it. --over "" compares curves within each experiment',
  },
  "paired": {
    meaning: "replicates of the same name were run side by side: their ratios are averaged",
  },
  "kind": {
    value: "relative|absolute",
    choices: KINDS,
    meaning: "which IC50s are divided: relative (default, halfway between the plateaus; absolute " +
      "where an arm has none, and the note says so) or absolute (half of control)",
  },
  ...fitCommand.syntax,
  "out": {
    value: "DIR",
    meaning:
      "folder for folds.csv, fits.csv and excluded.csv; made if it is not there, and files " +
      "of these names in it are replaced. Without it the folds go to standard output",
  },
  "format": {
    ...fitCommand.syntax.format,
    meaning: "csv (default), or JSON lines (folds.jsonl, fits.jsonl), one object per row",
  },
};

const NOTES = `Input
  FILE and its options are those of halfmax fit. --by names the column of the lines, and that of
  the replicates.

Results
  folds.csv has one row per curve, or group of replicates, that is not the reference: the names
  of test and reference and what they share; endpoint and kind; scope (over replicates, or within
  experiment: then the limits speak of wells only); the fold change with its relation (=, >, <,
  not determined) and limits; estimates_divided, the arithmetic of papers, which divides a bound by
  the estimate of the reference and not by its limit; p of "the fold change is 1"; direction; both
  IC50s; the reason and notes.
  Over replicates it is the ratio of geometric means with Welch's t interval on logs (--paired: a
  paired one); replicates that are only bounds enter as bounds. Within an experiment it comes from
  one fit of both curves, with a profile-likelihood interval.
  fits.csv and excluded.csv are those of halfmax fit. Nothing is written unless all of it is.

Relative or absolute
  This command divides relative IC50s unless told otherwise, halfmax analyze absolute ones: give both
  the same --kind to compare what they say.
  A relative IC50 lies halfway between a curve's own plateaus, an absolute one where the curve
  crosses half of control. They differ wherever a curve does not end at zero, and so do their fold
  changes: a line that levels off at 80 % of control may have a relative fold change near 1 though the
  drug hardly touches it. Ask for --kind absolute where half of control is what matters. A row never
  mixes the two. Where an arm has no relative IC50 (a flat curve) its row is absolute over absolute,
  and the columns kind and note say so: do not compare such a row with the relative ones beside it.
  Where one of the two responses rises with dose and the other falls, relative over relative is not
  determined.

Exit codes
  0 done (a fold change that is not determined is a row that says so), 2 wrong usage or --out
  cannot be written, 65 bad data, 70 a bug in halfmax, 130 stopped by Ctrl-C

Examples
  # SIMULATED plates: the resistant line over the parental one, three biological replicates each
  deno task halfmax fold data/h3122_crizotinib_simulated/wells.csv --response luminescence \\
    --response-scale raw --by cell_line,replicate --reference H3122 --out results/h3122_fold
`;

/** `halfmax fold`: curves to fold changes over a reference. */
export const foldCommand: Command<FoldRequest> = {
  summary: "fit dose-response curves and write fold changes over a reference with intervals",
  usage: "FILE --reference NAME [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./fold.ts"),
};

function plan(args: Arguments): Task<FoldRequest> {
  const { request, inputs } = planFit(args, "halfmax fold");
  const { options } = args;
  const reference = options.get("reference");
  if (reference === undefined) {
    throw new UsageError(
      "Cannot run halfmax fold: needs --reference NAME, what everything is divided by, found none",
    );
  }
  const folder = options.get("out");
  return {
    request: {
      ...request,
      reference,
      over: options.get("over") ?? null,
      kind: KINDS.find((kind) => kind === options.get("kind")) ?? "relative",
      paired: options.has("paired"),
    },
    inputs,
    output: folder === undefined
      ? null
      : { folder, files: Object.values(FOLD_FILES[request.format]) },
  };
}
