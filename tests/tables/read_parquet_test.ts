import { parquetWriteBuffer } from "hyparquet-writer";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { readParquet, readTable } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { TABLE_PARQUET } from "../fuzz/good_files.ts";

async function withFile<T>(
  bytes: Uint8Array,
  use: (path: string) => Promise<T>,
  suffix = ".parquet",
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix });
  try {
    await Deno.writeFile(path, bytes);
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("readParquet() gives the table that CSV of the same values would give", async () => {
  const table = await withFile(TABLE_PARQUET, readParquet);
  assertEquals(table.columns, ["drug", "dose_nM", "response", "replicate", "exclude"]);
  assertEquals(table.decimal, ".");
  assertEquals(table.rows[2], { row: 4, cells: ["crizotinib", "10", "0.92762", "2", "spilt"] });
});

Deno.test("readTable() knows Parquet by its content, not its name", async () => {
  const table = await withFile(TABLE_PARQUET, (path) => readTable(path), ".csv");
  assertEquals(table.rows.length, 6);
});

Deno.test("readParquet() writes single precision without digits that were never measured", async () => {
  const data = [0.1, 1e-7, 12345.678, 0];
  const bytes = new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: "x", data, type: "FLOAT" }] }),
  );
  const { rows } = await withFile(bytes, readParquet);
  assertEquals(rows.map(({ cells }) => cells[0]), ["0.1", "1e-7", "12345.678", "0"]);
});

Deno.test("readParquet() gives dates, truth and large whole numbers as text", async () => {
  const bytes = new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: "when", data: [new Date("2020-04-24"), new Date("2020-04-24T11:51:59Z")] },
      { name: "ok", data: [true, false] },
      { name: "id", data: [9007199254740993n, 2n] },
    ],
  }));
  const { rows } = await withFile(bytes, readParquet);
  assertEquals(rows.map(({ cells }) => cells), [
    ["2020-04-24", "true", "9007199254740993"],
    ["2020-04-24T11:51:59.000Z", "false", "2"],
  ]);
});

Deno.test("readParquet() refuses lists, files cut off, other files and missing ones", async () => {
  const nested = new Uint8Array(parquetWriteBuffer({
    columnData: [{ name: "j", data: [{ a: 1 }, { a: 2 }] }],
  }));
  const refused = (bytes: Uint8Array, says: string) =>
    withFile(bytes, (path) => assertRejects(() => readParquet(path), DataError, says));
  await refused(TABLE_PARQUET.slice(0, 400), "one that is cut off");
  await refused(new TextEncoder().encode("dose,response\n1,2\n"), "another kind of file");
  const damaged = TABLE_PARQUET.slice();
  damaged[damaged.length - 40] ^= 255;
  await refused(damaged, "Cannot read");
  assert((await withFile(nested, readParquet)).rows[0].cells[0].includes("1"));
  await assertRejects(() => readParquet("nowhere.parquet"), UsageError, "there is no such file");
});

Deno.test("readParquet() refuses pages that would make their decoder fill memory or never end", async () => {
  // The first page of values begins at byte 33; its levels, two bytes, at byte 54.
  const damaged = (from: number, bytes: readonly number[]) => {
    const file = TABLE_PARQUET.slice();
    file.set(bytes, from);
    return file;
  };
  const refused = (bytes: Uint8Array, says: string) =>
    withFile(bytes, (path) => assertRejects(() => readParquet(path), DataError, says));
  await refused(damaged(54, [254, 127]), "a run too long");
  await refused(damaged(42, Array<number>(9).fill(0)), "a size that is none");
  await refused(damaged(33, [21, 6, 21, 8, 21, 255, 255]), "found damage");
});
