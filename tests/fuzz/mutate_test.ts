import fc from "fast-check";
import { DataError } from "../../lib/errors/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { CURVE_TSV, TABLE_PARQUET } from "./good_files.ts";
import { damagedBinaryFile, damagedTextFile, damageText, readsOrRefuses } from "./mutate.ts";

const path = await Deno.makeTempFile();
const nothing = () => {};

Deno.test("readsOrRefuses() lets the errors of the library pass, and nothing else", async () => {
  const attempt = (error: Error) =>
    readsOrRefuses(path, new Uint8Array(), () => Promise.reject(error), nothing);
  assertEquals(await attempt(new DataError("Cannot read x: empty")), "refused");
  await assertRejects(() => attempt(new TypeError("undefined is no function")), TypeError);
  await assertRejects(() => attempt(new DataError("oops")), Error, "without its action");
});

Deno.test("readsOrRefuses() holds what was read to its promise", async () => {
  const lost = () =>
    readsOrRefuses(path, new Uint8Array(), () => 3, (rows) => assertEquals(rows, 4));
  await assertRejects(lost, Error, "Values are not equal");
  assertEquals(await readsOrRefuses(path, new Uint8Array(), () => 3, nothing), "read");
});

Deno.test("damaged files are the same every time, differ from each other and from the good one", () => {
  const sample = () => fc.sample(damagedTextFile([CURVE_TSV]), { seed: 1, numRuns: 200 });
  const texts = sample().map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(texts, sample().map((bytes) => new TextDecoder().decode(bytes)));
  assert(new Set(texts).size > 150);
  assert(texts.filter((text) => text !== CURVE_TSV).length > 180);
  const binary = fc.sample(damagedBinaryFile([TABLE_PARQUET]), { seed: 1, numRuns: 50 });
  assert(binary.some((bytes) => bytes.length !== TABLE_PARQUET.length));
});

Deno.test("damageText() swaps columns, replaces cells and drops lines as its changes say", () => {
  const change = (kind: "swap columns" | "replace cell" | "drop line", from: number, to: number) =>
    damageText("a,b\n1,2\n3,4", [{ kind, from, to, stray: "x" }]);
  assertEquals(change("swap columns", 0, 1), "b,a\n2,1\n4,3");
  assertEquals(change("replace cell", 0.5, 1), "a,b\n1,x\n3,4");
  assertEquals(change("drop line", 1, 0), "a,b\n1,2");
});
