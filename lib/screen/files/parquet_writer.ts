import { type ParquetField, writeColumnChunk } from "./column_chunk.ts";
import type { ColumnValues } from "./column_values.ts";
import { ByteWriter, type FileMetaData, type RowGroup, writeMetadata } from "./parquet_package.ts";

/** A Parquet file that is being written, a row group at a time. */
export interface ParquetWriter {
  /**
   * Writes a row group.
   *
   * @param columns The values of each column, all of the same length
   */
  write(columns: readonly ColumnValues[]): void;
  /**
   * Writes the footer and closes the file.
   *
   * @param texts What the file carries besides its rows, by key
   */
  finish(texts: Readonly<Record<string, string>>): void;
  /** Closes the file, however far it is. */
  close(): void;
}

/** How a Parquet file begins and ends: "PAR1". */
const MAGIC = 0x31524150;

/**
 * Begins a Parquet file without compression. Its bytes depend on what is written alone.
 *
 * @param path The file
 * @param name What a row is
 * @param fields The columns
 * @see https://parquet.apache.org/docs/file-format/
 */
export function openParquetWriter(
  path: string,
  name: string,
  fields: readonly ParquetField[],
): ParquetWriter {
  const file = Deno.openSync(path, { create: true, truncate: true, write: true });
  const writer = new ByteWriter(1 << 20);
  const rowGroups: RowGroup[] = [];
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  writer.appendUint32(MAGIC);
  return {
    write(columns) {
      const chunks = columns.map((values, i) => writeColumnChunk(writer, fields[i], values));
      rowGroups.push(rowGroupOf(chunks));
      flush(writer, file);
    },
    finish(texts) {
      writeMetadata(writer, footerOf(schemaOf(name, fields), rowGroups, texts));
      writer.appendUint32(MAGIC);
      flush(writer, file);
      close();
    },
    close,
  };
}

/** Moves what was written to the file; offsets go on counting. */
function flush(writer: ByteWriter, file: Deno.FsFile): void {
  const bytes = writer.getBytes();
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  writer.index = 0;
}

function schemaOf(name: string, fields: readonly ParquetField[]): FileMetaData["schema"] {
  return [
    { name, num_children: fields.length },
    ...fields.map(({ name, type, optional }) => ({
      name,
      type,
      repetition_type: optional ? "OPTIONAL" as const : "REQUIRED" as const,
      ...(type === "BYTE_ARRAY" ? { converted_type: "UTF8" as const } : {}),
    })),
  ];
}

function rowGroupOf(columns: RowGroup["columns"]): RowGroup {
  const size = columns.reduce(
    (sum, { meta_data }) => sum + (meta_data?.total_compressed_size ?? 0n),
    0n,
  );
  return {
    columns,
    total_byte_size: size,
    num_rows: columns[0].meta_data?.num_values ?? 0n,
    total_compressed_size: size,
  };
}

function footerOf(
  schema: FileMetaData["schema"],
  rowGroups: RowGroup[],
  texts: Readonly<Record<string, string>>,
): FileMetaData {
  return {
    version: 2,
    created_by: "halfmax",
    schema,
    num_rows: rowGroups.reduce((sum, { num_rows }) => sum + num_rows, 0n),
    row_groups: rowGroups,
    key_value_metadata: Object.entries(texts).map(([key, value]) => ({ key, value })),
    metadata_length: 0,
  };
}
