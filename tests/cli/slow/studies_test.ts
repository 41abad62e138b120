/** Notebooks by the command: a study made outside the clone, and every committed notebook. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../../lib/cli/run_command.ts";
import { executeNotebook, readNotebook, typeErrors } from "../../../lib/notebook/mod.ts";
import { assertEquals, assertStringIncludes } from "../../assert.ts";
import { halfmax, inFolder, namesIn } from "../halfmax.ts";

const CLONE = fileURLToPath(new URL("../../../", import.meta.url));

Deno.test("the notebook of a new study is well typed and runs as it is, outside the clone", async () => {
  await inFolder({}, async (folder) => {
    const { code, stderr } = await halfmax(["new", "my study"], folder);
    assertEquals(code, 0, stderr);
    const study = join(folder, "my study");
    const notebook = join(study, "analysis.ipynb");
    assertEquals(await typeErrors([notebook]), "");
    const lock = await Deno.readTextFile(join(study, "deno.lock"));
    await executeNotebook(notebook, { out: notebook });
    assertEquals(await Deno.readTextFile(join(study, "deno.lock")), lock);
    assertEquals(namesIn(join(study, "results/analysis")).includes("report.html"), true);
    const text = JSON.stringify(await readNotebook(notebook));
    assertStringIncludes(text, "H3122-CR, crizotinib over H3122: > 24.8-fold");
  });
});

Deno.test("the command works inside a study, by the study's own task", async () => {
  await inFolder({}, async (folder) => {
    await halfmax(["new", "s"], folder);
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ..."task --quiet halfmax analyze data/plates.csv --layout data/layout.csv".split(" "),
        ..."--reference H3122 --out results/report".split(" "),
      ],
      cwd: join(folder, "s"),
      env: { NO_COLOR: "1", INIT_CWD: join(folder, "s") },
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    assertEquals(namesIn(join(folder, "s/results/report")).includes("report.html"), true);
  });
});

for (const name of namesIn(join(CLONE, "notebooks")).filter((name) => name.endsWith(".ipynb"))) {
  Deno.test(`halfmax run works with notebooks/${name}`, async () => {
    await inFolder({}, async (folder) => {
      const path = join(CLONE, "notebooks", name);
      const { code, stderr } = await halfmax(["run", path, "out=x"], folder);
      assertEquals(code, 0, stderr);
      assertEquals(namesIn(join(folder, "x")).includes(name), true);
    });
  });
}

Deno.test({
  name: "the example of halfmax run --help works when pasted",
  ignore: Deno.build.os === "windows",
  async fn() {
    const [, examples] = runCommand.notes.split("\nExamples\n");
    await inFolder({}, async (folder) => {
      for (const name of ["data", "notebooks"]) {
        await Deno.symlink(join(CLONE, name), join(folder, name));
      }
      const task = `"${Deno.execPath()}" task --quiet --config "${
        join(CLONE, "deno.json")
      }" halfmax`;
      const { code, stderr } = await new Deno.Command("sh", {
        args: ["-e", "-c", examples.replaceAll("deno task halfmax", task)],
        cwd: folder,
        env: { INIT_CWD: folder, NO_COLOR: "1" },
      }).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      assertEquals(namesIn(join(folder, "results/their")).includes("01_dose_response.html"), true);
    });
  },
});
