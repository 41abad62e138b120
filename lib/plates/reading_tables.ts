import { plural } from "../errors/mod.ts";
import { isMissing, type TableRow } from "../tables/mod.ts";
import { addressOf, isNumeric } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import { parsePosition, strayPositions } from "./position.ts";
import type { PlateReading, ReadingAxis, ReadingTable } from "./reading_table.ts";
import { parseTime, unitOfTime } from "./reading_time.ts";
import { isInstrumentWord } from "./well_list.ts";

const ROWS: ReadingAxis = {
  at: addressOf,
  place: (line) => `row ${line}`,
  rowOf: (line) => line,
  region: (lines, from, to) => ({ rows: lines, left: from, columns: to - from + 1 }),
};

/** A row that names fewer wells is no header. */
const FEWEST = 6;
/** More lines of text between the wells and the first reading belong to something else. */
const MOST_NAMES = 3;

/** What the column of the times is called. */
export const TIME =
  /^(avg\.?|average|mean|elapsed|kinetic)?\s*(time([ _]?points?)?|zeit|hours?|minutes|seconds|days?)(?![a-z])/i;
/** What numbers the readings, where nothing says when they were taken. */
const NUMBER = /^(cycle|reading|read|kinetic read|repeat|measurement)(?![a-z])/i;
const TEMPERATURE = /^(t\s*°|°c|temp)/i;
/** What may stand between the times and the wells. */
export const BESIDE_TIME = /^(cycle|t\s*°|°c|temp)/i;
const PLATE = /^plate([ _]?(name|id|no\.?|number|barcode))?$/i;
/** What an author writes beside rows that he computed. */
const COMPUTED =
  /\b(mean|average|avg|sum|median|sd|s\.d\.|std(ev)?|sem|cv|max|min|slope|blank|corrected|percent)\b|%/i;

/**
 * The tables of a sheet whose columns are wells ("Time, T° 510, A1, A2, …"), with a row for each
 * reading: as Gen5, SoftMax Pro, SkanIt, i-control and MARS export kinetics, and single readings.
 *
 * A table goes on below blank lines and ends at a line of text, at column numbers, or at the next row
 * of wells. Lines of text between the wells and the first reading name samples and are no readings.
 */
export function findReadingTables(rows: readonly TableRow[]): ReadingTable[] {
  const tables: ReadingTable[] = [];
  let plate = "";
  let above: TableRow[] = [];
  const headers = rows.map(headerOf);
  for (let i = 0; i < rows.length; i++) {
    const header = headers[i];
    const body = header === null ? null : bodyOf(header, rows, i + 1, headers);
    if (header === null || body === null || body.readings.length === 0) {
      above.push(rows[i]);
      continue;
    }
    // The name of a plate is the first thing in its line; what follows are settings.
    const named = above.map(({ cells }) =>
      plateInTitle(cells.filter(Boolean).slice(0, 2).join(", "))
    );
    plate = named.findLast((name) => name !== undefined) ?? plate;
    const title = named.at(-1) === undefined ? above.at(-1)?.cells.filter(Boolean).join(", ") : "";
    tables.push(tableOf(header, body, { title: title ?? "", plate, axis: ROWS }));
    above = [];
    i = body.end - 1;
  }
  return tables;
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
  const headers = lines.map(headerOf);
  const header = headers[0] ?? null;
  const body = header === null ? null : bodyOf(header, lines, 1, headers);
  return header === null || body === null || body.readings.length === 0
    ? null
    : tableOf(header, body, named);
}

interface Header {
  readonly row: TableRow;
  readonly wells: readonly { readonly column: number; readonly position: string }[];
  readonly twice: string | null;
}

/** The wells that a row names; null where it is no header of wells. */
function headerOf(row: TableRow): Header | null {
  const named = row.cells.flatMap((cell, column) => {
    const position = parsePosition(cell);
    return position === undefined ? [] : [{ column, position }];
  });
  if (named.length < FEWEST) return null;
  const stray = strayPositions(named.map(({ position }) => position));
  const wells = named.filter(({ position }) => !stray.has(position));
  const filled = row.cells.filter(Boolean).length;
  if (wells.length < FEWEST || wells.length * 2 <= filled) return null;
  const seen = new Set<string>();
  const twice = wells.find(({ position }) => seen.has(position) || !seen.add(position));
  return { row, wells, twice: twice?.position ?? null };
}

/** The rows below a header, by what they are. */
interface Body {
  readonly readings: readonly TableRow[];
  /** Lines of text above the first reading, and lines that are no reading though they hold numbers. */
  readonly names: readonly TableRow[];
  readonly computed: readonly TableRow[];
  /** Rows of which the reader wrote the time alone. */
  readonly empty: readonly TableRow[];
  /** Index of the row that no longer belongs to it. */
  readonly end: number;
}

/** @param headers What each of the rows is as a header */
function bodyOf(
  header: Header,
  rows: readonly TableRow[],
  start: number,
  headers: readonly (Header | null)[],
): Body {
  const readings: TableRow[] = [];
  const names: TableRow[] = [];
  const computed: TableRow[] = [];
  const empty: TableRow[] = [];
  const isWell = new Set(header.wells.map(({ column }) => column));
  let at = start;
  for (; at < rows.length; at++) {
    const row = rows[at];
    if (headers[at] !== null || countsColumns(row)) break;
    const filled = header.wells.map(({ column }) => row.cells[column] ?? "")
      .filter((cell) => !isMissing(cell));
    const read = filled.filter((cell) => isNumeric(cell) || isInstrumentWord(cell));
    const beside = row.cells.filter((cell, column) => cell !== "" && !isWell.has(column));
    if (filled.length === 0 && beside.every((cell) => parseTime(cell) !== undefined)) {
      empty.push(row);
    } else if (read.length * 2 > filled.length) {
      if (isComputed(row, header, names)) computed.push(row);
      else readings.push(row);
    } else if (readings.length === 0 && filled.length > 0 && names.length < MOST_NAMES) {
      names.push(row);
    } else break;
  }
  return { readings, names, computed, empty, end: at };
}

