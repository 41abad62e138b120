import { UsageError } from "../errors/mod.ts";
import {
  looksLikePrism,
  readHead,
  readPrism,
  readTable,
  type ReadTableOptions,
  type Table,
} from "../tables/mod.ts";
import { type Curves, curvesOfTable, type ReadCurvesOptions } from "./curves_of_table.ts";
import { curvesOfPrism, type PrismTableOptions, tableOfPrism } from "./formats/graphpad_prism.ts";
import { recognizeFormat } from "./formats/recognize_format.ts";

/** Options for files whose format says what dose, unit and response are. */
export interface ReadKnownOptions {
  /** "GDSC raw", "DepMap PRISM", "CTRP" or "GR calculator"; found out by default. */
  readonly format?: string;
  /** Columns that tell the curves apart, where the format's own are not wanted. */
  readonly by?: readonly string[];
  /** How the text is written; found out by default. */
  readonly table?: ReadTableOptions;
}

/**
 * Curves of a file in a format that says what its columns hold: raw data of GDSC, DepMap's PRISM
 * secondary screen, CTRP, or input of the GR calculator, recognised by their columns.
 *
 * @param path CSV, tab-separated text or Parquet
 * @throws {DataError} If a cell is not what it must be: all such cells at once
 * @throws {UsageError} If the format is none of these: say `response`, `scale` and, if need be, `dose`
 */
export function readCurves(path: string, options?: ReadKnownOptions): Promise<Curves>;
/**
 * Curves of any table: long (one row per well) or wide (one row per curve, one column per dose), or
 * of a GraphPad Prism file. Dose zero is the vehicle.
 *
 * A raw signal is fitted as it is, with its vehicle wells as observations from which control is
 * estimated. For a fraction or percentage, control is taken as exactly 1 or 100; vehicle values that
 * are all exactly that are no observation but the normalisation itself, and are left out.
 *
 * @param path CSV, tab-separated text, Parquet, or a Prism file (`.pzfx`; see `curvesOfPrism`)
 * @throws {DataError} If a column is missing or a cell is not what it must be: all such cells at once
 * @throws {UsageError} If the scale or a unit is not declared or not known, or two readings of the
 * file are possible: the message says which option decides
 */
export function readCurves(
  path: string,
  options: ReadCurvesOptions & PrismTableOptions,
): Promise<Curves>;
export async function readCurves(
  path: string,
  options: ReadKnownOptions & Partial<ReadCurvesOptions> & PrismTableOptions = {},
): Promise<Curves> {
  if (await isPrism(path)) return await curvesOfPrismFile(path, options);
  const table = await readTable(path, options.table);
  const { scale, response, dose, wide } = options;
  // Whoever names the columns means them, whatever else the file may look like.
  const unnamed = [scale, response, dose, wide].every((option) => option === undefined);
  const known = unnamed || options.format !== undefined
    ? recognizeFormat(table, options.format)
    : null;
  if (known !== null) return known.read(table, options);
  // Notebook cells are not type-checked: curvesOfTable() says what is missing.
  return curvesOfTable(table, options as ReadCurvesOptions);
}

/** A table, and what a reader should know of how it was made. */
export interface ResponseTable extends Table {
  /** In words; empty for a table that stands in the file as it is. */
  readonly notes: readonly string[];
}

/**
 * A table of doses and responses from a file: as `readTable` reads it, or one table of a GraphPad
 * Prism file as a tidy table (`column`, `replicate`, `sheet_row`, `dose_…`, `response`, `exclude`).
 *
 * @throws {UsageError} As `readTable`, or if two readings of a Prism file are possible
 * @throws {DataError} As `readTable`, or if the Prism file does not hold what it must
 */
export async function readResponseTable(
  path: string,
  options: PrismTableOptions = {},
): Promise<ResponseTable> {
  return await isPrism(path)
    ? tableOfPrism(await readPrism(path), options)
    : { ...await readTable(path), notes: [] };
}

const HEAD_BYTES = 2048;

async function isPrism(path: string): Promise<boolean> {
  return looksLikePrism(await readHead(path, HEAD_BYTES));
}

async function curvesOfPrismFile(
  path: string,
  options: Partial<ReadCurvesOptions> & PrismTableOptions,
): Promise<Curves> {
  const { scale, by, doseUnit, logDose, vehicleX, prismTable } = options;
  if (scale === undefined) {
    throw new UsageError(
      `Cannot read ${path}: a Prism file does not say what its values are. Say scale: "raw" (a signal), "fraction" (1 is control) or "percent" (100 is control)`,
    );
  }
  return curvesOfPrism(await readPrism(path), {
    scale,
    by,
    doseUnit,
    logDose,
    vehicleX,
    prismTable,
  });
}
