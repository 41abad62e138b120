import {
  curvesFromWells,
  readResponseTable,
  requireNamesOfWells,
  tableInWorkbook,
} from "../dose_response/mod.ts";
import { fractionsOfControl, readPlates, type Wells } from "../plates/mod.ts";
import { isSpreadsheet, readHead, type Table } from "../tables/mod.ts";
import type { FitRequest } from "./fit_command.ts";
import { notesOfPlates } from "./notes_of_plates.ts";
import { type Input, readInput } from "./read_input.ts";

/** A file as a table, and the curves in it. */
export interface OpenedInput {
  readonly table: Table;
  readonly input: Input;
}

/**
 * The curves of whatever file the command line names: a table, or with a layout or as a workbook the
 * plates in it.
 *
 * @throws {UsageError} If the options do not say what is needed
 * @throws {DataError} If the file does not hold what it must
 */
export async function openInput(request: FitRequest): Promise<OpenedInput> {
  if (request.layout !== null) return openPlates(request);
  if (isSpreadsheet(await readHead(request.file, 8))) {
    const { file, sheets, dose, wide } = request;
    const table = await tableInWorkbook(file, {
      sheets: sheets ?? undefined,
      dose: dose ?? undefined,
      wide: wide ?? undefined,
    });
    return table === null ? openPlates(request) : { table, input: readInput(table, request) };
  }
  const table = await readResponseTable(request.file, request.prism);
  return { table, input: readInput(table, request) };
}

async function openPlates(request: FitRequest): Promise<OpenedInput> {
  const { file, layout, sheets, response, responseScale, doseUnit } = request;
  const read = await readPlates(file, {
    layout: layout ?? undefined,
    sheets: sheets ?? undefined,
    responseName: response ?? undefined,
    scale: responseScale ?? "raw",
    doseUnit: doseUnit ?? undefined,
  });
  requireNamesOfWells(read, request.by ?? undefined);
  const wells = fractionsOfControl(read, { unusable: "exclude" });
  const by = request.by ?? columnsThatName(wells);
  const curves = curvesFromWells(wells, { by });
  const rows = [...wells.wells, ...wells.excluded];
  return {
    table: {
      source: file,
      columns: ["plate", "well"],
      rows: rows.map(({ row, plate, position }) => ({ row, cells: [plate, position] })),
    },
    input: {
      by,
      curves,
      excluded: wells.excluded.map(({ row, reason, plate, position }) => ({
        row,
        reason,
        cells: [plate, position],
      })),
      notes: notesOfPlates(wells, curves),
    },
  };
}

/** The labels that name the curves of plates: what the layout says, and the plate if it says no replicate. */
function columnsThatName({ wells }: Wells): string[] {
  const samples = wells.filter(({ role }) => role === "sample");
  const labels = ["cell_line", "drug", "replicate"].filter((name) =>
    samples.some(({ labels }) => (labels[name] ?? "") !== "")
  );
  const plates = new Set(samples.map(({ plate }) => plate));
  return labels.includes("replicate") || plates.size < 2 ? labels : [...labels, "plate"];
}
