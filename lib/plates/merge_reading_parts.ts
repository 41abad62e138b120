import type { Region } from "./grid.ts";
import type { PlateReading, ReadingTable } from "./reading_table.ts";

/**
 * The tables, with those as one that hold different wells of the same readings: a reader may write rows A to D
 * above rows E to H, each with its times.
 */
export function mergeReadingParts(tables: readonly ReadingTable[]): ReadingTable[] {
  const merged: ReadingTable[] = [];
  for (const table of tables) {
    const at = merged.findIndex((before) => completes(before, table));
    if (at < 0) merged.push(table);
    else merged[at] = together(merged[at], table);
  }
  return merged;
}

/** Whether the readings of two tables are the same, of wells that only one of them has. */
function completes(a: ReadingTable, b: ReadingTable): boolean {
  const key = ({ title, plate, readings }: ReadingTable) =>
    JSON.stringify([title, plate, ...readings.map(keyOf)]);
  return a.twice === null && b.twice === null && a.header !== b.header && key(a) === key(b) &&
    [...a.readings[0].cells.keys()].every((position) => !b.readings[0].cells.has(position));
}

/** A place alone is no name: each part has its own. */
function keyOf({ plate, name, place, seconds }: PlateReading): unknown {
  return [plate, name === place ? "" : name, seconds];
}

function together(a: ReadingTable, b: ReadingTable): ReadingTable {
  return {
    ...a,
    ...regionAround(a, b),
    header: `${a.header} and ${b.header}`,
    readings: a.readings.map((reading, i): PlateReading => {
      const other = b.readings[i];
      const place = `${reading.place} and ${other.place}`;
      return {
        ...reading,
        ...regionAround(reading, other),
        place,
        name: reading.name === reading.place ? place : reading.name,
        cells: new Map([...reading.cells, ...other.cells]),
      };
    }),
    ignored: [...a.ignored, ...b.ignored],
  };
}

function regionAround(a: Region, b: Region): Region {
  const left = Math.min(a.left, b.left);
  const right = Math.max(a.left + a.columns, b.left + b.columns);
  const rows = [...new Set([...a.rows, ...b.rows])].sort((a, b) => a - b);
  return { rows, left, columns: right - left };
}
