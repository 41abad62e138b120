import { DataError, list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  type ClassifiedFindings,
  classifyFindings,
  type Counts,
  countsOfTable,
  type ExcludedFinding,
  type Findings,
  type MechanismFrequency,
  mechanismFrequency,
  readFindings,
  readStudy,
  readTaxonomy,
} from "../mechanisms/mod.ts";
import { formatCsv, parseTable, readTextFile } from "../tables/mod.ts";
import type { Cells } from "./fits_table.ts";
import { frequenciesTable, refuseFrequencyNames } from "./frequencies_table.ts";
import { FREQUENCY_FILES, type FrequencyRequest } from "./frequency_command.ts";
import { noPairs, pairMechanisms } from "./frequency_co_occurrence.ts";
import { compareGroups, none } from "./frequency_comparisons.ts";
import { drawFrequencies, isSimulated } from "./frequency_figures.ts";
import { poolCohorts } from "./frequency_pooling.ts";
import { inOptions } from "./outcome.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { writeError, writeOut } from "./streams.ts";

/** Reasons for leaving rows out that the summary spells out. */
const MOST_REASONS = 5;

/** The work of `halfmax frequency`. */
export async function run(request: FrequencyRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  refuseFrequencyNames(request.by);
  const { by, unit, mechanisms, acquired } = request;
  // Before the findings are held, so that a long file is not held beside them.
  const simulated = request.figures.length > 0 && await isSimulated(request.path);
  const input = await readAndClassify(request);
  const frequency = mechanismFrequency(input, {
    by,
    unit: unit ?? undefined,
    mechanisms: mechanisms ?? undefined,
    count: acquired ? "acquired" : "present",
  });
  const excluded = "excluded" in input ? input.excluded : [];
  if (output === null) writeOut(csv(frequenciesTable(frequency)));
  const written = output === null
    ? []
    : await writeResults({ ...request, simulated }, output, input, frequency, excluded);
  writeError([summary(input, frequency, excluded), ...written].join("\n"));
}

/** Findings as they were read are not kept beside the classified ones: a million take 90 MB. */
async function readAndClassify(
  request: FrequencyRequest,
): Promise<ClassifiedFindings | Counts> {
  const { rule, target, taxonomy } = request;
  const input = await readInput(request);
  if ("counts" in input) return input;
  return classifyFindings(input, {
    rule: rule ?? undefined,
    target: target ?? undefined,
    taxonomy: taxonomy === null ? undefined : await readTaxonomy(taxonomy),
  });
}

/** Makes all files, then writes them; says what is in them and what is not, and why. */
async function writeResults(
  request: FrequencyRequest & { readonly simulated: boolean },
  output: OutputFolder,
  input: ClassifiedFindings | Counts,
  frequency: MechanismFrequency,
  excluded: readonly ExcludedFinding[],
): Promise<string[]> {
  const { by, groups, mechanisms, acquired, figures } = request;
  if (groups !== null) requireGroups(groups, frequency);
  const findings = "counts" in input ? null : input;
  const comparisons = findings === null && by.length === 0 && groups === null
    ? none("cohorts are compared only when asked: say --by cohort, or name them with --groups")
    : compareGroups(frequency, groups, findings);
  const pooling = poolCohorts(input, frequency, groups);
  const pairs = findings === null
    ? noPairs("published counts do not say who has what")
    : pairMechanisms(findings, mechanisms ?? "gene");
  const charts = figures.length === 0
    ? { files: {}, drawn: [], notDrawn: [] }
    : await drawFrequencies(request, findings, frequency, pooling.pooled);
  const tables = {
    [FREQUENCY_FILES.excluded]: csv({
      columns: ["file", "row", "reason"],
      rows: excluded.map(({ file, row, reason }) => [file, row, reason]),
    }),
    [FREQUENCY_FILES.frequencies]: csv(frequenciesTable(frequency)),
    [FREQUENCY_FILES.comparisons]: csv(comparisons.cells),
    [FREQUENCY_FILES.pooled]: csv(pooling.cells),
    [FREQUENCY_FILES.coOccurrence]: csv(pairs.cells),
  };
  // Figures first: where their folder cannot be made, no table has its name yet.
  writeOutput(output, { ...charts.files, ...tables });
  const told = [
    [FREQUENCY_FILES.comparisons, comparisons],
    [FREQUENCY_FILES.pooled, pooling],
    [FREQUENCY_FILES.coOccurrence, pairs],
  ] as const;
  return [
    ...told.map(([name, { cells, summary }]) =>
      `${name}${cells.rows.length === 0 ? " has no rows" : ""}: ${summary}`
    ),
    ...(acquired && pairs.cells.rows.length > 0
      ? [`${FREQUENCY_FILES.coOccurrence} has all that is present, acquired or not`]
      : []),
    ...charts.notDrawn.map((reason) => `Not drawn: ${reason}`),
    `Written to ${output.name}: ${list(Object.keys(tables))}${
      charts.drawn.length === 0 ? "" : `; in figures: ${list(charts.drawn)}`
    }`,
  ];
}

