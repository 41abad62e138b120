import {
  discardOutput,
  planOutputFolder,
  probeOutputFolder,
  writeOutput,
} from "../../lib/cli/output_folder.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { inFolder, namesIn } from "./halfmax.ts";

Deno.test("writeOutput() makes the folders on the way and leaves nothing but the files", async () => {
  await inFolder({}, async (folder) => {
    writeOutput(planOutputFolder(`${folder}/a/b`, [], 1), { "x.csv": "x\n", "y.csv": "y\n" });
    assertEquals(namesIn(`${folder}/a/b`), ["x.csv", "y.csv"]);
    assertEquals(await Deno.readTextFile(`${folder}/a/b/y.csv`), "y\n");
  });
});

Deno.test("writeOutput() writes bytes, and files in folders of their own", async () => {
  await inFolder({}, async (folder) => {
    const files = { "figures/a.png": new Uint8Array([137, 80]), "report.html": "x" };
    writeOutput(planOutputFolder(folder, [], 1), files);
    assertEquals(namesIn(folder), ["figures", "report.html"]);
    assertEquals(await Deno.readFile(`${folder}/figures/a.png`), files["figures/a.png"]);
  });
});

Deno.test("writeOutput() replaces files of an earlier run and keeps the others", async () => {
  await inFolder({ "x.csv": "old", "mine.txt": "kept" }, async (folder) => {
    writeOutput(planOutputFolder(folder, [], 1), { "x.csv": "new" });
    assertEquals(await Deno.readTextFile(`${folder}/x.csv`), "new");
    assertEquals(namesIn(folder), ["mine.txt", "x.csv"]);
  });
});

Deno.test("writeOutput() writes no file when one of them cannot be written", async () => {
  await inFolder({ "x.csv": "old" }, async (folder) => {
    const output = planOutputFolder(folder, [], 1);
    const files = { "x.csv": "new", "x.csv/below.csv": "y" };
    assertThrows(
      () => writeOutput(output, files),
      UsageError,
      `Cannot write ${folder}/x.csv/below`,
    );
    assertEquals(await Deno.readTextFile(`${folder}/x.csv`), "old");
    assertEquals(namesIn(folder), ["x.csv"]);
  });
});

Deno.test("probeOutputFolder() refuses what cannot be written and leaves no trace", async () => {
  await inFolder({ "file.csv": "" }, (folder) => {
    probeOutputFolder(planOutputFolder(`${folder}/a/b`, [], 1));
    assertEquals(namesIn(folder), ["file.csv"]);
    for (const path of [`${folder}/file.csv`, `${folder}/file.csv/below`]) {
      assertThrows(
        () => probeOutputFolder(planOutputFolder(path, [], 1)),
        UsageError,
        `Cannot write ${path}: a part of the path is a file, not a folder`,
      );
    }
    return Promise.resolve();
  });
});

Deno.test("planOutputFolder() refuses a file whose name a folder has", async () => {
  await inFolder({}, async (folder) => {
    await Deno.mkdir(`${folder}/fits.csv`);
    assertThrows(
      () => planOutputFolder(folder, ["excluded.csv", "fits.csv"], 1),
      UsageError,
      `Cannot write ${folder}/fits.csv: there is a folder of that name`,
    );
  });
});

Deno.test("discardOutput() keeps a folder that was there, and one that holds something by now", async () => {
  await inFolder({}, async (folder) => {
    discardOutput(planOutputFolder(folder, [], 1));
    const output = planOutputFolder(`${folder}/a/b`, [], 1);
    await Deno.mkdir(`${folder}/a/b/.halfmax-1`, { recursive: true });
    await Deno.writeTextFile(`${folder}/a/another run.csv`, "");
    discardOutput(output);
    assertEquals(namesIn(`${folder}/a`), ["another run.csv"]);
  });
});
