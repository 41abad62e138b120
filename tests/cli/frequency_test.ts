import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "../assert.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

/** SIMULATED: four patients after crizotinib, one of them with two biopsies. */
const FINDINGS = `patient,biopsy,gene,change,prior_drugs,target
P1,B1,ALK,G1202R,crizotinib,ALK
P2,B2,,,crizotinib,ALK
P3,B3,MET,D1228N,crizotinib,ALK
P4,B4,ALK,L1196M,crizotinib,ALK
P4,B5,ALK,G1202R,crizotinib;lorlatinib,ALK
`;

/** SIMULATED: one count, one percentage without counts. */
const COUNTS = `study,mechanism,n,N,percent
A,ALK mutation,4,11,36 %
B,ALK mutation,,,22 %
`;

const STUDY = {
  "data_clinical_sample.txt": [
    "#Patient\tSample\tTarget\tPrior drugs",
    "#\t\t\t",
    "#STRING\tSTRING\tSTRING\tSTRING",
    "#1\t1\t1\t1",
    "PATIENT_ID\tSAMPLE_ID\tTARGET\tPRIOR_DRUGS",
    "P1\tS1\tALK\tcrizotinib",
    "P2\tS2\tALK\tcrizotinib",
    "",
  ].join("\n"),
  "data_mutations.txt": [
    "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tHGVSp_Short",
    "ALK\tMissense_Mutation\tS1\tp.G1202R",
    "ALK\tSilent\tS2\tp.L1196=",
    "",
  ].join("\n"),
};

function records(text: string): Record<string, string>[] {
  const { columns, rows } = parseTable(text, { source: "frequencies.csv" });
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
}

