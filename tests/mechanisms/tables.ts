import { parseTable } from "../../lib/tables/mod.ts";
import {
  type Findings,
  findingsOfTable,
  type ReadFindingsOptions,
} from "../../lib/mechanisms/mod.ts";

/** Findings from text, one line per row, cells separated by commas. */
export function findingsFrom(text: string, options: ReadFindingsOptions = {}): Findings {
  return findingsOfTable(parseTable(text.trim(), { source: "findings.csv" }), {
    target: "ALK",
    ...options,
  });
}

/** A folder with these files, for readers of studies; removed by the caller. */
export async function makeStudy(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  return folder;
}

/** Lines of cells as tab-separated text. */
export function tsv(...lines: readonly string[]): string {
  return lines.map((line) => `${line.replaceAll("|", "\t")}\n`).join("");
}

/** The clinical sample file of samples S1 to S3 of patients P1 to P3. */
export const SAMPLES = tsv(
  "#Patient|Sample|Drugs|Target",
  "#Patient|Sample|Drugs|Target",
  "#STRING|STRING|STRING|STRING",
  "#1|1|1|1",
  "PATIENT_ID|SAMPLE_ID|PRIOR_DRUGS|TARGET",
  "P1|S1|crizotinib|ALK",
  "P2|S2|crizotinib|ALK",
  "P3|S3|crizotinib;lorlatinib|ALK",
);
