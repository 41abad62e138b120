import { DataError, UsageError } from "../errors/mod.ts";
import { decodeText, type Encoding } from "./decode_text.ts";
import { parseTable, type ParseTableOptions } from "./parse_table.ts";
import type { Table } from "./table.ts";

/** How a file is to be read; `source` defaults to its path. */
export interface ReadTableOptions extends Partial<ParseTableOptions> {
  /** Needed only where the file is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
}

type Reader = (path: string, options: ReadTableOptions) => Promise<Table>;

/** The reader of each format by the end of the file's name; every other file is delimited text. */
const READERS: Readonly<Record<string, Reader>> = { csv: readText, tsv: readText, txt: readText };

/**
 * A table from a file: CSV, TSV or other delimited text.
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
export function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1].toLowerCase() ?? "";
  return (READERS[extension] ?? readText)(path, options);
}

async function readText(path: string, options: ReadTableOptions): Promise<Table> {
  const source = options.source ?? path;
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
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { isDirectory } = await Deno.stat(path);
    if (isDirectory) {
      throw new UsageError(`Cannot read ${path}: needs a file, found a folder. Name a file in it`);
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UsageError(
        `Cannot read ${path}: there is no such file. Check the name; relative paths start at the working directory`,
      );
    }
    if (
      error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable
    ) {
      throw new UsageError(`Cannot read ${path}: permission denied`);
    }
    throw error;
  }
}
