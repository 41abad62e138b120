import { readNotebook } from "../../../lib/notebook/mod.ts";
import { assertEquals, assertStringIncludes } from "../../assert.ts";
import { asFile, readSquares, SQUARES, withSource } from "../../notebook/fixture.ts";
import { halfmax, inFolder, namesIn } from "../halfmax.ts";

Deno.test("halfmax run says which cell failed, and keeps the notebook as far as it came", async () => {
  const notebook = await readSquares();
  const broken = withSource(notebook, 3, "side ** 2", "nothing ** 2");
  await inFolder({}, async (folder) => {
    await asFile(broken, async (path) => {
      const { code, stderr } = await halfmax(["run", path, "out=x"], folder);
      assertEquals(code, 1, stderr);
      assertStringIncludes(stderr, "cell [3] ended in ReferenceError");
      assertEquals(stderr.includes("bug in halfmax"), false);
    });
    assertEquals(namesIn(`${folder}/x`).length, 1);
  });
});

Deno.test("halfmax run keeps the executed notebook with its injected cell, and its page", async () => {
  await inFolder({}, async (folder) => {
    const { code, stderr } = await halfmax(["run", SQUARES, "side=2", "out=x", "--html"], folder);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stderr, "Written to x: squares.ipynb and squares.html");
    assertEquals(namesIn(`${folder}/x`), ["squares.html", "squares.ipynb"]);
    const notebook = await readNotebook(`${folder}/x/squares.ipynb`);
    const injected = notebook.cells.find(({ metadata }) =>
      metadata.tags?.includes("injected-parameters")
    );
    assertStringIncludes(JSON.stringify(injected?.source), "side = 2;");
  });
});
