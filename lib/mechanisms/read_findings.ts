import { type CellProblem, DataError, list, quote } from "../errors/mod.ts";
import { isMissing, parseNumber, type Table, type TableRow } from "../tables/mod.ts";
import { alterationMaker } from "./alteration.ts";
import { type Assay, everyGeneAssay } from "./assay.ts";
import { parseAdequacy, parseDrugs, parseSpecimen } from "./biopsy_fields.ts";
import { ALTERATION_KINDS, type Biopsy, type ExcludedFinding, type Finding } from "./finding.ts";
import { parseSignificance, parseState, readMeasurement } from "./finding_cells.ts";
import { type ColumnName, findingColumns } from "./finding_columns.ts";
import { findingRegister } from "./finding_register.ts";
import { type Findings, makeFindings } from "./findings.ts";
import { coverageMemory, judgeAbsence } from "./judge_absence.ts";
import { readAssays } from "./read_assays.ts";
import { readSourcePieces } from "./source_table.ts";

/** How a table of findings is read. */
export interface ReadFindingsOptions {
  /**
   * What the assays cover: a table for {@linkcode readAssays}, assays, or the statement that every
   * assay covers every gene. Without it nothing is absent unless a row says so.
   */
  readonly assays?: string | readonly Assay[] | "every assay covers every gene";
  /** Gene names of the file to symbols, as { HER2: "ERBB2" }. */
  readonly genes?: Readonly<Record<string, string>>;
  /** The treated kinase where the file has no column `target`. */
  readonly target?: string;
  /** Column names of the file where they differ from the expected ones, by expected name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * Findings from a table with one row per biopsy and alteration.
 *
 * Needed columns: `patient`, `biopsy`, `gene`. Used where present: `kind` (default mutation), `change`
 * (G1202R, amplification, EML4::ALK; empty for the gene as a whole), `state` (present, absent, not
 * assessable; default present), `reason`, `assay`, `specimen`, `time_point`, `time`, `prior_drugs`
 * ("crizotinib;lorlatinib", in order), `target`, `significance` (pathogenic, unknown significance),
 * `tumor_dna` and `adequate` (no: nothing is absent), `alt_count`, `depth`, `vaf` (0 to 1), `copies`,
 * `quantity` and `cut_off` (as text: "H-score 180" and ">= 150"). A row without gene and kind is a biopsy with nothing found. Other columns become labels.
 *
 * An absence is not assessable in an inadequate sample, for a gene that the assay does not cover, and
 * at a depth too low for the assay's detection limit L: fewer than ln 0.05 / ln(1 - L) reads see a
 * variant at L with less than 95 %.
 *
 * @param path CSV, TSV or other delimited text
 * @throws {UsageError} If a file is missing or `columns` names what is not there
 * @throws {DataError} If the file is no table, lacks a column, or holds cells that cannot be: an
 * unknown state, one biopsy of two patients, one finding both present and absent. All are in the error
 *
 * @example Usage
 * ```ts
 * import { readFindings } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "patient,biopsy,gene,change\nP1,B1,ALK,p.Gly1202Arg\n");
 * const { findings } = await readFindings(path, { target: "ALK" });
 * assertEquals(findings[0].alteration.label, "ALK G1202R");
 * ```
 */
export async function readFindings(
  path: string,
  options: ReadFindingsOptions = {},
): Promise<Findings> {
  const { assays } = options;
  const known = typeof assays === "string" && assays !== "every assay covers every gene"
    ? await readAssays(assays)
    : assays;
  let reader: FindingsReader | undefined;
  for await (const table of readSourcePieces(path)) {
    reader ??= findingsReader(table, { ...options, assays: known });
    reader.read(table);
  }
  return reader!.finish();
}

/** As {@linkcode readFindings}, from a table already read. */
export function findingsOfTable(table: Table, options: ReadFindingsOptions = {}): Findings {
  const reader = findingsReader(table, options);
  reader.read(table);
  return reader.finish();
}

/** Takes a table piece by piece. */
interface FindingsReader {
  read(piece: Table): void;
  finish(): Findings;
}

function findingsReader(
  table: Table,
  { assays, genes = {}, target = "", columns = {} }: ReadFindingsOptions,
): FindingsReader {
  const { get, named, labels } = findingColumns(table, columns);
  const problems: CellProblem[] = [];
  const make = alterationMaker();
  const assayOf = assayFinder(assays);
  const biopsies = new Map<string, { biopsy: Biopsy; assays: Assay[] }>();
  const findings: Finding[] = [];
  const excluded: ExcludedFinding[] = [];
  const remarks = new Set<string>();
  const register = findingRegister();
  const covered = coverageMemory();
  let rowsRead = 0;
  function read(piece: Table): void {
    rowsRead += piece.rows.length;
    for (const line of piece.rows) readRow(line);
  }
  function readRow({ row, cells }: TableRow): void {
    const bad = (column: ColumnName, needed: string, found: string) =>
      problems.push({ row, column: named(column), needed, found });
    const [patient, id] = [get.patient(cells), get.biopsy(cells)];
    if (patient === "") bad("patient", "some text", "");
    if (id === "") bad("biopsy", "some text", "");
    if (patient === "" || id === "") return;
    let entry = biopsies.get(id);
    if (entry === undefined) {
      const time = get.time(cells);
      const number = isMissing(time) ? null : parseNumber(time) ?? null;
      if (number === null && !isMissing(time)) {
        bad("time", "a number (days, months or a rank)", time);
      }
      const ofBiopsy: Assay[] = [];
      entry = {
        assays: ofBiopsy,
        biopsy: {
          id,
          patient,
          specimen: parseSpecimen(get.specimen(cells)),
          timePoint: get.time_point(cells),
          time: number,
          priorDrugs: parseDrugs(get.prior_drugs(cells)),
          target: get.target(cells) || target,
          assays: ofBiopsy,
          inadequate: parseAdequacy(get.tumor_dna(cells), get.adequate(cells)),
          labels: Object.fromEntries(labels.map(([name, i]) => [name, cells[i]])),
        },
      };
      biopsies.set(id, entry);
    }
    const { biopsy } = entry;
    if (biopsy.patient !== patient) {
      bad(
        "patient",
        `${quote(biopsy.patient)} as in the first row of biopsy ${quote(id)}`,
        patient,
      );
    }
    const assayName = get.assay(cells);
    const assay = assayOf(assayName);
    if (!entry.assays.includes(assay)) entry.assays.push(assay);
    const kindText = get.kind(cells);
    const geneText = get.gene(cells);
    if (isMissing(geneText) && kindText !== "histology") return;
    const kind = kindText === "" ? "mutation" : ALTERATION_KINDS.find((it) => it === kindText);
    if (kind === undefined) {
      bad("kind", `one of ${list(ALTERATION_KINDS.map(quote))}`, kindText);
      return;
    }
    const state = parseState(get.state(cells));
    if (state === undefined) {
      bad("state", '"present", "absent" or "not assessable"', get.state(cells));
      return;
    }
    const measurement = readMeasurement(get, cells, bad);
    const gene = isMissing(geneText) ? "" : genes[geneText] ?? geneText;
    const alteration = make({
      kind,
      gene,
      change: isMissing(get.change(cells)) ? "" : get.change(cells),
      significance: parseSignificance(get.significance(cells)),
    });
    const finding = judgeAbsence(
      {
        biopsy,
        alteration,
        assay: assayName,
        state,
        reason: get.reason(cells),
        row,
        ...(measurement === undefined ? {} : { measurement }),
      },
      assay,
      covered,
    );
    if (state === "present" && assay.covers !== null && !covered(assay, alteration)) {
      remarks.add(
        `${quote(assay.name)} reports ${alteration.label} although it is not said to cover it`,
      );
    }
    const twin = register(finding);
    if (twin === undefined) findings.push(finding);
    else if (twin.state === finding.state) {
      excluded.push({
        file: table.source,
        row,
        reason: `the same finding again (row ${twin.row})`,
      });
    } else {
      bad(
        "state",
        `${quote(twin.state)} as in row ${twin.row} for the same finding`,
        finding.state,
      );
    }
  }
  function finish(): Findings {
    if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
    return makeFindings({
      source: table.source,
      biopsies: [...biopsies.values()].map(({ biopsy }) => biopsy),
      findings,
      excluded,
      rowsRead,
      rowsUsed: rowsRead - excluded.length,
      remarks: [...remarks],
    });
  }
  return { read, finish };
}

function assayFinder(assays: ReadFindingsOptions["assays"]): (name: string) => Assay {
  const known = new Map<string, Assay>();
  if (typeof assays === "object") assays.forEach((assay) => known.set(assay.name, assay));
  return (name) => {
    let assay = known.get(name);
    if (assay === undefined) {
      assay = assays === "every assay covers every gene"
        ? everyGeneAssay(name)
        : { name, covers: null, detectionLimit: null };
      known.set(name, assay);
    }
    return assay;
  };
}
