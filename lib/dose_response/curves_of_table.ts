import { formatNumber, withDisplay } from "../display/mod.ts";
import { type CellProblem, DataError, list, plural, quote } from "../errors/mod.ts";
import {
  checkDeclaredScale,
  checkScale,
  type DoseColumnOptions,
  findDoseColumn,
  inCommonUnit,
  parseExclusion,
  readDose,
  type ResponseScale,
  settleRole,
} from "../plates/mod.ts";
import { isMolarUnit, parseUnit, toNanomolar } from "../potency/mod.ts";
import {
  columnIndex,
  isMissing,
  numberFormat,
  parseNumber,
  type ReadTableOptions,
  type Table,
} from "../tables/mod.ts";
import type { Curve } from "./curve.ts";
import { groupCurves, type ResponseRow } from "./group_curves.ts";
import { repeatedRows } from "./repeated_rows.ts";
import { vehicleByConstruction, vehicleRemark } from "./vehicle_by_construction.ts";

/** How a table of responses is to be read. */
export interface ReadCurvesOptions extends DoseColumnOptions {
  /** Column of the responses; not used with `wide`. */
  readonly response?: string;
  /** What the responses are; never guessed. */
  readonly scale: ResponseScale;
  /** Columns that tell the curves apart; none means that all rows are one curve. */
  readonly by?: readonly string[];
  /** One row per curve: each dose column with its dose, in `doseUnit`. */
  readonly wide?: Readonly<Record<string, number>>;
  /** Column with a reason for leaving a row out; default "exclude" where there is one. */
  readonly exclude?: string;
  /** How the text is written; found out by default. */
  readonly table?: ReadTableOptions;
}

/** A row that takes no part, and why. */
export interface ExcludedRow {
  /** Row as a spreadsheet counts; of a Prism table, the row of its sheet. */
  readonly row: number;
  /** Which of the row's values is meant, where it holds several. */
  readonly column?: string;
  /** Why, in words. */
  readonly reason: string;
}

/** The curves of a file, every row accounted for: rowsRead = rows used + excluded. */
export interface Curves {
  /** The file. */
  readonly source: string;
  /** Unit of the doses. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** The curves, in the order of the file. */
  readonly curves: readonly Curve[];
  /** Rows that take no part. */
  readonly excluded: readonly ExcludedRow[];
  /** Rows of the file: those used and those excluded. */
  readonly rowsRead: number;
  /** What else was left out, in words: missing wells, a vehicle that is 1 by construction. */
  readonly notes: readonly string[];
}

/**
 * Curves from a table that is already in memory: long (one row per well) or wide (one row per curve,
 * one column per dose). Dose zero is the vehicle.
 *
 * A raw signal is fitted as it is, with its vehicle wells as observations from which control is
 * estimated. For a fraction or percentage, control is taken as exactly 1 or 100; vehicle values that
 * are all exactly that are no observation but the normalisation itself, and are left out.
 *
 * @throws {DataError} If a column is missing or a cell is not what it must be: all such cells at once
 * @throws {UsageError} If the scale or a unit is not declared or not known
 */
export function curvesOfTable(table: Table, options: ReadCurvesOptions): Curves {
  const { scale } = options;
  checkDeclaredScale(scale, { source: table.source, column: options.response ?? "responses" });
  return curvesOnScale(table, options, (responses) =>
    checkScale(responses, {
      scale,
      column: options.response ?? "dose columns",
      source: table.source,
    }));
}

/**
 * As {@linkcode curvesOfTable}, where the format itself says what the scale is.
 *
 * @param check What all responses are held to; nothing by default
 */
export function curvesOnScale(
  table: Table,
  options: ReadCurvesOptions,
  check: (responses: readonly number[]) => void = () => {},
): Curves {
  const { scale } = options;
  const { unit, rows, excluded, used } = options.wide === undefined
    ? longRows(table, options)
    : wideRows(table, options, options.wide);
  check(rows.map(({ response }) => response));
  const vehicle = rows.filter(({ dose }) => dose === 0).map(({ response }) => response);
  const made = vehicleByConstruction(vehicle, scale);
  const observed = made ? rows.filter(({ dose }) => dose > 0) : rows;
  const alone = made && options.wide === undefined;
  const gone = alone ? rows.filter(({ dose }) => dose === 0) : [];
  const reason = vehicleRemark(scale);
  const { curves, strays } = groupCurves(observed, options.by ?? [], unit, scale);
  return showingCurves({
    source: table.source,
    unit,
    scale,
    curves,
    excluded: [
      ...excluded,
      ...gone.map(({ row }) => ({ row, reason })),
      ...strays.map(({ row }) => ({ row, reason: "vehicle row that no curve goes with" })),
    ]
      .sort((a, b) => a.row - b.row),
    rowsRead: table.rows.length,
    notes: [
      ...(made && !alone ? [reason] : []),
      ...repeatedRows(table, new Set(observed.map(({ row }) => row))),
      ...(used.missing > 0 ? [`${plural(used.missing, "empty cell")} left out`] : []),
    ],
  });
}

