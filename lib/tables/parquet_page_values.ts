import { ENCODING, PAGE, type ParquetPage } from "./parquet_pages.ts";
import { readRuns, WIDEST } from "./parquet_runs.ts";
import { type ThriftCursor, varInt } from "./thrift_fields.ts";

/** What a page holds, its values still as they are stored. */
export interface PageValues {
  /** Rows of the page. */
  readonly rows: number;
  /** For each row 1 if it has a value, 0 if it is null; null where all rows have one. */
  readonly levels: Int32Array | null;
  /** How many values are stored: the rows that have one. */
  readonly stored: number;
  /** For each stored value its position in the dictionary; null where the values are plain. */
  readonly indexes: Int32Array | null;
  /** Where plain values begin. */
  readonly plain: ThriftCursor;
}

/**
 * Splits a page of a column without lists into the rows that have a value, and the values.
 *
 * @param page Its header
 * @param bytes Its unpacked values; in the first version of pages the levels stand before them
 * @param options.optional Whether rows may be null
 * @param options.dictionary How many values the dictionary has, for pages that use it
 * @returns null where the indexes are wider than this decoder reads
 * @throws {RangeError} If levels or indexes are damaged, or an index is beyond the dictionary
 */
export function readPageValues(
  page: ParquetPage,
  bytes: Uint8Array,
  { optional, dictionary }: { readonly optional: boolean; readonly dictionary: number },
): PageValues | null {
  const { values: rows, encoding, type } = page;
  const plain = { bytes, at: 0 };
  const levels = optional && type !== PAGE.dictionary ? readLevels(page, plain) : null;
  const stored = levels === null ? rows : levels.reduce((sum, level) => sum + level, 0);
  if (type === PAGE.dictionary || encoding === ENCODING.plain) {
    return { rows, levels, stored, indexes: null, plain };
  }
  const indexes = new Int32Array(stored);
  // A page of nulls may lack even the width.
  const width = stored === 0 ? 0 : bytes[plain.at++] ?? 0;
  if (width > WIDEST) return null;
  if (stored > 0 && dictionary === 0) throw new RangeError("a value that the dictionary lacks");
  if (width > 0) readRuns(plain, width, indexes, stored, dictionary);
  return { rows, levels, stored, indexes, plain };
}

/** Which rows have a value; in the first version of pages the cursor moves behind the levels. */
function readLevels(page: ParquetPage, cursor: ThriftCursor): Int32Array | null {
  const { values, data, levels } = page;
  if (page.type === PAGE.secondData) {
    return levels === 0 ? null : levelsIn({ bytes: data.subarray(0, levels), at: 0 }, values);
  }
  const { bytes, at } = cursor;
  if (at + 4 > bytes.length) throw new RangeError("a page that ends too early");
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
  if (length > bytes.length - at - 4) throw new RangeError("levels beyond their page");
  cursor.at = at + 4 + length;
  return levelsIn({ bytes: bytes.subarray(at + 4, cursor.at), at: 0 }, values);
}

function levelsIn(cursor: ThriftCursor, values: number): Int32Array | null {
  if (isOneRun(cursor, values)) return null;
  const levels = new Int32Array(values);
  readRuns(cursor, 1, levels, values);
  return levels.includes(0) ? levels : null;
}

/** Whether all rows have a value, said by a single run of ones: the most common levels by far. */
function isOneRun({ bytes, at }: ThriftCursor, values: number): boolean {
  const cursor = { bytes, at };
  return varInt(cursor) === 2 * values && bytes[cursor.at] === 1;
}
