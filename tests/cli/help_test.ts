import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { analyzeCommand } from "../../lib/cli/analyze_command.ts";
import { completionCommand } from "../../lib/cli/completion_command.ts";
import { fitCommand } from "../../lib/cli/fit_command.ts";
import { foldCommand } from "../../lib/cli/fold_command.ts";
import { frequencyCommand } from "../../lib/cli/frequency_command.ts";
import { matrixCommand } from "../../lib/cli/matrix_command.ts";
import { newCommand, STUDY_FILES } from "../../lib/cli/new_command.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { inFolder, namesIn } from "./halfmax.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** Runs the examples of a help text as a user who stands in the clone pastes them. */
async function pasteExamples(
  notes: string,
  test: (folder: string, stdout: string) => Promise<void>,
): Promise<void> {
  const [, examples] = notes.split("\nExamples\n");
  assert(/^deno task (--quiet )?halfmax /m.test(examples.replace(/^ +/gm, "")));
  await inFolder({}, async (folder) => {
    // Here nothing must be written into the clone itself.
    await Deno.symlink(join(CLONE, "data"), join(folder, "data"));
    const task = `deno task --quiet --config "${join(CLONE, "deno.json")}" halfmax`;
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-e", "-c", examples.replaceAll(/deno task (--quiet )?halfmax/g, task)],
      cwd: folder,
      env: {
        INIT_CWD: folder,
        NO_COLOR: "1",
        PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`,
      },
    }).output();
    const text = new TextDecoder();
    assertEquals(code, 0, text.decode(stderr));
    await test(folder, text.decode(stdout));
  });
}

const rowsIn = async (path: string) =>
  (await Deno.readTextFile(path)).trimEnd().split("\n").length - 1;

Deno.test({
  name: "the examples of halfmax fit --help work when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(fitCommand.notes, async (folder, stdout) => {
      assertEquals(namesIn(join(folder, "results/h3122")), ["excluded.csv", "fits.csv"]);
      assertEquals(await rowsIn(join(folder, "results/h3122/fits.csv")), 6);
      const [header, row] = stdout.split("\n");
      assert(header.startsWith("line,n_wells,"));
      assert(row.startsWith("A,7,6,4PL,measured,"));
    }),
});

Deno.test({
  name: "the example of halfmax fold --help works when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(foldCommand.notes, async (folder) => {
      const out = join(folder, "results/h3122_fold");
      assertEquals(namesIn(out), ["excluded.csv", "fits.csv", "folds.csv"]);
      const [, row] = (await Deno.readTextFile(join(out, "folds.csv"))).split("\n");
      assert(row.startsWith("H3122-CR,H3122,IC50,"));
    }),
});

Deno.test({
  name: "the examples of halfmax matrix --help work when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(matrixCommand.notes, async (folder, stdout) => {
      const out = join(folder, "results/matrix");
      assertEquals(namesIn(out), ["matrix.csv", "next_inhibitor.csv"]);
      assertEquals(await rowsIn(join(out, "matrix.csv")), 35 + 24);
      const rows = stdout.trimEnd().split("\n");
      assertEquals(rows.length, 3);
      assert(rows[0].startsWith("target,genotype,inhibitor,"));
      assertStringIncludes(rows[2], ">1000,nM,>,1000");
    }),
});

Deno.test({
  name: "the examples of halfmax frequency --help work when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(frequencyCommand.notes, async (folder, stdout) => {
      const out = join(folder, "results/alk_frequency");
      const tables = [
        "co_occurrence.csv",
        "comparisons.csv",
        "excluded.csv",
        "frequencies.csv",
        "pooled.csv",
      ];
      const charts = ["mechanisms", "oncoprint"].flatMap((name) =>
        ["data.csv", "metadata.json", "svg"].map((ending) => `${name}.${ending}`)
      );
      assertEquals(namesIn(out), [...tables, "figures"].sort());
      assertEquals(namesIn(join(out, "figures")), charts);
      assertEquals(await rowsIn(join(out, "comparisons.csv")), 10);
      assertEquals(namesIn(join(folder, "results/alk_pooled")), tables);
      assertEquals(await rowsIn(join(folder, "results/alk_pooled/pooled.csv")), 1);
      assertEquals(await rowsIn(join(out, "frequencies.csv")), 30);
      const rows = stdout.trimEnd().split("\n");
      assertEquals(rows.length, 3);
      assert(rows[1].startsWith("A,ALK mutation,,,estimated,,4,11,"));
    }),
});

Deno.test({
  name: "the example of halfmax analyze --help works when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(analyzeCommand.notes, async (folder) => {
      const out = join(folder, "results/h3122_report");
      assertEquals(namesIn(out), [
        "figures",
        "methods.md",
        "provenance.json",
        "report.html",
        "tables",
        "tables.xlsx",
      ]);
      assertEquals(await rowsIn(join(out, "tables/ic50.csv")), 2);
    }),
});

Deno.test({
  name: "the example of halfmax new --help works when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(newCommand.notes, (folder) => {
      assertEquals(namesIn(join(folder, "my-study")).includes(STUDY_FILES[0]), true);
      return Promise.resolve();
    }),
});

Deno.test({
  name: "the example of halfmax completion --help works when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    pasteExamples(completionCommand.notes, async (folder) => {
      assertStringIncludes(await Deno.readTextFile(join(folder, "halfmax.bash")), "_halfmax()");
    }),
});

Deno.test("halfmax fold and halfmax analyze each say which IC50 is theirs, and which the other's", () => {
  const said = [foldCommand, analyzeCommand].map(({ notes }) => notes.replaceAll(/\s+/g, " "));
  assertStringIncludes(
    said[0],
    "divides relative IC50s unless told otherwise, halfmax analyze absolute ones",
  );
  assertStringIncludes(said[1], "absolute ones unless told otherwise");
  assertStringIncludes(said[1], "halfmax fold relative ones");
});