/** Frozen, and in a sentence: `4 curves of 96 wells, 0.5 to 10,000 nM; 2 rows excluded: "bubble"`. */
export function showingCurves(read: Curves): Curves {
  return withDisplay(read, () => {
    const { curves, unit, excluded, notes } = read;
    const wells = curves.reduce((sum, { doses }) => sum + doses.length, 0);
    const doses = curves.flatMap(({ doses }) => doses.filter((dose) => dose > 0));
    const [low, high] = [
      doses.reduce((a, b) => Math.min(a, b), Infinity),
      doses.reduce((a, b) => Math.max(a, b), 0),
    ].map((dose) => formatNumber(dose));
    const reasons = [...new Set(excluded.map(({ reason }) => quote(reason)))];
    const text = [
      `${plural(curves.length, "curve")} of ${plural(wells, "well")}` +
      (wells === 0 ? "" : `, ${low} to ${high} ${unit}`),
      ...(reasons.length === 0
        ? []
        : [`${plural(excluded.length, "row")} excluded: ${list(reasons)}`]),
      ...notes,
    ].join("; ");
    return { "text/plain": text };
  });
}

interface ReadRows {
  readonly unit: string;
  readonly rows: readonly ResponseRow[];
  readonly excluded: readonly ExcludedRow[];
  readonly used: { readonly missing: number };
}

function longRows(table: Table, options: ReadCurvesOptions): ReadRows {
  const doseColumn = findDoseColumn(table, options);
  const responseName = options.response ?? "response";
  const responseIndex = columnIndex(table, responseName);
  const keys = (options.by ?? []).map((name) => columnIndex(table, name));
  const roleIndex = table.columns.indexOf("role");
  const excludeName = options.exclude ?? "exclude";
  const excludeIndex = options.exclude === undefined
    ? table.columns.indexOf(excludeName)
    : columnIndex(table, excludeName);
  const format = numberFormat(table, [doseColumn.index, responseIndex]);
  const problems: CellProblem[] = [];
  const excluded: ExcludedRow[] = [];
  const read: (Omit<ResponseRow, "dose"> & { dose: number | null; unit: string | null })[] = [];
  for (const row of table.rows) {
    const refuse = (index: number, needed: string) =>
      problems.push({
        row: row.row,
        column: table.columns[index],
        needed,
        found: row.cells[index],
      });
    const why = excludeIndex < 0 ? null : parseExclusion(row.cells[excludeIndex], excludeName);
    const dose = readDose(row, doseColumn, format, refuse);
    const text = row.cells[responseIndex];
    const response = isMissing(text) ? null : parseNumber(text, format);
    if (response === undefined) refuse(responseIndex, "a number");
    if (dose === undefined || response === undefined) continue;
    const role = roleIndex < 0 ? undefined : settleRole(row.cells[roleIndex], dose.dose, {
      refuseRole: (needed) => refuse(roleIndex, needed),
      refuseDose: (needed) => refuse(doseColumn.index, needed),
    });
    if (roleIndex >= 0 && role === undefined) continue;
    const amount = role === undefined ? dose.dose : role.dose;
    const reason = why ??
      (role !== undefined && role.role !== "sample" && role.role !== "vehicle"
        ? `${role.role} well`
        : amount === null
        ? "no dose"
        : response === null
        ? `no ${responseName}`
        : null);
    if (reason !== null) excluded.push({ row: row.row, reason });
    else {
      read.push({
        row: row.row,
        key: keys.map((index) => row.cells[index]),
        dose: amount,
        unit: dose.unit,
        response: response as number,
      });
    }
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  const { unit, wells } = inCommonUnit(read, doseColumn, table.source);
  return { unit, rows: wells as ResponseRow[], excluded, used: { missing: 0 } };
}

function wideRows(
  table: Table,
  options: ReadCurvesOptions,
  wide: Readonly<Record<string, number>>,
): ReadRows {
  if (options.doseUnit === undefined) {
    throw new DataError(
      `Cannot read ${table.source}: the doses of wide columns need a unit. Say doseUnit: "nM"`,
    );
  }
  const declared = parseUnit(options.doseUnit);
  const molar = isMolarUnit(declared);
  const columns = Object.entries(wide).map(([name, dose]) => {
    if (!(dose >= 0 && dose < Infinity)) {
      throw new DataError(
        `Cannot read ${table.source}: the dose of column ${quote(name)} must be a number >= 0, ` +
          `found ${dose}`,
      );
    }
    return {
      name,
      index: columnIndex(table, name),
      dose: molar ? toNanomolar(dose, declared) : dose,
    };
  });
  const keys = (options.by ?? []).map((name) => columnIndex(table, name));
  const format = numberFormat(table, columns.map(({ index }) => index));
  const problems: CellProblem[] = [];
  const excluded: ExcludedRow[] = [];
  const rows: ResponseRow[] = [];
  let missing = 0;
  for (const { row, cells } of table.rows) {
    const key = keys.map((index) => cells[index]);
    const wells = columns.flatMap(({ name, index, dose }): ResponseRow[] => {
      if (isMissing(cells[index])) return [];
      const response = parseNumber(cells[index], format);
      if (response === undefined) {
        problems.push({ row, column: name, needed: "a number", found: cells[index] });
        return [];
      }
      return [{ row, key, dose, response }];
    });
    if (wells.some(({ dose }) => dose > 0)) {
      rows.push(...wells);
      missing += columns.length - wells.length;
    } else excluded.push({ row, reason: "no response at any dose" });
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return { unit: molar ? "nM" : declared, rows, excluded, used: { missing } };
}
