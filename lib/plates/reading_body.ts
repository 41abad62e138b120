import { isMissing, type TableRow } from "../tables/mod.ts";
import { isNumeric } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import { rowNumber } from "./position.ts";
import {
  columnNamed,
  FEWEST_WELLS,
  isTimeName,
  wellColumns,
  type WellHeader,
} from "./reading_header.ts";
import { parseTime } from "./reading_time.ts";
import { isInstrumentWord } from "./well_list.ts";

/** More lines of text between the wells and the first reading belong to something else. */
const MOST_NAMES = 3;
/** So far below a line of text the next reading is looked for. */
const MOST_BETWEEN = 10;
/** What an author writes beside rows that he computed. */
const COMPUTED =
  /\b(mean|average|avg|sum|median|sd|s\.d\.|std(ev)?|sem|cv|max|min|slope|r-?squared|lag|rate|auc|blank|corrected|normali[sz]ed|percent)\b|%/i;

/** The rows below a header, by what they are. */
export interface ReadingBody {
  readonly readings: readonly ReadingLine[];
  /** Lines of text above the first reading, and lines that are no reading though they hold numbers. */
  readonly names: readonly TableRow[];
  readonly computed: readonly TableRow[];
  /** Rows of which the reader wrote the time alone. */
  readonly empty: readonly TableRow[];
  /** Lines of text between readings. */
  readonly text: readonly TableRow[];
  /** Index of the row that no longer belongs to it. */
  readonly end: number;
}

/** A row that is a reading. */
export interface ReadingLine extends TableRow {
  /** The cell of its time; that of the reading above where it has none of its own. */
  readonly time: string;
  /** The plate that a line of text between the readings names, above it. */
  readonly plate: string | undefined;
}

/**
 * What follows a header of wells, up to column numbers, the next header, or a line of text below which no
 * reading stands: a reader writes events ("Dispense inhibitor") between readings.
 *
 * @param headers What each of the rows is as a header
 */
export function readingBodyOf(
  header: WellHeader,
  rows: readonly TableRow[],
  start: number,
  headers: readonly (WellHeader | null)[],
): ReadingBody {
  const readings: ReadingLine[] = [];
  const names: TableRow[] = [];
  const computed: TableRow[] = [];
  const empty: TableRow[] = [];
  const text: TableRow[] = [];
  let plate: string | undefined;
  const isWell = wellColumns(header);
  const after = rows.findIndex((row, i) =>
    i >= start && (headers[i] !== null || countsColumns(row))
  );
  const last = after < 0 ? rows.length : after;
  const below = (at: number) => rows.slice(at + 1, Math.min(last, at + 1 + MOST_BETWEEN));
  let at = start;
  for (; at < last; at++) {
    const row = rows[at];
    const kind = kindOf(row, header, names);
    const beside = row.cells.filter((cell, column) => cell !== "" && !isWell.has(column));
    if (kind === "nothing" && beside.every((cell) => parseTime(cell) !== undefined)) {
      empty.push(row);
    } else if (
      kind === "reading" || kind === "words" || (kind === "untimed" && readings.length > 0)
    ) {
      readings.push({
        ...row,
        time: timeOf(row, header, names) || (readings.at(-1)?.time ?? ""),
        plate,
      });
    } else if (kind === "computed" || kind === "untimed") computed.push(row);
    else if (readings.length === 0 && kind === "text" && names.length < MOST_NAMES) names.push(row);
    else if (readings.length > 0 && goesOn(row, below(at), header, names)) {
      text.push(row);
      plate = plateInTitle(row.cells.filter(Boolean).join(", ")) ?? plate;
    } else break;
  }
  return { readings, names, computed, empty, text, end: at };
}

/** Column numbers 1, 2, 3, … begin a plate-shaped block. */
function countsColumns({ cells }: TableRow): boolean {
  const first = cells.findIndex((cell) => cell !== "");
  return Array.from({ length: FEWEST_WELLS }, (_, i) => Number(cells[first + i]) === i + 1).every(
    Boolean,
  );
}

/**
 * What a row holds for the wells. Words at a time are a reading too, though not of numbers; numbers of most
 * wells without a time are a second read at the time above.
 */
function kindOf(
  row: TableRow,
  header: WellHeader,
  names: readonly TableRow[],
): "nothing" | "text" | "words" | "reading" | "untimed" | "computed" {
  const filled = filledCells(row, header);
  if (filled.length === 0) return "nothing";
  const read = filled.filter((cell) => isNumeric(cell) || isInstrumentWord(cell));
  const isNumbers = read.length * 2 > filled.length;
  const time = timeOf(row, header, names);
  if (parseTime(time) !== undefined) {
    return isNumbers ? "reading" : isWide(row, header) ? "words" : "text";
  }
  // A row of a plate-shaped block has a letter where the times stand.
  if (!isNumbers || rowNumber(time) !== undefined) return "text";
  const isTimed = columnNamed(isTimeName, header, names) !== null;
  if (isComputed(row, header) || (isTimed && !isWide(row, header))) return "computed";
  return isTimed && time === "" ? "untimed" : "reading";
}

function filledCells({ cells }: TableRow, { wells }: WellHeader): string[] {
  return wells.map(({ column }) => cells[column] ?? "").filter((cell) => !isMissing(cell));
}

/** Whether a row holds something for most of the wells. */
function isWide(row: TableRow, header: WellHeader): boolean {
  return filledCells(row, header).length * 2 > header.wells.length;
}

/** The cell of a row's time; "" where it or the table has none. */
function timeOf({ cells }: TableRow, header: WellHeader, names: readonly TableRow[]): string {
  const time = columnNamed(isTimeName, header, names);
  return time === null ? "" : cells[time.column] ?? "";
}

function isComputed({ cells }: TableRow, header: WellHeader): boolean {
  const isWell = wellColumns(header);
  return cells.some((cell, column) =>
    !isWell.has(column) && COMPUTED.test(cell) && parseTime(cell) === undefined
  );
}

/** Whether readings like those above follow below a line of text. */
function goesOn(
  line: TableRow,
  below: readonly TableRow[],
  header: WellHeader,
  names: readonly TableRow[],
): boolean {
  if (line.cells.some((cell) => COMPUTED.test(cell))) return false;
  return below.some((row) => {
    const kind = kindOf(row, header, names);
    if (kind !== "reading" && kind !== "untimed") return false;
    // A number alone may count anything, an amount of time does not.
    const seconds = parseTime(timeOf(row, header, names))?.seconds ?? null;
    return isWide(row, header) || seconds !== null;
  });
}
