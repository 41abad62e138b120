import type { WorkBook } from "@e965/xlsx";
import { DataError } from "../errors/mod.ts";
import { checkArchive } from "./check_archive.ts";
import { decodeText, type Encoding } from "./decode_text.ts";
import { removeLinks } from "./legacy_stream.ts";
import { looksLikePrism } from "./read_pzfx.ts";
import { readBytes } from "./read_table.ts";
import { sheetOf } from "./sheet_cells.ts";
import { splitGrid } from "./split_grid.ts";
import { encrypted, type Workbook } from "./workbook.ts";

/** How a file of sheets is to be read. */
export interface ReadWorkbookOptions {
  /** What error messages call the file; by default its path. */
  readonly source?: string;
  /** Needed only for text that is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
  /** What becomes of bytes of a text that are not UTF-8: refused (by default), or marked with U+FFFD. */
  readonly strayBytes?: "refuse" | "mark";
}

/**
 * A workbook (XLSX, XLSM, XLS, ODS), or a text file as a workbook of one sheet.
 *
 * What the file is decides its content, not its name. Cells are values as text: numbers in full
 * precision with a decimal point, dates as they are shown, the saved result of a formula. Nothing is
 * evaluated. A workbook that would unpack to more than 100 MB is refused before it is unpacked, as
 * are a sheet of more than two million cells and XML that declares entities.
 *
 * @param path The file, relative to the working directory
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is empty, cut off, damaged, encrypted, too large, or no workbook
 *
 * @example Usage
 * ```ts
 * import { readWorkbook } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "Plate: P1\n\n0.051,0.84\n");
 * const { sheets } = await readWorkbook(path);
 * assertEquals(sheets[0].rows[1], { row: 3, cells: ["0.051", "0.84"] });
 * ```
 */
export async function readWorkbook(
  path: string,
  options: ReadWorkbookOptions = {},
): Promise<Workbook> {
  return await parseWorkbook(await readBytes(path), { source: path, ...options });
}

/**
 * As {@linkcode readWorkbook}, from the bytes of a file.
 *
 * @throws {DataError} As {@linkcode readWorkbook}
 */
export async function parseWorkbook(
  bytes: Uint8Array,
  { source, encoding, strayBytes }: ReadWorkbookOptions & { readonly source: string },
): Promise<Workbook> {
  if (bytes.length === 0) {
    throw new DataError(`Cannot read ${source}: needs a workbook or text, found an empty file`);
  }
  if (isSpreadsheet(bytes)) return await parseSpreadsheet(bytes, source);
  const text = decodeText(bytes, { source, encoding, strayBytes });
  if (looksLikePrism(bytes)) throw prismFile(source);
  refuseMarkup(text, source);
  return { source, sheets: [{ name: "", rows: splitGrid(text, source), calculated: new Set() }] };
}

/** Whether the bytes begin as a spreadsheet does: a ZIP archive or a compound document. */
export function isSpreadsheet(bytes: Uint8Array): boolean {
  return isZip(bytes) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function prismFile(source: string): DataError {
  return new DataError(
    `Cannot read ${source}: needs a workbook or a text table, found a GraphPad Prism file, whose tables are curves and no plates. Fit it with readCurves() or halfmax fit`,
  );
}

/** Pages and old XML workbooks that carry a spreadsheet's name. */
function refuseMarkup(text: string, source: string): void {
  if (!/^\s*<(\?xml|!doctype|html|table|\w+:)/i.test(text)) return;
  throw new DataError(
    `Cannot read ${source}: needs a workbook or a text table, found a page of markup (as some readers and websites save under the name .xls). Open it in a spreadsheet program and save it as XLSX or CSV`,
  );
}

async function parseSpreadsheet(bytes: Uint8Array, source: string): Promise<Workbook> {
  if (isZip(bytes)) checkArchive(bytes, source);
  // Loaded here alone: it takes a third of a second that text files need not pay.
  const { CFB, read, utils } = await import("@e965/xlsx");
  let workbook: WorkBook;
  try {
    const content = isZip(bytes) ? bytes : legacyStream(CFB.read(bytes, { type: "array" }), source);
    workbook = quietly(() => read(content, { type: "array", dense: true, cellNF: true }));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw unreadable(error, source);
  }
  const names: readonly unknown[] = workbook.SheetNames;
  if (!names.every((name) => typeof name === "string")) {
    throw unreadable(new Error("a sheet without a name"), source);
  }
  return {
    source,
    sheets: workbook.SheetNames.map((name) => sheetOf(name, workbook.Sheets[name], source, utils)),
  };
}

/** What a compound document holds, by the paths of its streams. */
interface CompoundDocument {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly content?: Uint8Array | number[] }[];
}

/** The stream of an XLS workbook, safe to read. */
function legacyStream(
  { FullPaths, FileIndex }: CompoundDocument,
  source: string,
): Uint8Array {
  const named = (name: RegExp) => FileIndex[FullPaths.findIndex((path) => name.test(path))];
  if (named(/\/(EncryptedPackage|encryption)$/i) !== undefined) throw encrypted(source);
  const content = named(/\/(Workbook|Book)$/i)?.content;
  if (content === undefined || content.length < 8) {
    throw new DataError(
      `Cannot read ${source}: needs a workbook, found another document of the old Office kind, or one that is cut off`,
    );
  }
  const stream = Uint8Array.from(content);
  removeLinks(stream);
  return stream;
}

/** The reader tells the console of every record that it does not know, which helps nobody. */
function quietly<T>(work: () => T): T {
  const { error } = console;
  console.error = () => {};
  try {
    return work();
  } finally {
    console.error = error;
  }
}

function unreadable(error: unknown, source: string): DataError {
  const message = error instanceof Error ? error.message : String(error);
  if (/password|encrypt/i.test(message)) return encrypted(source);
  return new DataError(
    `Cannot read ${source}: the workbook is damaged, or none at all (${message}). Open it in a spreadsheet program and save it as XLSX`,
  );
}
