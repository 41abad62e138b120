import { type ColumnValues, type DictionaryValues, indexWidth } from "./column_values.ts";
import { ByteWriter, type ColumnChunk, writeRleBitPackedHybrid } from "./parquet_package.ts";
import { type ParquetType, writeDataPage, writeDictionaryPage } from "./write_page.ts";

/** A column of a file that is being written. */
export interface ParquetField {
  /** Its name. */
  readonly name: string;
  /** What its values are. */
  readonly type: ParquetType;
  /** Whether numbers may be missing. */
  readonly optional: boolean;
}

/**
 * Appends one column of a row group: a dictionary page where the values have a dictionary, and one data
 * page of version 2.
 *
 * Doubles are PLAIN: the bytes as they stand in memory, least byte first, without those that are missing;
 * the definition levels before them, 1 or 0 for each row in runs, say which are there. Positions in a
 * dictionary are RLE_DICTIONARY: their width in bits, then runs. Nothing is compressed: Snappy takes 1.5 %
 * off a file of fits.
 *
 * @param writer Where the bytes go
 * @param field What the column is
 * @param values Its values; where there is a dictionary, none is missing
 * @returns What the footer says of it
 * @see https://parquet.apache.org/docs/file-format/data-pages/
 */
export function writeColumnChunk(
  writer: ByteWriter,
  field: ParquetField,
  values: ColumnValues,
): ColumnChunk {
  const start = writer.offset;
  const plain = values instanceof Float64Array;
  if (!plain) writeDictionaryPage(writer, field.type, values.dictionary);
  const dataStart = writer.offset;
  if (plain) writeNumbersPage(writer, field, values);
  else writeIndexesPage(writer, values);
  const size = BigInt(writer.offset - start);
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: field.type,
      encodings: plain ? ["PLAIN", "RLE"] : ["PLAIN", "RLE", "RLE_DICTIONARY"],
      path_in_schema: [field.name],
      codec: "UNCOMPRESSED",
      num_values: BigInt((plain ? values : values.indexes).length),
      total_uncompressed_size: size,
      total_compressed_size: size,
      data_page_offset: BigInt(dataStart),
      ...(plain ? {} : { dictionary_page_offset: BigInt(start) }),
    },
  };
}

function writeIndexesPage(writer: ByteWriter, values: DictionaryValues): void {
  const { indexes } = values;
  const width = indexWidth(values);
  const body = new ByteWriter(indexes.length * 2 + 64);
  body.appendUint8(width);
  writeRleBitPackedHybrid(body, indexes, width);
  writeDataPage(writer, { rows: indexes.length, missing: 0, encoding: "RLE_DICTIONARY" }, [
    NO_LEVELS,
    body.getBytes(),
  ]);
}

const NO_LEVELS = new Uint8Array();

function writeNumbersPage(
  writer: ByteWriter,
  { optional }: ParquetField,
  numbers: Float64Array,
): void {
  const rows = numbers.length;
  const present = optional ? presentOf(numbers) : numbers;
  const levels = new ByteWriter();
  if (optional) writeLevels(levels, numbers, present.length);
  const { buffer, byteOffset, byteLength } = present;
  writeDataPage(writer, { rows, missing: rows - present.length, encoding: "PLAIN" }, [
    levels.getBytes(),
    new Uint8Array(buffer, byteOffset, byteLength),
  ]);
}

/** The numbers that are there, moved together. */
function presentOf(numbers: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i])) count++;
  if (count === numbers.length) return numbers;
  const present = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i])) present[at++] = numbers[i];
  }
  return present;
}

/** For each number 1 if it is there, 0 if it is missing: one run where all are alike. */
function writeLevels(writer: ByteWriter, numbers: Float64Array, present: number): void {
  const rows = numbers.length;
  if (present === 0 || present === rows) {
    writer.appendVarInt(2 * rows);
    writer.appendUint8(present === 0 ? 0 : 1);
    return;
  }
  const levels = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) levels[i] = Number.isNaN(numbers[i]) ? 0 : 1;
  writeRleBitPackedHybrid(writer, levels, 1);
}
