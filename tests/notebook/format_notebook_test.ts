import { type Cell, formatNotebook } from "../../lib/notebook/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { readSquares, SQUARES } from "./fixture.ts";

Deno.test("formatNotebook() writes an executed notebook back byte for byte", async () => {
  assertEquals(formatNotebook(await readSquares()), await Deno.readTextFile(SQUARES));
});

Deno.test("formatNotebook() drops execution times and versions, and counts from 1", async () => {
  const notebook = await readSquares();
  const later = notebook.cells.map((cell): Cell =>
    cell.cell_type !== "code" ? cell : {
      ...cell,
      metadata: { ...cell.metadata, execution: { "iopub.status.busy": "2026-01-01" } },
      execution_count: (cell.execution_count ?? 0) + 40,
      outputs: cell.outputs?.map((output) =>
        output.output_type === "execute_result"
          ? { ...output, execution_count: (output.execution_count ?? 0) + 40 }
          : output
      ),
    }
  );
  const metadata = { ...notebook.metadata, language_info: { version: "7.0" }, kernelspec: {} };
  const text = formatNotebook({ ...notebook, cells: later, metadata });
  const again = JSON.parse(text);
  assertEquals(again.cells, JSON.parse(formatNotebook(notebook)).cells);
  assertEquals(again.metadata.language_info, { name: "typescript" });
  assertEquals(again.metadata.kernelspec.name, "deno");
});

Deno.test("formatNotebook() gives cells without an id one by their place", async () => {
  const notebook = await readSquares();
  const cells = notebook.cells.map(({ id: _id, ...cell }) => cell);
  const ids = JSON.parse(formatNotebook({ ...notebook, cells })).cells.map((cell: Cell) => cell.id);
  assertEquals(ids[2], "cell-3");
  assert(new Set(ids).size === cells.length);
});
