import { type DoseColumnOptions, findDoseColumn, namingColumns } from "../plates/mod.ts";
import { parseNumber, type Table } from "../tables/mod.ts";
import type { NamedRows } from "./choose_curves.ts";

/**
 * The treated rows of a table by what could name their curves, as {@linkcode namingColumns} finds it.
 *
 * @throws {UsageError} If no column of doses is found
 */
export function namedRows(
  table: Table,
  { response, ...dose }: DoseColumnOptions & { readonly response: string },
): NamedRows {
  const doses = findDoseColumn(table, dose);
  const naming = namingColumns(table, [doses.name, response]);
  const treated = table.rows.filter(({ cells }) => numberIn(cells[doses.index]) !== 0);
  return {
    source: table.source,
    samples: treated.map(({ cells }) => {
      const labels = Object.fromEntries(naming.map(({ name, index }) => [name, cells[index]]));
      return { plate: labels.plate ?? "", labels };
    }),
  };
}

function numberIn(cell: string): number | undefined {
  return parseNumber(cell) ?? parseNumber(cell, { decimal: "," });
}
