/** The readers of plates that are fuzzed, and what must hold of all that they read. */
import { CFB } from "@e965/xlsx";
import fc from "fast-check";
import { inspectPlates, type PlatesInFile, readLayout } from "../../lib/plates/mod.ts";
import { isMissing, readWorkbook, splitGrid } from "../../lib/tables/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { damagedBinaryFile, damagedTextFile, readsOrRefuses } from "../fuzz/mutate.ts";
import type { FuzzedReader } from "../fuzz/readers.ts";
import { zipOf } from "../tables/zip_of.ts";
import * as good from "./good_plates.ts";
import * as exported from "./reader_exports.ts";

const WITH_LAYOUT = `${good.TECAN_CSV}\n${good.LAYOUT_BLOCKS_CSV}`;

const TEXTS = [
  good.TWO_PLATES_CSV,
  good.TECAN_CSV,
  good.SPECTRAMAX_TXT,
  good.CYTATION_TXT,
  good.ENVISION_PLATES_CSV,
  good.BMG_CSV,
  good.ENVISION_CSV,
  good.VARIOSKAN_TXT,
  good.asText(good.simulatedPlate()),
  WITH_LAYOUT,
  exported.softmaxPlates({ reduced: (value) => value ** 2 }),
  exported.icontrolLabels(["SRB", "background"]),
  exported.ENVISION_BARE_CSV,
  exported.KALEIDO_CSV,
  exported.GEN5_RESULTS_TXT,
];

const READINGS = [
  good.GEN5_KINETIC_TXT,
  good.SOFTMAX_KINETIC_TXT,
  good.SOFTMAX_ENDPOINT_TXT,
  good.SKANIT_KINETIC_TXT,
  good.TECAN_KINETIC_CSV,
  good.TECAN_WELL_ROWS_CSV,
  good.MARS_KINETIC_CSV,
  exported.softmaxPlates({ times: ["0:00", "0:30"], waves: ["450", "650"] }),
  exported.SOFTMAX_WAVES_TXT,
  exported.ICONTROL_READS_TXT,
  exported.SPARK_LISTS_CSV,
];

const AUTHORS_TEXT = good.asText(
  good.authorsSheet().map((row) =>
    row.map((cell) => cell === null ? "" : typeof cell === "object" ? cell.v : cell)
  ),
);

const BOOKS = (["xlsx", "xls", "ods"] as const).map((type) =>
  good.workbookOf({ A1: good.authorsSheet(), "B 2": good.authorsSheet({ shift: 1 }) }, type)
);

/** Sheets of which people moved, cut and overwrote cells, saved as a workbook again. */
const DAMAGED_SHEETS = fc.tuple(
  damagedTextFile([AUTHORS_TEXT, ...TEXTS]),
  fc.constantFrom("xlsx", "xls", "ods"),
).map(([bytes, type]) => {
  const text = new TextDecoder().decode(bytes).replace(/[^\t\n\r\x20-\ufffd]/g, " ").replaceAll(
    '"',
    "'",
  );
  const rows = splitGrid(text, "damaged").slice(0, 300).map(({ cells }) =>
    cells.slice(0, 200).map((cell) =>
      cell !== "" && !isNaN(Number(cell)) && isFinite(Number(cell))
        ? Number(cell)
        : cell.slice(0, 3000)
    )
  );
  return good.workbookOf({ A1: rows, "B 2": good.authorsSheet({ shift: 1 }) }, type as "xlsx");
});

/** Workbooks whose XML someone or something wrote wrongly, well packed. */
const DAMAGED_XML = fc.constantFrom(...BOOKS.filter((bytes) => bytes[0] === 0x50)).chain((book) => {
  const parts = partsOf(book);
  const names = Object.keys(parts).filter((name) =>
    /sheet1|workbook.xml$|sharedStrings|styles|content/.test(name)
  );
  return fc.constantFrom(...names).chain((name) =>
    damagedTextFile([new TextDecoder().decode(parts[name])]).map((damaged) =>
      zipOf({ ...parts, [name]: damaged })
    )
  );
});

