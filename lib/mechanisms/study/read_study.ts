import { readTextFile } from "../../tables/mod.ts";
import { everyGeneAssay } from "../assay.ts";
import type { AlterationKind } from "../finding.ts";
import { type Findings, makeFindings } from "../findings.ts";
import { type Reading, startReading } from "../reading.ts";
import { readSourceTable } from "../source_table.ts";
import { type ClinicalMeaning, type ClinicalSample, readClinical } from "./clinical.ts";
import { addLongCopyNumbers, addWideCopyNumbers } from "./copy_number.ts";
import { assignPanels } from "./gene_panels.ts";
import { addMutations } from "./mutations.ts";
import { addFusions, addStructuralVariants } from "./structural_variants.ts";
import { findStudyFiles, type StudyFiles } from "./study_files.ts";

/** How a study folder is read. */
export interface ReadStudyOptions {
  /** The treated kinase, where no clinical column says it. */
  readonly target?: string;
  /** Clinical columns by what they mean, where their names are not recognised. */
  readonly columns?: Readonly<Partial<Record<ClinicalMeaning, string>>>;
  /** Gene names of the files to symbols, as { HER2: "ERBB2" }. */
  readonly genes?: Readonly<Record<string, string>>;
  /** The genome build to use where a mutation file mixes several. */
  readonly build?: string;
  /**
   * What is known of samples where no gene panel matrix says what was profiled: nothing (the default),
   * or the statement that every sample was profiled for every gene in the files that the study has.
   */
  readonly profiled?: "as the matrix says" | "every sample for every gene";
}

const OF_FILE = {
  "mutations": "mutation",
  "structural variants": "fusion",
  "fusions": "fusion",
} as const;

/**
 * Findings from the folder of a cBioPortal study.
 *
 * Read are the clinical files (patient, sample), mutations, discrete copy numbers (wide or long),
 * structural variants or older fusions, the gene panel matrix and panel definitions, under their
 * current and older names. Of the clinical columns, `PRIOR_DRUGS`, `TARGET` (or `DRIVER`),
 * `TIME_POINT`, `TIME`, `SPECIMEN` (or `SAMPLE_CLASS`, `SAMPLE_TYPE`), `TUMOR_DNA_DETECTED` and
 * `HISTOLOGIC_TRANSFORMATION` are given a meaning; all are kept as labels.
 *
 * A gene without a finding is absent only where the matrix (or, for copy numbers, the file itself)
 * says that it was profiled. Silent and germline variants, and samples without clinical data, are left
 * out with the reason.
 *
 * @param folder The folder that holds data_clinical_sample.txt
 * @throws {UsageError} If there is no such folder
 * @throws {DataError} If the folder is no study, or a file is not what its name says: a Git LFS
 * pointer, a web page, half a file, mixed genome builds, a sample twice
 * @see https://docs.cbioportal.org/file-formats/
 *
 * @example Usage
 * ```ts
 * import { readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * assertEquals(study.rowsRead, study.rowsUsed + study.excluded.length);
 * ```
 */
export async function readStudy(folder: string, options: ReadStudyOptions = {}): Promise<Findings> {
  const { target = "", columns = {}, genes = {}, profiled = "as the matrix says" } = options;
  const files = await findStudyFiles(folder);
  const reading = startReading(genes);
  files.remarks.forEach((remark) => reading.remarks.add(remark));
  const { samples, rows } = await readClinical(files.paths.samples!, files.paths.patients, {
    target,
    columns,
  });
  reading.count(rows);
  await assignCoverage(files, samples, profiled, reading);
  await addFiles(files, samples, options.build, reading);
  addHistology(files.paths.samples!, samples, reading);
  return makeFindings({
    source: await studyName(folder, files),
    biopsies: [...samples.values()].map(({ biopsy }) => biopsy),
    findings: reading.findings,
    excluded: reading.excluded,
    rowsRead: reading.rowsRead(),
    rowsUsed: reading.rowsRead() - new Set(
      reading.excluded.map(({ file, row }) => `${file}\t${row}`),
    ).size,
    remarks: [...reading.remarks],
  });
}

async function assignCoverage(
  { paths, panels }: StudyFiles,
  samples: ReadonlyMap<string, ClinicalSample>,
  profiled: NonNullable<ReadStudyOptions["profiled"]>,
  reading: Reading,
): Promise<void> {
  const kinds = new Set<AlterationKind>();
  for (const [file, kind] of Object.entries(OF_FILE)) if (file in paths) kinds.add(kind);
  // A wide copy number file says itself what it covers.
  if ("copy number, long" in paths) kinds.add("copy number");
  if (profiled === "every sample for every gene") {
    const assays = [...kinds].map((kind) => everyGeneAssay(`every gene, ${kind}`, [kind]));
    for (const sample of samples.values()) sample.assays.push(...assays);
  } else if (paths["gene panel matrix"] !== undefined) {
    await assignPanels(paths["gene panel matrix"], panels, samples, [...kinds], reading);
  } else if (kinds.size > 0) {
    reading.remarks.add(
      "no gene panel matrix: it is not stated which samples were profiled for mutations and fusions. " +
        'If all were, say profiled: "every sample for every gene"',
    );
  }
}

async function addFiles(
  { paths }: StudyFiles,
  samples: ReadonlyMap<string, ClinicalSample>,
  build: string | undefined,
  reading: Reading,
): Promise<void> {
  const table = { delimiter: "\t", comment: "#" } as const;
  if (paths.mutations !== undefined) {
    const maf = await readSourceTable(paths.mutations, { ...table, wholeLines: true });
    addMutations(
      maf,
      (sample) => samples.get(sample)?.biopsy,
      ({ assays }) =>
        assays.find(({ covers }) => covers?.[0].kind === "mutation")?.name ?? "mutations",
      reading,
      build,
    );
  }
  if (paths["copy number, wide"] !== undefined) {
    addWideCopyNumbers(await readSourceTable(paths["copy number, wide"], table), samples, reading);
  }
  if (paths["copy number, long"] !== undefined) {
    addLongCopyNumbers(await readSourceTable(paths["copy number, long"], table), samples, reading);
  }
  if (paths["structural variants"] !== undefined) {
    const variants = await readSourceTable(paths["structural variants"], table);
    addStructuralVariants(variants, samples, reading);
  }
  if (paths.fusions !== undefined) {
    addFusions(await readSourceTable(paths.fusions, table), samples, reading);
  }
}

/** Histology as the clinical file states it: a word for what it turned into, or "none". */
function addHistology(
  file: string,
  samples: ReadonlyMap<string, ClinicalSample>,
  reading: Reading,
): void {
  const pathology = everyGeneAssay("histology", ["histology"]);
  for (const { biopsy, assays, histology, row } of samples.values()) {
    if (histology === "") continue;
    assays.push(pathology);
    if (/^(none|no|unchanged)$/i.test(histology)) continue;
    reading.add(file, {
      biopsy,
      row,
      assay: pathology.name,
      alteration: reading.alteration({ kind: "histology", gene: "", change: histology }),
    });
  }
}

async function studyName(folder: string, { paths }: StudyFiles): Promise<string> {
  if (paths.study === undefined) return folder;
  const name = /^name:\s*(.+)$/m.exec(await readTextFile(paths.study))?.[1].trim();
  return name === undefined ? folder : `${folder} (${name})`;
}
