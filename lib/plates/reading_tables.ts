import { plural } from "../errors/mod.ts";
import type { TableRow } from "../tables/mod.ts";
import { addressOf, isNumeric } from "./grid.ts";
import { withOwnNames } from "./own_names.ts";
import { plateInTitle } from "./plate_block.ts";
import { type ReadingBody, readingBodyOf, type ReadingLine } from "./reading_body.ts";
import {
  columnNamed,
  isTimeName,
  NUMBER,
  ownName,
  TEMPERATURE,
  wellColumns,
  type WellHeader,
  wellHeaderOf,
} from "./reading_header.ts";
import type { ReadingAxis, ReadingTable } from "./reading_table.ts";
import { parseTime, unitOfTime } from "./reading_time.ts";
import { titleAmong } from "./title_among.ts";
import { wavelengthsIn } from "./wavelengths.ts";
import { PLATE_COLUMN } from "./well_list.ts";

const ROWS: ReadingAxis = {
  at: addressOf,
  place: (line) => `row ${line}`,
  rowOf: (line) => line,
  region: (lines, from, to) => ({ rows: lines, left: from, columns: to - from + 1 }),
};

/**
 * The tables of a sheet whose columns are wells ("Time, T° 510, A1, A2, …"), with a row for each
 * reading: as Gen5, SoftMax Pro, SkanIt, i-control and MARS export kinetics, and single readings.
 *
 * A table goes on below blank lines and events, and ends at column numbers, at the next row of wells, or
 * at text without a reading below. Lines of text between the wells and the first reading name samples.
 */
export function findReadingTables(rows: readonly TableRow[]): ReadingTable[] {
  const tables: ReadingTable[] = [];
  let plate = "";
  let above: TableRow[] = [];
  const headers = rows.map(wellHeaderOf);
  for (let i = 0; i < rows.length; i++) {
    const header = headers[i];
    const body = header === null ? null : readingBodyOf(header, rows, i + 1, headers);
    if (header === null || body === null || body.readings.length === 0) {
      above.push(rows[i]);
      continue;
    }
    // The name of a plate is the first thing in its line; what follows are settings.
    const named = above.map(({ cells }) =>
      plateInTitle(cells.filter(Boolean).slice(0, 2).join(", "))
    );
    plate = named.findLast((name) => name !== undefined) ?? plate;
    const line = above.at(-1)?.cells ?? [];
    const before = tables.at(-1);
    // SoftMax Pro repeats the wells, without a temperature, above what it reduced from the readings.
    const isReduced = above.length === 0 && before !== undefined &&
      hasTemperature(before, rows) && columnNamed(
          (cell) => TEMPERATURE.test(cell),
          header,
          [],
        ) === null;
    const title = named.at(-1) === undefined
      ? titleAmong(above.map(({ cells }) => cells.filter(Boolean).join(", ")))
      : "";
    tables.push(tableOf(header, body, {
      title: isReduced ? "reduced" : title,
      plate,
      axis: ROWS,
      reads: isReduced ? ["reduced"] : wavelengthsIn(line, body.readings.length) ?? [],
    }));
    plate = body.readings.at(-1)?.plate ?? plate;
    above = [];
    i = body.end - 1;
  }
  return tables;
}

function hasTemperature({ header }: ReadingTable, rows: readonly TableRow[]): boolean {
  const line = rows.find(({ row }) => header === ROWS.place(row));
  return line?.cells.some((cell) => TEMPERATURE.test(cell.trim())) ?? false;
}

/**
 * The table whose first line names the wells.
 *
 * @returns Null where it does not, or no line is a reading
 */
export function readingTableOf(
  lines: readonly TableRow[],
  named: { readonly title: string; readonly plate: string; readonly axis: ReadingAxis },
): ReadingTable | null {
  const headers = lines.map(wellHeaderOf);
  const header = headers[0] ?? null;
  const body = header === null ? null : readingBodyOf(header, lines, 1, headers);
  return header === null || body === null || body.readings.length === 0
    ? null
    : tableOf(header, body, named);
}

