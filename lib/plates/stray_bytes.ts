import { DataError } from "../errors/mod.ts";
import type { Workbook } from "../tables/mod.ts";
import type { PlatesInFile } from "./plates_in_file.ts";
import type { Wells } from "./well.ts";

/** What a byte that is not UTF-8 was read as. */
const MARK = "\uFFFD";

/**
 * What is read of a file whose text may hold bytes that are not UTF-8: as it is, where none of them
 * stands in anything that is used. Digits are the same in every encoding, names and units are not.
 *
 * @param strict Refuses the file as it refuses every text that is not UTF-8
 * @throws {DataError} If such a byte stands in a name, a dose or a reading: the encoding must be declared
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

function namesOf({ wells, excluded, unit }: Wells): string[] {
  const all = [...wells, ...excluded.flatMap(({ well }) => well ?? [])];
  const names = all.flatMap(({ plate, labels }) => [plate, ...Object.entries(labels).flat()]);
  return [
    unit,
    ...new Set([...names, ...excluded.flatMap(({ plate, reason }) => [plate, reason])]),
  ];
}
