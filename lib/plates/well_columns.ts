import { list, nearest, plainName, quote, UsageError } from "../errors/mod.ts";
import { columnIndex, isMissing, parseNumber, type Table, type TableRow } from "../tables/mod.ts";
import { WELL_ROLES } from "./role.ts";
import type { WellRole } from "./well.ts";

/** The columns that have a meaning of their own; every other is found under its own name. */
export type WellColumn =
  | "plate"
  | "well"
  | "role"
  | "cell_line"
  | "drug"
  | "dose"
  | "dose_unit"
  | "replicate"
  | "repeat"
  | "exclude";

/** How the columns of a table of wells are to be understood. */
export interface WellColumnsOptions {
  /** The file's own names for columns: `{ cell_line: "Line", dose: "Conc_uM" }`. */
  readonly columns?: Readonly<Partial<Record<WellColumn, string>>>;
  /** Unit of the doses where neither header nor a `dose_unit` column says it. */
  readonly doseUnit?: string;
  /** The file's own words for roles: `{ DMSO: "vehicle" }`. */
  readonly roles?: Readonly<Record<string, WellRole>>;
}

const STANDARD_LABELS = ["cell_line", "drug", "replicate", "repeat"] as const;

export const WELL_COLUMNS: readonly WellColumn[] = [
  "plate",
  "well",
  "role",
  ...STANDARD_LABELS,
  "dose",
  "dose_unit",
  "exclude",
];

/**
 * Refuses column and role names that do not exist: in a notebook nothing else would notice them.
 *
 * @throws {UsageError} The message offers the nearest name
 */
export function checkWellColumns(
  { columns = {}, roles = {} }: WellColumnsOptions,
  source: string,
): void {
  requireKnown(Object.keys(columns), WELL_COLUMNS, `columns can name`, source);
  requireKnown(Object.values(roles), WELL_ROLES, `roles can be`, source);
}

function requireKnown(
  names: readonly string[],
  known: readonly string[],
  what: string,
  source: string,
): void {
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const near = nearest(wrong, known);
  throw new UsageError(
    `Cannot read ${source}: ${what} ${list(known, known.length)}, found ${quote(wrong)}${
      near === undefined ? "" : `. Did you mean ${quote(near)}?`
    }`,
  );
}

/** A column by the caller's name for it, or by its usual name whatever its case, blanks and hyphens. */
export function findWellColumn(
  table: Table,
  name: WellColumn,
  given: string | undefined,
): number | undefined {
  if (given !== undefined) return columnIndex(table, given);
  const exact = table.columns.indexOf(name);
  if (exact >= 0) return exact;
  const index = table.columns.findIndex((column) => plainName(column) === plainName(name));
  return index < 0 ? undefined : index;
}

/**
 * The columns that name a well, as label and column index: `cell_line`, `drug`, `replicate` and
 * `repeat` under those names, every other column under its own.
 *
 * A column whose cells are all numbers, some with decimals, holds measurements and names nothing;
 * whole numbers may be names (passages, batches, days).
 */
export function findLabelColumns(
  table: Table,
  others: readonly number[],
  columns: Readonly<Partial<Record<WellColumn, string>>>,
): ReadonlyMap<string, number> {
  const standard = STANDARD_LABELS.flatMap((name): [string, number][] => {
    const index = findWellColumn(table, name, columns[name]);
    return index === undefined ? [] : [[name, index]];
  });
  const taken = standard.map(([, index]) => index);
  const rest = others.filter((index) => !taken.includes(index) && !holdsMeasurements(table, index));
  return new Map([...standard, ...rest.map((i): [string, number] => [table.columns[i], i])]);
}

/** The labels of one row; a missing cell is an empty label. */
export function labelsOf(
  row: TableRow,
  columns: ReadonlyMap<string, number>,
): Record<string, string> {
  return Object.fromEntries(
    [...columns].map(([name, index]) => {
      const cell = row.cells[index];
      return [name, isMissing(cell) ? "" : cell];
    }),
  );
}

/** Whether a column holds numbers of which some have decimals: it measures something and names nothing. */
export function holdsMeasurements(table: Table, index: number): boolean {
  const cells = table.rows.map((row) => row.cells[index]).filter((cell) => !isMissing(cell));
  const numbers = cells.map((cell) => parseNumber(cell) ?? parseNumber(cell, { decimal: "," }));
  return numbers.every((number) => number !== undefined) &&
    numbers.some((number) => !Number.isInteger(number));
}
