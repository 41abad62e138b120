import { type Curve, curvesFromWells, curvesOfTable } from "../dose_response/mod.ts";
import { quote, UsageError } from "../errors/mod.ts";
import { findDoseColumn, normalizePlates, wellsOfTable } from "../plates/mod.ts";
import type { Table } from "../tables/mod.ts";
import { chooseResponse, requireOneCurve } from "./choose_columns.ts";
import type { FitRequest } from "./fit_command.ts";

/** The curves of a file as the command line asks for them, every row accounted for. */
export interface Input {
  /** The columns that name the curves. */
  readonly by: readonly string[];
  readonly curves: readonly Curve[];
  readonly excluded: readonly { readonly row: number; readonly reason: string }[];
  /** What the user should know of the reading: normalisation, what else was left out. */
  readonly notes: readonly string[];
}

/**
 * Curves from a table: wide, long, or raw signals of plates, which are normalised to the vehicle
 * wells of their plate first.
 *
 * @throws {UsageError} If the options do not say what is needed
 * @throws {DataError} If the table does not hold what it must
 */
export function readInput(table: Table, request: FitRequest): Input {
  if (request.wide !== null) return readWide(table, request, request.wide);
  const { response, scale } = chooseResponse(table, request);
  const doses = { dose: request.dose ?? undefined, doseUnit: request.doseUnit ?? undefined };
  const { name: dose } = findDoseColumn(table, doses);
  if (request.by === null) requireOneCurve(table, [dose, response]);
  const by = request.by ?? [];
  if (scale === "raw" && table.columns.some((name) => name.toLowerCase() === "well")) {
    return readPlates(table, { by, response, dose, doseUnit: doses.doseUnit });
  }
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
  const names = by ?? table.columns.filter((name) => !Object.hasOwn(wide, name));
  if (by === null) requireDifferentNames(table, names);
  const options = { wide, doseUnit, scale: responseScale, by: names };
  return { by: names, ...curvesOfTable(table, options) };
}

/** Without --by each row of a wide table is a curve, so its names must tell it from the others. */
function requireDifferentNames(table: Table, names: readonly string[]): void {
  const indexes = names.map((name) => table.columns.indexOf(name));
  const first = new Map<string, number>();
  for (const { row, cells } of table.rows) {
    const key = JSON.stringify(indexes.map((index) => cells[index]));
    const earlier = first.get(key);
    if (earlier !== undefined) {
      throw new UsageError(
        `Cannot fit ${table.source}: needs --by, as rows ${earlier} and ${row} have the same names (${
          names.map(quote).join(", ") || "none"
        }). Rows that --by does not tell apart are fitted as one curve`,
      );
    }
    first.set(key, row);
  }
}

function readPlates(
  table: Table,
  { by, response, dose, doseUnit }: {
    readonly by: readonly string[];
    readonly response: string;
    readonly dose: string;
    readonly doseUnit: string | undefined;
  },
): Input {
  const raw = wellsOfTable(table, { response, scale: "raw", columns: { dose }, doseUnit });
  const roles = new Set(raw.wells.map(({ role }) => role));
  const wells = !roles.has("vehicle")
    ? raw
    : normalizePlates(raw, { to: "vehicle", minus: roles.has("blank") ? "blank" : undefined });
  return {
    by,
    curves: curvesFromWells(wells, { by }),
    excluded: wells.excluded,
    notes: [wells.normalization || "Signal as read: no vehicle wells to normalise to"],
  };
}
