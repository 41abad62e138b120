import { UsageError } from "../../lib/errors/mod.ts";
import { hasTag, injectParameters, parameterNames, textOf } from "../../lib/notebook/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { readSquares } from "./fixture.ts";

Deno.test("parameterNames() lists what the tagged cell declares", async () => {
  assertEquals(parameterNames(await readSquares()), ["side", "color"]);
});

Deno.test("injectParameters() adds a cell of assignments after the tagged one", async () => {
  const notebook = injectParameters(await readSquares(), { side: 4, color: 'a "b"' });
  const place = notebook.cells.findIndex((cell) => hasTag(cell, "parameters"));
  const injected = notebook.cells[place + 1];
  assertEquals(injected.metadata.tags, ["injected-parameters"]);
  assertEquals(
    textOf(injected.source),
    '// values given for this run\nside = 4;\ncolor = "a \\"b\\"";\nvoid 0;',
  );
});

Deno.test("injectParameters() replaces what an earlier run injected", async () => {
  const once = injectParameters(await readSquares(), { side: 4 });
  const twice = injectParameters(once, { side: 5 });
  assertEquals(twice.cells.length, once.cells.length);
});

Deno.test("injectParameters() leaves the notebook as it was", async () => {
  const notebook = await readSquares();
  const before = structuredClone(notebook);
  injectParameters(notebook, { side: 4 });
  assertEquals(notebook, before);
  assertEquals(injectParameters(notebook, {}), notebook);
});

Deno.test("injectParameters() refuses an unknown name and offers the nearest", async () => {
  const notebook = await readSquares();
  assertThrows(
    () => injectParameters(notebook, { colour: "red" }, "squares.ipynb"),
    UsageError,
    'Cannot set parameter "colour" of squares.ipynb: it must be one of side and color. ' +
      'Did you mean "color"?',
  );
});

Deno.test("injectParameters() refuses parameters for a notebook that has none", async () => {
  const notebook = await readSquares();
  const without = {
    ...notebook,
    cells: notebook.cells.filter((cell) => !hasTag(cell, "parameters")),
  };
  assertThrows(
    () => injectParameters(without, { side: 4 }),
    UsageError,
    'Cannot set parameter "side" of the notebook: the notebook has no cell tagged "parameters"',
  );
});
