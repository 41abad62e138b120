import { DataError, list, UsageError } from "../../errors/mod.ts";

/** What a study folder may hold. */
export type StudyFile =
  | "study"
  | "patients"
  | "samples"
  | "mutations"
  | "copy number, wide"
  | "copy number, long"
  | "structural variants"
  | "fusions"
  | "gene panel matrix";

/** File names in use, the current convention first. */
const NAMES: Readonly<Record<StudyFile, readonly string[]>> = {
  "study": ["meta_study.txt"],
  "patients": ["data_clinical_patient.txt", "data_bcr_clinical_data_patient.txt"],
  "samples": [
    "data_clinical_sample.txt",
    "data_bcr_clinical_data_sample.txt",
    "data_clinical.txt",
  ],
  "mutations": ["data_mutations.txt", "data_mutations_extended.txt", "data_mutations_mskcc.txt"],
  "copy number, wide": ["data_cna.txt", "data_CNA.txt"],
  "copy number, long": ["data_cna_discrete.txt", "data_CNA_discrete.txt"],
  "structural variants": ["data_sv.txt", "data_SV.txt"],
  "fusions": ["data_fusions.txt"],
  "gene panel matrix": ["data_gene_panel_matrix.txt", "data_gene_matrix.txt"],
};

/** The files of a study folder, and what a reader must know about them. */
export interface StudyFiles {
  /** Path by what it holds. */
  readonly paths: Readonly<Partial<Record<StudyFile, string>>>;
  /** Definitions of gene panels. */
  readonly panels: readonly string[];
  /** Files left unread because a newer name is there too. */
  readonly remarks: readonly string[];
}

/** Looks for the files of a cBioPortal study under their old and new names. */
export async function findStudyFiles(folder: string): Promise<StudyFiles> {
  const names = await listFolder(folder);
  const paths: Partial<Record<StudyFile, string>> = {};
  const remarks: string[] = [];
  for (const [kind, choices] of Object.entries(NAMES) as [StudyFile, readonly string[]][]) {
    const there = choices.filter((name) => names.has(name));
    if (there.length === 0) continue;
    paths[kind] = `${folder}/${there[0]}`;
    if (there.length > 1) {
      remarks.push(`${list(there.slice(1))} not read: ${there[0]} is the current name`);
    }
  }
  // Studies that went over to data_sv.txt keep the old file beside it, with the same fusions.
  if (paths["structural variants"] !== undefined && paths.fusions !== undefined) {
    delete paths.fusions;
    remarks.push("data_fusions.txt not read: data_sv.txt holds the structural variants");
  }
  if (paths.samples === undefined) {
    throw new DataError(
      `Cannot read study ${folder}: needs data_clinical_sample.txt, found ${
        names.size === 0 ? "an empty folder" : list([...names].sort())
      }`,
    );
  }
  const panels = [...names].filter((name) => /^data_gene_panel_(?!matrix\.).*\.txt$/.test(name))
    .sort().map((name) => `${folder}/${name}`);
  return { paths, panels, remarks };
}

async function listFolder(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) if (isFile) names.add(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(
        `Cannot read study ${folder}: there is no such folder. Check the name; relative paths start at the working directory`,
      );
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UsageError(
        `Cannot read study ${folder}: needs the folder of a study, found a file. A table of findings is for readFindings()`,
      );
    }
    throw error;
  }
  return names;
}
