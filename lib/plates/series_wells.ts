import { plural } from "../errors/mod.ts";
import type { DoseSeries } from "./dose_series.ts";
import type { LayoutStatement } from "./layout_text.ts";
import { wrongWord } from "./layout_words.ts";
import {
  parsePosition,
  PLATE_SHAPES,
  type PlateFormat,
  positionAt,
  rowAndColumn,
  rowLetter,
} from "./position.ts";

/** Where the drugs of a plate stand; null where nothing says it. */
export interface DrugArea {
  readonly rows: readonly number[] | null;
  readonly columns: readonly number[] | null;
  readonly format: PlateFormat;
}

/**
 * The dose of each well of a drug.
 *
 * @param area Where the drugs stand if the statement does not say it
 * @throws {UsageError} If doses and wells differ in number, the direction is not clear, or the plate
 * has no such well
 */
export function seriesWells(
  statement: LayoutStatement,
  series: DoseSeries,
  area: DrugArea,
): [string, number][] {
  const { named, clause } = statement;
  const { rows: allRows, columns: allColumns } = PLATE_SHAPES[area.format];
  const rows = named.rows ?? (named.wells === null ? area.rows : null) ?? upTo(allRows);
  const columns = named.columns ?? (named.wells === null ? area.columns : null) ?? upTo(allColumns);
  const refuse = (count: number, what: string) =>
    wrongWord(
      clause,
      series.word,
      `${
        plural(count, "dose")
      }, one for each of ${what}, but the series has ${series.doses.length}`,
    );
  const wells = named.wells;
  const check = (found: [string, number][]) => {
    for (const [position] of found) {
      checkOnPlate(position, statement, area.format, clause.words[0].text);
    }
    return found;
  };
  if (wells !== null) {
    const doses = spread(series, wells.length);
    if (doses === null) throw refuse(wells.length, "the wells");
    return check(wells.map((well, i) => [well, doses[i]]));
  }
  const along = directionOf(statement, series, rows.length, columns.length);
  const doses = spread(series, along === "columns" ? columns.length : rows.length);
  if (doses === null) {
    throw along === "columns"
      ? refuse(columns.length, `columns ${columns.join(", ")}`)
      : refuse(rows.length, `rows ${rows.map(rowLetter).join(", ")}`);
  }
  return check(rows.flatMap((row, i) =>
    columns.map((column, j): [string, number] => [
      positionAt(row, column),
      doses[along === "columns" ? j : i],
    ])
  ));
}

/** Whether doses change from column to column or from row to row. */
function directionOf(
  { named, clause }: LayoutStatement,
  { along, doses, fold, word }: DoseSeries,
  rows: number,
  columns: number,
): "rows" | "columns" {
  if (along !== null) return along;
  if (named.columns !== null && named.rows === null) return "columns";
  if (named.rows !== null && named.columns === null) return "rows";
  if (fold === null && doses.length === columns && rows !== columns) return "columns";
  if (fold === null && doses.length === rows && rows !== columns) return "rows";
  if (doses.length === 1 && fold === null) return "columns";
  throw wrongWord(
    clause,
    word,
    `doses whose direction is clear (${columns} columns, ${rows} rows, ${
      fold === null ? plural(doses.length, "dose") : "a dilution"
    }): end the statement with "along columns" or "along rows"`,
  );
}

/** The doses of so many wells; null where the series has another number. */
function spread(
  { doses, fold, zerosAfter }: DoseSeries,
  count: number,
): readonly number[] | null {
  if (fold === null) {
    if (doses.length === count) return doses;
    return doses.length === 1 ? Array(count).fill(doses[0]) : null;
  }
  const diluted = count - doses.length - zerosAfter;
  if (diluted < 1) return null;
  const last = doses[doses.length - 1];
  return [
    ...doses,
    ...upTo(diluted).map((step) => last / fold ** step),
    ...Array(zerosAfter).fill(0),
  ];
}

/** Refuses a well that the plate does not have, at the word that names it. */
export function checkOnPlate(
  position: string,
  statement: LayoutStatement,
  format: PlateFormat,
  found: string,
): void {
  const { rows, columns } = PLATE_SHAPES[format];
  const { row, column } = rowAndColumn(position);
  if (parsePosition(position) !== undefined && row <= rows && column <= columns) return;
  const word = statement.clause.words.find(({ text }) => text === found);
  throw wrongWord(
    statement.clause,
    word,
    `wells of a plate of ${format} (rows A to ${
      rowLetter(rows)
    }, columns 1 to ${columns}), but it names ${position}`,
  );
}

/** 1, 2, …, count. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
