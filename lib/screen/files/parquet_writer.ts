import { fileWriter, ParquetWriter } from "hyparquet-writer";

export type { ParquetWriter } from "hyparquet-writer";

/** A column of a file that is being written. */
export type ParquetField = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/** A column of texts, none of them missing. */
export const TEXTS = {
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  repetition_type: "REQUIRED",
} as const;

/** A column of numbers, none of them missing. */
export const NUMBERS = { type: "DOUBLE", repetition_type: "REQUIRED" } as const;

/** A column of numbers that may be missing. */
export const NUMBERS_OR_NULLS = { type: "DOUBLE", repetition_type: "OPTIONAL" } as const;

/**
 * Begins a Parquet file (Snappy), to be written a row group at a time.
 *
 * @param path The file
 * @param options.name What a row is
 * @param options.fields The columns
 * @param options.texts What the file carries besides its rows, by key
 * @param options.statistics Whether the least and the largest value of each column are kept
 */
export function openParquetWriter(
  path: string,
  { name, fields, texts = {}, statistics = true }: {
    readonly name: string;
    readonly fields: readonly ParquetField[];
    readonly texts?: Readonly<Record<string, string>>;
    readonly statistics?: boolean;
  },
): ParquetWriter {
  return new ParquetWriter({
    writer: fileWriter(path),
    schema: [{ name, num_children: fields.length }, ...fields],
    createdBy: "halfmax",
    kvMetadata: Object.entries(texts).map(([key, value]) => ({ key, value })),
    statistics,
  });
}
