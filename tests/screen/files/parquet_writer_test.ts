/** Files of the writer, read by hyparquet and by the decoder of the tables room. */
import fc from "fast-check";
import { join } from "node:path";
import type { ParquetField } from "../../../lib/screen/files/column_chunk.ts";
import {
  type ColumnValues,
  compactNumbers,
  constantValues,
  dictionaryValues,
  indexWidth,
} from "../../../lib/screen/files/column_values.ts";
import { DataError } from "../../../lib/errors/mod.ts";
import { openParquetWriter } from "../../../lib/screen/files/parquet_writer.ts";
import { checkParquetPages } from "../../../lib/tables/check_parquet_pages.ts";
import { openParquet } from "../../../lib/tables/open_parquet.ts";
import { readParquetColumn } from "../../../lib/tables/parquet_column.ts";
import { type RowGroup, unpackValues } from "../../../lib/tables/parquet_package.ts";
import { assert, assertEquals, assertRejects } from "../../assert.ts";
import { inScreenFolder } from "./screen_fixture.ts";

const FIELDS: readonly ParquetField[] = [
  { name: "drug", type: "BYTE_ARRAY", optional: false },
  { name: "status", type: "BYTE_ARRAY", optional: false },
  { name: "ic50", type: "DOUBLE", optional: true },
  { name: "dose", type: "DOUBLE", optional: false },
  { name: "wells", type: "INT32", optional: false },
  { name: "level", type: "DOUBLE", optional: false },
];

const STATUSES = ["measured", "flat", "", "zu flach: µ"];

/** Rows as a test states them, null where a number is missing. */
interface Rows {
  readonly drug: readonly string[];
  readonly status: readonly number[];
  readonly ic50: readonly (number | null)[];
  readonly dose: readonly number[];
  readonly wells: readonly number[];
}

function columnsOf({ drug, status, ic50, dose, wells }: Rows): ColumnValues[] {
  return [
    dictionaryValues(drug),
    { dictionary: STATUSES, indexes: Uint8Array.from(status) },
    Float64Array.from(ic50, (value) => value ?? NaN),
    // Behind another number, as a part of a longer column stands.
    compactNumbers(Float64Array.from([7, ...dose]).subarray(1)),
    dictionaryValues(wells),
    constantValues(0.95, drug.length),
  ];
}

/** Writes row groups and reads every column of each back, once by hyparquet and once by the own decoder. */
async function roundTrip(groups: readonly Rows[]): Promise<void> {
  await inScreenFolder(async (folder) => {
    const path = join(folder, "x.parquet");
    const writer = openParquetWriter(path, "fits", FIELDS);
    for (const rows of groups) writer.write(columnsOf(rows));
    writer.finish({ "halfmax.test": "carried: µ" });
    const parquet = await openParquet(path);
    try {
      await checkParquetPages(parquet);
      const { metadata } = parquet;
      assertEquals(metadata.row_groups.map(({ num_rows }) => Number(num_rows)), [
        ...groups.map(({ drug }) => drug.length),
      ]);
      assertEquals(metadata.key_value_metadata, [{ key: "halfmax.test", value: "carried: µ" }]);
      assertEquals(
        metadata.schema.slice(1).map((field) => [
          field.name,
          field.type,
          field.repetition_type === "OPTIONAL",
          field.converted_type,
        ]),
        FIELDS.map(({ name, type, optional }) => [
          name,
          type,
          optional,
          type === "BYTE_ARRAY" ? "UTF8" : undefined,
        ]),
      );
      for (const { columns } of metadata.row_groups) columns.forEach(assertInOrder);
      let from = 0;
      for (const [group, rows] of groups.entries()) {
        const to = from + rows.drug.length;
        const expected: Record<string, readonly unknown[]> = {
          ...rows,
          status: rows.status.map((code) => STATUSES[code]),
          level: rows.drug.map(() => 0.95),
        };
        for (const { name } of FIELDS) {
          const peer = await unpackValues(parquet, { column: name, from, to });
          assertSame(peer.map(withoutNaN), expected[name], `${name} by hyparquet`);
          const own = await readParquetColumn(parquet, group, name);
          assert(own.kind !== "values");
          const read = own.kind === "texts"
            ? Array.from(own.codes, (code) => own.texts[code])
            : Array.from(own.numbers, (number) => Number.isNaN(number) ? null : number);
          assertSame(read, expected[name], name);
        }
        from = to;
      }
    } finally {
      parquet.close();
    }
  });
}

