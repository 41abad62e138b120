import { DataError, UsageError } from "../errors/mod.ts";
import { openingFile } from "./opening_file.ts";
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetCompressors,
  parquetFooter,
} from "./parquet_package.ts";
import { readThriftStruct } from "./thrift_fields.ts";

/** A Parquet file that is open for reading; its owner closes it. */
export interface ParquetFile {
  /** As error messages name it. */
  readonly source: string;
  /** Any part of the file, read when asked for. */
  readonly file: AsyncBuffer;
  /** Its footer: columns, row groups, sizes. */
  readonly metadata: FileMetaData;
  /** Snappy, gzip, zstd, brotli and LZ4. */
  readonly compressors: Compressors;
  /** Names of its columns, in their order. */
  readonly columns: readonly string[];
  /** Closes the file. */
  close(): void;
}

/** How a Parquet file begins and ends. */
const MAGIC = "PAR1";

/** Columns of one file unpacked together: beyond this, read by row groups. */
const MOST_BYTES = 4 * 2 ** 30;

/** Rows of a row group, which stand in memory together: a gigabyte per column. */
const MOST_ROWS = 2 ** 27;

/**
 * Opens a Parquet file and reads its footer; the rows stay where they are.
 *
 * @param path The file, relative to the working directory
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is not Parquet, its footer cannot be read, or a column holds lists or
 * records instead of values
 */
export async function openParquet(path: string): Promise<ParquetFile> {
  const opened = await openingFile(path, () => Deno.open(path));
  try {
    const file = bufferOf(opened);
    await requireMagic(file, path);
    const { metadata, columns } = await readingParquet(path, async () => {
      await checkFooter(file);
      const metadata = await parquetFooter(file);
      return { metadata, columns: flatColumns(metadata, path) };
    });
    return {
      source: path,
      file,
      metadata,
      compressors: await parquetCompressors(),
      columns,
      close: () => opened.close(),
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/**
 * Runs a step of reading Parquet; what its parser throws on damaged bytes becomes a DataError.
 *
 * @throws {DataError} If the step fails
 */
export async function readingParquet<T>(
  source: string,
  step: () => T | Promise<T>,
): Promise<Awaited<T>> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DataError || error instanceof UsageError) throw error;
    throw new DataError(
      `Cannot read ${source}: needs a whole Parquet file, found damage (${
        error instanceof Error ? error.message : String(error)
      }). Make or copy the file again`,
    );
  }
}

/** Parts of a file; seeking and reading are one step, so that slices asked for together stay apart. */
function bufferOf(opened: Deno.FsFile): AsyncBuffer {
  const { size } = opened.statSync();
  return {
    byteLength: size,
    slice(start: number, end = size): ArrayBuffer {
      const from = Math.max(0, start < 0 ? size + start : start);
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from));
      opened.seekSync(from, Deno.SeekMode.Start);
      let filled = 0;
      while (filled < bytes.length) {
        const read = opened.readSync(bytes.subarray(filled));
        if (read === null) break;
        filled += read;
      }
      return bytes.buffer;
    },
  };
}

async function requireMagic(file: AsyncBuffer, source: string): Promise<void> {
  const text = async (start: number, end: number) =>
    String.fromCharCode(...new Uint8Array(await file.slice(start, end)));
  const size = file.byteLength;
  if (size >= 12 && await text(0, 4) === MAGIC && await text(size - 4, size) === MAGIC) return;
  const begins = size >= 4 && await text(0, 4) === MAGIC;
  throw new DataError(
    `Cannot read ${source}: needs a whole Parquet file, found ${
      begins ? "one that is cut off. Copy it again" : "another kind of file"
    }`,
  );
}

/** Runs through the footer with every length held to its bytes: hyparquet would believe them. */
async function checkFooter(file: AsyncBuffer): Promise<void> {
  const size = file.byteLength;
  const length = new DataView(await file.slice(size - 8, size - 4)).getUint32(0, true);
  if (length > size - 12) throw new RangeError("a footer longer than the file");
  const bytes = new Uint8Array(await file.slice(size - 8 - length, size - 8));
  readThriftStruct({ bytes, at: 0 });
}

/** The names of the columns, each of which must be one value per row. */
function flatColumns({ schema, row_groups, num_rows }: FileMetaData, source: string): string[] {
  const [root, ...fields] = schema;
  const nested = fields.filter(({ num_children, repetition_type }) =>
    (num_children ?? 0) > 0 || repetition_type === "REPEATED"
  );
  if (nested.length > 0) {
    throw new DataError(
      `Cannot read ${source}: columns must hold one value per row, found lists or records in ${
        nested.map(({ name }) => JSON.stringify(name)).join(", ")
      }`,
    );
  }
  if ((root?.num_children ?? 0) !== fields.length || fields.length === 0) {
    throw new DataError(`Cannot read ${source}: needs columns, found a footer that names none`);
  }
  const rows = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  const bytes = row_groups.flatMap(({ columns }) => columns).reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
    0,
  );
  const counts = row_groups.map((group) => Number(group.num_rows));
  if (rows !== Number(num_rows) || counts.some((count) => count < 0) || bytes < 0) {
    throw new DataError(
      `Cannot read ${source}: its footer contradicts itself. Make the file again`,
    );
  }
  if (bytes > MOST_BYTES * Math.max(1, row_groups.length)) {
    throw new DataError(
      `Cannot read ${source}: its row groups unpack to more than ${MOST_BYTES / 2 ** 30} GiB each`,
    );
  }
  if (counts.some((count) => count > MOST_ROWS)) {
    throw new DataError(
      `Cannot read ${source}: needs row groups of at most ${MOST_ROWS} rows, found more. Write smaller ones`,
    );
  }
  return fields.map(({ name }) => name);
}
