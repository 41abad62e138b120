/** The columns that are decoded here, held to hyparquet on every codec, page version and writer. */
import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { DataError } from "../../lib/errors/mod.ts";
import { openParquet, type ParquetFile } from "../../lib/tables/open_parquet.ts";
import { type ParquetColumn, readParquetColumn } from "../../lib/tables/parquet_column.ts";
import { unpackValues } from "../../lib/tables/parquet_package.ts";
import { readRuns } from "../../lib/tables/parquet_runs.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import byArrow from "./parquet_by_arrow.json" with { type: "json" };

/** Opens bytes as a Parquet file for a test. */
async function withParquet(
  bytes: Uint8Array,
  test: (parquet: ParquetFile) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".parquet" });
  try {
    await Deno.writeFile(path, bytes);
    const parquet = await openParquet(path);
    try {
      await test(parquet);
    } finally {
      parquet.close();
    }
  } finally {
    await Deno.remove(path);
  }
}

/** A column as plain values, null where there is none; numbers of 64 bits as numbers. */
function plain(column: ParquetColumn): unknown[] {
  if (column.kind === "values") return [...column.values];
  if (column.kind === "texts") {
    assertEquals(new Set(column.texts).size, column.texts.length);
    return Array.from(column.codes, (code) => code < 0 ? null : column.texts[code]);
  }
  return Array.from(column.numbers, (number) => Number.isNaN(number) ? null : number);
}

/** Every column of every row group, held to hyparquet; returns the kinds of the columns of group 0. */
async function holdToPeer(parquet: ParquetFile): Promise<Record<string, ParquetColumn["kind"]>> {
  const kinds: Record<string, ParquetColumn["kind"]> = {};
  let from = 0;
  for (const [group, { num_rows }] of parquet.metadata.row_groups.entries()) {
    const to = from + Number(num_rows);
    for (const column of parquet.columns) {
      const read = await readParquetColumn(parquet, group, column);
      kinds[column] ??= read.kind;
      const peer = await unpackValues(parquet, { column, from, to });
      const expected = read.kind === "values"
        ? peer
        : peer.map((value) => typeof value === "bigint" ? Number(value) : value ?? null);
      assertEquals(plain(read), expected, `${column} of row group ${group}`);
      const start = await readParquetColumn(parquet, group, column, { rows: 3 });
      assertEquals(plain(start), plain(read).slice(0, 3));
    }
    from = to;
  }
  return kinds;
}

for (const [name, base64] of Object.entries(byArrow)) {
  Deno.test(`readParquetColumn() reads ${name} as hyparquet does`, async () => {
    await withParquet(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)), async (file) => {
      const kinds = await holdToPeer(file);
      for (const column of ["dose", "response", "plate", "field", "signal"]) {
        assertEquals([column, kinds[column]], [column, "numbers"]);
      }
      for (const column of ["drug", "well", "nothing"]) {
        assertEquals([column, kinds[column]], [column, "texts"]);
      }
      for (const column of ["kept", "barcode", "day"]) {
        assertEquals([column, kinds[column]], [column, "values"]);
      }
    });
  });
}

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: 0, max: 3 }).map((n) => n / 4),
);
const word = fc.oneof(fc.constantFrom("", "A", "crizotinib", "µ"), fc.string({ unit: "grapheme" }));

const columns = fc.integer({ min: 1, max: 300 }).chain((length) => {
  const exactly = { minLength: length, maxLength: length };
  return fc.record({
    number: fc.array(number, exactly),
    gaps: fc.array(optional(number), exactly),
    whole: fc.array(optional(fc.integer()), exactly),
    long: fc.array(optional(fc.maxSafeInteger().map(BigInt)), exactly),
    word: fc.array(word, exactly),
    spaced: fc.array(optional(word), exactly),
  });
});

Deno.test("readParquetColumn() reads any numbers and texts as hyparquet does", async () => {
  await fc.assert(
    fc.asyncProperty(
      columns,
      fc.constantFrom("SNAPPY" as const, "UNCOMPRESSED" as const, "GZIP" as const),
      fc.constantFrom(0, 50, 400),
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      async (data, codec, pageSize, rowGroupSize, dictionary) => {
        const encoding = dictionary ? {} : { encoding: "PLAIN" as const };
        const columnData: ColumnSource[] = [
          { name: "number", data: data.number, type: "DOUBLE", ...encoding },
          { name: "gaps", data: data.gaps, type: "DOUBLE", ...encoding },
          { name: "whole", data: data.whole, type: "INT32", ...encoding },
          { name: "long", data: data.long, type: "INT64", ...encoding },
          { name: "word", data: data.word, type: "STRING", ...encoding },
          { name: "spaced", data: data.spaced, type: "STRING", ...encoding },
        ];
        const compressors = { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) };
        const options = { columnData, codec, compressors, pageSize, rowGroupSize };
        await withParquet(new Uint8Array(parquetWriteBuffer(options)), async (file) => {
          await holdToPeer(file);
        });
      },
    ),
    { seed: 9, numRuns: 25 },
  );
});

