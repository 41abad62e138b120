import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { mechanismFrequency, readMaf, readStudy } from "../../lib/mechanisms/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { makeStudy, SAMPLES, tsv } from "./tables.ts";

const MAF = tsv(
  "#version 2.4",
  "Hugo_Symbol|NCBI_Build|Variant_Classification|Tumor_Sample_Barcode|HGVSp_Short|t_alt_count|t_ref_count",
  "ALK|GRCh37|Missense_Mutation|S1|p.G1202R|40|160",
  "ALK|GRCh37|Silent|S2|p.A1200=|40|160",
  "TP53|GRCh37|Missense_Mutation|S9|p.R273H|40|160",
);
const MATRIX = tsv("SAMPLE_ID|mutations|cna", "S1|PANEL|NA", "S2|PANEL|NA", "S3|NA|NA");
const PANEL = "stable_id: PANEL\ndescription: test\ngene_list:\tALK\tMET\n";

Deno.test("readStudy() reads the simulated cohort, every row used or excluded", async () => {
  const study = await readStudy("data/simulated_alk_cohort");
  assertEquals(study.rowsRead, study.rowsUsed + study.excluded.length);
  assertEquals(
    new Set(study.excluded.map(({ reason }) => reason.split(":")[0])),
    new Set(["germline", "Silent"]),
  );
  assert(study.source.includes("SIMULATED"));
  assert(study.biopsies.some(({ specimen }) => specimen === "plasma"));
  assert(study.biopsies.some(({ inadequate }) => inadequate !== ""));
});

Deno.test("readStudy() reads old and new file names alike", async () => {
  const current = await makeStudy({
    "data_clinical_sample.txt": SAMPLES,
    "data_mutations.txt": MAF,
    "data_cna.txt": tsv("Hugo_Symbol|S1|S2|S3", "MET|2|0|NA"),
    "data_sv.txt": tsv(
      "Sample_Id|SV_Status|Site1_Hugo_Symbol|Site2_Hugo_Symbol|Class",
      "S1|SOMATIC|EML4|ALK|INVERSION",
    ),
    "data_gene_panel_matrix.txt": MATRIX,
    "data_gene_panel_p.txt": PANEL,
  });
  const old = await makeStudy({
    "data_clinical.txt": SAMPLES,
    "data_mutations_extended.txt": MAF,
    "data_CNA.txt": tsv("Hugo_Symbol|S1|S2|S3", "MET|2|0|NA"),
    "data_fusions.txt": tsv(
      "Hugo_Symbol|Tumor_Sample_Barcode|Fusion",
      "EML4|S1|EML4-ALK fusion",
      "ALK|S1|EML4-ALK fusion",
    ),
    "data_gene_matrix.txt": MATRIX,
    "data_gene_panel_p.txt": PANEL,
  });
  const labels = async (folder: string) =>
    (await readStudy(folder)).findings.map(({ alteration }) => alteration.label).sort();
  assertEquals(await labels(current), ["ALK G1202R", "EML4::ALK fusion", "MET amplification"]);
  assertEquals(await labels(old), await labels(current));
  const { excluded } = await readStudy(old);
  assertEquals(excluded.map(({ reason }) => reason).sort(), [
    '"EML4::ALK fusion" of S1 again (row 2)',
    "Silent: the protein is not changed",
    'sample "S9" is not in the clinical file',
  ]);
});

Deno.test("readStudy() takes denominators from the panel matrix and from the copy number file", async () => {
  const folder = await makeStudy({
    "data_clinical_sample.txt": SAMPLES,
    "data_mutations.txt": MAF,
    "data_cna.txt": tsv("Hugo_Symbol|S1|S2|S3", "MET|2|0|NA"),
    "data_gene_panel_matrix.txt": MATRIX,
    "data_gene_panel_p.txt": PANEL,
  });
  const study = await readStudy(folder);
  assertEquals(study.remarks, []);
  const { rows } = mechanismFrequency(study);
  const of = (name: string) => {
    const row = rows.find(({ mechanism }) => mechanism === name)!;
    return [row.events, row.assessable, row.notAssessable];
  };
  assertEquals(of("ALK G1202R"), [1, 2, 1]); // S3 was not profiled
  assertEquals(of("MET amplification"), [1, 2, 1]); // S3 has NA
});

