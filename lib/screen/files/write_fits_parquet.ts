import { SCREEN_COLUMNS } from "../screen_fits.ts";
import type { ParquetField } from "./column_chunk.ts";
import { type ColumnValues, constantValues, dictionaryValues } from "./column_values.ts";
import type { FitRows } from "./fit_rows.ts";
import { FITS_KEY } from "./fits_info.ts";
import { constantColumns, type Constants, type FitsFormat } from "./fits_writer.ts";
import { openParquetWriter } from "./parquet_writer.ts";

/** Counts stand in the file as integers. */
const COUNTS: readonly string[] = ["n_wells", "n_doses"];

/**
 * Begins a Parquet file of fits, one row group per 16,384 fits: numbers as doubles, counts as integers,
 * words as texts by dictionary; a missing number is null. What the file says of itself stands under the
 * key "halfmax.fits".
 *
 * @param path The file
 * @param constants What every row says alike
 */
export function openFitsParquet(path: string, constants: Constants): FitsFormat {
  const same = constantColumns(constants);
  const writer = openParquetWriter(path, "fits", fieldsOf(constants.by, same));
  return {
    write(rows) {
      writer.write([
        ...rows.names.map((texts) => dictionaryValues(texts)),
        ...columnsOf(rows),
        ...same.map(([, value]) => constantValues(value, rows.count)),
      ]);
    },
    finish: (info) => writer.finish({ [FITS_KEY]: JSON.stringify(info) }),
    close: writer.close,
  };
}

function fieldsOf(
  by: readonly string[],
  same: readonly (readonly [string, string | number])[],
): ParquetField[] {
  const texts = { type: "BYTE_ARRAY", optional: false } as const;
  return [
    ...by.map((name) => ({ name, ...texts })),
    ...SCREEN_COLUMNS.map(({ name, kind }) =>
      kind === "category"
        ? { name, ...texts }
        : COUNTS.includes(name)
        ? { name, type: "INT32", optional: false } as const
        : { name, type: "DOUBLE", optional: true } as const
    ),
    ...same.map(([name, value]) =>
      typeof value === "number"
        ? { name, type: "DOUBLE", optional: false } as const
        : { name, ...texts }
    ),
  ];
}

function columnsOf({ count, values, codes }: FitRows): ColumnValues[] {
  return SCREEN_COLUMNS.map((column) => {
    if (column.kind === "category") {
      return { dictionary: column.words, indexes: codes[column.name].subarray(0, count) };
    }
    const numbers = values[column.name].subarray(0, count);
    return COUNTS.includes(column.name) ? dictionaryValues(numbers) : numbers;
  });
}
