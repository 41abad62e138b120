import type { Assay } from "./assay.ts";
import type { Biopsy } from "./finding.ts";
import { type Findings, makeFindings } from "./findings.ts";
import { startReading } from "./reading.ts";
import { readSourceTable } from "./source_table.ts";
import { addMutations } from "./study/mutations.ts";

/** How a MAF is read. */
export interface ReadMafOptions {
  /** The treated kinase. */
  readonly target?: string;
  /** What was run on every sample, with its coverage; without it nothing is absent. */
  readonly assay?: Assay;
  /** Patient of each sample; by default TCGA barcodes are cut to the patient, others are their own. */
  readonly patients?: Readonly<Record<string, string>>;
  /** Gene names of the file to symbols. */
  readonly genes?: Readonly<Record<string, string>>;
  /** The genome build to use where the file mixes several. */
  readonly build?: string;
}

/**
 * Mutations from a MAF file (2.4, also with the protein columns that annotators add).
 *
 * A MAF lists what was found and only that: samples without a mutation are not in it, and what the
 * assay covers is not said. Frequencies need both; `readStudy` and `readFindings` have them.
 *
 * @param path Tab-separated text; lines that begin with "#" above the header are left out
 * @throws {UsageError} If the file is missing
 * @throws {DataError} If it is no MAF, ends in the middle of a row, or mixes genome builds
 * @see https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format/
 *
 * @example Usage
 * ```ts
 * import { readMaf } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".maf" });
 * await Deno.writeTextFile(
 *   path,
 *   "#version 2.4\nHugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tHGVSp_Short\n" +
 *     "ALK\tMissense_Mutation\tS1\tp.G1202R\n",
 * );
 * const { findings } = await readMaf(path, { target: "ALK" });
 * assertEquals(findings[0].alteration.label, "ALK G1202R");
 * ```
 */
export async function readMaf(
  path: string,
  { target = "", assay, patients = {}, genes = {}, build }: ReadMafOptions = {},
): Promise<Findings> {
  const table = await readSourceTable(path, { delimiter: "\t", comment: "#", wholeLines: true });
  const reading = startReading(genes);
  const biopsies = new Map<string, Biopsy>();
  const biopsyOf = (id: string): Biopsy => {
    let biopsy = biopsies.get(id);
    if (biopsy === undefined) {
      const assays = [assay ?? { name: "MAF", covers: null, detectionLimit: null }];
      biopsy = {
        id,
        patient: patients[id] ?? (/^TCGA-..-....-/.test(id) ? id.slice(0, 12) : id),
        specimen: "not stated",
        timePoint: "",
        time: null,
        priorDrugs: [],
        target,
        assays,
        inadequate: "",
        labels: {},
      };
      biopsies.set(id, biopsy);
    }
    return biopsy;
  };
  addMutations(table, biopsyOf, ({ assays }) => assays[0].name, reading, build);
  return makeFindings({
    source: path,
    biopsies: [...biopsies.values()],
    findings: reading.findings,
    excluded: reading.excluded,
    rowsRead: reading.rowsRead(),
    rowsUsed: reading.rowsRead() - reading.excluded.length,
    remarks: [
      ...reading.remarks,
      "a MAF lists only samples with a mutation: others are missing from every denominator",
    ],
  });
}
