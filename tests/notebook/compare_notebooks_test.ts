import { compareNotebooks, textOf } from "../../lib/notebook/mod.ts";
import { assertEquals, assertMatch } from "../assert.ts";
import { readSquares, withCell, withSource } from "./fixture.ts";

Deno.test("compareNotebooks() finds no difference between a notebook and itself", async () => {
  assertEquals(compareNotebooks(await readSquares(), await readSquares()), []);
});

Deno.test("compareNotebooks() finds a changed value, with what it was and is", async () => {
  const notebook = await readSquares();
  const changed = withCell(notebook, 3, (cell) => ({
    outputs: cell.outputs?.map((output) =>
      output.data === undefined ? output : { ...output, data: { "text/plain": ["10"] } }
    ),
  }));
  assertEquals(compareNotebooks(notebook, changed), [
    'cell [3] shows another output 2 text/plain: line 1, was "9", is "10"',
  ]);
});

Deno.test("compareNotebooks() finds a change inside a drawing and inside console text", async () => {
  const notebook = await readSquares();
  const spoil = (number: number, from: string, to: string) =>
    withCell(notebook, number, (cell) => ({
      outputs: JSON.parse(JSON.stringify(cell.outputs).replace(from, to)),
    }));
  const [drawing, ...others] = compareNotebooks(notebook, spoil(5, 'x=\\"10\\"', 'x=\\"11\\"'));
  assertEquals(others, []);
  assertMatch(
    drawing,
    /^cell \[5\] shows another output 1 image\/svg\+xml: line 1, was .*"10.*"11/,
  );
  assertEquals(compareNotebooks(notebook, spoil(3, "a side", "one side")), [
    'cell [3] shows another output 1 stdout: line 1, was "a side of 3 squares", ' +
    'is "one side of 3 squares"',
  ]);
});

Deno.test("compareNotebooks() finds an output that is lost or new", async () => {
  const notebook = await readSquares();
  const lost = withCell(notebook, 5, () => ({ outputs: [] }));
  assertEquals(compareNotebooks(notebook, lost), [
    "cell [5] no longer shows its output 1 image/svg+xml",
    "cell [5] no longer shows its output 1 text/plain",
  ]);
  assertEquals(compareNotebooks(lost, notebook), [
    "cell [5] shows output 1 image/svg+xml where nothing was committed",
    "cell [5] shows output 1 text/plain where nothing was committed",
  ]);
});

Deno.test("compareNotebooks() finds cells that are not the same ones", async () => {
  const notebook = await readSquares();
  assertEquals(compareNotebooks(notebook, withSource(notebook, 3, "** 2", "** 3")), [
    "cell [3] has another text",
  ]);
  const shorter = { ...notebook, cells: notebook.cells.slice(0, -1) };
  assertEquals(compareNotebooks(notebook, shorter), ["6 code cells became 5"]);
});

Deno.test("compareNotebooks() takes a text in one piece and in lines as the same", async () => {
  const notebook = await readSquares();
  const joined = withCell(notebook, 4, (cell) => ({ source: textOf(cell.source) }));
  assertEquals(compareNotebooks(notebook, joined), []);
});
