import { list, quote, UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";
import { parseNames } from "./parse_names.ts";

const FORMATS = ["svg", "png", "pdf"] as const;
const UNITS = ["patient", "biopsy"] as const;
const LEVELS = ["class", "mechanism", "gene", "alteration"] as const;

/** Rules for biopsies with several mechanisms, by the word for each. */
const RULES = {
  every: "every",
  first: "first by precedence",
  several: "several as one",
} as const;
const RULE_WORDS = ["every", "first", "several"] as const;

/** What `halfmax frequency` was asked to do; null where the command line says nothing. */
export interface FrequencyRequest {
  /** The file or folder, as the user wrote it. */
  readonly path: string;
  readonly by: readonly string[];
  readonly unit: typeof UNITS[number] | null;
  readonly mechanisms: typeof LEVELS[number] | null;
  readonly rule: typeof RULES[keyof typeof RULES] | null;
  /** Whether only what was acquired counts. */
  readonly acquired: boolean;
  /** A table of mechanisms, asked before the library's own. */
  readonly taxonomy: string | null;
  /** The treated kinase, where the file does not say it. */
  readonly target: string | null;
  /** A table of what the assays cover. */
  readonly assays: string | null;
  /** Whether every assay covers every gene. */
  readonly everyGene: boolean;
  /** The groups to compare, pool and draw; null for all. */
  readonly groups: readonly string[] | null;
  /** The formats of the figures; none where there are none. */
  readonly figures: readonly typeof FORMATS[number][];
}

/** The files that `halfmax frequency --out` writes. */
export const FREQUENCY_FILES = {
  frequencies: "frequencies.csv",
  comparisons: "comparisons.csv",
  pooled: "pooled.csv",
  coOccurrence: "co_occurrence.csv",
  excluded: "excluded.csv",
} as const;

/** Forests of one run: the mechanisms with the most events. */
export const MOST_FORESTS = 12;

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
  "rule": {
    value: "every|first|several",
    choices: RULE_WORDS,
    meaning:
      "with --mechanisms class or mechanism, a biopsy with several of them counts for every " +
      'one (default), for the first by precedence, or as "several mechanisms"',
  },
  "acquired": {
    meaning: "count only what an adequate earlier sample of the patient did not have; patients " +
      "without such a sample are in neither n nor n_assessable",
  },
  "taxonomy": {
    value: "FILE",
    meaning:
      "your own mechanisms, asked before the library's: columns target, kind, gene, change, " +
      "class, mechanism; optional position_role, precedence, source",
  },
  "out": {
    value: "DIR",
    meaning: "folder for the tables and figures; made if it is not there, and files of the same " +
      "names in it are replaced. Without it the frequencies alone go to standard output",
  },
  "groups": {
    value: "GROUP,…",
    meaning: "with --out: which groups of --by (or cohorts) to compare, pool and draw; default " +
      "all. Name two, and q counts their comparisons alone",
  },
  "figures": {
    value: "svg,png,pdf",
    meaning:
      "with --out: draw the mechanism chart, the OncoPrint and the studies forests in these " +
      "formats",
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
  frequencies.csv    one row per group and mechanism: the --by columns, the mechanism, its class;
    status (estimated, nobody assessable, coverage not stated, percent only, counts incomplete) and
    the reason for it; n, n_assessable (those in whom it could have been seen), n_not_assessable,
    n_not_counted (found in samples that count as not assessed); estimate, lower and upper as
    fractions, how the interval was made and its level; what is counted; the percentage as printed
    and the source, for published counts. One biopsy may have several findings, so the shares of a
    group need not add up to 1.
  comparisons.csv    with --by: every mechanism in every two groups. Difference of the shares (first
    less second, Newcombe's limits), conditional odds ratio with exact limits (Inf: no limit),
    Fisher's two-sided p, which takes the groups as independent, and q (Benjamini-Hochberg) over all
    p of the file. p_paired is McNemar's exact test in the patients assessed in both groups. With
    --unit biopsy the difference is a bootstrap over patients, without p.
  pooled.csv         for cohorts (published counts; findings with a column study or cohort in --by):
    the share under the binomial-normal model, its interval (none below three cohorts), the
    prediction interval, the range of the share without each cohort. Cohorts must share no patients.
  co_occurrence.csv  for findings: the 50 most frequent genes (or --mechanisms) two by two, in the
    patients of all groups in whom both could be seen. Odds ratio above 1 together, below 1 apart;
    Fisher's p and q; p_together, p_apart and their q allow for patients with many events.
  excluded.csv       the rows not used, each with its file and the reason.
  A table that the data do not allow has no rows, and the summary on standard error says why.
  Nothing is written unless all of it is.

Exit codes
  0 done (what cannot be estimated is a row with a status), 2 wrong usage or --out cannot be
  written, 65 bad data (also: no such file, an empty file), 70 a bug in halfmax, 130 stopped by
  Ctrl-C

Examples
  # a SIMULATED study folder: mechanisms by the last drug given, counted per patient and compared
  deno task halfmax frequency data/simulated_alk_cohort --by prior_drug --mechanisms mechanism \\
    --groups crizotinib,lorlatinib --figures svg --out results/alk_frequency

  # SIMULATED studies, pooled
  deno task halfmax frequency data/simulated_alk_studies/counts.csv --out results/alk_pooled

  printf '%s\\n' study,mechanism,n,N A,"ALK mutation",4,11 B,"ALK mutation",9,40 > counts.csv
  deno task halfmax frequency counts.csv
`;

/** `halfmax frequency`: findings per biopsy, or published counts, to frequencies with intervals. */
export const frequencyCommand: Command<FrequencyRequest> = {
  summary: "how often mechanisms of resistance were seen: intervals, comparisons, pooling",
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
  const rule = choice("rule", RULE_WORDS);
  const taxonomy = options.get("taxonomy") ?? null;
  const mechanisms = choice("mechanisms", LEVELS);
  if (rule !== null && mechanisms !== "class" && mechanisms !== "mechanism") {
    throw refuse(
      `--rule decides between mechanisms: it needs --mechanisms class or mechanism, found ${
        mechanisms ?? "alteration, the default"
      }`,
    );
  }
  const folder = options.get("out");
  const inFolder = ["groups", "figures"].filter((name) => options.has(name));
  if (folder === undefined && inFolder.length > 0) {
    throw refuse(`--${inFolder[0]} needs --out DIR, found none`);
  }
  const groups = options.get("groups");
  const figures = parseFormats(options.get("figures") ?? "", refuse);
  return {
    request: {
      path,
      by: parseNames(options.get("by") ?? "", "--by"),
      unit: choice("unit", UNITS),
      mechanisms,
      rule: rule === null ? null : RULES[rule],
      acquired: options.has("acquired"),
      taxonomy,
      target: options.get("target") ?? null,
      assays,
      everyGene,
      groups: groups === undefined ? null : parseNames(groups, "--groups", "groups"),
      figures,
    },
    inputs: [path, assays, taxonomy].filter((file) => file !== null),
    folders: [path],
    output: folder === undefined
      ? null
      : { folder, files: [...Object.values(FREQUENCY_FILES), ...figureFiles(figures)] },
  };
}

/** Every file that the figures may have; which of them can be drawn, the data say. */
function figureFiles(formats: FrequencyRequest["figures"]): string[] {
  if (formats.length === 0) return [];
  const forests = Array.from({ length: MOST_FORESTS }, (_, i) => `studies-${i + 1}`);
  return ["mechanisms", "oncoprint", "studies", ...forests].flatMap((name) =>
    [...formats, "data.csv", "metadata.json"].map((ending) => `figures/${name}.${ending}`)
  );
}

function parseFormats(
  text: string,
  refuse: (what: string) => UsageError,
): FrequencyRequest["figures"] {
  return parseNames(text, "--figures", "formats").map((name) => {
    const format = FORMATS.find((choice) => choice === name);
    if (format !== undefined) return format;
    throw refuse(`--figures must be some of ${list(FORMATS)}, found ${quote(name)}`);
  });
}
