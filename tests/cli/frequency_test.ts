import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";
import { frequencyCommand } from "../../lib/cli/frequency_command.ts";
import { UsageError } from "../../lib/errors/mod.ts";
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

/** SIMULATED: P1 acquires G1202R and MET together; P2 has no earlier sample. BTK is another kinase. */
const TWO_TIMES = `patient,biopsy,time,gene,change,kind,prior_drugs
P1,B1,0,,,,
P1,B2,9,ALK,G1202R,mutation,crizotinib
P1,B2,9,MET,amplification,copy number,crizotinib
P2,B3,9,ALK,G1202R,mutation,crizotinib
`;

Deno.test("halfmax frequency --acquired needs an earlier sample, --rule takes the first", async () => {
  await inFolder({ "f.csv": TWO_TIMES }, async (folder) => {
    const args = ["frequency", "f.csv", "--every-gene", "--target", "ALK", "--by", "prior_drug"];
    const counted = async (...more: string[]) => {
      const { code, stdout, stderr } = await halfmax([...args, ...more], folder);
      assertEquals(code, 0, stderr);
      return records(stdout).filter(({ prior_drug }) => prior_drug === "crizotinib")
        .map(({ mechanism, n, n_assessable }) => `${mechanism} ${n}/${n_assessable}`).sort();
    };
    assertEquals(await counted(), ["ALK G1202R 2/2", "MET amplification 1/2"]);
    assertEquals(await counted("--acquired"), ["ALK G1202R 1/1", "MET amplification 1/1"]);
    assertEquals(
      await counted("--mechanisms", "class", "--rule", "first"),
      ["bypass 0/2", "on-target 2/2", "unknown 0/2"],
    );
  });
});

