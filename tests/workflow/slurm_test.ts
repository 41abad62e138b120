/**
 * The workflow over a real Slurm: two nodes on this machine, Snakemake through its cluster-generic
 * executor, the job array without Snakemake, and a node that dies. Needs root, Debian's slurm-wlm and
 * munge; `deno task test:slurm`.
 */
import { join } from "node:path";
import { sha256OfFile } from "../../lib/screen/files/mod.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { halfmax } from "../cli/halfmax.ts";
import { simulatedScreen } from "./simulated_screen.ts";
import { type Slurm, slurmIsMissing, startSlurm } from "./slurm.ts";
import {
  CLONE,
  environment,
  ranTo,
  run,
  snakemakePrograms,
  startSnakemake,
  succeed,
} from "./snakemake.ts";

const missing = await slurmIsMissing();
const PROFILE = join(CLONE, "workflow", "profiles", "slurm");
const SHARDS = 4;
const ARGS = [
  ...["--profile", PROFILE, "--jobs", "2", "--latency-wait", "10"],
  ...["--config", "screen=screen.csv", `shards=${SHARDS}`, "columns=--by cell_line,drug"],
];

/** A Slurm, and in its folder a screen and the hash of its fits by one process. */
async function withSlurm(test: (slurm: Slurm, folder: string, sha256: string) => Promise<void>) {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "halfmax-slurm-" }));
  await Deno.chmod(folder, 0o755);
  const slurm = await startSlurm(folder);
  try {
    const work = join(folder, "work");
    await Deno.mkdir(work);
    await Deno.writeTextFile(join(work, "screen.csv"), simulatedScreen(4000));
    const args = ["screen", "screen.csv", "--by", "cell_line,drug", "--out", "one.parquet"];
    const one = await halfmax(args, work);
    assertEquals(one.code, 0, one.stderr);
    await test(slurm, work, sha256OfFile(join(work, "one.parquet")));
  } finally {
    await slurm.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name:
    "Snakemake over Slurm with two nodes writes the bytes of one process, also when a node dies",
  ignore: missing !== null,
  async fn(t) {
    await withSlurm(async (slurm, folder, sha256) => {
      await t.step("two nodes", async () => {
        const { code, text } = ranTo(
          await (await startSnakemake(folder, ARGS, slurm.env)).output(),
        );
        assertEquals(code, 0, text);
        assertEquals(sha256OfFile(join(folder, "fits.parquet")), sha256);
      });
      await t.step("the job array, without Snakemake", async () => {
        const env = { ...environment(await snakemakePrograms()), ...slurm.env, HALFMAX: CLONE };
        const split = [
          "split",
          "screen.csv",
          "--by",
          "cell_line,drug",
          "--shards",
          "3",
          "--out",
          "array",
        ];
        assertEquals((await halfmax(split, folder)).code, 0);
        const script = join(CLONE, "workflow", "screen_array.sbatch");
        await succeed("sbatch", ["--wait", "--array=1-3", script, "array"], { cwd: folder, env });
        assertEquals((await halfmax(["merge", "array", "--out", "array.parquet"], folder)).code, 0);
        assertEquals(sha256OfFile(join(folder, "array.parquet")), sha256);
      });
      await t.step(
        "one node is killed with its job, which is done again on the other",
        async () => {
          await Deno.remove(join(folder, "fits.parquet"));
          await Deno.remove(join(folder, "shards"), { recursive: true });
          const process = await startSnakemake(folder, ARGS, slurm.env);
          const output = process.output();
          await jobOn("n2", slurm);
          await slurm.killNode("n2");
          const { code, text } = ranTo(await output);
          assertEquals(code, 0, text);
          assertStringIncludes(text, "Trying to restart job");
          assertEquals(sha256OfFile(join(folder, "fits.parquet")), sha256);
        },
      );
    });
  },
});

if (missing !== null) console.log(`Slurm is not tested: ${missing}`);

/** Waits until a fit runs on a node. */
async function jobOn(node: string, { env }: Slurm): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const args = ["--noheader", "--states=RUNNING", `--nodelist=${node}`, "--format=%j"];
    if ((await run("squeue", args, { env })).text.includes("halfmax-fit")) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no job came to ${node}`);
}