function csv({ columns, rows }: Cells): string {
  return formatCsv(columns, rows);
}

function requireGroups(groups: readonly string[], frequency: MechanismFrequency): void {
  const known = frequency.groups.map(({ label }) => label);
  const unknown = groups.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(
    `Cannot compare groups: --groups must name groups of --by (${
      list(known.map(quote), 12)
    }), found ${list(unknown.map(quote))}`,
  );
}

/** A folder is a study; the columns of a file say what its rows are. */
async function readInput(request: FrequencyRequest): Promise<Findings | Counts> {
  const { path, assays, everyGene, target } = request;
  if (Deno.statSync(path).isDirectory) {
    if (assays !== null) {
      throw new UsageError(
        `Cannot read study ${path}: --assays is for a table of findings. A study says in its gene panel files what was covered`,
      );
    }
    return await readStudy(path, {
      target: target ?? undefined,
      profiled: everyGene ? "every sample for every gene" : undefined,
    });
  }
  const text = await readTextFile(path);
  // Long tables of findings are read in pieces, so that all their cells need not be held at once.
  const [header = ""] = /\S[^\r\n]*/.exec(text) ?? [];
  const { columns } = parseTable(`${header}\n${header}`, { source: path });
  const has = (...names: string[]) => names.some((name) => columns.includes(name));
  if (has("patient") && has("biopsy") && has("gene")) {
    return await readFindings(path, {
      assays: everyGene ? "every assay covers every gene" : assays ?? undefined,
      target: target ?? undefined,
    });
  }
  if (has("mechanism", "resistance_mechanism") && has("cohort_id", "cohort", "study")) {
    refuseForCounts(request);
    return countsOfTable(parseTable(text, { source: path }));
  }
  throw new DataError(
    `Cannot read ${path}: needs columns patient, biopsy and gene (a table of findings), or mechanism and cohort (a table of counts), found ${
      list(columns.map(quote), 12)
    }`,
  );
}

/** Published counts have been counted: nothing about the counting can be chosen any more. */
function refuseForCounts(request: FrequencyRequest): void {
  const given = [
    request.unit && "--unit",
    request.mechanisms && "--mechanisms",
    request.rule && "--rule",
    request.acquired && "--acquired",
    request.taxonomy && "--taxonomy",
    request.target && "--target",
    request.assays && "--assays",
    request.everyGene && "--every-gene",
  ].filter((name) => typeof name === "string");
  if (given.length === 0) return;
  throw new UsageError(
    `Cannot use ${list(given)}: ${request.path} is a table of counts, which are taken as published`,
  );
}

function summary(
  input: Findings | Counts,
  { rows, remarks }: MechanismFrequency,
  excluded: readonly ExcludedFinding[],
): string {
  const reasons = [...Map.groupBy(excluded, ({ reason }) => reason)]
    .map(([reason, group]) => `  ${reason}: ${plural(group.length, "row")}`);
  const more = reasons.length - MOST_REASONS;
  const status = [...Map.groupBy(rows, (row) => row.status)]
    .map(([name, group]) => `${group.length.toLocaleString("en-US")} ${name}`);
  const open = rows.some((row) => row.status === "coverage not stated");
  return [
    `${input.source}: ${sizeOf(input)}`,
    ...reasons.slice(0, MOST_REASONS),
    ...(more > 0 ? [`  and ${plural(more, "more reason")}`] : []),
    ...remarks.map(inOptions),
    ...(open ? ["For denominators, say --assays FILE, or --every-gene if that is so"] : []),
    `${plural(rows.length, "frequency", "frequencies")}: ${status.join(", ") || "none"}`,
    "For research use only",
  ].join("\n");
}

function sizeOf(input: Findings | Counts): string {
  if ("counts" in input) return plural(input.counts.length, "published count");
  const { biopsies, findings, excluded } = input;
  const patients = new Set(biopsies.map(({ patient }) => patient)).size;
  return `${plural(biopsies.length, "biopsy", "biopsies")} of ${plural(patients, "patient")}, ${
    plural(findings.length, "finding")
  }; ${plural(excluded.length, "row")} excluded`;
}
