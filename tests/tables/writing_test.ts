import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { formatCsv, parseTable, writeTextAtomically } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";

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

Deno.test("formatCsv() writes an apostrophe before text that a spreadsheet would run", () => {
  const line = (cell: string | number) => formatCsv(["a"], [[cell]]).split("\n")[1];
  const formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1", "-NA", "'=1", "- 1"];
  for (const text of formulas) assertEquals(line(text).replace(/^"/, "")[0], "'", text);
  assertEquals(line(" =1"), "' =1");
  for (const text of ["=", "-", "-0.5", "+1e5", "-1,5", "-40 %", "H3122-CR", "'quoted'", "a=b"]) {
    assertEquals(line(text).replaceAll('"', ""), text);
  }
  assertEquals(line(-0.5), "-0.5");
  assertEquals(formatCsv(["=a"], []), "'=a\n");
  assertEquals(formatCsv(["a"], [["=1"]], { formulas: "as it is" }), "a\n=1\n");
});

Deno.test("parseTable() reads back what formatCsv() wrote, whatever it begins with", () => {
  const sign = fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    "'",
    "''",
    " ",
    "\t",
    ",",
    '"',
    "1",
    ".",
    "x",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 6 }), (signs) => {
      const text = signs.join("");
      fc.pre(text.trim() !== "");
      const written = formatCsv(["a", "b"], [[text, 1]]);
      const [row] = parseTable(written, { source: "written.csv" }).rows;
      assertEquals(row.cells, [text.trim(), "1"]);
      assert(!/^(=(?!,)|@)/m.test(written.split("\n")[1]));
    }),
    { seed: 6, numRuns: 2000 },
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