/** The dictionary comes first, then the data. */
function assertInOrder({ meta_data }: RowGroup["columns"][number]): void {
  const { dictionary_page_offset: dictionary, data_page_offset: data } = meta_data ?? {};
  assert(data !== undefined && (dictionary === undefined || dictionary < data));
}

/** A missing number must be null, never the number NaN. */
function withoutNaN(value: unknown): unknown {
  return Number.isNaN(value) ? "NaN" : value ?? null;
}

/** Long arrays are compared as texts, which is faster. */
function assertSame(actual: readonly unknown[], expected: readonly unknown[], what: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) assertEquals(actual, expected, what);
}

/** Rows whose numbers are all there, all missing, or there in every third row. */
function rowsOf(count: number, isThere: (i: number) => boolean): Rows {
  const every = Array.from({ length: count }, (_, i) => i);
  return {
    drug: every.map((i) => i % 7 === 0 ? "" : `drug ${i % 300}`),
    status: every.map((i) => i % 11 % STATUSES.length),
    ic50: every.map((i) => isThere(i) ? Math.sqrt(i) - 3 : null),
    dose: every.map((i) => 10 ** (i % 9)),
    wells: every.map((i) => i % 2 === 0 ? 30 : 2 ** 31 - 1),
  };
}

for (const count of [1, 7, 8, 9, 16_384 + 1]) {
  Deno.test(`openParquetWriter() writes ${count} rows that hyparquet reads`, async () => {
    for (const isThere of [() => true, () => false, (i: number) => i % 3 === 0]) {
      await roundTrip([rowsOf(count, isThere)]);
    }
  });
}

Deno.test("openParquetWriter() writes a file without rows, and one of three row groups", async () => {
  await roundTrip([]);
  await roundTrip([rowsOf(20, () => true), rowsOf(3, () => false), rowsOf(9, (i) => i === 4)]);
});

const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0.5, 1, 2));
const row = fc.record({
  drug: fc.oneof(fc.constantFrom("A", "B"), fc.string({ unit: "grapheme" })),
  status: fc.nat(STATUSES.length - 1),
  ic50: fc.option(number, { freq: 3 }),
  // Negative zero stands in a dictionary as zero, which is the same dose.
  dose: number.map((value) => value + 0),
  wells: fc.oneof(fc.nat(3), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
});

Deno.test("openParquetWriter() writes any rows so that they are read as they were", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 200 }), async (rows) => {
      await roundTrip([{
        drug: rows.map(({ drug }) => drug),
        status: rows.map(({ status }) => status),
        ic50: rows.map(({ ic50 }) => ic50),
        dose: rows.map(({ dose }) => dose),
        wells: rows.map(({ wells }) => wells),
      }]);
    }),
    { seed: 4, numRuns: 30 },
  );
});

Deno.test("compactNumbers() takes a dictionary where it halves the bytes", () => {
  const repeated = Float64Array.from({ length: 100 }, (_, i) => i % 9);
  assertEquals(compactNumbers(repeated), {
    dictionary: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    indexes: Int32Array.from(repeated),
  });
  const different = Float64Array.from({ length: 100 }, (_, i) => i);
  assert(compactNumbers(different) === different);
  const half = Float64Array.from({ length: 100 }, (_, i) => i % 50);
  assert(compactNumbers(half) === half);
});

Deno.test("indexWidth() is no bit more than positions need", () => {
  const widths = [1, 2, 3, 4, 5, 256, 257].map((length) =>
    indexWidth({ dictionary: new Array(length).fill(""), indexes: new Uint8Array() })
  );
  assertEquals(widths, [0, 1, 2, 2, 3, 8, 9]);
});

Deno.test("readParquetColumn() refuses values of a dictionary that is empty", async () => {
  await inScreenFolder(async (folder) => {
    const path = join(folder, "x.parquet");
    const writer = openParquetWriter(path, "fits", [FIELDS[0], FIELDS[4]]);
    const empty = { dictionary: [], indexes: new Uint8Array(3) };
    writer.write([empty, empty]);
    writer.finish({});
    const parquet = await openParquet(path);
    try {
      for (const column of parquet.columns) {
        await assertRejects(
          () => readParquetColumn(parquet, 0, column),
          DataError,
          "a value that the dictionary lacks",
        );
      }
    } finally {
      parquet.close();
    }
  });
});
