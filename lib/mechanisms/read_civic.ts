import { DataError, list, quote } from "../errors/mod.ts";
import { makeAlteration } from "./alteration.ts";
import type { Alteration } from "./finding.ts";
import { readProteinChanges } from "./protein_changes.ts";
import { cellGetter, readSourceTable } from "./source_table.ts";

/** One statement of CIViC about a molecular profile and its therapies. */
export interface CivicEvidence {
  /** Row of the file, as a spreadsheet counts. */
  readonly row: number;
  /** Evidence item, as "EID441"; empty where the file has none. */
  readonly evidenceId: string;
  /** The molecular profile, as written. */
  readonly profile: string;
  /** Its alterations as this library writes them; those it cannot read are kept in `notRead`. */
  readonly alterations: readonly Alteration[];
  /** Parts of the profile that were not understood. */
  readonly notRead: readonly string[];
  /** Therapies. */
  readonly therapies: readonly string[];
  /** "Resistance", "Sensitivity/Response", … as written. */
  readonly significance: string;
  /** "Supports" or "Does Not Support". */
  readonly direction: string;
  /** "A" to "E"; D is preclinical (Ba/F3 cells among it). */
  readonly level: string;
  /** Disease, as written. */
  readonly disease: string;
  /** Citation, as written. */
  readonly citation: string;
}

const NEEDED = ["molecular_profile", "therapies", "significance", "evidence_level"];

/**
 * Evidence from a CIViC TSV (ClinicalEvidenceSummaries): molecular profiles taken apart into
 * alterations, among them older names ("EML4-ALK C1156Y-L1196M", "EML4-ALK T1151INST",
 * "v::ALK Fusion"). Published evidence, no findings of a cohort: nothing here can be counted.
 *
 * @throws {UsageError} If the file is missing
 * @throws {DataError} If it is no such table
 * @see https://civicdb.org
 *
 * @example Usage
 * ```ts
 * import { readCivic } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".tsv" });
 * await Deno.writeTextFile(
 *   path,
 *   "molecular_profile\ttherapies\tsignificance\tevidence_level\n" +
 *     "EML4::ALK Fusion AND ALK G1202R\tCrizotinib\tResistance\tC\n",
 * );
 * const [evidence] = await readCivic(path);
 * assertEquals(evidence.alterations.map(({ label }) => label), ["EML4::ALK fusion", "ALK G1202R"]);
 * ```
 */
export async function readCivic(path: string): Promise<readonly CivicEvidence[]> {
  const table = await readSourceTable(path, { delimiter: "\t" });
  const missing = NEEDED.filter((name) => !table.columns.includes(name));
  if (missing.length > 0) {
    throw new DataError(
      `Cannot read ${path}: a CIViC evidence table needs the columns ${
        list(NEEDED.map(quote))
      }, found no ${list(missing.map(quote))}`,
    );
  }
  const get = (name: string) => cellGetter(table, [name]);
  const [profile, therapies, significance] = NEEDED.map(get);
  const [level, id] = [get("evidence_level"), get("evidence_id")];
  const [direction, disease, citation] = ["evidence_direction", "disease", "citation"].map(get);
  return table.rows.map(({ row, cells }) => ({
    row,
    evidenceId: id(cells) === "" ? "" : `EID${id(cells).replace(/^EID/, "")}`,
    profile: profile(cells),
    ...parseProfile(profile(cells)),
    therapies: therapies(cells).split(",").map((name) => name.trim()).filter(Boolean),
    significance: significance(cells),
    direction: direction(cells),
    level: level(cells),
    disease: disease(cells),
    citation: citation(cells),
  }));
}

function parseProfile(text: string): Pick<CivicEvidence, "alterations" | "notRead"> {
  const [alterations, notRead]: [Alteration[], string[]] = [[], []];
  for (const part of text.split(/\s+(?:AND|OR)\s+/)) {
    const bare = part.replace(/^NOT\s+/, "").replace(/[()]/g, "").trim();
    const read = /^NOT\s/.test(part) ? [] : parsePart(bare);
    if (read.length === 0) notRead.push(part);
    else alterations.push(...read);
  }
  return { alterations, notRead };
}

/** "EML4::ALK Fusion", "ALK G1202R", "MET Amplification", "EML4-ALK C1156Y-L1196M". */
function parsePart(text: string): readonly Alteration[] {
  const [, gene = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(text) ?? [];
  const partners = gene.split(/::|-/).filter(Boolean);
  const kinase = partners.at(-1) ?? "";
  const fused = /^[\w.]+(::|-)[\w.]+$/.test(gene);
  const fusion = fused
    ? [makeAlteration({ kind: "fusion", gene: kinase, change: partners.join("::") })]
    : [];
  if (fused && /^(e\d+;\s*a\d+|fusion|v\d+\b)?$/i.test(rest)) return fusion;
  if (/^fusion$/i.test(rest)) return [makeAlteration({ kind: "fusion", gene })];
  if (/^amplification$/i.test(rest)) {
    return [...fusion, makeAlteration({ kind: "copy number", gene: kinase, change: rest })];
  }
  if (/^(over)?expression$/i.test(rest)) {
    return [
      ...fusion,
      makeAlteration({ kind: "expression", gene: kinase, change: rest.toLowerCase() }),
    ];
  }
  const changes = rest.replace(/(\d[A-Z]?)-([A-Z]\d)/g, "$1;$2").replace(/INS([A-Z])$/, "ins$1");
  return readProteinChanges(changes) === undefined
    ? []
    : [...fusion, makeAlteration({ kind: "mutation", gene: kinase, change: changes })];
}
