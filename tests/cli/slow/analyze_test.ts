/** The whole command on files with and without plates: everything is written, twice the same. */
import { join } from "node:path";
import { ANALYZE_FILES } from "../../../lib/cli/analyze_command.ts";
import { assert, assertEquals } from "../../assert.ts";
import { LONG, PRISM, WIDE } from "../../report/curves.ts";
import { CLONE } from "../../structure/module_graph.ts";
import { halfmax, inFolder } from "../halfmax.ts";

const WELLS = join(CLONE, "data/h3122_crizotinib_simulated/wells.csv");

const WIDE_OPTIONS = [
  "--wide",
  "c0=1,c1=10,c2=30,c3=100,c4=300,c5=1000,c6=10000",
  ...["--dose-unit", "nM", "--response-scale", "fraction"],
];

const calls: Readonly<Record<string, readonly string[]>> = {
  "a table of wells": [WELLS, "--reference", "H3122"],
  "a Prism file": ["small é.pzfx", "--response-scale", "percent", "--by", "column"],
  "a wide table": ["wide.csv", ...WIDE_OPTIONS],
  "a long table": ["long.tsv"],
};

for (const [name, call] of Object.entries(calls)) {
  Deno.test(`halfmax analyze writes the same bytes twice from ${name}`, async () => {
    const files = { "small é.pzfx": PRISM, "wide.csv": WIDE, "long.tsv": LONG };
    await inFolder(files, async (folder) => {
      const runs = [];
      for (const out of ["one", "two"]) {
        const { code, stderr } = await halfmax(["analyze", ...call, "--out", out], folder);
        assertEquals(code, 0, stderr);
        runs.push(await hashes(join(folder, out)));
      }
      assertEquals(runs[0], runs[1]);
      for (const file of ANALYZE_FILES) assert(Object.hasOwn(runs[0], file), file);
      const record = JSON.parse(await Deno.readTextFile(join(folder, "one/provenance.json")));
      assertEquals(record.rows.read, record.rows.used + record.rows.excluded.length);
    });
  });
}

/** SHA-256 of every file below a folder. */
async function hashes(folder: string, below = ""): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) Object.assign(found, await hashes(folder, path));
    else {
      const bytes = await Deno.readFile(join(folder, path));
      found[path] = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    }
  }
  return found;
}
