import type { CellProblem } from "../errors/mod.ts";
import {
  columnIndex,
  isMissing,
  type NumberFormat,
  numberFormat,
  type Table,
  type TableRow,
} from "../tables/mod.ts";
import { findDoseColumn, inCommonUnit, readDose } from "./dose_column.ts";
import { parseExclusion } from "./exclusion.ts";
import type { Layout, LayoutWell } from "./layout.ts";
import { parsePosition, strayPositions } from "./position.ts";
import { settleRole } from "./role.ts";
import {
  checkWellColumns,
  findLabelColumns,
  findWellColumn,
  labelsOf,
  type WellColumn,
  type WellColumnsOptions,
} from "./well_columns.ts";

/** A layout as far as it could be read, and every cell that could not. */
export interface LayoutReading {
  readonly layout: Layout;
  readonly problems: readonly CellProblem[];
  /** How the table writes its numbers. */
  readonly format: NumberFormat;
}

/**
 * The layout in a table of wells, one row per well.
 *
 * @param options.signal Column of the signal, which names nothing and shares the decimal mark
 * @throws {DataError} If a column is missing, nothing says the unit, or units cannot be brought to one
 */
export function layoutOfTable(
  table: Table,
  { columns = {}, doseUnit, roles, signal }: WellColumnsOptions & { readonly signal?: number } = {},
): LayoutReading {
  checkWellColumns({ columns, roles }, table.source);
  const at = (name: WellColumn) => findWellColumn(table, name, columns[name]);
  const [plate, role, exclude] = [at("plate"), at("role"), at("exclude")];
  const well = at("well") ?? columnIndex(table, "well");
  const dose = findDoseColumn(table, {
    dose: columns.dose,
    doseUnitColumn: columns.dose_unit,
    doseUnit,
  });
  const format = numberFormat(table, signal === undefined ? [dose.index] : [dose.index, signal]);
  const special = [plate, well, role, exclude, dose.index, dose.unitColumn?.index, signal];
  const others = table.columns.map((_, index) => index).filter((index) => !special.includes(index));
  const labels = findLabelColumns(table, others, columns);

  const problems: CellProblem[] = [];
  const readWell = (row: TableRow): LayoutWell & { unit: string | null } | undefined => {
    const before = problems.length;
    const refuse = (index: number, needed: string) => {
      const [column, found] = [table.columns[index], row.cells[index]];
      problems.push({ row: row.row, column, needed, found });
    };
    const position = parsePosition(row.cells[well]);
    if (position === undefined) refuse(well, "a well of a plate (A1 to H12, P24 or AF48)");
    if (plate !== undefined && isMissing(row.cells[plate])) refuse(plate, "the name of a plate");
    const amount = readDose(row, dose, format, refuse);
    const settled = amount && settleRole(
      role === undefined ? undefined : row.cells[role],
      amount.dose,
      {
        roles,
        refuseRole: (n) => refuse(role ?? well, n),
        refuseDose: (n) => refuse(dose.index, n),
      },
    );
    if (position === undefined || settled === undefined || problems.length > before) return;
    return {
      ...settled,
      plate: plate === undefined ? null : row.cells[plate],
      position,
      labels: labelsOf(row, labels),
      exclusion: exclude === undefined
        ? null
        : parseExclusion(row.cells[exclude], table.columns[exclude]),
      row: row.row,
      unit: amount?.unit ?? null,
    };
  };
  const wells = table.rows.map(readWell).filter((read) => read !== undefined);
  problems.push(
    ...beyondPlate(wells, table.columns[well]),
    ...standTwice(wells, table.columns[well]),
  );
  const layout = { source: table.source, ...inCommonUnit(wells, dose, table.source) };
  return { layout, problems, format };
}

/** Wells that lie beyond a plate of 384, of which there are too few for one of 1536. */
function beyondPlate(wells: readonly LayoutWell[], column: string): CellProblem[] {
  return [...Map.groupBy(wells, ({ plate }) => plate).values()].flatMap((plate) => {
    const stray = strayPositions(plate.map(({ position }) => position));
    const needed = "a well of a 96- or 384-well plate (A1 to P24)";
    return plate.filter(({ position }) => stray.has(position))
      .map(({ row, position }) => ({ row, column, needed, found: position }));
  });
}

/** Every well that a plate already has. */
function standTwice(wells: readonly LayoutWell[], column: string): CellProblem[] {
  const first = new Map<string, number>();
  return wells.flatMap(({ plate, position, row }) => {
    const key = JSON.stringify([plate, position]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      return [];
    }
    const where = plate === null ? "" : ` on plate "${plate}"`;
    const needed = `a well that stands once${where} (row ${earlier} has it too)`;
    return [{ row, column, needed, found: position }];
  });
}
