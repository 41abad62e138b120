import { join } from "node:path";
import { HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import { runUntilAllPrinted } from "../../lib/notebook/execute_notebook.ts";
import {
  compareNotebooks,
  executeNotebook,
  formatNotebook,
  missingOutputs,
} from "../../lib/notebook/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { asFile, readSquares, SQUARES, withCell, withSource } from "./fixture.ts";

Deno.test("executeNotebook() gives the committed bytes again", async () => {
  const { notebook, lostAtFirst } = await executeNotebook(SQUARES);
  assertEquals(lostAtFirst, []);
  assertEquals(formatNotebook(notebook), await Deno.readTextFile(SQUARES));
});

Deno.test("executeNotebook() runs with other parameters and writes where it is told", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const out = join(folder, "new folder", "four.ipynb");
    const { notebook } = await executeNotebook(SQUARES, { parameters: { side: 4 }, out });
    assertEquals(await Deno.readTextFile(out), formatNotebook(notebook));
    assertStringIncludes(JSON.stringify(notebook), "a side of 4 squares");
    assertEquals(compareNotebooks(notebook, await readSquares()), ["7 code cells became 6"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("executeNotebook() refuses an unknown parameter before it starts a kernel", async () => {
  await assertRejects(
    () => executeNotebook(SQUARES, { parameters: { sides: 4 } }),
    UsageError,
    'Did you mean "side"?',
  );
});

Deno.test("executeNotebook() notices a changed output", async () => {
  const notebook = await readSquares();
  await asFile(withSource(notebook, 3, "side ** 2", "side ** 3"), async (path) => {
    const { notebook: executed } = await executeNotebook(path);
    const committed = withSource(notebook, 3, "side ** 2", "side ** 3");
    assertEquals(compareNotebooks(committed, executed), [
      'cell [3] shows another output 2 text/plain: line 1, was "9", is "27"',
    ]);
  });
});

Deno.test("executeNotebook() names the cell that throws, and writes how far it came", async () => {
  const notebook = withSource(await readSquares(), 4, "const columns", "missing.call();\nconst c");
  await asFile(notebook, async (path) => {
    const out = `${path}.out.ipynb`;
    const error = await assertRejects(() => executeNotebook(path, { out }), HalfmaxError);
    assertStringIncludes(
      error.message,
      `Cannot run ${path}: cell [4] ended in ReferenceError: missing is not defined`,
    );
    assertStringIncludes(await Deno.readTextFile(out), "a side of 3 squares");
    await Deno.remove(out);
  });
});

Deno.test("executeNotebook() notices a value that throws only when it is displayed", async () => {
  const notebook = withSource(await readSquares(), 5, "`${rects.length} squares`", "absent.text");
  await asFile(notebook, async (path) => {
    await assertRejects(
      () => executeNotebook(path),
      HalfmaxError,
      "cell [5] ended in ReferenceError: absent is not defined",
    );
  });
});

Deno.test("executeNotebook() notices a syntax error, which the kernel keeps to itself", async () => {
  const notebook = withSource(await readSquares(), 3, "side ** 2;", "const y: number = ;");
  await asFile(notebook, async (path) => {
    await assertRejects(() => executeNotebook(path), HalfmaxError, `Cannot run ${path}: `);
  });
});

Deno.test("executeNotebook() says which cell prints nothing in two runs", async () => {
  const notebook = withSource(await readSquares(), 3, "side ** 2;", "[].at(0);");
  const silent = withSource(notebook, 3, "console.log(`a side of ${side} squares`);", "");
  await asFile(silent, async (path) => {
    await assertRejects(
      () => executeNotebook(path),
      HalfmaxError,
      `Cannot run ${path}: 1 cell printed nothing in two runs ([3])`,
    );
  });
});

Deno.test("missingOutputs() lists cells that end in a value and printed nothing", async () => {
  const notebook = await readSquares();
  assertEquals(missingOutputs(notebook), []);
  assertEquals(missingOutputs(withCell(notebook, 5, () => ({ outputs: [] }))), [5]);
});

Deno.test("runUntilAllPrinted() runs once more after a lost output, and says so", async () => {
  const complete = await readSquares();
  const lossy = withCell(complete, 4, () => ({ outputs: [] }));
  const runs = [{ notebook: lossy, failure: null }, { notebook: complete, failure: null }];
  let run = 0;
  const result = await runUntilAllPrinted(() => Promise.resolve(runs[run++]));
  assertEquals([run, result.lostAtFirst], [2, [4]]);
  assert(result.notebook === complete);
});

Deno.test("runUntilAllPrinted() runs once where all cells printed or one failed", async () => {
  const notebook = await readSquares();
  for (const failure of [null, "cell [1] ended in Error: x"]) {
    let runs = 0;
    const outputs = failure === null ? notebook : withCell(notebook, 4, () => ({ outputs: [] }));
    await runUntilAllPrinted(() => {
      runs++;
      return Promise.resolve({ notebook: outputs, failure });
    });
    assertEquals(runs, 1);
  }
});
