import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseNames } from "./parse_names.ts";

const UNITS = ["patient", "biopsy"] as const;
const LEVELS = ["class", "mechanism", "gene", "alteration"] as const;

/** What `halfmax frequency` was asked to do; null where the command line says nothing. */
export interface FrequencyRequest {
  /** The file or folder, as the user wrote it. */
  readonly path: string;
  readonly by: readonly string[];
  readonly unit: typeof UNITS[number] | null;
  readonly mechanisms: typeof LEVELS[number] | null;
  /** The treated kinase, where the file does not say it. */
  readonly target: string | null;
  /** A table of what the assays cover. */
  readonly assays: string | null;
  /** Whether every assay covers every gene. */
  readonly everyGene: boolean;
}

/** The files that `halfmax frequency --out` writes. */
export const FREQUENCY_FILES = {
  frequencies: "frequencies.csv",
  excluded: "excluded.csv",
} as const;

const SYNTAX: Syntax = {
  "by": {
    value: "COLUMN,…",
    mayBeEmpty: true,
    meaning: "what the groups are: prior_drug (the last one given), prior_drugs (the sequence), " +
      "prior_lines, target, specimen, time_point, or columns of the file; default all as one " +
      "group. A table of counts: its columns, default cohort",
  },
  "unit": {
    value: "patient|biopsy",
    choices: UNITS,
    meaning: "what is counted: patients (default), or biopsies; then the interval is a bootstrap " +
      "over patients wherever one of them has several",
  },
  "mechanisms": {
    value: "class|mechanism|gene|alteration",
    choices: LEVELS,
    meaning: "how finely mechanisms are told apart; default alteration (ALK G1202R)",
  },
  "out": {
    value: "DIR",
    meaning: "folder for frequencies.csv and excluded.csv; made if it is not there, and files of " +
      "these names in it are replaced. Without it the frequencies go to standard output",
  },
  "target": {
    value: "GENE",
    meaning: "the kinase that was treated, as ALK, where the file does not name it",
  },
  "assays": {
    value: "FILE",
    meaning:
      "for a table of findings: what its assays cover (columns assay, kind, gene; optional " +
      "first_residue, last_residue, detection_limit_percent)",
  },
  "every-gene": {
    meaning: "every assay covers every gene. Without this, --assays or a study's gene panel " +
      "matrix, nothing is absent unless a row says so",
  },
};

const NOTES = `Input
  PATH is one of
  - the folder of a cBioPortal study: data_clinical_sample.txt (with PRIOR_DRUGS and TARGET where
    they are known), mutations, copy numbers, structural variants, gene panel matrix;
  - a table of findings, CSV or tab-separated: patient, biopsy, gene; optional kind, change, state
    (present, absent, not assessable), assay, specimen, time_point, prior_drugs, target, …;
  - a table of published counts: mechanism, cohort (or study), n and N; optional
    percent_as_printed. A percentage without counts stays one; cohorts are never added up.

Results, for research use only
  frequencies.csv has one row per group and mechanism: the --by columns, the mechanism and its
  class; status (estimated, nobody assessable, coverage not stated, percent only, counts
  incomplete) and the reason for it; n, n_assessable (those in whom it could have been seen),
  n_not_assessable, and n_not_counted (found in samples that count as not assessed); estimate,
  lower and upper as fractions, how the interval was made and its level; what is counted; the
  percentage as printed and the source, for published counts.
  One biopsy may have several findings, so the shares of a group need not add up to 1.
  excluded.csv has the rows not used, each with its file and the reason.
  Nothing is written unless all of it is; a summary goes to standard error.

Exit codes
  0 done (what cannot be estimated is a row with a status), 2 wrong usage or --out cannot be
  written, 65 bad data (also: no such file, an empty file), 70 a bug in halfmax, 130 stopped by
  Ctrl-C

Examples
  # a SIMULATED study folder: mechanisms by the last drug given, counted per patient
  deno task halfmax frequency data/simulated_alk_cohort --by prior_drug --mechanisms mechanism \\
    --out results/alk_frequency

  printf '%s\\n' study,mechanism,n,N A,"ALK mutation",4,11 B,"ALK mutation",9,40 > counts.csv
  deno task halfmax frequency counts.csv
`;

/** `halfmax frequency`: findings per biopsy, or published counts, to frequencies with intervals. */
export const frequencyCommand: Command<FrequencyRequest> = {
  summary: "how often mechanisms of resistance were seen, with denominators and intervals",
  usage: "PATH [options]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  load: () => import("./frequency.ts"),
};

function plan({ options, operands }: Arguments): Task<FrequencyRequest> {
  const refuse = (what: string) => new UsageError(`Cannot run halfmax frequency: ${what}`);
  if (operands.length !== 1 || operands[0] === "") {
    const found = operands.length === 0 ? "none" : operands.join(" ") || '""';
    throw refuse(`needs one PATH, a file or the folder of a study, found ${found}`);
  }
  const choice = <T extends string>(name: string, choices: readonly T[]) =>
    choices.find((value) => value === options.get(name)) ?? null;
  const [path] = operands;
  const assays = options.get("assays") ?? null;
  const everyGene = options.has("every-gene");
  if (assays !== null && everyGene) {
    throw refuse("--every-gene has no meaning with --assays, which says what each assay covers");
  }
  const folder = options.get("out");
  return {
    request: {
      path,
      by: parseNames(options.get("by") ?? "", "--by"),
      unit: choice("unit", UNITS),
      mechanisms: choice("mechanisms", LEVELS),
      target: options.get("target") ?? null,
      assays,
      everyGene,
    },
    inputs: assays === null ? [path] : [path, assays],
    folders: [path],
    output: folder === undefined ? null : { folder, files: Object.values(FREQUENCY_FILES) },
  };
}