Deno.test("halfmax frequency --taxonomy asks the user's rows first", async () => {
  const files = {
    "btk.csv": "patient,biopsy,gene,change\nP1,B1,BTK,C481S\nP2,B2,,\n",
    "own.csv": "target,kind,gene,change,class,mechanism,position_role\n" +
      "BTK,mutation,(target),481,on-target,kinase-domain mutation,covalent binding site\n",
    "bad.csv": "target,kind,gene,change,class,mechanism\nBTK,mutations,(target),481,on-target,x\n",
  };
  await inFolder(files, async (folder) => {
    const args = ["frequency", "btk.csv", "--target", "BTK", "--every-gene", "--taxonomy"];
    const { stdout, stderr } = await halfmax([...args, "own.csv"], folder);
    const [row] = records(stdout);
    assertEquals(
      [row?.mechanism, row?.class, row?.position_role, row?.n, row?.n_assessable],
      ["BTK C481S", "on-target", "covalent binding site", "1", "2"],
      stderr,
    );
    const bad = await halfmax([...args, "bad.csv"], folder);
    assertEquals(bad.code, 65);
    assertStringIncludes(bad.stderr, 'column "kind"');
    assertStringIncludes(bad.stderr, 'found "mutations"');
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

const TABLES = [
  "co_occurrence.csv",
  "comparisons.csv",
  "excluded.csv",
  "frequencies.csv",
  "pooled.csv",
];

Deno.test("halfmax frequency reads a study folder and writes every table", async () => {
  await inFolder({}, async (folder) => {
    await Deno.mkdir(`${folder}/study`);
    for (const [name, text] of Object.entries(STUDY)) {
      await Deno.writeTextFile(`${folder}/study/${name}`, text);
    }
    const args = ["frequency", "study", "--every-gene", "--out", "results/a b"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals([code, stdout], [0, ""], stderr);
    const out = `${folder}/results/a b`;
    assertEquals(namesIn(out), TABLES);
    for (
      const why of [
        "comparisons.csv has no rows: they need two groups",
        "pooled.csv has no rows: pooling needs cohorts",
        "co_occurrence.csv has no rows: fewer than two mechanisms",
        "Written to results/a b: excluded.csv,",
      ]
    ) assertStringIncludes(stderr, why);
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

/** SIMULATED: three studies; whoever has G1202R after crizotinib has MET too. */
const STUDIES = "patient,biopsy,study,prior_drugs,target,gene,change,kind\n" +
  ["A", "B", "C"].flatMap((study) =>
    Array.from({ length: 8 }, (_, i) => {
      const biopsy = (drugs: string, found: string) =>
        `${study}${i},${study}${i},${study} SIMULATED,${drugs},ALK,${found}\n`;
      return i < 3
        ? biopsy("crizotinib", "ALK,G1202R,mutation") +
          biopsy("crizotinib", "MET,amplification,copy number")
        : biopsy(i < 6 ? "crizotinib" : "lorlatinib", ",,");
    })
  ).join("");

Deno.test("halfmax frequency --out compares, pools, pairs and draws", async () => {
  await inFolder({ "f.csv": STUDIES }, async (folder) => {
    const args = ["frequency", "f.csv", "--every-gene", "--by", "study,prior_drug"];
    const groups = [
      "A SIMULATED, crizotinib",
      "A SIMULATED, lorlatinib",
      "B SIMULATED, crizotinib",
    ];
    const { code, stdout, stderr } = await halfmax([
      ...args,
      ...["--groups", groups.map((name) => `"${name}"`).join(), "--figures", "svg"],
      ...["--out", "out"],
    ], folder);
    assertEquals([code, stdout], [0, ""], stderr);
    const read = async (name: string) =>
      records(await Deno.readTextFile(`${folder}/out/${name}.csv`));
    const [pair] = await read("comparisons");
    assertEquals([pair.mechanism, pair.group_1, pair.group_2], [
      "ALK G1202R",
      "A SIMULATED, crizotinib",
      "A SIMULATED, lorlatinib",
    ]);
    // 3 of 6 against 0 of 2: of the 56 ways to choose 3 of 8, 20 + 6 are as extreme or more so.
    assertAlmostEquals(Number(pair.p), 26 / 56, 1e-12);
    assertEquals((await read("comparisons")).length, 6);
    const pooled = await read("pooled");
    assertEquals(
      pooled.map((row) => `${row.prior_drug} ${row.mechanism} ${row.cohorts} ${row.n}`),
      [
        "crizotinib ALK G1202R 2 6",
        "crizotinib MET amplification 2 6",
        "lorlatinib ALK G1202R 1 0",
        "lorlatinib MET amplification 1 0",
      ],
    );
    const [together] = await read("co_occurrence");
    assertEquals([together.n_both, together.n_neither, together.odds_ratio], ["9", "15", "Inf"]);
    assertEquals(namesIn(`${folder}/out`), [...TABLES, "figures"].sort());
    const figures = ["mechanisms", "oncoprint", "studies-1", "studies-2"].flatMap((name) =>
      ["data.csv", "metadata.json", "svg"].map((ending) => `${name}.${ending}`)
    );
    assertEquals(namesIn(`${folder}/out/figures`), figures);
    for (const name of ["mechanisms", "oncoprint", "studies-2"]) {
      const svg = await Deno.readTextFile(`${folder}/out/figures/${name}.svg`);
      assertStringIncludes(svg, ">SIMULATED</text>");
    }
    assertStringIncludes(stderr, "in figures: mechanisms, oncoprint, studies-1 and studies-2");
  });
});

Deno.test("halfmax frequency writes all of it or nothing, and says what it cannot draw", async () => {
  await inFolder({ "c.csv": COUNTS }, async (folder) => {
    const args = ["frequency", "c.csv", "--figures", "svg,png", "--out", "out"];
    await Deno.mkdir(`${folder}/out`);
    await Deno.writeTextFile(`${folder}/out/figures`, "a file");
    assertEquals((await halfmax(args, folder)).code, 2);
    assertEquals(namesIn(`${folder}/out`), ["figures"]);
    await Deno.remove(`${folder}/out`, { recursive: true });
    const { code, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stderr, "Not drawn: oncoprint: published counts do not say who has what");
    assertStringIncludes(stderr, "Not drawn: studies: no mechanism was counted in two cohorts");
    assertStringIncludes(stderr, "cohorts are compared only when asked");
    const svg = await Deno.readTextFile(`${folder}/out/figures/mechanisms.svg`);
    assertEquals(svg.includes("SIMULATED"), false);
    const png = await Deno.readFile(`${folder}/out/figures/mechanisms.png`);
    assertEquals([...png.slice(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
  });
});

Deno.test("halfmax frequency names every file it may write, so that none is in the way", () => {
  const options = new Map([["figures", "svg,png"], ["out", "out"]]);
  const { output } = frequencyCommand.plan({ options, operands: ["f.csv"] });
  for (const name of [...TABLES, "figures/oncoprint.png", "figures/studies-12.data.csv"]) {
    assert(output?.files.includes(name), name);
  }
});

Deno.test("halfmax frequency takes --groups and --figures with --out alone", () => {
  for (const name of ["groups", "figures"]) {
    const options = new Map([[name, "svg"]]);
    assertThrows(
      () => frequencyCommand.plan({ options, operands: ["f.csv"] }),
      UsageError,
      `--${name} needs --out DIR`,
    );
  }
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
  { name: "a group that is none", args: ["c.csv", "--groups", "A,Z"], code: 2, says: 'found "Z"' },
  { name: "a group twice", args: ["c.csv", "--groups", "A,A"], code: 2, says: "different groups" },
  { name: "a format that is none", args: ["c.csv", "--figures", "gif"], code: 2, says: '"gif"' },
  {
    name: "a rule without mechanisms",
    args: ["f.csv", "--rule", "first"],
    code: 2,
    says: "needs --mechanisms class or mechanism",
  },
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
