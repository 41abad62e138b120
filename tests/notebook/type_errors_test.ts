import { typeErrors } from "../../lib/notebook/mod.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { asFile, readSquares, SQUARES, withSource } from "./fixture.ts";

Deno.test("typeErrors() is empty for a notebook whose cells are well typed", async () => {
  assertEquals(await typeErrors([SQUARES]), "");
});

Deno.test("typeErrors() finds a type error and names notebook, cell and line", async () => {
  const spoiled = withSource(await readSquares(), 3, "side ** 2;", "side.toUpperCase();");
  await asFile(spoiled, async (path) => {
    const said = await typeErrors([SQUARES, path]);
    assertStringIncludes(said, "Property 'toUpperCase' does not exist on type 'number'");
    assertStringIncludes(said, `at ${path} cell [3] line 2 column 6`);
    assertEquals(said.includes("squares.ipynb"), false);
  });
});

Deno.test("typeErrors() finds a misused function of the library", async () => {
  const spoiled = withSource(await readSquares(), 4, "textTable(squares, columns)", "textTable(3)");
  await asFile(spoiled, async (path) => {
    assertStringIncludes(await typeErrors([path]), `at ${path} cell [4] line 4`);
  });
});

Deno.test("typeErrors() finds a syntax error", async () => {
  const spoiled = withSource(await readSquares(), 3, "side ** 2;", "const y: number = ;");
  await asFile(spoiled, async (path) => {
    assertStringIncludes(await typeErrors([path]), `${path} cell [3] line 2`);
  });
});
