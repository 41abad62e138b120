/** The workflow, run for real by Snakemake with two workers on SIMULATED shards. */
import { join } from "node:path";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { sha256OfFile } from "../../lib/screen/files/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { halfmax, namesIn } from "../cli/halfmax.ts";
import { simulatedScreen } from "./simulated_screen.ts";
import { ranTo, snakemake, startSnakemake } from "./snakemake.ts";

const CURVES = 4000;
const SHARDS = 4;
const COLUMNS = ["--by", "cell_line,drug"];
const CONFIG = ["--config", "screen=screen.csv", `shards=${SHARDS}`, "columns=--by cell_line,drug"];

/** A folder with the screen in it, and the hash of its fits by one process. */
async function inScreenFolder(test: (folder: string, sha256: string) => Promise<void>) {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "halfmax workflow " }));
  try {
    await Deno.writeTextFile(join(folder, "screen.csv"), simulatedScreen(CURVES));
    const one = await halfmax(["screen", "screen.csv", ...COLUMNS, "--out", "one.parquet"], folder);
    assertEquals(one.code, 0, one.stderr);
    await test(folder, sha256OfFile(join(folder, "one.parquet")));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("snakemake -j2 writes the bytes of one process, and a rerun does nothing", async () => {
  await inScreenFolder(async (folder, sha256) => {
    const first = await snakemake(folder, ["-j2", ...CONFIG]);
    assertEquals(first.code, 0, first.text);
    assertEquals(sha256OfFile(join(folder, "fits.parquet")), sha256);
    const again = await snakemake(folder, ["-j2", ...CONFIG]);
    assertEquals(again.code, 0, again.text);
    assertStringIncludes(again.text, "Nothing to be done");
  });
});

Deno.test("a worker killed by its pid is retried, and the bytes are the same", async () => {
  await inScreenFolder(async (folder, sha256) => {
    const run = await startSnakemake(folder, ["-j2", ...CONFIG]);
    const output = run.output();
    const killed = await killWhenSeen(["shards/shard_0002.parquet", "main.ts", "screen"], folder);
    const { code, text } = ranTo(await output);
    assert(killed > 0, "no worker was seen");
    assertEquals(code, 0, text);
    assertStringIncludes(text, "Trying to restart job");
    assertEquals(sha256OfFile(join(folder, "fits.parquet")), sha256);
  });
});

Deno.test("a bad shard ends the run, names its curve and leaves no file", async () => {
  await inScreenFolder(async (folder) => {
    const split = await snakemake(folder, ["-j2", ...CONFIG, "--until", "split"]);
    assertEquals(split.code, 0, split.text);
    spoil(join(folder, "shards", "shard_0002.parquet"));
    const { code, text } = await snakemake(folder, ["-j2", "--keep-going", ...CONFIG]);
    assert(code !== 0);
    assertStringIncludes(text, 'row 2, column "halfmax_dose" must be a number >= 0');
    assertStringIncludes(text, 'curve cell_line "line 10", drug "drug 7"');
    const left = namesIn(join(folder, "shards"));
    assert(!left.includes("fits_0002.parquet"), left.join());
    assert(!left.some((name) => name.startsWith(".halfmax")), left.join());
    assert(!namesIn(folder).includes("fits.parquet"));
  });
});

/** Kills the first process whose command line has all these words and that stands for this folder. */
async function killWhenSeen(words: readonly string[], folder: string): Promise<number> {
  for (let tries = 0; tries < 3000; tries++) {
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const line = read(`/proc/${name}/cmdline`);
      const own = read(`/proc/${name}/environ`).includes(`INIT_CWD=${folder}\0`);
      if (own && words.every((word) => line.includes(word))) {
        Deno.kill(Number(name), "SIGKILL");
        return Number(name);
      }
    }
    await new Promise((done) => setTimeout(done, 10));
  }
  return 0;
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/** Puts a shard with a negative dose in place of one. */
function spoil(path: string): void {
  const shard = { shard: 2, of: SHARDS, by: ["cell_line", "drug"], unit: "nM", scale: "fraction" };
  const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;
  const number = { type: "DOUBLE", repetition_type: "REQUIRED" } as const;
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: "wells", num_children: 4 },
      { name: "cell_line", ...text },
      { name: "drug", ...text },
      { name: "halfmax_dose", ...number },
      { name: "halfmax_response", ...number },
    ],
    kvMetadata: [{ key: "halfmax.shard", value: JSON.stringify(shard) }],
  });
  writer.write({
    columnData: [
      { name: "cell_line", data: ["line 10", "line 10"] },
      { name: "drug", data: ["drug 7", "drug 7"] },
      { name: "halfmax_dose", data: [1, -1] },
      { name: "halfmax_response", data: [1, 0.9] },
    ],
  });
  writer.finish();
}
