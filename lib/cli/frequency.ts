import { DataError, list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  type Counts,
  countsOfTable,
  type ExcludedFinding,
  type Findings,
  type MechanismFrequency,
  mechanismFrequency,
  readFindings,
  readStudy,
} from "../mechanisms/mod.ts";
import { formatCsv, parseTable, readTextFile } from "../tables/mod.ts";
import { frequenciesTable, refuseFrequencyNames } from "./frequencies_table.ts";
import { FREQUENCY_FILES, type FrequencyRequest } from "./frequency_command.ts";
import { inOptions } from "./outcome.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { writeError, writeOut } from "./streams.ts";

/** Reasons for leaving rows out that the summary spells out. */
const MOST_REASONS = 5;

/** The work of `halfmax frequency`. */
export async function run(request: FrequencyRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  refuseFrequencyNames(request.by);
  const input = await readInput(request);
  const { by, unit, mechanisms, target } = request;
  const frequency = mechanismFrequency(input, {
    by,
    unit: unit ?? undefined,
    mechanisms: mechanisms ?? undefined,
    target: target ?? undefined,
  });
  const cells = frequenciesTable(frequency);
  const text = formatCsv(cells.columns, cells.rows);
  const excluded = "excluded" in input ? input.excluded : [];
  if (output === null) writeOut(text);
  else {
    writeOutput(output, {
      [FREQUENCY_FILES.excluded]: formatCsv(
        ["file", "row", "reason"],
        excluded.map(({ file, row, reason }) => [file, row, reason]),
      ),
      [FREQUENCY_FILES.frequencies]: text,
    });
  }
  writeError(summary(input, frequency, excluded));
  if (output !== null) {
    writeError(`Written to ${output.name}: ${list(Object.values(FREQUENCY_FILES))}`);
  }
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