function tableOf(
  header: WellHeader,
  { readings, names, computed, empty, text }: ReadingBody,
  { title, plate, axis, reads = [] }: {
    readonly title: string;
    readonly plate: string;
    readonly axis: ReadingAxis;
    /** Names of the readings where no time and no number tells them apart. */
    readonly reads?: readonly string[];
  },
): ReadingTable {
  const { row: { row, cells }, wells, twice } = header;
  const time = columnNamed(isTimeName, header, names);
  const [number, plates] = [NUMBER, PLATE_COLUMN].map((pattern) =>
    columnNamed((cell) => pattern.test(cell), header, names)
  );
  const unit = time === null ? null : unitOfTime(time.name);
  const all = [
    row,
    ...[...names, ...readings, ...computed, ...empty, ...text].map((line) => line.row),
  ]
    .sort((a, b) => a - b);
  const [left, right] = [wells[0].column, wells[wells.length - 1].column];
  const isWell = wellColumns(header);
  const beside = cells.flatMap((name, column) =>
    name === "" || isWell.has(column) || column === time?.column || column === plates?.column ||
      /^well/i.test(name)
      ? []
      : [{
        range: `${axis.at(row, column)}:${axis.at(all[all.length - 1], column)}`,
        reason: TEMPERATURE.test(name.trim()) ? "the temperature" : `${name}: no well`,
      }]
  );
  const width = readings.reduce((most, line) => Math.max(most, line.cells.length), 0);
  const unnamed = Array.from({ length: width }, (_, column) => column).filter((column) =>
    (cells[column] ?? "") === "" && column !== time?.column && column !== plates?.column &&
    readings.some((line) => (line.cells[column] ?? "") !== "" && isNumeric(line.cells[column]))
  ).map((column) => ({
    range: `${axis.at(row, column)}:${axis.at(all[all.length - 1], column)}`,
    reason: "numbers of no well",
  }));
  const lines = (of: readonly TableRow[], reason: string) =>
    of.map((line) => ({
      range: `${axis.at(line.row, left)}:${axis.at(line.row, right)}`,
      reason,
    }));
  const nameOf = (line: ReadingLine, i: number) =>
    number !== null && line.cells[number.column]
      ? `${number.name} ${line.cells[number.column]}`
      : ownName(line, header) || (reads.length === readings.length && reads[i]) ||
        axis.place(line.row);
  const named = readings.map((line, i) => {
    const when = time === null ? undefined : parseTime(line.time, unit);
    return {
      ...axis.region([line.row], left, right),
      place: axis.place(line.row),
      plate: (plates === null ? "" : line.cells[plates.column]) || (line.plate ?? plate),
      label: when === undefined ? "" : ownName(line, header),
      name: when?.text ?? nameOf(line, i),
      seconds: when?.seconds ?? null,
      cells: new Map(wells.map(({ column, position }) => [
        position,
        {
          row: axis.rowOf(line.row, column),
          column: axis.at(line.row, column).replace(/\d+$/, ""),
          cell: line.cells[column] ?? "",
        },
      ])),
    };
  });
  return {
    ...axis.region(all, 0, right),
    title,
    plate,
    header: axis.place(row),
    twice,
    readings: withOwnNames(named),
    ignored: [
      ...beside,
      ...unnamed,
      ...lines(names, "names of samples"),
      ...lines(computed, "computed, or without a time"),
      ...text.map((line) => ({
        range: `${axis.at(line.row, 0)}:${axis.at(line.row, right)}`,
        reason: `text between the readings: ${line.cells.filter(Boolean).slice(0, 3).join(", ")}`,
      })),
      ...(empty.length === 0 ? [] : [{
        range: `${axis.at(empty[0].row, left)}:${axis.at(empty[empty.length - 1].row, right)}`,
        reason: `${plural(empty.length, "time")} without a reading`,
      }]),
    ],
  };
}