function partsOf(book: Uint8Array): Record<string, Uint8Array> {
  const { FullPaths, FileIndex }: {
    FullPaths: string[];
    FileIndex: { content?: Uint8Array; type: number }[];
  } = CFB.read(book, { type: "array" });
  return Object.fromEntries(
    FullPaths.flatMap((path, i) => {
      const { content } = FileIndex[i];
      const name = path.replace(/^[^/]*\//, "");
      return content === undefined || name === "" || name.endsWith("/")
        ? []
        : [[name, Uint8Array.from(content)]];
    }),
  );
}

const inspect = (path: string) => inspectPlates(path, { layout: good.LAYOUT_TEXT });

/** At the first time, where a file has several. */
async function inspectAtOnce(path: string): Promise<PlatesInFile> {
  const all = await inspect(path);
  const name = /"([^"]+)"/.exec(all.question ?? "")?.[1];
  return name === undefined
    ? all
    : await inspectPlates(path, { layout: good.LAYOUT_TEXT, responseName: name });
}

export const PLATE_READERS: readonly FuzzedReader[] = [
  fuzzed("plates in text", TEXTS.map(bytesOf), damagedTextFile(TEXTS), inspect, holdsPlates),
  fuzzed(
    "readings with a column per well",
    READINGS.map(bytesOf),
    damagedTextFile(READINGS),
    inspectAtOnce,
    holdsPlates,
  ),
  fuzzed(
    "plates with their layout in text",
    [WITH_LAYOUT].map(bytesOf),
    damagedTextFile([WITH_LAYOUT]),
    inspectPlates,
    holdsPlates,
  ),
  fuzzed("plates in workbooks", BOOKS, DAMAGED_SHEETS, inspect, holdsPlates),
  fuzzed("workbooks with damaged XML", BOOKS, DAMAGED_XML, inspect, holdsPlates),
  fuzzed("damaged workbooks", BOOKS, damagedBinaryFile(BOOKS), inspect, holdsPlates),
  fuzzed(
    "layouts",
    [good.LAYOUT_TEXT, good.LAYOUT_BLOCKS_CSV].map(bytesOf),
    damagedTextFile([
      good.LAYOUT_TEXT,
      good.LAYOUT_TEXT.replaceAll("; ", "\n"),
      good.LAYOUT_BLOCKS_CSV,
    ]),
    readLayout,
    ({ wells }) => assert(wells.every(({ dose }) => dose === null || Number.isFinite(dose))),
  ),
];

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fuzzed<T>(
  name: string,
  files: readonly Uint8Array[],
  damaged: fc.Arbitrary<Uint8Array>,
  read: (path: string) => Promise<T>,
  holds: (result: T, filled: number | null) => void,
): FuzzedReader {
  return {
    name,
    files,
    damaged,
    attempt: (path, bytes) =>
      readsOrRefuses(path, bytes, async (path) => {
        const result = await read(path);
        return { result, filled: await filledCells(path, result) };
      }, ({ result, filled }) => holds(result, filled)),
  };
}

/** The cells with something in them in the ranges that are read as plates; null where a list is read. */
async function filledCells(path: string, result: unknown): Promise<number | null> {
  const { found } = result as Partial<PlatesInFile>;
  if (found === undefined || found.some(({ role }) => role === "list")) return null;
  const { sheets } = await readWorkbook(path);
  let filled = 0;
  for (const { sheet, range } of found.filter(({ role }) => role === "plate")) {
    const [, first, top, last, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
    for (const { row, cells } of sheets.find(({ name }) => name === sheet)?.rows ?? []) {
      if (row < Number(top) || row > Number(bottom)) continue;
      filled += cells.slice(columnOf(first), columnOf(last) + 1).filter((cell) =>
        !isMissing(cell)
      ).length;
    }
  }
  return filled;
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => 26 * column + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Every reading is used or excluded, once, or the file asks a question. */
function holdsPlates({ wells, question }: PlatesInFile, filled: number | null): void {
  if (wells === null) {
    assert(question !== null && question.length > 10, `no question: ${question}`);
    return;
  }
  assertEquals(wells.wells.length + wells.excluded.length, wells.rowsRead);
  const places = [...wells.wells, ...wells.excluded].map(({ plate, position }) =>
    JSON.stringify([plate, position])
  );
  assertEquals(new Set(places).size, places.length);
  for (const { signal, dose } of wells.wells) {
    assert(Number.isFinite(signal) && (dose === null || Number.isFinite(dose)));
  }
  if (filled === null) return;
  const read = wells.rowsRead -
    wells.excluded.filter(({ reason }) => reason === "no signal").length;
  assertEquals(read, filled, "every filled cell of a plate is a reading");
}
