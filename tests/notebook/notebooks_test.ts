/** Every notebook of the project: well typed, executed, and printing what is committed;
 * the figures that they save pass for their journal. */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  codeCells,
  compareNotebooks,
  executeNotebook,
  formatNotebook,
  missingOutputs,
  readNotebook,
  typeErrors,
} from "../../lib/notebook/mod.ts";
import { assertEquals } from "../assert.ts";
import { failedSavedFigures } from "../figures/failed_checks.ts";
import { SQUARES } from "./fixture.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks/", import.meta.url));

const notebooks = [...Deno.readDirSync(FOLDER)]
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb"))
  .sort()
  .map((name) => ({ name: `notebooks/${name}`, path: join(FOLDER, name) }));

const all = [...notebooks, { name: "the fixture", path: SQUARES }];

Deno.test("every notebook is well typed", async () => {
  assertEquals(await typeErrors(all.map(({ path }) => path)), "");
});

for (const { name, path } of all) {
  Deno.test(`${name} is committed executed and without execution times`, async () => {
    const notebook = await readNotebook(path);
    const notRun = codeCells(notebook).filter(({ cell }) => cell.execution_count === null);
    assertEquals(notRun.map(({ number }) => number), [], "cells that were not executed");
    assertEquals(missingOutputs(notebook), [], "cells that end in a value and printed nothing");
    const text = await Deno.readTextFile(path);
    assertEquals(text, formatNotebook(notebook), "mend it: deno task notebooks --in-place");
  });

  Deno.test(`${name} prints what is committed when it runs again`, async () => {
    const start = new Date();
    const { notebook, lostAtFirst } = await executeNotebook(path);
    if (lostAtFirst.length > 0) {
      console.log(`${name} lost the output of cells ${lostAtFirst}, ran twice`);
    }
    assertEquals(compareNotebooks(await readNotebook(path), notebook), []);
    const saved = join(FOLDER, "../results", basename(path, ".ipynb"));
    assertEquals(await failedSavedFigures(saved, start), [], "figures saved for a journal");
  });
}
