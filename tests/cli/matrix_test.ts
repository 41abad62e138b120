import { assertEquals, assertStringIncludes } from "../assert.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const PRINTED = `genotype,drug,readout,as_printed,column_unit
WT,crizotinib,viability,~50-100,nM
WT,lorlatinib,viability,~1-10,nM
L1196M,crizotinib,viability,>1000,nM
L1196M,lorlatinib,viability,12,nM
G1202R,crizotinib,viability,High Resistance,nM
G1202R,lorlatinib,viability,-,nM
`;

function records(text: string): Record<string, string>[] {
  const { columns, rows } = parseTable(text, { source: "matrix.csv" });
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
}

Deno.test("halfmax matrix keeps bounds and words, each with its fold change or why there is none", async () => {
  await inFolder({ "a.csv": PRINTED }, async (folder) => {
    const { code, stdout, stderr } = await halfmax(
      ["matrix", "a.csv", "--reference", "WT"],
      folder,
    );
    assertEquals(code, 0, stderr);
    const rows = records(stdout);
    assertEquals(rows.length, 6);
    assertEquals(
      rows.map(({ as_printed, fold_relation, fold }) => [as_printed, fold_relation, fold]),
      [
        ["~50-100", "", ""],
        ["~1-10", "", ""],
        [">1000", ">", "10"],
        ["12", "range", ""],
        ["High Resistance", "not determined", ""],
        ["-", "not determined", ""],
      ],
    );
    assertEquals([rows[3].fold_lower, rows[3].fold_upper], ["1.2", "12"]);
    assertEquals(new Set(rows.map(({ use }) => use)), new Set(["Research use only"]));
    assertStringIncludes(stderr, "3 genotypes by 2 inhibitors from 1 source and assay: 6 cells");
    assertStringIncludes(stderr, "Research use only");
  });
});

Deno.test("halfmax matrix sets files side by side and ranks within each source", async () => {
  const other = PRINTED.replace(">1000", "90").replace("High Resistance", "500");
  await inFolder({ "a.csv": PRINTED, "b.csv": other }, async (folder) => {
    const args = ["matrix", "a.csv", `${folder}/b.csv`, "--reference", "WT", "--out", "out"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals([code, stdout], [0, ""], stderr);
    assertEquals(namesIn(`${folder}/out`), ["matrix.csv", "next_inhibitor.csv"]);
    const next = records(await Deno.readTextFile(`${folder}/out/next_inhibitor.csv`));
    assertEquals(new Set(next.map((row) => row.source_and_assay)).size, 2);
    assertEquals(
      next.slice(0, 2).map(({ genotype, rank, inhibitor, call }) => [
        genotype,
        rank,
        inhibitor,
        call,
      ]),
      [["L1196M", "1", "lorlatinib", "sensitive"], ["L1196M", "2", "crizotinib", "resistant"]],
    );
    const unknown = next.filter(({ genotype }) => genotype === "G1202R").slice(0, 2);
    assertEquals(unknown.map(({ rank, call }) => [rank, call]), [
      ["", "cannot tell"],
      ["", "cannot tell"],
    ]);
  });
});

Deno.test("halfmax matrix tells two files of one folder apart", async () => {
  await inFolder(
    { "a.csv": PRINTED, "b.csv": PRINTED.replace(">1000", "90") },
    async (folder) => {
      await Deno.mkdir(`${folder}/sub`);
      const args = ["matrix", "../a.csv", "../b.csv", "--reference", "WT"];
      const { code, stdout, stderr } = await halfmax(args, `${folder}/sub`);
      assertEquals(code, 0, stderr);
      assertEquals(new Set(records(stdout).map((row) => row.source_and_assay)).size, 2);
    },
  );
});

/** A file, the options, the exit code and what the message says. */
const BAD: Readonly<Record<string, readonly [string, readonly string[], number, string]>> = {
  "no reference": [PRINTED, [], 2, "needs --reference NAME"],
  "a reference that is not there": [
    PRINTED,
    ["--reference", "parental"],
    2,
    'the reference must be among "WT", "L1196M" and "G1202R", found "parental"',
  ],
  "a value without a unit": [
    PRINTED.replace(",column_unit", "").replaceAll(",nM", ""),
    ["--reference", "WT"],
    65,
    "a number needs a unit. Write it behind the number, or say --unit nM",
  ],
  "one cell with two values": [
    `${PRINTED}L1196M,lorlatinib,viability,13,nM\n`,
    ["--reference", "WT"],
    65,
    'must have one value, found "12" and "13"',
  ],
  "a value column that is not there": [
    PRINTED,
    ["--reference", "WT", "--value", "as_print"],
    65,
    'Did you mean "as_printed"?',
  ],
};

for (const [what, [file, options, exit, message]] of Object.entries(BAD)) {
  Deno.test(`halfmax matrix refuses ${what}, and writes nothing`, async () => {
    await inFolder({ "x.csv": file }, async (folder) => {
      const args = ["matrix", "x.csv", ...options, "--out", "new"];
      const { code, stdout, stderr } = await halfmax(args, folder);
      assertStringIncludes(stderr, message);
      assertEquals([code, stdout], [exit, ""]);
      assertEquals(namesIn(folder), ["x.csv"]);
    });
  });
}
