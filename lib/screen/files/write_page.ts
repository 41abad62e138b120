import { ByteWriter, writePageHeader } from "./parquet_package.ts";

/** Types of Parquet that are written: texts in UTF-8, doubles, whole numbers of 32 bits. */
export type ParquetType = "BYTE_ARRAY" | "DOUBLE" | "INT32";

/**
 * Appends a dictionary page: its values PLAIN, a text with its length in four bytes before it.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function writeDictionaryPage(
  writer: ByteWriter,
  type: ParquetType,
  dictionary: readonly (string | number)[],
): void {
  const body = new ByteWriter();
  for (const value of dictionary) {
    if (type === "DOUBLE") body.appendFloat64(Number(value));
    else if (type === "INT32") body.appendInt32(Number(value));
    else {
      const bytes = new TextEncoder().encode(String(value));
      body.appendUint32(bytes.length);
      body.appendBytes(bytes);
    }
  }
  writePageHeader(writer, {
    type: "DICTIONARY_PAGE",
    uncompressed_page_size: body.offset,
    compressed_page_size: body.offset,
    dictionary_page_header: { num_values: dictionary.length, encoding: "PLAIN" },
  });
  writer.appendBytes(body.getBytes());
}

/**
 * Appends a data page of version 2, not compressed.
 *
 * @param writer Where the bytes go
 * @param page How many rows it has, how many of them are missing, and how the others are encoded
 * @param body Definition levels in runs, where rows may be missing; then the values
 */
export function writeDataPage(
  writer: ByteWriter,
  { rows, missing, encoding }: {
    readonly rows: number;
    readonly missing: number;
    readonly encoding: "PLAIN" | "RLE_DICTIONARY";
  },
  [levels, values]: readonly [levels: Uint8Array, values: Uint8Array],
): void {
  const size = levels.length + values.length;
  writePageHeader(writer, {
    type: "DATA_PAGE_V2",
    uncompressed_page_size: size,
    compressed_page_size: size,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: missing,
      num_rows: rows,
      encoding,
      definition_levels_byte_length: levels.length,
      repetition_levels_byte_length: 0,
      is_compressed: false,
    },
  });
  writer.appendBytes(levels);
  writer.appendBytes(values);
}
