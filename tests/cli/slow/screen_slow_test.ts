/** A screen on a full disk, stopped by Ctrl-C, and in any order of rows beyond one pass. */
import { join } from "node:path";
import { sha256OfFile } from "../../../lib/screen/files/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../../assert.ts";
import { HEADER, tidyRows } from "../../screen/files/screen_fixture.ts";
import { halfmax, inFolder, namesIn, startHalfmax } from "../halfmax.ts";

const SCREEN = `${HEADER}\n${tidyRows(30).join("\n")}\nL9,D9,1,NA\n`;
const BY = ["--by", "line,drug", "--quiet"];
const ARGS = ["--by", "line,drug", "--out", "out/fits.parquet"];

async function mounted(path: string, size: string): Promise<boolean> {
  const { success } = await new Deno.Command("mount", {
    args: ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path],
    stderr: "null",
  }).output().catch(() => ({ success: false }));
  return success;
}

Deno.test("halfmax screen says that the disk is full, and leaves nothing", async (t) => {
  await inFolder({ "x.csv": `${HEADER}\n${tidyRows(4000).join("\n")}\n` }, async (folder) => {
    const out = join(folder, "out");
    Deno.mkdirSync(out);
    if (!await mounted(out, "100k")) {
      await t.step({ name: "needs root, to mount a small disk", ignore: true, fn() {} });
      return;
    }
    try {
      for (
        const command of [["screen", ...ARGS], [
          "split",
          "--by",
          "line,drug",
          "--shards",
          "2",
          "--out",
          "out",
        ]]
      ) {
        const [name, ...options] = command;
        const { code, stderr } = await halfmax([name, "x.csv", ...options, "--quiet"], folder);
        assertEquals([code, namesIn(out)], [2, []], stderr);
        assertStringIncludes(stderr, "the disk is full");
      }
    } finally {
      await new Deno.Command("umount", { args: [out] }).output();
    }
  });
});

Deno.test("halfmax screen stopped by Ctrl-C or a scheduler leaves nothing", async () => {
  await inFolder({ "x.csv": `${HEADER}\n${tidyRows(40_000).join("\n")}\n` }, async (folder) => {
    for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      const run = startHalfmax(["screen", "x.csv", ...ARGS, "--threads", "2"], folder);
      while (!namesIn(join(folder, "out")).some((name) => name.startsWith(".halfmax"))) {
        await new Promise((done) => setTimeout(done, 20));
      }
      run.kill(signal);
      assertEquals((await run.output()).code, code);
      assert(!namesIn(folder).includes("out"));
    }
  });
});

Deno.test("halfmax screen, split and merge write the same bytes, whatever threads and shards", async () => {
  await inFolder({ "x.csv": SCREEN }, async (folder) => {
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await halfmax(args, folder);
      assertEquals([code, stdout, stderr], [0, "", ""], args.join(" "));
    };
    await run("screen", "x.csv", "--out", "one.parquet", "--threads", "1", ...BY);
    await run("screen", "x.csv", "--out", "two.parquet", "--threads", "2", ...BY);
    await run("split", "x.csv", "--out", "shards", "--shards", "2", ...BY);
    for (const shard of ["0001", "0002"]) {
      await run(
        "screen",
        `shards/shard_${shard}.parquet`,
        "--out",
        `shards/fits_${shard}.parquet`,
        "--quiet",
      );
    }
    await run("merge", "shards", "--out", "all/merged.parquet", "--quiet");
    const sha256 = sha256OfFile(`${folder}/one.parquet`);
    assertEquals(sha256OfFile(`${folder}/two.parquet`), sha256);
    assertEquals(sha256OfFile(`${folder}/all/merged.parquet`), sha256);
    assertEquals(namesIn(folder), ["all", "one.parquet", "shards", "two.parquet", "x.csv"]);
    assertEquals(namesIn(`${folder}/shards`), [
      "fits_0001.parquet",
      "fits_0002.parquet",
      "manifest.json",
      "shard_0001.parquet",
      "shard_0002.parquet",
    ]);
  });
});

Deno.test("halfmax screen ends with 65 at bad data, and leaves nothing", async () => {
  await inFolder({ "x.csv": SCREEN.replace("0.1", "O.1") }, async (folder) => {
    const { code, stderr } = await halfmax(
      ["screen", "x.csv", "--out", "o/fits.parquet", ...BY],
      folder,
    );
    assertEquals(code, 65);
    assertStringIncludes(stderr, 'column "viability_fraction" must be a number');
    assertEquals(namesIn(folder), ["x.csv"]);
  });
});
