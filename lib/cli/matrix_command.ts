import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseNames } from "./parse_names.ts";

/** What `halfmax matrix` was asked to do. */
export interface MatrixRequest {
  /** The inputs, as the user wrote them. */
  readonly files: readonly string[];
  /** Names of the genotype that everything is divided by. */
  readonly reference: readonly string[];
  readonly value: string | undefined;
  readonly unit: string | undefined;
  readonly genotype: string | undefined;
  readonly inhibitor: string | undefined;
}

/** The files that `halfmax matrix --out` writes. */
export const MATRIX_FILES = { matrix: "matrix.csv", next: "next_inhibitor.csv" } as const;

const SYNTAX: Syntax = {
  "reference": {
    value: "NAME,…",
    meaning: "the genotype that everything is divided by, as WT, or several names for it " +
      "(WT,parental); a source may have one of them",
  },
  "out": {
    value: "DIR",
    meaning:
      "folder for matrix.csv and next_inhibitor.csv; made if it is not there, and files of " +
      "these names in it are replaced. Without it the matrix goes to standard output",
  },
  "value": {
    value: "COLUMN",
    meaning: "printed values, as ~50-100, >1000, High Resistance or -; default as_printed",
  },
  "unit": {
    value: "UNIT",
    meaning: "unit of values that carry none, where the file has no column column_unit",
  },
  "genotype": { value: "COLUMN", meaning: "the rows of the matrix; default genotype" },
  "inhibitor": { value: "COLUMN", meaning: "the columns of the matrix; default drug" },
};

const NOTES = `Input
  Each FILE is a long table, one printed value per row, with its genotype and drug. Where it has
  them, these columns are used: column_unit, endpoint (IC50 where it is absent), kind, readout
  (viability, phosphorylation, enzyme), source, and target, construct, model, method and exposure_h,
  which say what may be compared with what.

Results, for research use only
  matrix.csv has one row per value of a source: where it stands, the text as printed and how it was
  read, and its fold change over the reference of the same drug, source, assay and model. Sources
  that disagree stand side by side; nothing is averaged, and a bound or a word stays one.
  next_inhibitor.csv ranks, for each genotype and within one source, assay and model, the
  inhibitors by call and fold change over their own reference, never by nanomolar alone. Equal
  ranks cannot be told apart; without a rank nothing is known to rank by.
  Nothing is written unless all of it is; a summary goes to standard error.

Exit codes
  0 done, 2 wrong usage or --out cannot be written, 65 bad data (also: a source that gives one cell
  two values), 70 a bug in halfmax, 130 stopped by Ctrl-C

Examples
  # two vendor guides, cell by cell as printed
  deno task halfmax matrix data/crizotinib_guide_2025/ic50.csv \\
    data/crizotinib_resistance_guide_2025/ic50.csv --reference WT --out results/matrix

  printf '%s\\n' genotype,drug,as_printed WT,crizotinib,50-100 G1202R,crizotinib,'>1000' > printed.csv
  deno task halfmax matrix printed.csv --reference WT --unit nM
`;

/** `halfmax matrix`: printed potencies to a cross-resistance matrix and the next inhibitor. */
export const matrixCommand: Command<MatrixRequest> = {
  summary: "printed IC50s of genotypes and inhibitors to fold changes and a ranking",
  usage: "FILE… --reference NAME [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./matrix.ts"),
};

function plan({ options, operands }: Arguments): Task<MatrixRequest> {
  const refuse = (what: string) => new UsageError(`Cannot run halfmax matrix: ${what}`);
  if (operands.length === 0 || operands.includes("")) {
    throw refuse(`needs one FILE or more, found ${operands.length === 0 ? "none" : '""'}`);
  }
  const twice = operands.find((file, i) => operands.indexOf(file) !== i);
  if (twice !== undefined) throw refuse(`needs different files, found ${twice} twice`);
  const reference = options.get("reference");
  if (reference === undefined) {
    throw refuse("needs --reference NAME, the genotype that everything is divided by, found none");
  }
  const folder = options.get("out");
  return {
    request: {
      files: operands,
      reference: parseNames(reference, "--reference"),
      value: options.get("value"),
      unit: options.get("unit"),
      genotype: options.get("genotype"),
      inhibitor: options.get("inhibitor"),
    },
    inputs: operands,
    output: folder === undefined ? null : { folder, files: Object.values(MATRIX_FILES) },
  };
}
