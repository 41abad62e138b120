import { DataError, plainName } from "../errors/mod.ts";
import { isMissing, parseNumber, type Sheet, type TableRow, type Workbook } from "../tables/mod.ts";
import type { PlatesInFile } from "./plates_in_file.ts";
import { parsePosition, rowNumber } from "./position.ts";
import { parseTime } from "./reading_time.ts";
import type { Wells } from "./well.ts";
import { WELL_COLUMNS } from "./well_columns.ts";

/** What a byte that is not UTF-8 was read as. */
const MARK = "\uFFFD";

/**
 * What is read of a file whose text may hold bytes that are not UTF-8: as it is, where none of them
 * stands in anything that is used. Digits are the same in every encoding, names and units are not.
 *
 * Such a byte may be a blank that cannot be seen. A cell that without it would be a position, a row
 * letter, a number, a time or the title of a known column would pass unseen for text, and its well be
 * missed: it counts as used.
 *
 * @param strict Refuses the file as it refuses every text that is not UTF-8
 * @throws {DataError} If such a byte stands in anything that is used: the encoding must be declared
 */
export async function withoutStrayBytes(
  { sheets }: Workbook,
  strict: () => Promise<unknown>,
  read: () => Promise<PlatesInFile>,
): Promise<PlatesInFile> {
  const isMarked = sheets.some(({ rows }) =>
    rows.some(({ cells }) => cells.some((cell) => cell.includes(MARK)))
  );
  if (!isMarked) return await read();
  if (sheets.some(hidesWells)) await strict();
  try {
    const found = await read();
    const mayUse = found.wells === null
      ? found.found.some(({ role }) => role === "layout")
      : namesOf(found.wells).some((name) => name.includes(MARK));
    if (mayUse) await strict();
    return {
      ...found,
      found: [...found.found, {
        sheet: "",
        range: "",
        role: "ignored",
        plates: [],
        note: `letters that are not UTF-8, shown as ${MARK}`,
      }],
    };
  } catch (error) {
    if (error instanceof DataError && error.message.includes(MARK)) await strict();
    throw error;
  }
}

/** Titles that give a column its meaning. */
const TITLES = [...WELL_COLUMNS, "position", "row", "column", "col", "time"].map(plainName);

/** Whether a cell would be more than text if it held no stray bytes. */
function hidesWells({ rows }: Sheet): boolean {
  // The nearest text above, by column.
  const above: string[] = [];
  return rows.some(({ cells }, i) => {
    let left = "";
    return cells.some((cell, column) => {
      const isMarked = cell.includes(MARK);
      const text = isMarked ? withoutMarks(cell) : cell;
      // A number of degrees is none that is used.
      const isHidden = isMarked &&
        (namesWell(text) ||
          isRowLetter(text, rows.slice(Math.max(0, i - NEAR), i + NEAR + 1), column) ||
          (isQuantity(text) && ![left, above[column] ?? ""].some((title) => /temp/i.test(title))));
      if (!isMissing(text) && !isQuantity(text)) above[column] = left = text;
      return isHidden;
    });
  });
}

function withoutMarks(cell: string): string {
  return cell.replaceAll(MARK, "").trim();
}

function namesWell(text: string): boolean {
  return parsePosition(text) !== undefined || TITLES.includes(plainName(text));
}

function isQuantity(text: string): boolean {
  return parseNumber(text) !== undefined || parseTime(text) !== undefined;
}

/** Lines between two row letters of a plate that was read several times. */
const NEAR = 4;

/** Whether it is the letter of a row: "°C" would be one too, were it not for the letters near it. */
function isRowLetter(text: string, near: readonly TableRow[], column: number): boolean {
  const row = rowNumber(text);
  return row !== undefined && near.some(({ cells }) => {
    const other = rowNumber(withoutMarks(cells[column] ?? ""));
    return other !== undefined && Math.abs(other - row) === 1;
  });
}

function namesOf({ wells, excluded, unit }: Wells): string[] {
  const all = [...wells, ...excluded.flatMap(({ well }) => well ?? [])];
  const names = all.flatMap(({ plate, labels }) => [plate, ...Object.entries(labels).flat()]);
  return [
    unit,
    ...new Set([...names, ...excluded.flatMap(({ plate, reason }) => [plate, reason])]),
  ];
}
