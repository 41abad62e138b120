import type { TableRow } from "../tables/mod.ts";
import { addressOf } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import type { PlateReading, ReadingTable } from "./reading_table.ts";
import { labelAmong, titleAmong, withoutKey } from "./title_among.ts";
import { findWellList, type WellList } from "./well_list.ts";

/** Fewer wells below each other are no list. */
const FEWEST = 6;

/**
 * The lists of wells of a sheet that stand below each other and name the same wells: one for each label
 * or plate, each with a header and lines of settings above, as SparkControl exports them.
 *
 * Lists that say their doses, or their plates in a column, are none of these.
 */
export function findListsInTurn(rows: readonly TableRow[]): ReadingTable[] {
  const whole = findWellList(rows);
  if (whole === null || whole.hasDoses || !repeats(whole)) return [];
  const parts = partsOf(rows, whole);
  const lists = parts.map(({ list }) => list);
  if (parts.length < 2 || lists.some((list) => list.header === null || repeats(list))) return [];
  let plate = "";
  return parts.map(({ above, list }): ReadingTable => {
    const text = above.map(({ cells }) => cells.filter(Boolean).join(", "));
    plate = text.map(plateInTitle).findLast((name) => name !== undefined) ?? plate;
    const title = withoutKey(labelAmong(text) ?? titleAmong(text));
    const at = (column: number) => `${addressOf(list.header ?? 0, column).replace(/\d+$/, "")}`;
    return {
      rows: [list.header ?? list.rows[0], ...list.rows],
      left: 0,
      columns: list.columns,
      title: plateInTitle(title) === undefined ? title : "",
      plate,
      header: `row ${list.header}`,
      twice: null,
      readings: list.signals.map((column): PlateReading => ({
        rows: list.rows,
        left: column,
        columns: 1,
        place: `column ${at(column)}`,
        plate,
        name: list.names[column],
        seconds: null,
        cells: new Map(
          list.wells.map(({ position, row, cells }) => [
            position,
            { row, cell: cells[column] ?? "" },
          ]),
        ),
      })),
      ignored: [],
    };
  }).filter(({ readings }) => readings.length > 0);
}

/** Whether a list names a well of a plate twice. */
function repeats({ wells }: WellList): boolean {
  const named = wells.map(({ plate, position }) => JSON.stringify([plate, position]));
  return new Set(named).size < named.length;
}

interface Part {
  readonly above: readonly TableRow[];
  readonly list: WellList;
}

/** The lists between which something else stands. */
function partsOf(rows: readonly TableRow[], whole: WellList): Part[] {
  const isWell = new Set(whole.rows);
  const runs: { from: number; to: number }[] = [];
  rows.forEach(({ row }, i) => {
    if (!isWell.has(row)) return;
    const run = runs.at(-1);
    if (run !== undefined && run.to === i) run.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  });
  const long = runs.filter(({ from, to }) => to - from >= FEWEST);
  return long.flatMap(({ from, to }, i): Part[] => {
    const start = i === 0 ? 0 : long[i - 1].to;
    const list = findWellList(rows.slice(start, to));
    const header = rows.findIndex(({ row }) => row === list?.header);
    return list === null ? [] : [{ above: rows.slice(start, header < 0 ? from : header), list }];
  });
}
