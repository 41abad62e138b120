import { openParquet } from "./open_parquet.ts";
import { type ParquetColumn, readParquetColumn } from "./parquet_column.ts";

/** A Parquet file that is open to be read a column of a row group at a time; its owner closes it. */
export interface ParquetGroups {
  /** Names of the columns, in their order. */
  readonly columns: readonly string[];
  /** Texts that the file carries besides its rows, by key. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many rows each row group has. */
  readonly rows: readonly number[];
  /**
   * One column of a row group.
   *
   * @param group Position of the row group
   * @param column Name of the column
   * @param options.rows Rows that are needed, from the beginning of the group; default all
   * @throws {DataError} If the column is damaged
   */
  column(
    group: number,
    column: string,
    options?: { readonly rows?: number },
  ): Promise<ParquetColumn>;
  /** Closes the file. */
  close(): void;
}

/**
 * Opens a Parquet file that may be larger than memory, to be read in parts; {@linkcode readParquet}
 * reads a small one whole.
 *
 * @param path The file, relative to the working directory
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is not Parquet, its footer cannot be read, or a column holds lists or
 * records instead of values
 *
 * @example Usage
 * ```ts
 * import { openParquetGroups, writeBytesAtomically } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 * import { parquetWriteBuffer } from "hyparquet-writer";
 *
 * const path = await Deno.makeTempFile({ suffix: ".parquet" });
 * const columnData = [{ name: "dose_nM", data: [0, 12.5, null], type: "DOUBLE" as const }];
 * await writeBytesAtomically(path, new Uint8Array(parquetWriteBuffer({ columnData })));
 * const parquet = await openParquetGroups(path);
 * assertEquals(parquet.rows, [3]);
 * const doses = await parquet.column(0, "dose_nM");
 * parquet.close();
 * assertEquals(doses, { kind: "numbers", numbers: Float64Array.of(0, 12.5, NaN) });
 * ```
 */
export async function openParquetGroups(path: string): Promise<ParquetGroups> {
  const parquet = await openParquet(path);
  const { columns, metadata, close } = parquet;
  return {
    columns,
    texts: new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? ""])),
    rows: metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
    column: (group, column, options) => readParquetColumn(parquet, group, column, options),
    close,
  };
}
