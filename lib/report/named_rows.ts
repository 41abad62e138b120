import { type DoseColumnOptions, findDoseColumn } from "../plates/mod.ts";
import { isMissing, parseNumber, type Table } from "../tables/mod.ts";
import type { NamedRows } from "./choose_curves.ts";

/** Columns that say what a row is and never tell curves apart. */
const OF_THE_ROW = ["role", "exclude", "dose_unit", "sheet_row"];

/**
 * The treated rows of a table by what could name their curves: every column but those of dose,
 * response and measurements (numbers with decimals).
 *
 * @throws {UsageError} If no column of doses is found
 */
export function namedRows(
  table: Table,
  { response, ...dose }: DoseColumnOptions & { readonly response: string },
): NamedRows {
  const doses = findDoseColumn(table, dose);
  const naming = table.columns.flatMap((name, index) =>
    index === doses.index || name === response || OF_THE_ROW.includes(name.toLowerCase()) ||
      isMeasured(table, index)
      ? []
      : [{ name, index }]
  );
  const treated = table.rows.filter(({ cells }) => numberIn(cells[doses.index]) !== 0);
  return {
    source: table.source,
    samples: treated.map(({ cells }) => {
      const labels = Object.fromEntries(naming.map(({ name, index }) => [name, cells[index]]));
      return { plate: labels.plate ?? "", labels };
    }),
  };
}

function isMeasured({ rows }: Table, index: number): boolean {
  const cells = rows.map(({ cells }) => cells[index]).filter((cell) => !isMissing(cell));
  return cells.some((cell) => /\d[.,]\d/.test(cell)) &&
    cells.every((cell) => numberIn(cell) !== undefined);
}

function numberIn(cell: string): number | undefined {
  return parseNumber(cell) ?? parseNumber(cell, { decimal: "," });
}
