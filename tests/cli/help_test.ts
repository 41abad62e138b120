import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { fitCommand } from "../../lib/cli/fit_command.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { inFolder, namesIn } from "./halfmax.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

Deno.test({
  name: "the examples of halfmax fit --help work when pasted",
  ignore: Deno.build.os === "windows",
  async fn() {
    const [, examples] = fitCommand.notes.split("\nExamples\n");
    assertStringIncludes(examples, "deno task halfmax fit data/");
    await inFolder({}, async (folder) => {
      // The user stands in the clone; here nothing must be written into it.
      await Deno.symlink(join(CLONE, "data"), join(folder, "data"));
      const task = `deno task --quiet --config "${join(CLONE, "deno.json")}" halfmax`;
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-e", "-c", examples.replaceAll("deno task halfmax", task)],
        cwd: folder,
        env: {
          INIT_CWD: folder,
          NO_COLOR: "1",
          PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`,
        },
      }).output();
      const text = new TextDecoder();
      assertEquals(code, 0, text.decode(stderr));
      assertEquals(namesIn(join(folder, "results/h3122")), ["excluded.csv", "fits.csv"]);
      const fits = await Deno.readTextFile(join(folder, "results/h3122/fits.csv"));
      assertEquals(fits.trimEnd().split("\n").length, 1 + 6);
      const [header, row] = text.decode(stdout).split("\n");
      assert(header.startsWith("line,n_wells,"));
      assert(row.startsWith("A,7,6,4PL,measured,"));
    });
  },
});
