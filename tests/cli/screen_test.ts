import { join } from "node:path";
import type { Command } from "../../lib/cli/command.ts";
import { planOutputFolder } from "../../lib/cli/output_folder.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";
import { mergeCommand } from "../../lib/cli/merge_command.ts";
import { screenCommand } from "../../lib/cli/screen_command.ts";
import { openWells } from "../../lib/cli/screen_wells.ts";
import { splitCommand } from "../../lib/cli/split_command.ts";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { sha256OfFile } from "../../lib/screen/files/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "../assert.ts";
import { HEADER, tidyRows } from "../screen/files/screen_fixture.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const SCREEN = `${HEADER}\n${tidyRows(30).join("\n")}\nL9,D9,1,NA\n`;
const BY = ["--by", "line,drug", "--quiet"];

/** The work of a command line in this process, without its sandbox. */
async function work<Request>(command: Command<Request>, folder: string, args: string[]) {
  const { request, output } = command.plan(parseArguments(args, command.syntax, "halfmax"));
  const { run } = await command.load();
  const planned = output && planOutputFolder(join(folder, output.folder), output.files, 1);
  await run(request, planned);
}

Deno.test("screen, split and merge write the same bytes, whatever the shards", async () => {
  await inFolder({ "x.csv": SCREEN }, async (folder) => {
    const file = join(folder, "x.csv");
    const once = ["--threads", "1", "--quiet"];
    await work(screenCommand, folder, [file, "--out", "one.parquet", "--threads", "1", ...BY]);
    await work(splitCommand, folder, [file, "--out", "shards", "--shards", "2", ...BY]);
    for (const n of [1, 2]) {
      const shard = join(folder, `shards/shard_000${n}.parquet`);
      await work(screenCommand, folder, [shard, "--out", `shards/fits_${n}.parquet`, ...once]);
    }
    const shards = join(folder, "shards");
    await work(mergeCommand, folder, [shards, "--out", "all/merged.parquet", "--quiet"]);
    const sha256 = sha256OfFile(`${folder}/one.parquet`);
    assertEquals(sha256OfFile(`${folder}/all/merged.parquet`), sha256);
    assertEquals(namesIn(folder), ["all", "one.parquet", "shards", "x.csv"]);
    await assertRejects(
      () => work(mergeCommand, folder, [shards, "--out", "shards/fits_2.parquet", "--quiet"]),
      UsageError,
      "it is one of the files to be merged",
    );
    assertEquals(namesIn(shards).filter((name) => name.startsWith(".")), []);
  });
});

Deno.test("halfmax screen says what it read and how the fits went", async () => {
  await inFolder({ "x.csv": SCREEN }, async (folder) => {
    const args = ["screen", "x.csv", "--by", "line,drug", "--out", "o/fits.csv", "--no-interval"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals([code, stdout], [0, ""], stderr);
    assertStringIncludes(stderr, "x.csv: 301 rows, 300 used, 1 left out");
    assertStringIncludes(stderr, "  no viability_fraction: 1 row, the first row 302");
    assertStringIncludes(stderr, "31 curves: 30 measured, 1 too few doses");
    assertStringIncludes(stderr, "Written to o/fits.csv");
    assertEquals(namesIn(`${folder}/o`), ["fits.csv"]);
  });
});

Deno.test("halfmax screen leaves nothing at bad data", async () => {
  await inFolder({ "x.csv": SCREEN.replace("0.1", "O.1") }, async (folder) => {
    const file = join(folder, "x.csv");
    await assertRejects(
      () => work(screenCommand, folder, [file, "--out", "o/fits.parquet", "--threads", "1", ...BY]),
      DataError,
      'column "viability_fraction" must be a number',
    );
    assertEquals(namesIn(folder), ["x.csv"]);
  });
});

Deno.test("halfmax screen needs --by, and refuses options that a shard has no use for", async () => {
  await inFolder({ "x.csv": SCREEN, "y.csv": SCREEN.replace("drug", "check") }, async (folder) => {
    const refuses = async (args: readonly string[], says: string) => {
      const line = [...args.with(0, join(folder, args[0])), "--out", "f.parquet"];
      const { request } = screenCommand.plan(parseArguments(line, screenCommand.syntax, "halfmax"));
      await assertRejects(() => openWells(request), UsageError, says);
    };
    await refuses(["x.csv"], "needs --by, the columns that tell one curve from another");
    await refuses(["x.csv"], "line, drug, dose_nM and viability_fraction");
    await refuses(
      ["y.csv", "--by", "line,check"],
      '--by must name columns that the fits have no result of, found "check"',
    );
    const split = [join(folder, "x.csv"), "--out", ".", "--shards", "1", ...BY];
    await work(splitCommand, folder, split);
    await refuses(
      ["shard_0001.parquet", ...BY],
      "names its own columns, found --by. Leave it out",
    );
  });
});

const MISTAKES: readonly (readonly [
  command: typeof screenCommand | typeof splitCommand | typeof mergeCommand,
  args: readonly string[],
  message: string,
])[] = [
  [screenCommand, [], "needs one FILE, found none"],
  [screenCommand, ["x.csv"], "needs --out FITS, found none"],
  [screenCommand, ["x.csv", "--out", "fits.xlsx"], "--out must end in .parquet, .csv and .csv.gz"],
  [
    screenCommand,
    ["x.csv", "--out", "f.csv", "--threads", "0"],
    "--threads must be a whole number from 1 to 256, found 0",
  ],
  [splitCommand, ["x.csv", "--out", "d"], "needs --shards N, found none"],
  [splitCommand, ["x.csv", "--shards", "2"], "needs --out DIR, found none"],
  [splitCommand, ["x.csv", "--shards", "1.5", "--out", "d"], "--shards must be a whole number"],
  [mergeCommand, ["a", "b"], "needs one DIR, found a b"],
  [mergeCommand, ["a"], "needs --out FITS, found none"],
];

Deno.test("screen, split and merge refuse a command line that is not complete", () => {
  for (const [command, args, message] of MISTAKES) {
    assertThrows(
      () => command.plan(parseArguments(args, command.syntax, "halfmax")),
      UsageError,
      message,
    );
  }
});
