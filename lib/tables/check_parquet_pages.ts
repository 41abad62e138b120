import type { ParquetFile } from "./open_parquet.ts";
import type { ColumnMetaData, RowGroup } from "./parquet_package.ts";
import { ENCODING, PAGE, type ParquetPage, readParquetPages, unpackPage } from "./parquet_pages.ts";
import { type ThriftCursor, varInt } from "./thrift_fields.ts";

/**
 * Holds the pages of a Parquet file to what its footer says, before hyparquet decodes them: sizes
 * within the column, as many values as rows, run lengths that add up.
 *
 * hyparquet 1.31 trusts these numbers; on damaged ones it fills memory or never comes back.
 *
 * @throws {RangeError} If a page contradicts the footer or itself
 */
export async function checkParquetPages(parquet: ParquetFile): Promise<void> {
  for (const group of parquet.metadata.row_groups) {
    for (const { meta_data } of group.columns) {
      if (meta_data === undefined) throw new RangeError("a column without description");
      await checkParquetColumn(parquet, group, meta_data);
    }
  }
}

/**
 * The same for one column of one row group.
 *
 * @throws {RangeError} If a page contradicts the footer or itself
 */
export async function checkParquetColumn(
  parquet: ParquetFile,
  group: RowGroup,
  column: ColumnMetaData,
): Promise<void> {
  const [name] = column.path_in_schema;
  const element = parquet.metadata.schema.slice(1).find((field) => field.name === name);
  const optional = element?.repetition_type === "OPTIONAL";
  for (const page of await readParquetPages(parquet, group, column)) {
    if (page.type === PAGE.dictionary) continue;
    checkLevels(page, unpackPage(page, column, parquet), optional);
  }
}

/** Run lengths of the levels (which values are null) and of the dictionary's indexes. */
function checkLevels(page: ParquetPage, bytes: Uint8Array, optional: boolean): void {
  const cursor = { bytes, at: 0 };
  if (optional && page.type === PAGE.data) checkPrefixedRuns(cursor, page.values);
  if (optional && page.type === PAGE.secondData && page.levels > 0) {
    checkRuns({ bytes: page.data.subarray(0, page.levels), at: 0 }, 1, page.values);
  }
  if (page.encoding === ENCODING.runLength) checkPrefixedRuns(cursor, page.values);
  if (page.encoding !== ENCODING.plainDictionary && page.encoding !== ENCODING.dictionary) return;
  const width = bytes[cursor.at++] ?? 0;
  if (width > 32) throw new RangeError("indexes wider than 32 bits");
  // How many values are null is for the decoder to count; the runs may not hold more than all.
  if (width > 0) checkRuns(cursor, width, page.values);
}

/** Runs with their length in four bytes before them; the cursor moves behind them. */
function checkPrefixedRuns(cursor: ThriftCursor, values: number): void {
  const { bytes, at } = cursor;
  if (at + 4 > bytes.length) throw new RangeError("a page that ends too early");
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
  if (length > bytes.length - at - 4) throw new RangeError("levels beyond their page");
  checkRuns({ bytes: bytes.subarray(at + 4, at + 4 + length), at: 0 }, 1, values);
  cursor.at = at + 4 + length;
}

/** Values beyond those of the page that packed runs may be filled up with. */
const FILLED_UP = 512;

/** A run is one value repeated, or eights of values packed bit by bit. */
function checkRuns(cursor: ThriftCursor, width: number, values: number): void {
  let left = values;
  while (left > 0 && cursor.at < cursor.bytes.length) {
    const header = varInt(cursor);
    const count = Math.floor(header / 2);
    const isPacked = header % 2 === 1;
    const size = isPacked ? count * width : Math.ceil(width / 8);
    // The last eights of a page are filled up, by some writers to a whole block.
    const held = isPacked ? count * 8 - FILLED_UP : count;
    if (held > left || header >= 2 ** 31) throw new RangeError("a run too long");
    cursor.at += size;
    left -= isPacked ? count * 8 : count;
  }
}
