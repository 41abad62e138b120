/** A small executed notebook, and ways to spoil it: the notebook tools must notice each. */
import { fileURLToPath } from "node:url";
import { type Cell, type Notebook, readNotebook, textOf } from "../../lib/notebook/mod.ts";

/** Six code cells: imports, parameters, a number, a table, a drawing, things shown on the way. */
export const SQUARES = fileURLToPath(new URL("./fixtures/squares.ipynb", import.meta.url));

/** The fixture as it is committed. */
export function readSquares(): Promise<Notebook> {
  return readNotebook(SQUARES);
}

/** A copy in which one code cell, by its number in the margin, is changed. */
export function withCell(
  notebook: Notebook,
  number: number,
  change: (cell: Cell) => Partial<Cell>,
): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.execution_count === number ? { ...cell, ...change(cell) } : cell
  );
  return { ...notebook, cells };
}

/** A copy in which a text in one code cell's source is replaced. */
export function withSource(
  notebook: Notebook,
  number: number,
  from: string,
  to: string,
): Notebook {
  return withCell(notebook, number, (cell) => ({ source: textOf(cell.source).replace(from, to) }));
}

/** Writes a notebook beside the fixture, where its imports hold, for as long as `use` takes. */
export async function asFile(
  notebook: Notebook,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const dir = fileURLToPath(new URL("./fixtures/", import.meta.url));
  const path = await Deno.makeTempFile({ dir, prefix: "spoiled-", suffix: ".ipynb" });
  try {
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    await use(path);
  } finally {
    await Deno.remove(path);
  }
}
