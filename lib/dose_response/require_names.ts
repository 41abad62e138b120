import { DataError, plural, quote } from "../errors/mod.ts";
import {
  type DoseColumnOptions,
  findDoseColumn,
  namingColumns,
  parseExclusion,
  readDose,
  settleRole,
  type Wells,
} from "../plates/mod.ts";
import { columnIndex, isMissing, numberFormat, type Table } from "../tables/mod.ts";
import { SUBSTANCE } from "./group_curves.ts";

/** Columns that tell curves apart wherever they stand. */
const NAMING = ["cell_line", "drug", "replicate"];

/** Columns that never do, or speak of controls alone. */
const NEVER =
  /^(well|position|repeat|simulated)$|vehicle|solvent|control|note|comment|remark|reason/i;

/** A row or well as far as its names matter. */
interface NamedRow {
  /** "" where a name is missing. */
  readonly labels: Readonly<Record<string, string>>;
  /** 0 of a vehicle, null of blanks and the like. */
  readonly dose: number | null;
  /** Whether a curve will hold it. */
  readonly isUsed: boolean;
}

/**
 * Refuses wells without a name where others have one: most often the rows lost their names, as those
 * of merged cells do, and wells of several lines would be pooled into one curve.
 *
 * Vehicle and blank wells may go without names, as they serve several curves.
 *
 * @param by The columns that tell the curves apart; by default any may
 * @throws {DataError} If a column names some treated wells only, or vehicle wells and no treated ones
 */
export function requireNamesOfWells(wells: Wells, by?: readonly string[]): void {
  const rows = [
    ...wells.wells.map((well) => ({ ...well, isUsed: true })),
    ...wells.excluded.flatMap(({ well }) => well === null ? [] : [{ ...well, isUsed: false }]),
  ];
  // Cell lines and drugs are never pooled, whatever was asked for.
  refuseLostNames(wells.source, rows, by && [...new Set([...by, "cell_line", "drug"])]);
}

/**
 * As {@linkcode requireNamesOfWells}, of the rows of a long table of responses.
 *
 * @param options.by The columns that tell the curves apart; by default any may
 * @throws {DataError} As {@linkcode requireNamesOfWells}
 */
export function requireNamesOfRows(
  table: Table,
  { response, by, ...dose }: DoseColumnOptions & {
    readonly response: string;
    readonly by?: readonly string[];
  },
): void {
  const doses = findDoseColumn(table, dose);
  const responseIndex = columnIndex(table, response);
  const format = numberFormat(table, [doses.index, responseIndex]);
  const [role, exclude] = ["role", "exclude"].map((name) => table.columns.indexOf(name));
  const naming = namingColumns(table, [doses.name, response]);
  // What is wrong with a cell is said by who reads it.
  const unread = { refuseRole: () => {}, refuseDose: () => {} };
  const rows = table.rows.flatMap((row): NamedRow[] => {
    const { cells } = row;
    const read = readDose(row, doses, format, () => {});
    const settled = read && settleRole(role < 0 ? undefined : cells[role], read.dose, unread);
    if (settled === undefined) return [];
    const isLeftOut = exclude >= 0 && parseExclusion(cells[exclude], "exclude") !== null;
    return [{
      labels: Object.fromEntries(naming.map(({ name, index }) => [name, cells[index]])),
      dose: settled.dose,
      isUsed: !isLeftOut && !isMissing(cells[responseIndex]),
    }];
  });
  refuseLostNames(table.source, rows, by);
}

/**
 * As {@linkcode requireNamesOfWells}, of a wide table, where one row may go without a name: it is a
 * curve of its own.
 *
 * @throws {DataError} If rows without a name would be pooled into one curve while others have one
 */
export function requireNamesOfWideRows(table: Table, by: readonly string[]): void {
  const indexes = by.map((name) => columnIndex(table, name));
  const curves = Map.groupBy(
    table.rows,
    ({ cells }) => JSON.stringify(indexes.map((index) => cells[index])),
  );
  const pooled = [...curves.values()].filter(({ length }) => length > 1).flat();
  for (const [i, name] of by.entries()) {
    const unnamed = pooled.filter(({ cells }) => cells[indexes[i]] === "");
    if (unnamed.length === 0 || table.rows.every(({ cells }) => cells[indexes[i]] === "")) continue;
    throw lostNames(table.source, name, `${plural(unnamed.length, "row")} without a name`);
  }
}

function refuseLostNames(
  source: string,
  rows: readonly NamedRow[],
  by: readonly string[] | undefined,
): void {
  const columns = new Set(rows.flatMap(({ labels }) => Object.keys(labels)));
  const certain = by ?? NAMING;
  for (const name of columns) {
    if (by !== undefined ? !by.includes(name) : NEVER.test(name)) continue;
    const treated = rows.filter(({ dose }) => dose !== null && dose > 0);
    const unnamed = treated.filter(({ labels, isUsed }) => isUsed && (labels[name] ?? "") === "");
    if (unnamed.length === 0) continue;
    const named = rows.filter(({ labels }) => !isMissing(labels[name] ?? ""));
    if (!areLost(name, named, certain.includes(name))) continue;
    const found = named.some(({ dose }) => dose !== null && dose > 0)
      ? `${plural(unnamed.length, "row")} without a name`
      : `names on ${plural(named.length, "row")} without a treatment alone`;
    const otherwise = ", or say by, without this column, if it names no curves";
    throw lostNames(source, name, found, certain.includes(name) ? "" : otherwise);
  }
}

/** Whether names on these rows alone, while treated rows have none, can only be what is left of names. */
function areLost(name: string, named: readonly NamedRow[], isCertain: boolean): boolean {
  const different = (rows: readonly NamedRow[]) =>
    new Set(rows.map(({ labels }) => labels[name])).size;
  const vehicles = named.filter(({ dose }) => dose === 0);
  const isAtOneDose = named.every(({ dose }) => dose === named[0].dose);
  if (!isCertain) return different(named) > 1 && isAtOneDose;
  if (named.some(({ dose }) => dose !== null && dose > 0)) return true;
  // One name in the place of a drug is that of the vehicle.
  if (SUBSTANCE.test(name)) return different(vehicles) > 1;
  return vehicles.length > 0 || different(named) > 1;
}

function lostNames(source: string, name: string, found: string, otherwise = ""): DataError {
  return new DataError(
    `Cannot tell the curves of ${source} apart: ${
      quote(name)
    } must name every treated row or none, found ${found}. Fill them in (of merged cells only the first row has the name)${otherwise}`,
  );
}