Deno.test("readStudy() reads long copy numbers", async () => {
  const folder = await makeStudy({
    "data_clinical_sample.txt": SAMPLES,
    "data_cna_discrete.txt": tsv(
      "Hugo_Symbol|Sample_Id|Value",
      "MET|S1|2",
      "MET|S2|0",
      "MET|S3|NA",
    ),
  });
  const [row] = mechanismFrequency(await readStudy(folder)).rows;
  assertEquals([row.mechanism, row.events, row.assessable], ["MET amplification", 1, 2]);
});

Deno.test("readStudy() says what is wrong with a folder", async () => {
  await assertRejects(() => readStudy("no/such/folder"), UsageError, "there is no such folder");
  await assertRejects(() => readStudy("README.md"), UsageError, "found a file");
  const empty = await makeStudy({});
  await assertRejects(
    () => readStudy(empty),
    DataError,
    "needs data_clinical_sample.txt, found an empty folder",
  );
  const twice = await makeStudy({
    "data_clinical_sample.txt": `${SAMPLES}P1\tS1\tcrizotinib\tALK\n`,
  });
  await assertRejects(() => readStudy(twice), DataError, "stands here once (it is in row 6 too)");
});

Deno.test("readStudy() explains a Git LFS pointer, a web page, a truncated file and mixed builds", async () => {
  const withMaf = (text: string) =>
    makeStudy({ "data_clinical_sample.txt": SAMPLES, "data_mutations.txt": text });
  const pointer = await withMaf(
    "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 130\n",
  );
  await assertRejects(
    () => readStudy(pointer),
    DataError,
    "a Git LFS pointer in place of the data",
  );
  const page = await withMaf("<html><head><title>Sign in</title></head></html>");
  await assertRejects(() => readStudy(page), DataError, 'found a web page ("Sign in")');
  const cut = await withMaf(MAF.slice(0, -30));
  await assertRejects(() => readStudy(cut), DataError, "the file ends in the middle of a row");
  const mixed = await withMaf(MAF.replace("ALK\tGRCh37", "ALK\thg38"));
  await assertRejects(
    () => readStudy(mixed),
    DataError,
    "needs one genome build, found GRCh38 in 1 row and GRCh37 in 2 rows",
  );
  const chosen = await readStudy(mixed, { build: "hg38" });
  assertEquals(chosen.findings.length, 1);
  assert(
    chosen.excluded.every(({ reason }) =>
      reason === "genome build GRCh37, not GRCh38" || reason.includes("S9")
    ),
  );
  const none = await withMaf(tsv("a|b", "1|2"));
  await assertRejects(() => readStudy(none), DataError, "a mutation file needs the columns");
});

Deno.test("readStudy() without a panel matrix states no coverage unless the caller does", async () => {
  const folder = await makeStudy({
    "data_clinical_sample.txt": SAMPLES,
    "data_mutations.txt": MAF,
  });
  const silent = await readStudy(folder);
  assert(silent.remarks.some((remark) => remark.startsWith("no gene panel matrix")));
  assertEquals(mechanismFrequency(silent).rows[0].status, "coverage not stated");
  const said = await readStudy(folder, { profiled: "every sample for every gene" });
  assertEquals(mechanismFrequency(said).rows[0].assessable, 3);
});

Deno.test("readMaf() takes the patient from TCGA barcodes and counts reads", async () => {
  const path = await Deno.makeTempFile({ suffix: ".maf" });
  await Deno.writeTextFile(
    path,
    MAF.replaceAll("S1", "TCGA-05-4244-01A").replaceAll("S2", "TCGA-05-4244-02A"),
  );
  const { findings, biopsies, excluded } = await readMaf(path, { target: "ALK" });
  assertEquals(biopsies.map(({ patient }) => patient), ["TCGA-05-4244", "TCGA-05-4244", "S9"]);
  assertEquals(findings[0].measurement, { alternateCount: 40, depth: 200, alleleFraction: 0.2 });
  assertEquals(excluded.length, 1);
});
