import { checkParquetColumn } from "./check_parquet_pages.ts";
import { type ParquetFile, readingParquet } from "./open_parquet.ts";
import {
  type ColumnMetaData,
  type RowGroup,
  type SchemaElement,
  unpackValues,
} from "./parquet_package.ts";
import { type PageValues, readPageValues } from "./parquet_page_values.ts";
import { ENCODING, PAGE, type ParquetPage, readParquetPages, unpackPage } from "./parquet_pages.ts";
import { isPlainNumber, isText, plainNumbers, PlainTexts } from "./parquet_plain.ts";

/** A column of a row group, in the form that costs least. */
export type ParquetColumn =
  /** Numbers; NaN where there is none. */
  | { readonly kind: "numbers"; readonly numbers: Float64Array }
  /** Texts by their positions in a list of different texts; -1 where there is none. */
  | { readonly kind: "texts"; readonly codes: Int32Array; readonly texts: readonly string[] }
  /** Values of any other type: dates, truth, whole numbers beyond 2^53, bytes. */
  | { readonly kind: "values"; readonly values: readonly unknown[] };

/**
 * Reads one column of one row group of a Parquet file.
 *
 * Numbers and texts, plain or by dictionary, are decoded here straight into typed arrays, whatever the
 * compression and the version of the pages; every length is held to the bytes there are. All else goes
 * to hyparquet, its pages checked before.
 *
 * @param parquet The open file
 * @param group Position of the row group
 * @param column Name of the column
 * @param options.rows Rows that are needed, from the beginning of the group; default all
 * @throws {DataError} If the column is damaged
 */
export function readParquetColumn(
  parquet: ParquetFile,
  group: number,
  column: string,
  { rows = Infinity }: { readonly rows?: number } = {},
): Promise<ParquetColumn> {
  return readingParquet(parquet.source, async () => {
    const { row_groups, schema } = parquet.metadata;
    const rowGroup = row_groups[group];
    const element = schema.slice(1).find(({ name }) => name === column);
    const chunk = rowGroup.columns.map(({ meta_data }) => meta_data)
      .find((described) => described?.path_in_schema[0] === column);
    if (element === undefined || chunk === undefined || chunk.type !== element.type) {
      throw new RangeError("a column without description");
    }
    const needed = Math.min(rows, Number(rowGroup.num_rows));
    return await decode(parquet, rowGroup, chunk, { element, needed }) ??
      await unpack(parquet, group, chunk, needed);
  });
}

/** The column decoded here; null if it is of another kind. */
async function decode(
  parquet: ParquetFile,
  group: RowGroup,
  chunk: ColumnMetaData,
  { element, needed }: { readonly element: SchemaElement; readonly needed: number },
): Promise<ParquetColumn | null> {
  if (!isPlainNumber(element) && !isText(element)) return null;
  const pages = await readParquetPages(parquet, group, chunk, { rows: needed });
  if (!pages.every(isSimple)) return null;
  const optional = element.repetition_type !== "REQUIRED";
  const read = (page: ParquetPage, dictionary: number) =>
    readPageValues(page, unpackPage(page, chunk, parquet), { optional, dictionary });
  const column = isText(element) ? decodeTexts(pages, read) : decodeNumbers(pages, read, element);
  return column && firstRows(column, needed);
}

/** Plain values, or positions in a dictionary of plain values. */
function isSimple({ encoding, levelEncoding }: ParquetPage): boolean {
  const simple: readonly unknown[] = [
    ENCODING.plain,
    ENCODING.plainDictionary,
    ENCODING.dictionary,
  ];
  return simple.includes(encoding) && levelEncoding === ENCODING.runLength;
}

/** The values of a page, its indexes held to the length of the dictionary. */
type ReadPage = (page: ParquetPage, dictionary: number) => PageValues | null;

function decodeNumbers(
  pages: readonly ParquetPage[],
  read: ReadPage,
  element: SchemaElement,
): ParquetColumn | null {
  const numbers = new Float64Array(rowsOf(pages));
  let dictionary: Float64Array = new Float64Array(0);
  let at = 0;
  for (const page of pages) {
    const values = read(page, dictionary.length);
    if (values === null) return null;
    const { rows, levels, stored, indexes, plain } = values;
    const own = indexes === null ? plainNumbers(plain, stored, element) : dictionary;
    if (own === null) return null;
    if (page.type === PAGE.dictionary) {
      dictionary = own;
      continue;
    }
    if (rows === numbers.length && own.length === rows && indexes === null) {
      return { kind: "numbers", numbers: own };
    }
    if (indexes === null && levels === null) numbers.set(own, at);
    else spread(numbers.subarray(at, at + rows), own, { levels, indexes, missing: NaN });
    at += rows;
  }
  return { kind: "numbers", numbers };
}

function decodeTexts(pages: readonly ParquetPage[], read: ReadPage): ParquetColumn | null {
  const codes = new Int32Array(rowsOf(pages));
  const list = new PlainTexts();
  let dictionary: Int32Array = new Int32Array(0);
  let at = 0;
  for (const page of pages) {
    const values = read(page, dictionary.length);
    if (values === null) return null;
    const { rows, levels, stored, indexes, plain } = values;
    const own = indexes === null ? list.codesOf(plain, stored) : dictionary;
    if (page.type === PAGE.dictionary) {
      dictionary = own;
      continue;
    }
    if (levels === null && indexes !== null && own.every((code, i) => code === i)) {
      // The list of texts is the dictionary, and an index is the code.
      if (rows === codes.length) return { kind: "texts", codes: indexes, texts: list.texts };
      codes.set(indexes, at);
    } else spread(codes.subarray(at, at + rows), own, { levels, indexes, missing: -1 });
    at += rows;
  }
  return { kind: "texts", codes, texts: list.texts };
}

/** Gives each row its value: the next that is stored, or the one of the dictionary at the next index. */
function spread<Values extends Float64Array | Int32Array>(
  rows: Values,
  values: Values,
  { levels, indexes, missing }: Pick<PageValues, "levels" | "indexes"> & {
    readonly missing: number;
  },
): void {
  if (levels === null && indexes !== null) {
    for (let i = 0; i < rows.length; i++) rows[i] = values[indexes[i]];
    return;
  }
  let next = 0;
  for (let i = 0; i < rows.length; i++) {
    if (levels !== null && levels[i] === 0) rows[i] = missing;
    else rows[i] = values[indexes === null ? next++ : indexes[next++]];
  }
}

function rowsOf(pages: readonly ParquetPage[]): number {
  return pages.reduce((sum, { type, values }) => type === PAGE.dictionary ? sum : sum + values, 0);
}

/** Without what the last page holds beyond the rows that are needed. */
function firstRows(column: ParquetColumn, rows: number): ParquetColumn {
  if (column.kind === "numbers") return { ...column, numbers: column.numbers.subarray(0, rows) };
  if (column.kind === "texts") return { ...column, codes: column.codes.subarray(0, rows) };
  return column;
}

/** The column by hyparquet. */
async function unpack(
  parquet: ParquetFile,
  group: number,
  chunk: ColumnMetaData,
  rows: number,
): Promise<ParquetColumn> {
  const { row_groups } = parquet.metadata;
  await checkParquetColumn(parquet, row_groups[group], chunk);
  const from = row_groups.slice(0, group).reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  const [column] = chunk.path_in_schema;
  const values = await unpackValues(parquet, { column, from, to: from + rows });
  if (values.length !== rows) throw new RangeError("a column with fewer values than rows");
  return { kind: "values", values };
}
