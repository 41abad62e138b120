import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { decodeText, readTable } from "../../lib/tables/mod.ts";
import { assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

async function withFile(bytes: Uint8Array | string, test: (path: string) => Promise<unknown>) {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await Deno.writeFile(path, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    await test(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("readTable() reads a file and calls the table by its path", () =>
  withFile("a,b\n1,2\n", async (path) => {
    const table = await readTable(path);
    assertEquals(table, {
      source: path,
      columns: ["a", "b"],
      rows: [{ row: 2, cells: ["1", "2"] }],
    });
  }));

Deno.test("readTable() carries a declared decimal mark", () =>
  withFile("a\n1,5\n", async (path) => {
    assertEquals((await readTable(path, { decimal: ",", delimiter: ";" })).decimal, ",");
  }));

Deno.test("readTable() says that a file is missing, a folder, or empty", async () => {
  await assertRejects(() => readTable("nowhere/wells.csv"), UsageError, "there is no such file");
  const folder = await Deno.makeTempDir();
  await assertRejects(() => readTable(folder), UsageError, "needs a file, found a folder");
  await Deno.remove(folder);
  await withFile(
    "",
    (path) => assertRejects(() => readTable(path), DataError, "found an empty file"),
  );
  await withFile(
    "a,b\n",
    (path) => assertRejects(() => readTable(path), DataError, "only the header"),
  );
});

Deno.test("readTable() says what a file that is not text is", async () => {
  const cases: [Uint8Array | string, string][] = [
    ["PK\x03\x04rest", "a ZIP archive, as XLSX workbooks are"],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n", "a Git LFS pointer"],
    ["a,b\n1,\0\n", "found a binary file (control character U+0000)"],
  ];
  for (const [bytes, message] of cases) {
    await withFile(
      bytes,
      (path) => assertRejects(() => readTable(path), DataError, message),
    );
  }
});

Deno.test("decodeText() reads UTF-8 and UTF-16 by their marks", () => {
  const text = "dose_µM\n1\n";
  const utf16 = Uint16Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0));
  const little = new Uint8Array(utf16.buffer);
  const big = little.map((_, i) => little[i ^ 1]);
  assertEquals(decodeText(new TextEncoder().encode(`\uFEFF${text}`), { source: "a" }), text);
  assertEquals(decodeText(little, { source: "a" }), text);
  assertEquals(decodeText(big, { source: "a" }), text);
});

Deno.test("decodeText() refuses bytes that are not UTF-8 unless their encoding is declared", () => {
  const latin = Uint8Array.of(0xb5, 0x4d);
  assertThrows(
    () => decodeText(latin, { source: "a.csv" }),
    DataError,
    'Save the file as UTF-8 ("CSV UTF-8" in a spreadsheet program; File, Save As, Encoding in a text editor)',
  );
  assertEquals(decodeText(latin, { source: "a.csv", encoding: "windows-1252" }), "µM");
  const unmarked = new Uint8Array(Uint16Array.from("a,b", (letter) => letter.charCodeAt(0)).buffer);
  assertThrows(() => decodeText(unmarked, { source: "a.csv" }), DataError, "found a binary file");
});

sharedTest(
  "readTable() takes a screen's file as it is",
  "real/sarcoma_screen/ratio_data.txt",
  async (path) => {
    const table = await readTable(path);
    assertEquals(table.columns.length, 13);
    assertEquals(table.rows.length, 7320);
    assertEquals(table.rows[0].cells.slice(0, 3), ["A204 AZD-0156 1", "1", "1.1093"]);
    assertEquals(table.rows[0].cells[11], "");
  },
);
