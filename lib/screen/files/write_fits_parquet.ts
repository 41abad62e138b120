import { SCREEN_COLUMNS } from "../screen_fits.ts";
import type { FitRows } from "./fit_rows.ts";
import { FITS_KEY } from "./fits_info.ts";
import { constantColumns, type Constants, type FitsFormat } from "./fits_writer.ts";
import {
  NUMBERS,
  NUMBERS_OR_NULLS,
  openParquetWriter,
  type ParquetField,
  TEXTS,
} from "./parquet_writer.ts";

/** Counts stand in the file as integers. */
const COUNTS: readonly string[] = ["n_wells", "n_doses"];

/**
 * Begins a Parquet file of fits (Snappy, one row group per 16,384 fits): numbers as doubles, counts
 * as integers, words as texts by dictionary; a missing number is null. What the file says of itself
 * stands under the key "halfmax.fits".
 *
 * @param path The file
 * @param constants What every row says alike
 */
export function openFitsParquet(path: string, constants: Constants): FitsFormat {
  const same = constantColumns(constants);
  const writer = openParquetWriter(path, {
    name: "fits",
    fields: fieldsOf(constants.by, same),
    // Least and largest of 16,384 curves in the order of the screen say nothing about them.
    statistics: false,
  });
  return {
    write(rows) {
      writer.write({
        rowGroupSize: rows.count,
        // A row group is small enough for one page.
        pageSize: 0,
        columnData: [
          ...constants.by.map((name, n) => ({ name, data: [...rows.names[n]] })),
          ...columnsOf(rows),
          ...same.map(([name, value]) => ({ name, data: new Array(rows.count).fill(value) })),
        ],
      });
    },
    finish(info) {
      writer.kvMetadata = [{ key: FITS_KEY, value: JSON.stringify(info) }];
      writer.finish();
    },
    // The writer opens the file for each portion and leaves nothing open.
    close() {},
  };
}

function fieldsOf(
  by: readonly string[],
  same: readonly (readonly [string, string | number])[],
): ParquetField[] {
  return [
    ...by.map((name) => ({ name, ...TEXTS })),
    ...SCREEN_COLUMNS.map(({ name, kind }) =>
      kind === "category"
        ? { name, ...TEXTS }
        : COUNTS.includes(name)
        ? { name, type: "INT32", repetition_type: "REQUIRED" } as const
        : { name, ...NUMBERS_OR_NULLS }
    ),
    ...same.map(([name, value]) =>
      typeof value === "number" ? { name, ...NUMBERS } : { name, ...TEXTS }
    ),
  ];
}

function columnsOf({ count, values, codes }: FitRows) {
  return SCREEN_COLUMNS.map((column) => {
    const { name } = column;
    if (column.kind === "category") {
      return { name, data: wordsOf(codes[column.name].subarray(0, count), column.words) };
    }
    const numbers = values[column.name].subarray(0, count);
    if (COUNTS.includes(name)) return { name, data: Int32Array.from(numbers) };
    return { name, data: withNulls(numbers), encoding: "PLAIN" as const };
  });
}

function wordsOf(codes: Uint8Array, words: readonly string[]): string[] {
  const texts = new Array<string>(codes.length);
  for (let i = 0; i < codes.length; i++) texts[i] = words[codes[i]];
  return texts;
}

/** Missing numbers as nulls; columns without any stay as they are. */
function withNulls(numbers: Float64Array): Float64Array | (number | null)[] {
  let first = 0;
  while (first < numbers.length && !Number.isNaN(numbers[first])) first++;
  if (first === numbers.length) return numbers;
  const data: (number | null)[] = new Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) data[i] = Number.isNaN(numbers[i]) ? null : numbers[i];
  return data;
}
