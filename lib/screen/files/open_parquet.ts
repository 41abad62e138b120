import { DataError, list, quote } from "../../errors/mod.ts";
import {
  isMissing,
  openParquetGroups,
  type ParquetColumn,
  type ParquetGroups,
  parseNumber,
  type Table,
} from "../../tables/mod.ts";
import { CellProblems } from "./cell_problems.ts";
import type { RowBatch, RowFile, Selection } from "./row_file.ts";
import { WordList } from "./word_list.ts";

/** Rows that are looked at to find out what the columns are. */
const SAMPLE_ROWS = 100;

/**
 * A Parquet file (Snappy, Zstandard, gzip, LZ4, Brotli or not compressed), read row group by row
 * group, only the columns that are asked for.
 *
 * Memory is that of the largest row group. Rows count from 1.
 *
 * @param path The file
 * @throws {DataError} If it is cut off, broken, or has no rows
 */
export function openParquet(path: string): Promise<RowFile> {
  return withParquet(path, async (parquet) => {
    const { columns, texts: metadata } = parquet;
    const size = parquet.rows.reduce((sum, rows) => sum + rows, 0);
    if (size === 0) throw new DataError(`Cannot read ${path}: needs rows, found none`);
    const twice = columns.filter((name, i) => columns.indexOf(name) !== i);
    if (twice.length > 0) {
      throw new DataError(
        `Cannot read ${path}: columns must have different names, found two named ${
          list(twice.map(quote))
        }`,
      );
    }
    return {
      source: path,
      columns,
      sample: await sampleOf(path, parquet),
      metadata,
      size,
      scan(selection, onRead = () => {}) {
        const words = selection.texts.map(() => new WordList());
        return {
          words: words.map(({ words }) => words),
          batches: batchesOf(path, { selection, words, onRead }),
        };
      },
    };
  });
}

/** Opens a Parquet file for a step and closes it whatever comes. */
export async function withParquet<T>(
  path: string,
  step: (parquet: ParquetGroups) => Promise<T>,
): Promise<T> {
  const parquet = await openParquetGroups(path);
  try {
    return await step(parquet);
  } finally {
    parquet.close();
  }
}

/** A column as one value per row; null where there is none. */
export function valuesOf(column: ParquetColumn): ArrayLike<unknown> {
  if (column.kind === "values") return column.values;
  if (column.kind === "texts") return Array.from(column.codes, (code) => column.texts[code]);
  return Array.from(column.numbers, (number) => Number.isNaN(number) ? null : number);
}

/** The first rows, or those of the first row group that has any. */
async function sampleOf(source: string, parquet: ParquetGroups): Promise<Table> {
  const { columns } = parquet;
  const group = parquet.rows.findIndex((count) => count > 0);
  const rows = Math.min(SAMPLE_ROWS, parquet.rows[group]);
  const values: ArrayLike<unknown>[] = [];
  for (const name of columns) {
    values.push(valuesOf(await parquet.column(group, name, { rows })));
  }
  return {
    source,
    columns,
    rows: Array.from({ length: rows }, (_, i) => ({
      row: i + 1,
      cells: values.map((column) => textOf(column[i])),
    })),
  };
}

async function* batchesOf(
  path: string,
  { selection, words, onRead }: {
    readonly selection: Selection;
    readonly words: readonly WordList[];
    readonly onRead: (read: number) => void;
  },
): AsyncGenerator<RowBatch> {
  const problems = new CellProblems(path);
  const parquet = await openParquetGroups(path);
  try {
    const rows = new Float64Array(parquet.rows.reduce((most, count) => Math.max(most, count), 0));
    let from = 0;
    for (const [group, count] of parquet.rows.entries()) {
      const first = from + 1;
      const numbers: Float64Array[] = [];
      for (const name of selection.numbers) {
        const column = await parquet.column(group, name);
        numbers.push(numbersOf(column, (i, found) => {
          problems.add({ row: first + i, column: name, needed: "a number", found });
        }));
      }
      const codes: Int32Array[] = [];
      for (const [t, name] of selection.texts.entries()) {
        codes.push(codesOf(await parquet.column(group, name), words[t]));
      }
      const row = rows.subarray(0, count);
      for (let i = 0; i < count; i++) row[i] = first + i;
      yield { count, row, numbers, codes };
      from += count;
      onRead(from);
    }
  } finally {
    parquet.close();
  }
  problems.throwIfAny();
}

function numbersOf(
  column: ParquetColumn,
  refuse: (index: number, found: string) => void,
): Float64Array {
  // Infinity goes on: who knows the curve of the row can say more of it.
  if (column.kind === "numbers") return column.numbers;
  const values = valuesOf(column);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (typeof value === "number") numbers[i] = value;
    else if (value === null || value === undefined) numbers[i] = NaN;
    else if (typeof value === "bigint") numbers[i] = Number(value);
    else {
      const text = textOf(value);
      const number = typeof value === "string" ? parseNumber(text) : undefined;
      numbers[i] = number ?? NaN;
      if (number === undefined && !isMissing(text)) refuse(i, text);
    }
  }
  return numbers;
}

function codesOf(column: ParquetColumn, words: WordList): Int32Array {
  if (column.kind === "texts") return recoded(column, words);
  const values = column.kind === "numbers" ? column.numbers : column.values;
  const codes = new Int32Array(values.length);
  let last: unknown;
  let code = -1;
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (code < 0 || !Object.is(value, last)) {
      code = words.codeOf(Number.isNaN(value) ? "" : textOf(value));
      last = value;
    }
    codes[i] = code;
  }
  return codes;
}

/** The codes of a row group as those of the file: each text is looked up once. */
function recoded(
  { codes, texts }: Extract<ParquetColumn, { kind: "texts" }>,
  words: WordList,
): Int32Array {
  // Codes are given in the order of the rows, so that they do not depend on the order in a dictionary.
  const known = new Int32Array(texts.length + 1).fill(-1);
  for (let i = 0; i < codes.length;) {
    const code = codes[i];
    if (known[code + 1] < 0) known[code + 1] = words.codeOf(code < 0 ? "" : texts[code].trim());
    i = replaceRun(codes, i, known[code + 1]);
  }
  return codes;
}

/** Gives a run of equal codes another code; returns where the run ends. */
function replaceRun(codes: Int32Array, from: number, code: number): number {
  const replaced = codes[from];
  let i = from;
  for (; i < codes.length && codes[i] === replaced; i++) codes[i] = code;
  return i;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value).trim();
  return String(value).trim();
}
