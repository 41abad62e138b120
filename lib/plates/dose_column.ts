import { DataError, list, quote, UsageError } from "../errors/mod.ts";
import { isMolarUnit, parseUnit, toNanomolar } from "../potency/mod.ts";
import {
  columnIndex,
  isMissing,
  type NumberFormat,
  parseNumber,
  type Table,
  type TableRow,
} from "../tables/mod.ts";

/** Where a table holds its doses, and where it says their unit. */
export interface DoseColumn {
  /** Its header. */
  readonly name: string;
  /** Its position among the columns. */
  readonly index: number;
  /** Unit of every row, from the header or the caller; null where a column says it row by row. */
  readonly unit: string | null;
  /** The column that says the unit row by row, where there is one. */
  readonly unitColumn: { readonly name: string; readonly index: number } | null;
}

/** How the caller says where doses and their unit are, when the headers do not. */
export interface DoseColumnOptions {
  /** Column of the doses; by default the one whose name is "dose" or begins with it. */
  readonly dose?: string;
  /** Column that holds the unit row by row; by default "dose_unit". */
  readonly doseUnitColumn?: string;
  /** Unit of all doses, where no header and no column says it. */
  readonly doseUnit?: string;
}

/**
 * The dose column of a table and its unit: from the header (`dose_nM`, `dose (µM)`), from a
 * `dose_unit` column, or from the caller. A unit is never assumed, and two that disagree are refused.
 *
 * @throws {DataError} If no column or more than one can be the dose, or nothing says the unit
 * @throws {UsageError} If the caller's unit is unknown or contradicts the header
 */
export function findDoseColumn(
  table: Table,
  { dose, doseUnitColumn, doseUnit }: DoseColumnOptions = {},
): DoseColumn {
  const unitColumn = findUnitColumn(table, doseUnitColumn);
  const name = dose ?? onlyDoseColumn(table, unitColumn?.name);
  const index = columnIndex(table, name);
  const declared = doseUnit === undefined ? undefined : parseUnit(doseUnit);
  const inHeader = unitInHeader(name, table.source);
  if (declared !== undefined && inHeader !== undefined && declared !== inHeader) {
    throw new UsageError(
      `Cannot read ${table.source}: column ${
        quote(name)
      } says ${inHeader}, but doseUnit says ${declared}. Leave doseUnit out, or rename the column`,
    );
  }
  const unit = inHeader ?? declared ?? null;
  if (unit === null && unitColumn === null) {
    throw new DataError(
      `Cannot read ${table.source}: column ${
        quote(name)
      } needs a unit, found none. Name it in the header (dose_nM), in a column dose_unit, or say doseUnit: "nM"`,
    );
  }
  return { name, index, unit, unitColumn };
}

/**
 * The dose of one row in the unit it stands in; null where the cell is empty.
 *
 * @param refuse Told what a wrong cell had to be
 * @returns Undefined where dose or unit cannot be read
 */
export function readDose(
  row: TableRow,
  column: DoseColumn,
  format: NumberFormat,
  refuse: (index: number, needed: string) => void,
): { dose: number | null; unit: string | null } | undefined {
  const cell = row.cells[column.index];
  if (isMissing(cell)) return { dose: null, unit: null };
  const dose = parseNumber(cell, format);
  if (dose === undefined || dose < 0) {
    refuse(column.index, "a number >= 0");
    return;
  }
  // Nothing is nothing in any unit.
  if (dose === 0) return { dose: 0, unit: null };
  const { unit, unitColumn } = column;
  if (unitColumn === null || isMissing(row.cells[unitColumn.index])) {
    if (unit !== null) return { dose, unit };
    refuse(unitColumn?.index ?? column.index, "the unit of the dose");
    return;
  }
  const own = knownUnit(row.cells[unitColumn.index]);
  if (own === undefined) refuse(unitColumn.index, "a known unit (M, mM, µM, nM, pM, ng/mL, …)");
  else if (unit !== null && unit !== own) refuse(unitColumn.index, `${unit}, as the doses are`);
  else return { dose, unit: own };
}

/**
 * The same wells with all doses in one unit: nM where they are molar, else the one unit they have.
 *
 * @throws {DataError} If molar doses stand beside others, or units that are not molar differ
 */
export function inCommonUnit<Well extends { dose: number | null; unit: string | null }>(
  wells: readonly Well[],
  column: DoseColumn,
  source: string,
): { unit: string; wells: Omit<Well, "unit">[] } {
  const units = [...new Set(wells.flatMap(({ unit }) => unit === null ? [] : [unit]))];
  const molar = units.filter(isMolarUnit);
  if (units.length > 1 && molar.length < units.length) {
    throw new DataError(
      `Cannot read ${source}: doses must be in one unit, or all molar, found ${
        list(units)
      } in column ${
        quote(column.unitColumn?.name ?? column.name)
      }. Put each unit in a file of its own`,
    );
  }
  const declared = units[0] ?? column.unit ?? "nM";
  return {
    unit: isMolarUnit(declared) ? "nM" : declared,
    wells: wells.map(({ unit, ...well }) =>
      well.dose === null || unit === null || !isMolarUnit(unit)
        ? well
        : { ...well, dose: toNanomolar(well.dose, unit) }
    ),
  };
}

function findUnitColumn(table: Table, name: string | undefined): DoseColumn["unitColumn"] {
  if (name !== undefined) return { name, index: columnIndex(table, name) };
  const index = table.columns.findIndex((column) => /^dose[\s_-]*units?$/i.test(column));
  return index < 0 ? null : { name: table.columns[index], index };
}

function onlyDoseColumn(table: Table, unitColumn: string | undefined): string {
  const named = table.columns.filter((column) =>
    column !== unitColumn && /^dose(?![a-z])/i.test(column)
  );
  const withUnit = named.filter((column) => knownUnit(suffix(column) ?? "") !== undefined);
  const candidates = named.length > 1 && withUnit.length > 0 ? withUnit : named;
  if (candidates.length === 1) return candidates[0];
  if (candidates.length > 1) {
    throw new DataError(
      `Cannot read ${table.source}: needs one dose column, found ${
        list(candidates.map(quote))
      }. Say which: columns: { dose: ${quote(candidates[0])} }`,
    );
  }
  throw new DataError(
    `Cannot read ${table.source}: needs a dose column (dose_nM, or dose beside dose_unit), found ${
      list(table.columns.map(quote))
    }. Say which: columns: { dose: "…" }`,
  );
}

/** The unit that a header ends in; undefined where it ends in none. */
function unitInHeader(name: string, source: string): string | undefined {
  const text = suffix(name);
  if (text === undefined) return undefined;
  const unit = knownUnit(text);
  // Brackets, and whatever follows "dose", can only be meant as a unit; any other suffix may be a word.
  if (unit === undefined && (/[)\]]\s*$/.test(name) || /^dose/i.test(name))) {
    throw new DataError(
      `Cannot read ${source}: column ${quote(name)} must end in a known unit, found ${
        quote(text)
      }. ${unitProblem(text)}`,
    );
  }
  return unit;
}

function suffix(name: string): string | undefined {
  const match = /[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(name) ?? /[_\s]([^_\s]+)\s*$/.exec(name);
  return match?.[1];
}

/** The unit that a text names, or undefined where it names none. */
export function knownUnit(text: string): string | undefined {
  try {
    return parseUnit(text);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The choices, and the nearest, for a text that is no unit. */
function unitProblem(text: string): string {
  try {
    return parseUnit(text);
  } catch (error) {
    return error instanceof UsageError ? error.message.replace(/^.*?: must be/, "Units are") : "";
  }
}
