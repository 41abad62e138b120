import { type CellProblem, DataError, UsageError } from "../errors/mod.ts";
import {
  columnIndex,
  isMissing,
  type NumberFormat,
  parseNumber,
  readDescribedTable,
  type ReadTableOptions,
  type Table,
} from "../tables/mod.ts";
import { assembleWells } from "./assemble_wells.ts";
import type { Layout } from "./layout.ts";
import { layoutOfTable } from "./layout_of_table.ts";
import { checkDeclaredScale } from "./scale.ts";
import type { ResponseScale, Wells } from "./well.ts";
import type { WellColumnsOptions } from "./well_columns.ts";

/** What the reader of wells must be told, and may be told. */
export interface ReadWellsOptions extends WellColumnsOptions, ReadTableOptions {
  /** Column of the measured signal. */
  readonly response: string;
  /** What that column holds: a raw signal, a fraction of control (1 is control) or percent (100). */
  readonly scale: ResponseScale;
}

/**
 * Wells from a tidy table (CSV, TSV), one row per well.
 *
 * Columns are found by name, whatever their case: `well` and a dose column are needed; `plate` (else
 * all wells are on plate "1"), `role`, `cell_line`, `drug`, `replicate` (biological), `repeat`
 * (technical) and `exclude` are used where they stand. Every other column of names is kept as a
 * label.
 *
 * - **Unit**: in the header (`dose_nM`, `dose (µM)`), in a `dose_unit` column, or `doseUnit`. Molar
 *   doses become nM; others keep their unit.
 * - **Role**: the `role` column decides and a dose that contradicts it is refused. Without the
 *   column, dose 0 is a vehicle well and any other dose a sample.
 * - **Left out**, each with its reason: wells with text in `exclude`, and wells without a signal.
 *   Every row is in `wells` or in `excluded`: rowsRead = wells + excluded.
 *
 * @param path The file, relative to the working directory
 * @returns The wells, frozen; control is the vehicle wells of raw signals, or declared (1 or 100)
 * @throws {UsageError} If `scale` is missing, the file is not there, or an option contradicts it
 * @throws {DataError} If cells are wrong (all of them named), a well stands twice on its plate,
 * molar doses stand beside others, or the declared scale cannot be true
 *
 * @example Usage
 * ```ts
 * import { readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,drug,dose_uM,counts\nA1,,0,980\nA2,crizotinib,0.1,510\n");
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * assertEquals(Deno.inspect(wells), "2 wells on 1 plate: crizotinib 100 nM");
 * ```
 */
export async function readWells(path: string, options: ReadWellsOptions): Promise<Wells> {
  // Notebook cells are not type-checked: the call may lack what the types demand.
  checkOptions(path, options?.response, options?.scale);
  const { response, scale, columns, doseUnit, roles, ...reading } = options;
  const table = await readDescribedTable(path, reading);
  return wellsOfTable(table, { response, scale, columns, doseUnit, roles });
}

/**
 * As {@linkcode readWells}, from a table that is already read.
 *
 * @throws {UsageError} As {@linkcode readWells}
 * @throws {DataError} As {@linkcode readWells}
 */
export function wellsOfTable(
  table: Table,
  { response, scale, ...columns }:
    & WellColumnsOptions
    & Pick<ReadWellsOptions, "response" | "scale">,
): Wells {
  checkOptions(table.source, response, scale);
  const signal = columnIndex(table, response);
  const { layout, problems, format } = layoutOfTable(table, { ...columns, signal });
  const [signals, badSignals] = readSignals(table, layout, signal, format);
  const all = [...problems, ...badSignals].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (all.length > 0) throw DataError.ofCells(`read ${table.source}`, all);
  return assembleWells(
    layout.wells.map((well) => ({
      ...well,
      plate: well.plate ?? "1",
      signal: signals.get(well.row) ?? null,
    })),
    { source: table.source, unit: layout.unit, scale, column: response },
  );
}

function checkOptions(path: string, response: string | undefined, scale: string | undefined): void {
  if (response === undefined) {
    throw new UsageError(
      `Cannot read ${path}: the column of the signal is not named. Say response: "luminescence", or what it is called`,
    );
  }
  checkDeclaredScale(scale, { source: path, column: response });
}

/** The signal of each row, null where there is none, and the cells that are no number. */
function readSignals(
  table: Table,
  layout: Layout,
  column: number,
  format: NumberFormat,
): [ReadonlyMap<number, number | null>, CellProblem[]] {
  const excluded = layout.wells.filter(({ exclusion }) => exclusion !== null).map(({ row }) => row);
  const mayBeText = new Set(excluded);
  const signals = new Map<number, number | null>();
  const problems: CellProblem[] = [];
  for (const { row, cells } of table.rows) {
    const cell = cells[column];
    const signal = isMissing(cell) ? null : parseNumber(cell, format);
    // A well that is left out anyway may hold what the instrument wrote there, as "OVRFLW".
    if (signal === undefined && !mayBeText.has(row)) {
      problems.push({ row, column: table.columns[column], needed: "a finite number", found: cell });
    }
    signals.set(row, signal ?? null);
  }
  return [signals, problems];
}
