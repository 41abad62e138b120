import { openDelimited } from "./open_delimited.ts";
import { openParquet } from "./open_parquet.ts";
import { readStart } from "./read_chunks.ts";
import type { RowFile } from "./row_file.ts";

/**
 * A file of rows, whatever its name: Parquet is known by its first bytes, anything else is delimited
 * text, plain or packed with gzip.
 *
 * @throws {DataError} If it cannot be read as what it is
 */
export function openRows(path: string): Promise<RowFile> {
  return isParquet(path) ? openParquet(path) : openDelimited(path);
}

function isParquet(path: string): boolean {
  return String.fromCharCode(...readStart(path, 4)) === "PAR1";
}
