import type { ParquetFile } from "./open_parquet.ts";
import type { ColumnMetaData, RowGroup } from "./parquet_package.ts";
import { readThriftStruct, type ThriftCursor, type ThriftFields } from "./thrift_fields.ts";

/** A page unpacks to no more than this, or than so many times its size, which no common packing exceeds. */
const MOST_PAGE_BYTES = 64 * 2 ** 20;
const MOST_RATIO = 1100;

/** Numbers of page types in the Parquet format. */
export const PAGE = { data: 0, dictionary: 2, secondData: 3 } as const;

/** Numbers of encodings in the Parquet format. */
export const ENCODING = { plain: 0, plainDictionary: 2, runLength: 3, dictionary: 8 } as const;

/** A page of a column as its header describes it. */
export interface ParquetPage {
  /** One of {@linkcode PAGE}. */
  readonly type: number;
  /** Its bytes as stored. */
  readonly data: Uint8Array;
  /** How many bytes it unpacks to. */
  readonly unpacked: number;
  /** Values it holds, nulls included. */
  readonly values: number;
  /** One of {@linkcode ENCODING}, or another number. */
  readonly encoding: unknown;
  /** How the levels of the first version of pages are stored; {@linkcode ENCODING.runLength} nowadays. */
  readonly levelEncoding: unknown;
  /** Bytes of levels before the values, which the second version of pages does not pack. */
  readonly levels: number;
  /** Whether its values are packed, if the column is. */
  readonly packed: boolean;
}

/**
 * The pages of a column in a row group, each within its column, together with as many values as rows.
 *
 * @param options.rows Rows that are needed: pages behind them are left out; default all
 * @throws {RangeError} If a page contradicts the footer or itself
 */
export async function readParquetPages(
  { file }: ParquetFile,
  { num_rows }: RowGroup,
  column: ColumnMetaData,
  { rows = Number(num_rows) }: { readonly rows?: number } = {},
): Promise<ParquetPage[]> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const size = Number(column.total_compressed_size);
  if (start < 0 || size < 0 || start + size > file.byteLength) {
    throw new RangeError("a column outside the file");
  }
  const bytes = new Uint8Array(await file.slice(start, start + size));
  const cursor = { bytes, at: 0 };
  const pages: ParquetPage[] = [];
  let rowsLeft = Number(num_rows);
  const enough = rowsLeft - rows;
  while (rowsLeft > enough && cursor.at < bytes.length - 1) {
    const page = readPage(cursor);
    pages.push(page);
    if (page.type === PAGE.dictionary) continue;
    if (page.values > rowsLeft) throw new RangeError("a page of more values than rows");
    rowsLeft -= page.values;
  }
  if (rowsLeft > enough) throw new RangeError("a column with fewer values than rows");
  return pages;
}

/**
 * The values of a page, unpacked; in the first version of pages the levels stand before them.
 *
 * @throws {RangeError} If its compression is unknown, or it does not unpack to its size
 */
export function unpackPage(
  { data, unpacked, levels, packed }: ParquetPage,
  { codec }: ColumnMetaData,
  { compressors }: ParquetFile,
): Uint8Array {
  const body = data.subarray(levels);
  if (!packed || codec === "UNCOMPRESSED") return body;
  const unpack = compressors[codec];
  if (unpack === undefined) throw new RangeError(`the unknown compression ${codec}`);
  const bytes = unpack(body, unpacked - levels);
  if (bytes.length !== unpacked - levels) {
    throw new RangeError("a page of another size than it says");
  }
  return bytes;
}

/** The page whose header begins at the cursor, which moves behind the page. */
function readPage(cursor: ThriftCursor): ParquetPage {
  const header = readThriftStruct(cursor);
  const [type, unpacked, size] = [1, 2, 3].map((field) => wholeNumber(header[field]));
  const left = cursor.bytes.length - cursor.at;
  if (size > left || unpacked > Math.max(MOST_PAGE_BYTES, MOST_RATIO * size)) {
    throw new RangeError("a page beyond its column");
  }
  const second = type === PAGE.secondData;
  const own = header[second ? 8 : type === PAGE.dictionary ? 7 : 5];
  const known: readonly number[] = Object.values(PAGE);
  if (typeof own !== "object" || own === null || !known.includes(type)) {
    throw new RangeError("a page of an unknown type");
  }
  const fields: ThriftFields = own;
  const levels = second ? wholeNumber(fields[5]) + wholeNumber(fields[6]) : 0;
  if (levels > size) throw new RangeError("levels beyond their page");
  const values = wholeNumber(fields[1]);
  // Whatever is stored of a value, the dictionary has at least a bit of it.
  if (type === PAGE.dictionary && values > 8 * Math.max(1, unpacked)) {
    throw new RangeError("a dictionary of more values than bits");
  }
  cursor.at += size;
  return {
    type,
    data: cursor.bytes.subarray(cursor.at - size, cursor.at),
    unpacked,
    values,
    encoding: fields[second ? 4 : 2],
    levelEncoding: type === PAGE.data ? fields[3] : ENCODING.runLength,
    levels,
    packed: !second || fields[7] !== false,
  };
}

function wholeNumber(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError("a size that is none");
}
