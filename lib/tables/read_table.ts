import { DataError } from "../errors/mod.ts";
import { decodeText, type Encoding } from "./decode_text.ts";
import { openingFile } from "./opening_file.ts";
import { parseTable, type ParseTableOptions } from "./parse_table.ts";
import { readParquet } from "./read_parquet.ts";
import type { Table } from "./table.ts";

/** How a file is to be read; `source` defaults to its path. */
export interface ReadTableOptions extends Partial<ParseTableOptions> {
  /** Needed only where the file is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
}

/**
 * A table from a file: CSV, TSV or other delimited text, or Parquet. What the file holds decides, not
 * its name.
 *
 * @param path The file, relative to the working directory
 * @returns The table, cells as text; see {@linkcode parseTable} for what is tidied
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is empty, not text, or not a table
 *
 * @example Usage
 * ```ts
 * import { readTable, writeTextAtomically } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await writeTextAtomically(path, "dose_nM,response\n0,1\n10,0.9\n");
 * assertEquals((await readTable(path)).rows.length, 2);
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  const source = options.source ?? path;
  if (String.fromCharCode(...await readHead(path, 4)) === "PAR1") {
    return { ...await readParquet(path), source };
  }
  const text = await readTextFile(path, { source, encoding: options.encoding });
  return parseTable(text, { ...options, source });
}

/**
 * The text of a file, decoded as {@linkcode decodeText} does.
 *
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is empty or not text
 */
export async function readTextFile(
  path: string,
  { source = path, encoding }: { source?: string; encoding?: Encoding } = {},
): Promise<string> {
  const bytes = await readBytes(path);
  if (bytes.length === 0) {
    throw new DataError(`Cannot read ${source}: needs text, found an empty file`);
  }
  return decodeText(bytes, { source, encoding });
}

/**
 * The bytes of a file, with errors in the words of this library.
 *
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 */
export function readBytes(path: string): Promise<Uint8Array> {
  return openingFile(path, () => Deno.readFile(path));
}

/**
 * The first bytes of a file, as many as asked for or as it has.
 *
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 */
export function readHead(path: string, length: number): Promise<Uint8Array> {
  return openingFile(path, async () => {
    const file = await Deno.open(path);
    try {
      const head = new Uint8Array(length);
      return head.subarray(0, await file.read(head) ?? 0);
    } finally {
      file.close();
    }
  });
}