/** Whole numbers in the hybrid encoding: runs of eight or more equal ones as such, the others in bits. */
function encodeRuns(values: readonly number[], width: number): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < values.length;) {
    let same = at;
    while (same < values.length && values[same] === values[at]) same++;
    if (same - at >= 8) {
      varInt(bytes, 2 * (same - at));
      for (let bit = 0; bit < width; bit += 8) bytes.push(Math.floor(values[at] / 2 ** bit) % 256);
      at = same;
    } else {
      varInt(bytes, 3);
      const bits = Array.from({ length: 8 }, (_, i) => values[at + i] ?? 0)
        .flatMap((value) =>
          Array.from({ length: width }, (_, b) => Math.floor(value / 2 ** b) % 2)
        );
      for (let b = 0; b < bits.length; b += 8) {
        bytes.push(bits.slice(b, b + 8).reduce((sum, bit, i) => sum + bit * 2 ** i, 0));
      }
      at += 8;
    }
  }
  return Uint8Array.from(bytes);
}

function varInt(bytes: number[], value: number): void {
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(128 + value % 128);
  bytes.push(value);
}

Deno.test("readRuns() reads runs and bits of every width", () => {
  const widths = fc.integer({ min: 1, max: 24 }).chain((width) =>
    fc.tuple(
      fc.constant(width),
      fc.array(fc.tuple(fc.nat(2 ** width - 1), fc.constantFrom(1, 2, 9, 200)), { maxLength: 20 }),
    )
  );
  fc.assert(
    fc.property(widths, ([width, runs]) => {
      const values = runs.flatMap(([value, times]) => Array<number>(times).fill(value));
      const into = new Int32Array(values.length);
      readRuns({ bytes: encodeRuns(values, width), at: 0 }, width, into, values.length);
      assertEquals([...into], values);
    }),
    { seed: 9, numRuns: 200 },
  );
});

Deno.test("readRuns() refuses bytes that end too early and runs that are too long", () => {
  const read = (bytes: readonly number[], count: number, width = 3) =>
    readRuns({ bytes: Uint8Array.from(bytes), at: 0 }, width, new Int32Array(count), count);
  assertThrows(() => read([], 1), RangeError, "end too early");
  assertThrows(() => read([16], 8), RangeError, "ends too early");
  assertThrows(() => read([3, 1, 2], 8), RangeError, "ends too early");
  assertThrows(() => read([18, 1], 8), RangeError, "a run too long");
  assertThrows(() => read([0, 0, 0], 8), RangeError, "ends too early");
});

Deno.test("readRuns() refuses a number beyond the dictionary, in runs and in bits", () => {
  const read = (values: readonly number[], dictionary: number) => {
    const into = new Int32Array(values.length);
    const cursor = { bytes: encodeRuns(values, 3), at: 0 };
    readRuns(cursor, 3, into, values.length, dictionary);
    return [...into];
  };
  for (
    const values of [[0, 1, 5, 2], [1, ...Array<number>(7).fill(0), ...Array<number>(9).fill(5)]]
  ) {
    assertEquals(read(values, 6), values);
    assertThrows(() => read(values, 5), RangeError, "a value that the dictionary lacks");
  }
});

Deno.test("readParquetColumn() refuses an index that the dictionary lacks", async () => {
  const data = Array.from({ length: 64 }, (_, i) => ["A", "B", "C"][i % 3]);
  const columnData = [{ name: "drug", data, type: "STRING" as const }];
  const options = { columnData, codec: "UNCOMPRESSED" as const, statistics: false };
  const bytes = new Uint8Array(parquetWriteBuffer(options));
  // Indexes of two bits: 0, 1, 2, 0 is the byte 36; four times 3 is beyond three texts.
  const at = bytes.indexOf(36);
  assert(at > 0);
  bytes[at] = 255;
  await withParquet(bytes, async (file) => {
    await assertRejects(
      () => readParquetColumn(file, 0, "drug"),
      DataError,
      "a value that the dictionary lacks",
    );
  });
});
