import {
  type Curve,
  curvesFromWells,
  curvesOfTable,
  namesOfWideRows,
  recognizeFormat,
  requireNamesOfRows,
  requireNamesOfWells,
  requireNamesOfWideRows,
} from "../dose_response/mod.ts";
import { UsageError } from "../errors/mod.ts";
import {
  findDoseColumn,
  findResponseColumn,
  fractionsOfControl,
  wellsOfTable,
} from "../plates/mod.ts";
import type { Table } from "../tables/mod.ts";
import type { FitRequest } from "./fit_command.ts";
import { notesOfPlates } from "./notes_of_plates.ts";
import { requireOneCurve } from "./require_one_curve.ts";

/** The curves of a file as the command line asks for them, every row accounted for. */
export interface Input {
  /** The columns that name the curves. */
  readonly by: readonly string[];
  readonly curves: readonly Curve[];
  readonly excluded: readonly {
    readonly row: number;
    readonly reason: string;
    /** What stands in the table's columns, where the row alone does not say it. */
    readonly cells?: readonly string[];
  }[];
  /** What the user should know of the reading: normalisation, what else was left out. */
  readonly notes: readonly string[];
}

/**
 * Curves from a table: in a published format that is known by its columns, wide, long, or raw signals
 * of plates, which are normalised to the vehicle wells of their plate first.
 *
 * @throws {UsageError} If the options do not say what is needed
 * @throws {DataError} If the table does not hold what it must
 */
export function readInput(
  table: Table & { readonly notes?: readonly string[] },
  request: FitRequest,
): Input {
  const input = readAsAsked(table, request);
  return { ...input, notes: [...input.notes, ...table.notes ?? []] };
}

function readAsAsked(table: Table, request: FitRequest): Input {
  const { dose: named, response: meant, responseScale, wide } = request;
  // Whoever names the columns means them, whatever else the file may look like.
  if ([named, meant, responseScale, wide].every((option) => option === null)) {
    const known = recognizeFormat(table)?.read(table, { by: request.by ?? undefined });
    if (known !== undefined) return { by: Object.keys(known.curves[0]?.key ?? {}), ...known };
  }
  if (request.wide !== null) return readWide(table, request, request.wide);
  const { response, scale } = findResponseColumn(table, { response: meant, scale: responseScale });
  const doses = { dose: request.dose ?? undefined, doseUnit: request.doseUnit ?? undefined };
  const { name: dose } = findDoseColumn(table, doses);
  if (request.by === null) requireOneCurve(table, [dose, response]);
  const by = request.by ?? [];
  if (scale === "raw" && table.columns.some((name) => name.toLowerCase() === "well")) {
    return readPlates(table, { by: request.by, response, dose, doseUnit: doses.doseUnit });
  }
  requireNamesOfRows(table, { ...doses, response, by: request.by ?? undefined });
  return { by, ...curvesOfTable(table, { ...doses, response, scale, by }) };
}

function readWide(
  table: Table,
  { by, doseUnit, responseScale }: FitRequest,
  wide: Readonly<Record<string, number>>,
): Input {
  if (doseUnit === null || responseScale === null) {
    throw new UsageError("Cannot fit a wide table: needs --dose-unit and --response-scale");
  }
  const names = by ?? namesOfWideRows(table, Object.keys(wide));
  requireNamesOfWideRows(table, names);
  const options = { wide, doseUnit, scale: responseScale, by: names };
  return { by: names, ...curvesOfTable(table, options) };
}

function readPlates(
  table: Table,
  { by: asked, response, dose, doseUnit }: {
    readonly by: readonly string[] | null;
    readonly response: string;
    readonly dose: string;
    readonly doseUnit: string | undefined;
  },
): Input {
  const raw = wellsOfTable(table, { response, scale: "raw", columns: { dose }, doseUnit });
  requireNamesOfWells(raw, asked ?? undefined);
  const by = asked ?? [];
  const wells = fractionsOfControl(raw);
  const curves = curvesFromWells(wells, { by });
  return {
    by,
    curves,
    excluded: wells.excluded,
    notes: notesOfPlates(wells, curves),
  };
}
