import { DataError, list, nearest, quote, UsageError } from "../errors/mod.ts";
import {
  type DecimalMark,
  type Encoding,
  parseWorkbook,
  readBytes,
  saysSimulated,
  type Sheet,
  tableFromRecords,
  type Workbook,
} from "../tables/mod.ts";
import type { FoundBlock } from "./find_blocks.ts";
import { foundRanges } from "./found_ranges.ts";
import { joinLayout } from "./join_layout.ts";
import type { Layout } from "./layout.ts";
import { layoutOfBlocks } from "./layout_blocks.ts";
import { platesOfList, signalColumn } from "./list_blocks.ts";
import { layoutFor, layoutInWorkbook, type LoadedLayout, loadLayout } from "./load_layout.ts";
import { markSimulated } from "./mark_simulated.ts";
import { type PlateBlock, plateInTitle, readFoundBlocks } from "./plate_block.ts";
import { makePlatesInFile, type PlatesInFile } from "./plates_in_file.ts";
import { wellsOfTable } from "./read_wells.ts";
import { readingsOfSheets, type SheetReadings } from "./sheet_readings.ts";
import { withoutStrayBytes } from "./stray_bytes.ts";
import { plateInTable } from "./title_among.ts";
import type { ResponseScale } from "./well.ts";
import type { WellColumnsOptions } from "./well_columns.ts";
import { isInstrumentWord, type WellList } from "./well_list.ts";

