import { join } from "node:path";
import { runNotebook, saveOutputs } from "../../lib/tasks/mod.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { readSquares, SQUARES } from "../notebook/fixture.ts";

async function inTempFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

Deno.test("runNotebook() writes the executed notebook, a page, the figures and the tables", async () => {
  await inTempFolder(async (results) => {
    const result = await runNotebook(SQUARES, { results, parameters: { side: 2 } });
    const folder = join(results, "squares");
    assertEquals(result, {
      path: SQUARES,
      folder,
      cells: 7,
      lostAtFirst: [],
      figures: 2,
      tables: 1,
    });
    assertEquals(await filesIn(folder), [
      "figure-1.svg",
      "figure-2.svg",
      "squares.html",
      "squares.ipynb",
      "table-1.html",
      "table-1.txt",
    ]);
    assertEquals(await Deno.readTextFile(join(folder, "table-1.txt")), "x\n0\n10\n");
    assertStringIncludes(
      await Deno.readTextFile(join(folder, "squares.html")),
      "a side of 2 squares",
    );
  });
});

Deno.test("saveOutputs() writes a figure's SVG and PNG under one name", async () => {
  await inTempFolder(async (folder) => {
    const png = new Uint8Array([137, 80, 78, 71]);
    const notebook = await readSquares();
    const output = {
      output_type: "execute_result" as const,
      data: { "image/svg+xml": ["<svg>\n", "</svg>"], "image/png": `${png.toBase64()}\n` },
    };
    const cell = { cell_type: "code" as const, metadata: {}, source: "a;", outputs: [output] };
    assertEquals(await saveOutputs({ ...notebook, cells: [cell] }, folder), {
      figures: 1,
      tables: 0,
    });
    assertEquals(await Deno.readTextFile(join(folder, "figure-1.svg")), "<svg>\n</svg>");
    assertEquals(await Deno.readFile(join(folder, "figure-1.png")), png);
  });
});