/** Column numbers 1, 2, 3, … begin a plate-shaped block. */
function countsColumns({ cells }: TableRow): boolean {
  const first = cells.findIndex((cell) => cell !== "");
  return Array.from({ length: FEWEST }, (_, i) => Number(cells[first + i]) === i + 1).every(
    Boolean,
  );
}

function isComputed(row: TableRow, header: Header, names: readonly TableRow[]): boolean {
  const time = columnNamed(TIME, header, names);
  if (time !== null) return parseTime(row.cells[time.column] ?? "") === undefined;
  const isWell = new Set(header.wells.map(({ column }) => column));
  return row.cells.some((cell, column) => !isWell.has(column) && COMPUTED.test(cell));
}

/** The column beside the wells that the header, or a line of names below it, calls so. */
function columnNamed(
  pattern: RegExp,
  { row, wells }: Header,
  names: readonly TableRow[],
): { readonly column: number; readonly name: string } | null {
  const isWell = new Set(wells.map(({ column }) => column));
  for (const { cells } of [row, ...names]) {
    const column = cells.findIndex((cell, i) => !isWell.has(i) && pattern.test(cell.trim()));
    if (column >= 0) return { column, name: cells[column].trim() };
  }
  return null;
}

function tableOf(
  header: Header,
  { readings, names, computed, empty }: Body,
  { title, plate, axis }: {
    readonly title: string;
    readonly plate: string;
    readonly axis: ReadingAxis;
  },
): ReadingTable {
  const { row: { row, cells }, wells, twice } = header;
  const [time, number, plates] = [TIME, NUMBER, PLATE].map((pattern) =>
    columnNamed(pattern, header, names)
  );
  const unit = time === null ? null : unitOfTime(time.name);
  const all = [row, ...[...names, ...readings, ...computed, ...empty].map((line) => line.row)]
    .sort((a, b) => a - b);
  const [left, right] = [wells[0].column, wells[wells.length - 1].column];
  const isWell = new Set(wells.map(({ column }) => column));
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
  const nameOf = (line: TableRow) =>
    number !== null && line.cells[number.column]
      ? `${number.name} ${line.cells[number.column]}`
      : ownName(line, header) || axis.place(line.row);
  const named = readings.map((line) => {
    const when = time === null ? undefined : parseTime(line.cells[time.column] ?? "", unit);
    return {
      ...axis.region([line.row], left, right),
      place: axis.place(line.row),
      plate: plates === null ? plate : line.cells[plates.column] || plate,
      label: when === undefined ? "" : ownName(line, header),
      name: when?.text ?? nameOf(line),
      seconds: when?.seconds ?? null,
      cells: new Map(wells.map(({ column, position }) => [
        position,
        { row: axis.rowOf(line.row, column), cell: line.cells[column] ?? "" },
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
      ...(empty.length === 0 ? [] : [{
        range: `${axis.at(empty[0].row, left)}:${axis.at(empty[empty.length - 1].row, right)}`,
        reason: `${plural(empty.length, "time")} without a reading`,
      }]),
    ],
  };
}

/** The text beside a line ("OD 450"); "" where there is none. */
function ownName({ cells }: TableRow, { wells }: Header): string {
  const isWell = new Set(wells.map(({ column }) => column));
  return cells.find((cell, column) =>
    cell !== "" && !isWell.has(column) && !isNumeric(cell) && parseTime(cell) === undefined
  ) ?? "";
}

/**
 * Readings of one time are told apart by what stands beside them, else by their place: two wavelengths
 * are read at once. So are those after a clock began again, as some do after a day.
 */
function withOwnNames(
  readings: readonly (PlateReading & { readonly label: string })[],
): PlateReading[] {
  const count = (names: readonly string[]) => Map.groupBy(names, (name) => name);
  const full = (plate: string, name: string) => JSON.stringify([plate, name]);
  const labelled = (label: string, name: string) => label === "" ? name : `${label}, ${name}`;
  const names = count(readings.map(({ plate, name }) => full(plate, name)));
  const labels = count(
    readings.map(({ plate, label, name }) => full(plate, labelled(label, name))),
  );
  const again = clockBeganAgain(readings);
  return readings.map(({ label, ...reading }, i) => {
    const { plate, name, place } = reading;
    if (names.get(full(plate, name))?.length === 1 && !again[i]) return reading;
    const own = labelled(label, name);
    const isAlone = labels.get(full(plate, own))?.length === 1 && !again[i];
    return { ...reading, name: isAlone ? own : `${own} (${place})` };
  });
}

/** Of each reading, whether an earlier one of the same plate and label has a later time. */
function clockBeganAgain(
  readings: readonly (PlateReading & { readonly label: string })[],
): boolean[] {
  const latest = new Map<string, number>();
  return readings.map(({ plate, label, seconds }) => {
    const key = JSON.stringify([plate, label]);
    const before = latest.get(key) ?? -Infinity;
    if (seconds !== null) latest.set(key, Math.max(before, seconds));
    return seconds !== null && seconds < before;
  });
}
