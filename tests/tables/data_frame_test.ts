import { UsageError } from "../../lib/errors/mod.ts";
import { fromDataFrame, loadDanfo, toDataFrame } from "../../lib/tables/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";

interface Bundle {
  readonly "text/plain": string;
  readonly "text/html": string;
}

function shown(value: unknown): Bundle {
  const displayable = value as Record<symbol, () => Bundle>;
  return displayable[Symbol.for("Jupyter.display")]();
}

Deno.test("toDataFrame() and fromDataFrame() keep every cell, doubles in full", async () => {
  const records = [
    { line: "H3122", ic50: 123456789.123, n: 3, flat: false },
    { line: 'a,"b"', ic50: null, n: 1.5, flat: true },
    { line: null, ic50: 0.1, n: 2, flat: null },
  ];
  const frame = await toDataFrame(records);
  assertEquals(frame.dtypes, ["string", "float32", "float32", "boolean"]);
  assertEquals(fromDataFrame(frame), records);
  assertEquals(frame.column("ic50").values, [123456789.123, NaN, 0.1]);
});

Deno.test("toDataFrame() fills fields that some records lack", async () => {
  const frame = await toDataFrame([{ a: 1 }, { a: 2, b: "x" }]);
  assertEquals(fromDataFrame(frame), [{ a: 1, b: null }, { a: 2, b: "x" }]);
});

Deno.test("toDataFrame() types a column from all its rows, not the first twenty", async () => {
  const frame = await toDataFrame([...Array(20).keys(), 1.5].map((v) => ({ v })));
  assertEquals(frame.dtypes, ["float32"]);
});

Deno.test("toDataFrame() refuses what danfojs would break on", async () => {
  await assertRejects(() => toDataFrame([]), UsageError, "needs at least one record");
  for (const name of ["values", "shape", "columns", "index", "dtypes", "$data"]) {
    await assertRejects(
      () => toDataFrame([{ [name]: 1 }]),
      UsageError,
      `danfojs keeps its own state under "${name}". Rename the column`,
    );
  }
  await assertRejects(
    () => toDataFrame([{ replicate: 1 }, { replicate: "2" }]),
    UsageError,
    'column "replicate" must hold text, numbers or booleans, and only one of these, found number and string',
  );
});

Deno.test("a data frame shows head, tail and shape, escaped", async () => {
  const frame = await toDataFrame([...Array(50).keys()].map((dose) => ({ dose, note: "<b>" })));
  const { "text/plain": text, "text/html": html } = shown(frame);
  assertStringIncludes(text, "50 rows x 2 columns");
  assertStringIncludes(text, "… 30 rows not shown …");
  assertStringIncludes(html, "&lt;b&gt;");
  assertStringIncludes(html, ">49<");
});

Deno.test("a series shows itself too", async () => {
  const frame = await toDataFrame([{ dose: 1 }, { dose: null }]);
  assertEquals(shown(frame.column("dose"))["text/plain"], "2 rows x 1 column\ndose\n   1\n   –");
  assertStringIncludes(shown(frame.head(1))["text/plain"], "1 row x 1 column");
});

Deno.test("loadDanfo() keeps TensorFlow's greeting out of the output", async () => {
  const said: unknown[] = [];
  const { warn, log } = console;
  Object.assign(console, {
    warn: (...words: unknown[]) => said.push(words),
    log: (...words: unknown[]) => said.push(words),
  });
  try {
    const { DataFrame } = await loadDanfo();
    new DataFrame([[1, 2]], { columns: ["a", "b"] }).add(1);
  } finally {
    Object.assign(console, { warn, log });
  }
  assertEquals(said, []);
});
