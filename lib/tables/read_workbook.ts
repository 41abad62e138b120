import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx";
import { DataError } from "../errors/mod.ts";
import { checkZip } from "./check_zip.ts";
import { decodeText, type Encoding } from "./decode_text.ts";
import { removeLinks } from "./legacy_stream.ts";
import { looksLikePrism } from "./read_pzfx.ts";
import { readBytes } from "./read_table.ts";
import { splitGrid } from "./split_grid.ts";
import type { TableRow } from "./table.ts";

/** One sheet of a workbook, or a whole text file. */
export interface Sheet {
  /** Its name; empty where the file is text. */
  readonly name: string;
  /** The rows that hold something, in order; the first cell is column A. */
  readonly rows: readonly TableRow[];
  /** Addresses ("C7") of the cells that hold a formula; their value is the one saved with the file. */
  readonly calculated: ReadonlySet<string>;
}

/** What a file holds before anybody knows what it means: sheets of cells, all of them text. */
export interface Workbook {
  /** The file, as error messages name it. */
  readonly source: string;
  /** In the order of the file; one for a text file. */
  readonly sheets: readonly Sheet[];
}

/** How a file of sheets is to be read. */
export interface ReadWorkbookOptions {
  /** What error messages call the file; by default its path. */
  readonly source?: string;
  /** Needed only for text that is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
  /** What becomes of bytes of a text that are not UTF-8: refused (by default), or marked with U+FFFD. */
  readonly strayBytes?: "refuse" | "mark";
}

/** More cells than this in one sheet are no plates: refused. */
const MOST_CELLS = 2_000_000;

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

/** Refuses archives that are no workbook or not safe to unpack. */
function checkArchive(bytes: Uint8Array, source: string): void {
  const parts = checkZip(bytes, { source });
  const content = parts.get("content.xml");
  if (content === undefined && !parts.has("xl/workbook.xml")) {
    throw new DataError(
      `Cannot read ${source}: needs a workbook (XLSX, XLS, ODS), found a ZIP archive that holds none. Unpack it first, or save the table as XLSX`,
    );
  }
  if (/encryption-data/.test(parts.get("META-INF/manifest.xml") ?? "")) {
    throw encrypted(source);
  }
  if (content !== undefined) refuseRepeats(content, source);
  for (const [name, text] of parts) {
    if (/worksheets\/[^/]*$/i.test(name)) refuseWideLinks(text, source);
  }
}

/** Refuses an ODS whose cells, written once and repeated, come to more than a sheet may hold. */
function refuseRepeats(content: string, source: string): void {
  let cells = 0;
  let rows = 1;
  for (
    const [tag, kind] of content.matchAll(/<table:(?:table|covered-table)-(row|cell)\b[^>]*>/g)
  ) {
    const repeated = Number(/-(?:rows|columns)-repeated="(\d+)"/.exec(tag)?.[1] ?? 1);
    if (kind === "row") rows = repeated;
    else if (!tag.endsWith("/>") || /\b(office:|table:formula)/.test(tag)) cells += rows * repeated;
    if (cells > MOST_CELLS) throw tooManyCells(source);
  }
}

/** Refuses links over more cells than a sheet may hold: the reader makes every one of them. */
function refuseWideLinks(sheet: string, source: string): void {
  let cells = 0;
  for (
    const [, range] of sheet.matchAll(/<(?:\w+:)?hyperlink\b[^>]*?\bref\s*=\s*["']([^"']*)["']/gi)
  ) {
    const corners = [...range.matchAll(/([A-Z]+)\$?(\d+)/gi)].map(([, letters, row]) => ({
      column: [...letters.toUpperCase()].reduce(
        (n, letter) => 26 * n + letter.charCodeAt(0) - 64,
        0,
      ),
      row: Number(row),
    }));
    const [first, last = first] = corners;
    if (first === undefined) continue;
    cells += (Math.abs(last.row - first.row) + 1) * (Math.abs(last.column - first.column) + 1);
    if (cells > MOST_CELLS) throw tooManyCells(source);
  }
}

function encrypted(source: string): DataError {
  return new DataError(
    `Cannot read ${source}: the workbook is encrypted. Save it without a password first`,
  );
}

function unreadable(error: unknown, source: string): DataError {
  const message = error instanceof Error ? error.message : String(error);
  if (/password|encrypt/i.test(message)) return encrypted(source);
  return new DataError(
    `Cannot read ${source}: the workbook is damaged, or none at all (${message}). Open it in a spreadsheet program and save it as XLSX`,
  );
}

type Utils = typeof import("@e965/xlsx").utils;

function sheetOf(
  name: string,
  sheet: WorkSheet | undefined,
  source: string,
  utils: Utils,
): Sheet {
  const data: unknown = sheet?.["!data"];
  const lines = Array.isArray(data) ? data as readonly (readonly CellObject[] | undefined)[] : [];
  const rows: TableRow[] = [];
  const calculated = new Set<string>();
  let count = 0;
  // By the keys, as a sheet may be a few cells and a thousand million holes.
  for (const row of Object.keys(lines).map(Number).filter(Number.isInteger)) {
    const line = lines[row] ?? [];
    const cells: string[] = [];
    for (const column of Object.keys(line).map(Number).filter(Number.isInteger)) {
      const cell = line[column];
      const text = textOf(cell);
      if (text === "") continue;
      if (column >= MOST_CELLS) throw tooManyCells(`${source}, sheet "${name}"`);
      while (cells.length < column) cells.push("");
      cells.push(text);
      if (cell.f !== undefined || cell.F !== undefined) {
        calculated.add(utils.encode_cell({ r: row, c: column }));
      }
    }
    count += cells.length;
    if (count > MOST_CELLS) throw tooManyCells(`${source}, sheet "${name}"`);
    if (cells.length > 0) rows.push({ row: row + 1, cells });
  }
  return { name, rows, calculated };
}

function tooManyCells(source: string): DataError {
  return new DataError(
    `Cannot read ${source}: a sheet may hold at most ${
      MOST_CELLS.toLocaleString("en-US")
    } cells, found more. Save the part that matters as CSV`,
  );
}

/** The value of a cell as text; a number that is shown as a date, as it is shown. */
function textOf(cell: CellObject | undefined): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return "";
  if (cell.t === "n" && typeof cell.v === "number") {
    const format = typeof cell.z === "string"
      ? cell.z.replace(/\[[^\]]*\]|"[^"]*"|General|am\/pm|a\/p/gi, "")
      : "";
    const isDate = /[dmyhs]/i.test(format);
    if (!isDate || cell.w === undefined) return String(cell.v);
    return isLongTime(cell.v, format) ? hoursOf(cell.v) : cell.w.trim();
  }
  if (cell.t === "b") return cell.v === true ? "TRUE" : "FALSE";
  return (cell.t === "e" ? cell.w ?? "#ERROR" : String(cell.v)).trim();
}

/** More days than this are a date whose time of day is shown. */
const MOST_DAYS = 10_000;

/** Whether a time runs for longer than a day, which a clock would show as beginning again. */
function isLongTime(days: number, format: string): boolean {
  return days >= 1 && days < MOST_DAYS && /h/i.test(format) && !/[dy]|mmm/i.test(format);
}

/** Days in hours, minutes and seconds: 1.5 is "36:00:00". */
function hoursOf(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
