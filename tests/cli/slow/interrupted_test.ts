import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "../../assert.ts";
import { inFolder, namesIn, startHalfmax } from "../halfmax.ts";

const WELLS = fileURLToPath(
  new URL("../../../data/h3122_crizotinib_simulated/wells.csv", import.meta.url),
);

Deno.test({
  name: "halfmax analyze stopped by Ctrl-C leaves nothing behind",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inFolder({ "mine.csv": await Deno.readTextFile(WELLS) }, async (folder) => {
      const process = startHalfmax(["analyze", "mine.csv", "--out", "results/x"], folder);
      const said: string[] = [];
      for await (const part of process.stderr.pipeThrough(new TextDecoderStream())) {
        said.push(part);
        // By then the hidden folder is there and no figure is finished.
        if (part.includes("writing files")) process.kill("SIGINT");
      }
      await process.stdout.cancel();
      assertEquals((await process.status).code, 130);
      assert(said.join("").includes("drawing figures\n"), "a plain line for each part in a log");
      assertEquals(namesIn(folder), ["mine.csv"]);
    });
  },
});
