import { DataError } from "../../lib/errors/mod.ts";
import { codeCells, readNotebook } from "../../lib/notebook/mod.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { readSquares } from "./fixture.ts";

Deno.test("readNotebook() names what is wrong with a file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const cases: [text: string | null, message: string][] = [
      [null, "it must be an existing file, found none there"],
      ["# not a notebook", "it must be a notebook (JSON), found "],
      ["{}", "it must be a notebook of format 4, found JSON of another shape"],
      ['{"nbformat":3,"cells":[]}', "it must be a notebook of format 4"],
    ];
    for (const [text, message] of cases) {
      const path = `${folder}/${cases.findIndex(([other]) => other === text)}.ipynb`;
      if (text !== null) await Deno.writeTextFile(path, text);
      await assertRejects(() => readNotebook(path), DataError, `Cannot read ${path}: ${message}`);
    }
    await assertRejects(() => readNotebook(folder), DataError, "it must be a readable file");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("codeCells() counts as Jupyter does in a fresh run, without empty cells", async () => {
  const notebook = await readSquares();
  const empty = { cell_type: "code" as const, metadata: {}, source: [" \n"] };
  const numbers = codeCells({ ...notebook, cells: [empty, ...notebook.cells] })
    .map(({ number, cell }) => [number, cell.execution_count]);
  assertEquals(numbers, [1, 2, 3, 4, 5, 6].map((number) => [number, number]));
});
