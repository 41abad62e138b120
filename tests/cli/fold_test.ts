import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "../assert.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const DOSES = [0, 1, 3, 10, 30, 100, 300, 1000, 3000];
const OFF = [0.01, -0.012, 0.008, 0.011, -0.009, 0.007, -0.012, 0.01, -0.008];

/** Two lines, three replicates each: IC50 about 30 nM, and one that never falls to half. */
const WELLS = `line,replicate,dose_nM,response_fraction\n${
  ([["P", 27, 30, 33], ["R", 90000, 90000, 90000], ["S", 81, 90, 99]] as const)
    .flatMap(([line, ...ic50s]) =>
      ic50s.flatMap((ic50, r) =>
        DOSES.map((dose, i) => `${line},${r + 1},${dose},${(1 / (1 + dose / ic50) + OFF[i])}`)
      )
    ).join("\n")
}\n`;

const BY = ["--by", "line,replicate"];

function records(text: string): Record<string, string>[] {
  const { columns, rows } = parseTable(text, { source: "folds.csv" });
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
}

Deno.test("halfmax fold divides over the column replicate, and a bound stays one", async () => {
  await inFolder({ "wells.csv": WELLS }, async (folder) => {
    const args = ["fold", "wells.csv", ...BY, "--kind", "absolute", "--reference", "line=P"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    const [resistant, threefold, ...others] = records(stdout);
    assertEquals(others, []);
    assertEquals(
      [resistant.test, resistant.reference, resistant.scope, resistant.fold_relation],
      ["R", "P", "over replicates", ">"],
    );
    assertAlmostEquals(Number(resistant.estimates_divided), 100, 3);
    assert(Number(resistant.fold) < Number(resistant.estimates_divided));
    assertEquals([resistant.fold_lower, resistant.fold_upper, resistant.p], ["", "", ""]);
    assertEquals([threefold.fold_relation, threefold.direction], ["=", "less sensitive"]);
    assertAlmostEquals(Number(threefold.fold), 3, 0.1);
    assert(Number(threefold.fold_lower) < 3 && 3 < Number(threefold.fold_upper));
    assertStringIncludes(stderr, "2 fold changes over replicate: 2 less sensitive\n");
  });
});

Deno.test("halfmax fold --over '' compares within each experiment, by a joint fit", async () => {
  await inFolder({ "wells.csv": WELLS }, async (folder) => {
    const args = ["fold", "wells.csv", ...BY, "--reference", "P", "--over", ""];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    const rows = records(stdout).filter(({ test }) => test === "S");
    assertEquals(rows.map(({ replicate }) => replicate), ["1", "2", "3"]);
    for (const { scope, interval_method, fold, p } of rows) {
      assertEquals([scope, interval_method], [
        "within experiment",
        "profile likelihood, joint fit",
      ]);
      assertAlmostEquals(Number(fold), 3, 0.1);
      assert(Number(p) < 0.001);
    }
  });
});

Deno.test("halfmax fold --out writes folds, fits and excluded rows", async () => {
  await inFolder({ "wells.csv": WELLS.replace(/P,1,10,.*/, "P,1,10,NA") }, async (folder) => {
    const args = ["fold", "wells.csv", ...BY, "--reference", "P", "--out", "a/b"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals([code, stdout], [0, ""], stderr);
    assertEquals(namesIn(`${folder}/a/b`), ["excluded.csv", "fits.csv", "folds.csv"]);
    assertEquals(records(await Deno.readTextFile(`${folder}/a/b/fits.csv`)).length, 9);
    assertEquals(records(await Deno.readTextFile(`${folder}/a/b/excluded.csv`)).length, 1);
    const json = await halfmax([...args, "--format", "json"], folder);
    assertEquals(json.code, 0, json.stderr);
    const lines = (await Deno.readTextFile(`${folder}/a/b/folds.jsonl`)).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).test), ["R", "S"]);
  });
});

Deno.test("halfmax fold asks for the column of a reference that stands in two", async () => {
  const file = WELLS.replace("replicate,", "replicate,first drug,")
    .replaceAll(/^(\w),(\d),/gm, "$1,$2,P,");
  await inFolder({ "x.csv": file }, async (folder) => {
    const args = ["fold", "x.csv", "--by", "line,replicate,first drug", "--reference"];
    const unclear = await halfmax([...args, "P"], folder);
    assertEquals([unclear.code, unclear.stdout], [2, ""]);
    assertStringIncludes(unclear.stderr, 'Name the column, as in --reference "line=P"');
    const clear = await halfmax([...args, "line=P"], folder);
    assertEquals(clear.code, 0, clear.stderr);
    assertEquals(records(clear.stdout).map((row) => row["first drug"]), ["P", "P"]);
  });
});

/** The options, the exit code and what the message says. */
const BAD: Readonly<Record<string, readonly [readonly string[], number, string]>> = {
  "no reference": [BY, 2, "Cannot run halfmax fold: needs --reference NAME"],
  "a reference that is not there": [
    [...BY, "--reference", "p"],
    2,
    'the reference must be among "P", "R" and "S", found "p"',
  ],
  "no column of lines": [
    ["--by", "replicate", "--reference", "P"],
    2,
    'needs --by with the column that holds "P"',
  ],
  "an --over column that is not in --by": [
    ["--by", "line", "--reference", "P", "--over", "replicate"],
    2,
    '--over must be one of the --by columns, found "line"',
  ],
  "--paired without replicates": [
    ["--by", "line", "--reference", "P", "--paired"],
    2,
    "--paired needs --over",
  ],
  "a reference that only replicates have in common": [
    [...BY, "--reference", "P", "--over", "line"],
    2,
    "the reference must be among",
  ],
};

for (const [what, [options, exit, message]] of Object.entries(BAD)) {
  Deno.test(`halfmax fold refuses ${what}, and writes nothing`, async () => {
    await inFolder({ "x.csv": WELLS }, async (folder) => {
      const { code, stdout, stderr } = await halfmax(
        ["fold", "x.csv", ...options, "--out", "new"],
        folder,
      );
      assertStringIncludes(stderr, message);
      assertEquals([code, stdout], [exit, ""]);
      assertEquals(namesIn(folder), ["x.csv"]);
    });
  });
}
