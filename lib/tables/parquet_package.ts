/** The one place that knows the packages that read Parquet; they load when the first file is opened. */
import type { AsyncBuffer, Compressors, FileMetaData } from "hyparquet";

export type {
  AsyncBuffer,
  ColumnMetaData,
  Compressors,
  FileMetaData,
  RowGroup,
  SchemaElement,
} from "hyparquet";

/** The footer of a file: columns, row groups, sizes. */
export async function parquetFooter(file: AsyncBuffer): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import("hyparquet");
  return await parquetMetadataAsync(file);
}

/** Unpacks pages: Snappy, gzip, zstd, brotli and LZ4. */
export async function parquetCompressors(): Promise<Compressors> {
  const { compressors } = await import("hyparquet-compressors");
  return sparingEmptyPages(compressors);
}

/**
 * The values of one column in some rows, of whatever type and encoding. Its pages must have been
 * checked: damaged ones fill memory or never come to an end.
 */
export async function unpackValues(
  { file, metadata, compressors }: {
    readonly file: AsyncBuffer;
    readonly metadata: FileMetaData;
    readonly compressors: Compressors;
  },
  { column, from, to }: { readonly column: string; readonly from: number; readonly to: number },
): Promise<unknown[]> {
  const { parquetRead } = await import("hyparquet");
  const values: unknown[] = [];
  await parquetRead({
    file,
    metadata,
    compressors,
    columns: [column],
    rowStart: from,
    rowEnd: to,
    onComplete(rows: readonly (readonly unknown[])[]) {
      for (const [value] of rows) values.push(value);
    },
  });
  return values;
}

/** hyparquet-compressors 1.1 fails on an empty page in LZ4, as a column of nulls has for its dictionary. */
function sparingEmptyPages(compressors: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (packed: Uint8Array, length: number) =>
        length === 0 ? new Uint8Array() : unpack(packed, length),
    ]),
  );
}