Deno.test("halfmax frequency counts a table of findings by prior drug, per patient", async () => {
  await inFolder({ "findings.csv": FINDINGS }, async (folder) => {
    const args = ["frequency", "findings.csv", "--every-gene", "--by", "prior_drug"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    const rows = records(stdout);
    const row = rows.find(({ prior_drug, mechanism }) =>
      prior_drug === "crizotinib" && mechanism === "ALK G1202R"
    );
    assertEquals([row?.n, row?.n_assessable, row?.counted], ["1", "4", "patients"]);
    assertEquals([row?.class, row?.position_role], ["on-target", "solvent front"]);
    assertEquals([row?.status, row?.interval_method, row?.level], ["estimated", "Wilson", "0.95"]);
    assertAlmostEquals(Number(row?.upper), 0.6994, 1e-4);
    assertStringIncludes(stderr, "5 biopsies of 4 patients, 4 findings");
    assertStringIncludes(stderr, "For research use only");
  });
});

Deno.test("halfmax frequency --unit biopsy resamples patients, --mechanisms merges", async () => {
  await inFolder({ "findings.csv": FINDINGS }, async (folder) => {
    const args = ["frequency", "findings.csv", "--every-gene", "--unit", "biopsy"];
    const { stdout } = await halfmax([...args, "--mechanisms", "gene"], folder);
    const row = records(stdout).find(({ mechanism }) => mechanism === "ALK");
    assertEquals([row?.n, row?.n_assessable, row?.counted], ["3", "5", "biopsies"]);
    assert(row?.interval_method.includes("bootstrap"), row?.interval_method);
  });
});

Deno.test("halfmax frequency says that there is no denominator where coverage is not stated", async () => {
  await inFolder({ "findings.csv": FINDINGS }, async (folder) => {
    const open = await halfmax(["frequency", "findings.csv"], folder);
    assertEquals(open.code, 0);
    assert(records(open.stdout).every(({ status }) => status === "coverage not stated"));
    assertStringIncludes(open.stderr, "say --assays FILE, or --every-gene");
  });
});

Deno.test("halfmax frequency --assays counts only where an assay covers the gene", async () => {
  const rows = ["panel,mutation,ALK", "wide panel,mutation,ALK;MET"];
  const files = {
    "assays.csv": `assay,kind,gene\n${rows.join("\n")}\n`,
    "findings.csv": "patient,biopsy,assay,gene,change,target\nP1,B1,wide panel,MET,D1228N,ALK\n" +
      "P2,B2,panel,ALK,G1202R,ALK\nP3,B3,panel,,,ALK\n",
  };
  await inFolder(files, async (folder) => {
    const args = ["frequency", "findings.csv", "--assays", "assays.csv"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    const counts = records(stdout).map((row) =>
      `${row.mechanism} ${row.n} of ${row.n_assessable}, not ${row.n_not_assessable}`
    );
    assertEquals(counts.sort().slice(0, 2), [
      "ALK G1202R 1 of 3, not 0",
      "MET D1228N 1 of 1, not 2",
    ]);
  });
});

Deno.test("halfmax frequency keeps a percentage without counts a percentage", async () => {
  await inFolder({ "counts.csv": COUNTS }, async (folder) => {
    const { code, stdout } = await halfmax(["frequency", "counts.csv"], folder);
    assertEquals(code, 0);
    const [counted, printed] = records(stdout);
    assertEquals([counted.cohort, counted.n, counted.n_assessable], ["A", "4", "11"]);
    assertAlmostEquals(Number(counted.lower), 0.1517, 1e-4);
    assertEquals(
      [printed.status, printed.percent_as_printed, printed.n, printed.estimate],
      ["percent only", "22 %", "", ""],
    );
  });
});

Deno.test("halfmax frequency reads a study folder and writes both files", async () => {
  await inFolder({}, async (folder) => {
    await Deno.mkdir(`${folder}/study`);
    for (const [name, text] of Object.entries(STUDY)) {
      await Deno.writeTextFile(`${folder}/study/${name}`, text);
    }
    const args = ["frequency", "study", "--every-gene", "--out", "results/a b"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals([code, stdout], [0, ""], stderr);
    const out = `${folder}/results/a b`;
    assertEquals(namesIn(out), ["excluded.csv", "frequencies.csv"]);
    const frequencies = await Deno.readTextFile(`${out}/frequencies.csv`);
    const [row] = records(frequencies);
    assertEquals([row.mechanism, row.n, row.n_assessable], ["ALK G1202R", "1", "2"]);
    const excluded = records(await Deno.readTextFile(`${out}/excluded.csv`));
    assertEquals(excluded.map((line) => line.row), ["3"]);
    assertStringIncludes(excluded[0].reason, "Silent");
    assertEquals((await halfmax(args, folder)).code, 0);
    assertEquals(await Deno.readTextFile(`${out}/frequencies.csv`), frequencies, "same bytes");
  });
});

const REFUSED: readonly { name: string; args: string[]; code: number; says: string }[] = [
  { name: "no PATH", args: [], code: 2, says: "needs one PATH" },
  { name: "no such file", args: ["none.csv"], code: 65, says: "there is no such file" },
  { name: "a folder that is no study", args: ["."], code: 65, says: "data_clinical_sample.txt" },
  { name: "another table", args: ["other.csv"], code: 65, says: "needs columns patient, biopsy" },
  { name: "n above N", args: ["bad.csv"], code: 65, says: 'row 2, column "n" must be at most N' },
  { name: "an unknown unit", args: ["c.csv", "--unit", "patients"], code: 2, says: "patient?" },
  { name: "a unit for counts", args: ["c.csv", "--unit", "biopsy"], code: 2, says: "--unit" },
  { name: "an unknown group", args: ["c.csv", "--by", "x"], code: 2, says: "--by must be" },
  { name: "no target", args: ["f.csv"], code: 2, says: "as --target ALK" },
  { name: "a result as a group", args: ["c.csv", "--by", "status"], code: 2, says: '"status"' },
  {
    name: "two statements of coverage",
    args: ["f.csv", "--every-gene", "--assays", "c.csv"],
    code: 2,
    says: "--every-gene has no meaning with --assays",
  },
];

Deno.test("halfmax frequency refuses what it cannot do, and says what would mend it", async (t) => {
  const files = {
    "c.csv": COUNTS,
    "bad.csv": "study,mechanism,n,N\nA,x,9,4\n",
    "other.csv": "a,b\n1,2\n",
    "f.csv": "patient,biopsy,gene\nP1,B1,ALK\n",
  };
  await inFolder(files, async (folder) => {
    for (const { name, args, code, says } of REFUSED) {
      await t.step(name, async () => {
        const run = await halfmax(["frequency", ...args, "--out", "out"], folder);
        assertEquals([run.code, run.stdout], [code, ""], run.stderr);
        assertStringIncludes(run.stderr, says);
        assertEquals(namesIn(folder).includes("out"), false, "nothing may be left behind");
      });
    }
  });
});