/** What `readPlates` may be told; nothing is needed where the file says it all. */
export interface ReadPlatesOptions extends WellColumnsOptions {
  /** What stands in each well: a layout, the path of a layout file, or a layout text. */
  readonly layout?: Layout | string;
  /** Sheets to read; by default all that hold a plate. */
  readonly sheets?: readonly string[];
  /** Which signal to read where the file holds several: a column, part of a block's title, or a time. */
  readonly responseName?: string;
  /** What the signal is; raw by default. */
  readonly scale?: ResponseScale;
  /** The decimal mark; by default the numbers decide. */
  readonly decimal?: DecimalMark;
  /** Needed only for text that is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
}

/**
 * What a file of plates holds: every block and list with its range, what it is taken for, and what is
 * ignored for which reason; with a layout also the wells.
 *
 * It reads as `readPlates` does and asks where that would refuse: `question` holds what must be
 * decided, with the choices.
 *
 * Wells of a file that says SIMULATED in any cell carry the label `simulated`.
 *
 * @param path The file, relative to the working directory: XLSX, XLS, ODS, CSV or other text
 * @throws {UsageError} If there is no such file, a sheet does not exist, or the layout is not understood
 * @throws {DataError} If the file is damaged, or a cell among the readings is no number
 *
 * @example Usage
 * ```ts
 * import { inspectPlates } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array(8).fill(Array(12).fill(100).join(",")).join("\n");
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, `Assay 1\n${rows}\n`);
 * const { found, wells } = await inspectPlates(path, { layout: "columns 1-2: crizotinib 0, 5 nM" });
 * assertEquals(found.map(({ range, role }) => [range, role]), [["A2:L9", "plate"]]);
 * assertEquals([wells?.wells.length, wells?.excluded.length], [16, 80]);
 * ```
 */
export async function inspectPlates(
  path: string,
  options: ReadPlatesOptions = {},
): Promise<PlatesInFile> {
  const bytes = await readBytes(path);
  const { encoding } = options;
  // Readers write the degree sign of a temperature in old encodings; it names no well and no dose.
  const workbook = await parseWorkbook(bytes, { source: path, encoding, strayBytes: "mark" });
  const strict = () => parseWorkbook(bytes, { source: path, encoding });
  return makePlatesInFile(await withoutStrayBytes(workbook, strict, () => read(workbook, options)));
}

async function read(workbook: Workbook, options: ReadPlatesOptions): Promise<PlatesInFile> {
  const sheets = chosenSheets(workbook, options.sheets);
  const readings = readingsOfSheets(sheets, options.responseName);
  const table = onlyWellTable(readings, options);
  const found = table === null
    ? await readWithLayout(workbook, readings, options)
    : readWellTable(workbook.source, readings, table, options);
  return found.wells !== null && saysSimulated(workbook)
    ? { ...found, wells: markSimulated(found.wells) }
    : found;
}

function chosenSheets(
  { source, sheets }: Workbook,
  wanted: readonly string[] | undefined,
): readonly Sheet[] {
  if (wanted === undefined) return sheets;
  const names = sheets.map(({ name }) => name);
  const wrong = wanted.find((name) => !names.includes(name));
  if (wrong === undefined) return sheets.filter(({ name }) => wanted.includes(name));
  const near = nearest(wrong, names);
  throw new UsageError(
    `Cannot read ${source}: sheets must name sheets of the file (${
      list(names.map(quote), 20)
    }), found ${quote(wrong)}.${near === undefined ? "" : ` Did you mean ${quote(near)}?`}`,
  );
}

/** The list that says its doses itself, where no layout is given and nothing else is there to read. */
function onlyWellTable(
  readings: readonly SheetReadings[],
  { layout }: ReadPlatesOptions,
): { sheet: string; list: WellList } | null {
  const [first, ...more] = readings.filter(({ signals, list }) =>
    signals.length > 0 || list !== null
  );
  return layout === undefined && more.length === 0 && first?.list?.hasDoses
    ? { sheet: first.sheet, list: first.list }
    : null;
}

function readWellTable(
  source: string,
  readings: readonly SheetReadings[],
  { sheet, list }: { readonly sheet: string; readonly list: WellList },
  { responseName, scale = "raw", columns, doseUnit, roles, decimal }: ReadPlatesOptions,
): PlatesInFile {
  const signal = signalColumn(list, responseName);
  const found = foundRanges(readings, new Map());
  const question = readings.find(({ sheet: name }) => name === sheet)?.question ?? null;
  if (question !== null || typeof signal === "string") {
    return {
      source,
      found,
      layout: null,
      wells: null,
      question: question ?? (typeof signal === "string" ? signal : null),
    };
  }
  const table = tableFromRecords(list.records, { source, decimal });
  const response = list.names[signal];
  const wells = wellsOfTable(table, { response, scale, columns, doseUnit, roles });
  const plates = [...new Set(wells.wells.map(({ plate }) => plate))];
  return {
    source,
    found: foundRanges(readings, new Map([[sheet, plates]])),
    layout: null,
    wells,
    question: null,
  };
}

async function readWithLayout(
  workbook: Workbook,
  readings: readonly SheetReadings[],
  options: ReadPlatesOptions,
): Promise<PlatesInFile> {
  const { source } = workbook;
  const read = readings.map((sheet) => ({
    sheet,
    ...platesOfSheet(sheet, readings, source, options),
  }));
  const plates = read.flatMap(({ sheet, plates }) =>
    plates.map((block) => ({ block, sheet: sheet.sheet }))
  );
  const names = new Map(
    read.map(({ sheet, plates }) => [sheet.sheet, plates.map(({ plate }) => plate)]),
  );
  const record = {
    source,
    found: foundRanges(readings, names, options.layout !== undefined),
    layout: null,
    wells: null,
  };
  const question = read.find(({ question }) => question !== null);
  if (question !== undefined) {
    const where = question.sheet.sheet === "" ? "" : `sheet ${quote(question.sheet.sheet)}: `;
    return { ...record, question: `${where}${question.question}` };
  }
  if (plates.length === 0) {
    return {
      ...record,
      question:
        "no plate-shaped block (8 rows of 12, 16 of 24 or 32 of 48 numbers) and no list of wells was found",
    };
  }
  const twice = plates.map(({ block }) => block.plate)
    .find((name, i, all) => all.indexOf(name) !== i);
  if (twice !== undefined) {
    return {
      ...record,
      question: `two plates are called ${
        quote(twice)
      }. Give each a name in its title ("Plate: P1")`,
    };
  }
  const loaded = await findLayout(workbook, readings, options);
  if (loaded === null) {
    return {
      ...record,
      question: `nothing says what stands in the wells${
        readings.some(({ layouts }) => layouts.length > 0)
          ? " (the layout in the file names samples, but no doses with their unit)"
          : ""
      }. Say layout: "columns 2-11: crizotinib 0, 5, 10 nM; rows B-F; columns 1, 12: blank", or the path of a layout file`,
    };
  }
  const layout = layoutFor(
    loaded,
    plates.map(({ block, sheet }) => ({ plate: block.plate, sheet, format: block.format })),
    workbook.sheets.map(({ name }) => name),
  );
  const wells = joinLayout(plates.map(({ block }) => block), layout, {
    scale: options.scale ?? "raw",
    response: options.responseName,
    emptyWells: "exclude",
  });
  return { ...record, layout, wells, question: null };
}

async function findLayout(
  workbook: Workbook,
  readings: readonly SheetReadings[],
  { layout, ...options }: ReadPlatesOptions,
): Promise<LoadedLayout | null> {
  if (layout !== undefined) return await loadLayout(layout, options);
  const { source } = workbook;
  const blocks = readings.flatMap(({ layouts }) => layouts);
  if (blocks.length > 0) return layoutInBlocks(blocks, { ...options, source });
  const free = workbook.sheets.filter(({ name }) =>
    !readings.some(({ sheet, signals, list }) =>
      sheet === name && (signals.length > 0 || (list !== null && list.signals.length > 0))
    )
  );
  const found = layoutInWorkbook({ source, sheets: free }, { ...options, source });
  return found === null ? null : { kind: "layout", layout: found };
}

/** The layout in blocks of the file; null where they hold something else, as a reader's sample numbers. */
function layoutInBlocks(
  blocks: readonly FoundBlock[],
  options: WellColumnsOptions & { readonly source: string },
): LoadedLayout | null {
  try {
    const { layout, problems } = layoutOfBlocks(blocks, options);
    return problems.length > 0 ? null : { kind: "layout", layout };
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** The plates of one sheet with their names, or what must be decided first. */
function platesOfSheet(
  { sheet, signals, list, question }: SheetReadings,
  all: readonly SheetReadings[],
  source: string,
  { decimal, responseName }: ReadPlatesOptions,
): { plates: readonly PlateBlock[]; question: string | null } {
  if (question !== null) return { plates: [], question };
  const where = sheet === "" ? source : `${source}, sheet ${quote(sheet)}`;
  if (list !== null) {
    // A layout table names wells too, but has nothing that was read from them.
    if (list.signals.length === 0 && all.length > 1) return { plates: [], question: null };
    const name = sheet || "1";
    const read = platesOfList(list, { source, where, name, responseName, decimal });
    return "question" in read
      ? { plates: [], question: read.question }
      : { ...read, question: null };
  }
  const names = signals.map((block, i) => {
    const own = block.titles.map(plateInTitle).findLast((name) => name !== undefined) ??
      plateInTable(block.titles);
    if (signals.length === 1) return sheet || (own ?? "1");
    return [sheet, own ?? String(i + 1)].filter(Boolean).join(" ");
  });
  if (signals.length === 0) return { plates: [], question: null };
  const plates = readFoundBlocks(signals, names, {
    source,
    where,
    decimal,
    isWord: isInstrumentWord,
  });
  return { plates, question: null };
}
