import { UsageError } from "../../lib/errors/mod.ts";
import { formatCsv, writeTextAtomically } from "../../lib/tables/mod.ts";
import { assertEquals, assertRejects, assertThrows } from "../assert.ts";

Deno.test("formatCsv() quotes where needed, writes null as an empty cell and numbers in full", () => {
  assertEquals(
    formatCsv(["a", 'b "x"', "c"], [["x,y", 'q"r', null], ["two\nlines", " blank", 0.1 + 0.2], [
      "",
      -0,
      1e21,
    ]]),
    'a,"b ""x""",c\n"x,y","q""r",\n"two\nlines"," blank",0.30000000000000004\n,0,1e+21\n',
  );
});

Deno.test("formatCsv() refuses NaN, infinity and rows of another width", () => {
  assertThrows(() => formatCsv(["a"], [[NaN]]), UsageError, "a number must be finite, found NaN");
  assertThrows(() => formatCsv(["a"], [[-Infinity]]), UsageError, "found -Infinity");
  assertThrows(
    () => formatCsv(["a", "b"], [["x"]]),
    UsageError,
    "row 2 must have 2 cells, found 1",
  );
});

Deno.test("writeTextAtomically() replaces a file and leaves nothing beside it", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/fits.csv`;
  await writeTextAtomically(path, "old\n");
  await writeTextAtomically(path, "new\n");
  assertEquals(await Deno.readTextFile(path), "new\n");
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["fits.csv"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeTextAtomically() says why a path cannot be written and leaves nothing behind", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/inner`);
  await Deno.writeTextFile(`${folder}/file`, "");
  const cases: [string, string][] = [
    [`${folder}/missing/fits.csv`, "its folder does not exist"],
    [`${folder}/inner`, "it is a folder"],
    [`${folder}/file/fits.csv`, "a part of the path is a file"],
  ];
  for (const [path, message] of cases) {
    await assertRejects(() => writeTextAtomically(path, "x"), UsageError, message);
  }
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["file", "inner"]);
  await Deno.remove(folder, { recursive: true });
});
