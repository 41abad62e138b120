import { type Curve, type DoseResponseFit, fitDoseResponse } from "../dose_response/mod.ts";
import { list, plural, UsageError } from "../errors/mod.ts";
import { adjustPValues } from "../statistics/mod.ts";
import { formatCsv, type Table } from "../tables/mod.ts";
import { FIT_FILES, type FitRequest } from "./fit_command.ts";
import { type Cells, fitsTable, jsonLines, refuseResultNames } from "./fits_table.ts";
import { openInput } from "./open_input.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { showProgress } from "./progress.ts";
import type { Input } from "./read_input.ts";
import { writeError, writeOut } from "./streams.ts";

/** Fits this many curves between two looks at the clock. */
const AT_ONCE = 20;

/** Reasons for leaving rows out that the summary spells out. */
const MOST_REASONS = 5;

/** The work of `halfmax fit`. */
export async function run(request: FitRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  const { table, input } = await openInput(request);
  refuseResultNames(input.by);
  const fits = fitAll(input.curves, request);
  const cells = fitsTable(fits, input.by);
  const text = request.format === "json" ? jsonLines(cells) : formatCsv(cells.columns, cells.rows);
  if (output === null) writeOut(text);
  else writeOutput(output, filesOf(text, excludedTable(table, input), request));
  writeError(summary(table, input, fits));
  if (output !== null) {
    const { fits, excluded } = FIT_FILES[request.format];
    writeError(`Written to ${output.name}: ${fits} and ${excluded}`);
  }
}

function filesOf(fits: string, excluded: Cells, { format }: FitRequest): Record<string, string> {
  return {
    [FIT_FILES[format].excluded]: formatCsv(excluded.columns, excluded.rows),
    [FIT_FILES[format].fits]: fits,
  };
}

/** All fits, in portions so that a terminal can show how far they are; q is over all of them. */
export function fitAll(curves: readonly Curve[], { model }: FitRequest): DoseResponseFit[] {
  if (model === "2PL" && curves.some(({ scale }) => scale === "raw")) {
    throw new UsageError(
      "Cannot fit a 2PL to a raw signal: needs responses whose control is 1 or 100, or wells of plates. Say --model 4PL or 3PL",
    );
  }
  const progress = showProgress(curves.length, "curve");
  const fits: DoseResponseFit[] = [];
  for (let from = 0; from < curves.length; from += AT_ONCE) {
    fits.push(...fitDoseResponse(curves.slice(from, from + AT_ONCE), { model }));
    progress.reached(fits.length);
  }
  progress.end();
  const q = adjustPValues(fits.map(({ noEffect }) => noEffect?.p ?? null), "Benjamini-Hochberg");
  return fits.map((fit, i) => ({
    ...fit,
    noEffect: fit.noEffect && { ...fit.noEffect, q: q[i] ?? 1 },
  }));
}

/** The excluded rows as they stand in the file, each with its number and the reason. */
export function excludedTable(table: Table, { excluded }: Input): Cells {
  const own = ["row", "reason"];
  const kept = table.columns.flatMap((name, index) => own.includes(name) ? [] : [{ name, index }]);
  const cells = new Map(table.rows.map((row) => [row.row, row.cells]));
  return {
    columns: [...own, ...kept.map(({ name }) => name)],
    rows: excluded.map(({ row, reason, cells: own = cells.get(row) }) => [
      row,
      reason,
      ...kept.map(({ index }) => own?.[index] ?? null),
    ]),
  };
}

/** What was read and how the fits went, for standard error. */
export function summary(table: Table, input: Input, fits: readonly DoseResponseFit[]): string {
  const reasons = [...Map.groupBy(input.excluded, ({ reason }) => reason)]
    .map(([reason, rows]) => `  ${reason}: ${placesOf(rows)}`);
  const more = reasons.length - MOST_REASONS;
  const status = [...Map.groupBy(fits, ({ status }) => status)]
    .map(([status, group]) => `${group.length.toLocaleString("en-US")} ${status}`);
  return [
    `${table.source}: ${plural(table.rows.length, "row")}, ${input.excluded.length} excluded`,
    ...reasons.slice(0, MOST_REASONS),
    ...(more > 0 ? [`  and ${plural(more, "more reason")}`] : []),
    ...input.notes,
    [plural(fits.length, "curve"), ...(status.length > 0 ? [status.join(", ")] : [])].join(": "),
  ].join("\n");
}

/** The rows, or of plates, where several sheets have the same rows, how many wells. */
function placesOf(rows: Input["excluded"]): string {
  return rows.some(({ cells }) => cells !== undefined)
    ? plural(rows.length, "well")
    : `row ${list(rows.map(({ row }) => String(row)))}`;
}
