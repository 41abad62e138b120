import { DataError, list, quote } from "../../errors/mod.ts";
import { isMissing, parseNumber, type Table } from "../../tables/mod.ts";
import type { Assay } from "../assay.ts";
import { parseAdequacy, parseDrugs, parseSpecimen } from "../biopsy_fields.ts";
import type { Biopsy } from "../finding.ts";
import { readSourceTable } from "../source_table.ts";

/** A clinical column that the library gives a meaning to. */
export type ClinicalMeaning =
  | "specimen"
  | "timePoint"
  | "time"
  | "priorDrugs"
  | "target"
  | "tumorDna"
  | "adequate"
  | "histology";

/** Clinical columns with a meaning here, and the names they go by. */
const MEANINGS: Readonly<Record<ClinicalMeaning, readonly string[]>> = {
  specimen: ["SPECIMEN", "SPECIMEN_TYPE", "SAMPLE_CLASS", "SAMPLE_TYPE"],
  timePoint: ["TIME_POINT", "TIMEPOINT"],
  time: ["TIME", "DAYS", "SAMPLE_DAYS", "COLLECTION_DAY"],
  priorDrugs: ["PRIOR_DRUGS", "PRIOR_DRUG", "PRIOR_TREATMENT"],
  target: ["TARGET", "DRIVER", "DRIVER_GENE"],
  tumorDna: ["TUMOR_DNA_DETECTED", "TUMOR_DNA"],
  adequate: ["ADEQUATE"],
  histology: ["HISTOLOGIC_TRANSFORMATION"],
};

/** A sample of the clinical file: the biopsy, its assays still to be filled in. */
export interface ClinicalSample {
  readonly biopsy: Biopsy;
  readonly assays: Assay[];
  readonly row: number;
  /** What its histology turned into; "" where not stated. */
  readonly histology: string;
}

/** How clinical files are read. */
export interface ClinicalOptions {
  readonly target: string;
  readonly columns: Readonly<Partial<Record<ClinicalMeaning, string>>>;
}

/**
 * The samples of a study with what the patient file adds to them.
 *
 * @throws {DataError} If a column is missing or a sample stands there twice
 */
export async function readClinical(
  samplePath: string,
  patientPath: string | undefined,
  { target, columns }: ClinicalOptions,
): Promise<{ samples: ReadonlyMap<string, ClinicalSample>; rows: number }> {
  const table = await readSourceTable(samplePath, { delimiter: "\t", comment: "#" });
  const [sampleAt, patientAt] = ["SAMPLE_ID", "PATIENT_ID"].map((name) => column(table, name));
  const patients = patientPath === undefined ? undefined : await readPatients(patientPath);
  const samples = new Map<string, ClinicalSample>();
  const problems = [];
  for (const { row, cells } of table.rows) {
    const id = cells[sampleAt];
    const patient = cells[patientAt];
    if (id === "" || patient === "") {
      const name = id === "" ? "SAMPLE_ID" : "PATIENT_ID";
      problems.push({ row, column: name, needed: "some text", found: "" });
      continue;
    }
    const twin = samples.get(id);
    if (twin !== undefined) {
      const needed = `a sample that stands here once (it is in row ${twin.row} too)`;
      problems.push({ row, column: "SAMPLE_ID", needed, found: id });
      continue;
    }
    samples.set(id, describe(id, patient, row, labelsOf(table, cells), patients, target, columns));
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${samplePath}`, problems);
  return { samples, rows: table.rows.length + (patients?.size ?? 0) };
}

function describe(
  id: string,
  patient: string,
  row: number,
  own: Record<string, string>,
  patients: ReadonlyMap<string, Record<string, string>> | undefined,
  target: string,
  columns: ClinicalOptions["columns"],
): ClinicalSample {
  const labels = { ...patients?.get(patient), ...own };
  const say = (meaning: ClinicalMeaning) => {
    const names = columns[meaning] === undefined ? MEANINGS[meaning] : [columns[meaning]];
    const text = names.map((name) => labels[name]).find((text) => text !== undefined) ?? "";
    return isMissing(text) ? "" : text;
  };
  const assays: Assay[] = [];
  const time = say("time");
  return {
    row,
    assays,
    histology: say("histology"),
    biopsy: {
      id,
      patient,
      specimen: parseSpecimen(say("specimen")),
      timePoint: say("timePoint"),
      time: time === "" ? null : parseNumber(time) ?? null,
      priorDrugs: parseDrugs(say("priorDrugs")),
      target: say("target") || target,
      assays,
      inadequate: parseAdequacy(say("tumorDna"), say("adequate")),
      labels,
    },
  };
}

async function readPatients(path: string): Promise<Map<string, Record<string, string>>> {
  const table = await readSourceTable(path, { delimiter: "\t", comment: "#" });
  const at = column(table, "PATIENT_ID");
  const patients = new Map<string, Record<string, string>>();
  const problems = [];
  for (const { row, cells } of table.rows) {
    if (patients.has(cells[at])) {
      const needed = "a patient that stands here once";
      problems.push({ row, column: "PATIENT_ID", needed, found: cells[at] });
    }
    patients.set(cells[at], labelsOf(table, cells));
  }
  if (problems.length > 0) throw DataError.ofCells(`read ${path}`, problems);
  return patients;
}

function labelsOf({ columns }: Table, cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
}

function column({ columns, source }: Table, name: string): number {
  const at = columns.indexOf(name);
  if (at >= 0) return at;
  throw new DataError(
    `Cannot read ${source}: needs a column ${
      quote(name)
    } below the four lines that begin with #, found ${list(columns.map(quote))}`,
  );
}
