import { DataError, plural } from "../errors/mod.ts";
import { checkParquetPages } from "./check_parquet_pages.ts";
import { openParquet, type ParquetFile, readingParquet } from "./open_parquet.ts";
import { unpackValues } from "./parquet_package.ts";
import { tableFromRecords } from "./parse_table.ts";
import type { Table } from "./table.ts";

/** Cells that a table in memory may have; larger files are for the screen's own reader. */
const MOST_CELLS = 20_000_000;

/**
 * A tidy table from a Parquet file, as {@linkcode readTable} gives it of CSV: every cell as text, a
 * number in the shortest form that reads back as the same number, null as an empty cell. The decimal
 * mark is declared, so nothing is guessed.
 *
 * @param path The file, relative to the working directory
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 * @throws {DataError} If it is not a whole Parquet file, a column holds lists or records, it has no
 * rows, or more than 20 million cells
 *
 * @example Usage
 * ```ts
 * import { readParquet, writeBytesAtomically } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 * import { parquetWriteBuffer } from "hyparquet-writer";
 *
 * const path = await Deno.makeTempFile({ suffix: ".parquet" });
 * const columnData = [
 *   { name: "drug", data: ["crizotinib", "crizotinib"] },
 *   { name: "dose_nM", data: [0, 12.5] },
 * ];
 * await writeBytesAtomically(path, new Uint8Array(parquetWriteBuffer({ columnData })));
 * const { rows } = await readParquet(path);
 * assertEquals(rows[1], { row: 3, cells: ["crizotinib", "12.5"] });
 * ```
 */
export async function readParquet(path: string): Promise<Table> {
  const parquet = await openParquet(path);
  try {
    return await tableOfParquet(parquet);
  } finally {
    parquet.close();
  }
}

async function tableOfParquet(parquet: ParquetFile): Promise<Table> {
  const { source, metadata, columns } = parquet;
  const cells = Number(metadata.num_rows) * columns.length;
  if (cells > MOST_CELLS) {
    throw new DataError(
      `Cannot read ${source}: needs a table of at most ${plural(MOST_CELLS, "cell")}, found ${
        plural(cells, "cell")
      }. Screens of this size are read in parts: see the screen room`,
    );
  }
  const values = await readingParquet(source, async () => {
    await checkParquetPages(parquet);
    const read: (readonly unknown[])[] = [];
    for (const column of columns) read.push(await readColumn(parquet, column));
    return read;
  });
  const single = singlePrecision(parquet);
  const records = Array.from({ length: Number(metadata.num_rows) }, (_, i) => ({
    row: i + 2,
    cells: values.map((column, j) => cellText(column[i], single[j])),
  }));
  const table = tableFromRecords([{ row: 1, cells: columns }, ...records], {
    source,
    decimal: ".",
  });
  // A row of nulls is no row in a text table either.
  return { ...table, rows: table.rows.filter(({ cells }) => cells.some((cell) => cell !== "")) };
}

/**
 * One column, one row group after the other. Read together, the first damaged part would be reported
 * and the next one, which nobody waits for any more, would end the program.
 */
async function readColumn(parquet: ParquetFile, column: string): Promise<readonly unknown[]> {
  const parts: (readonly unknown[])[] = [];
  let from = 0;
  for (const { num_rows } of parquet.metadata.row_groups) {
    const to = from + Number(num_rows);
    parts.push(await unpackValues(parquet, { column, from, to }));
    from = to;
  }
  return parts.flat();
}

function singlePrecision({ metadata }: ParquetFile): boolean[] {
  return metadata.schema.slice(1).map(({ type }) => type === "FLOAT");
}

/** A value as a text table would hold it. */
function cellText(value: unknown, single: boolean): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return single ? shortestSingle(value) : String(value);
  if (typeof value === "string") return value.trim();
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace("T00:00:00.000Z", "");
  }
  if (value instanceof Uint8Array) return Array.from(value, hexadecimal).join("");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** 0.1 stored in 32 bits is 0.10000000149…: the digits beyond its precision are not data. */
function shortestSingle(value: number): string {
  for (let digits = 6; digits <= 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(value);
}

function hexadecimal(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
