import type { TableRow } from "../tables/mod.ts";
import { addressOf } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import { parsePosition } from "./position.ts";
import { isTimeName } from "./reading_header.ts";
import type { ReadingAxis, ReadingTable } from "./reading_table.ts";
import { readingTableOf } from "./reading_tables.ts";
import { titleAmong } from "./title_among.ts";

/** What the mean of the reads within a well is called. */
const MEAN = /^(mean|average|mittelwert)$/i;

/**
 * The tables of a sheet that have a block for each well: the well and its cycles in a line, then a line
 * each of times, means and single reads, as i-control exports kinetics with several reads per well.
 *
 * The reading of a well is the mean of its reads.
 */
export function findWellsInTurn(rows: readonly TableRow[]): ReadingTable[] {
  const groups: { from: number; blocks: WellBlock[] }[] = [];
  rows.forEach((_, i) => {
    const block = blockAt(rows, i);
    if (block === null) return;
    const group = groups.at(-1);
    const isNew = group === undefined ||
      group.blocks.some(({ position }) => position === block.position);
    if (isNew) groups.push({ from: i, blocks: [block] });
    else group.blocks.push(block);
  });
  let start = 0;
  return groups.flatMap(({ from, blocks }) => {
    const above = rows.slice(start, from).map(({ cells }) => cells.filter(Boolean).join(", "));
    start = from + 1;
    const table = readingTableOf(linesOf(blocks), {
      title: titleAmong(above.filter((line) => !CYCLES.test(line))),
      plate: above.map(plateInTitle).findLast((name) => name !== undefined) ?? "",
      axis: axisOf(blocks),
    });
    return table === null ? [] : [table];
  });
}

const CYCLES = /^(cycles|zyklen)\s*\/\s*well/i;

/** A well of 15 x 15 reads has no more lines. */
const MOST_LINES = 250;

/** The lines of one well. */
interface WellBlock {
  readonly position: string;
  readonly times: TableRow;
  readonly mean: TableRow;
  readonly rows: readonly TableRow[];
}

function blockAt(rows: readonly TableRow[], i: number): WellBlock | null {
  const { row, cells } = rows[i];
  const position = parsePosition(cells[0] ?? "");
  const cycles = cells.slice(1).filter(Boolean);
  const isCounted = cycles.length > 0 && cycles.every((cell, k) => Number(cell) === k + 1);
  if (position === undefined || !isCounted) return null;
  let end = i + 1;
  while (end < i + MOST_LINES && rows[end]?.row === row + end - i) end++;
  const lines = rows.slice(i + 1, end);
  const times = lines.find(({ cells }) => isTimeName(cells[0] ?? ""));
  const mean = lines.find(({ cells }) => MEAN.test(cells[0] ?? ""));
  return times === undefined || mean === undefined
    ? null
    : { position, times, mean, rows: rows.slice(i, end) };
}

/** A line of the wells, then one for each time. */
function linesOf(blocks: readonly WellBlock[]): TableRow[] {
  const [{ times }] = blocks;
  const cycles = Array.from({ length: times.cells.length - 1 }, (_, i) => i + 1);
  return [
    { row: 1, cells: [times.cells[0], ...blocks.map(({ position }) => position)] },
    ...cycles.map((column) => ({
      row: column + 1,
      cells: [times.cells[column], ...blocks.map(({ mean }) => mean.cells[column] ?? "")],
    })),
  ];
}

function axisOf(blocks: readonly WellBlock[]): ReadingAxis {
  const meanRow = (index: number) => blocks[Math.max(index, 1) - 1].mean.row;
  return {
    at: (line, index) => addressOf(meanRow(index), line - 1),
    place: (line) => `column ${addressOf(0, line - 1).slice(0, -1)}`,
    rowOf: (_, index) => meanRow(index),
    region: (lines) => ({
      rows: blocks.flatMap(({ rows }) => rows).map(({ row }) => row),
      left: lines[0] - 1,
      columns: lines[lines.length - 1] - lines[0] + 1,
    }),
  };
}
