import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { list, plural } from "../errors/mod.ts";
import type { Alteration, Biopsy, ExcludedFinding, Finding } from "./finding.ts";
import { suggestSymbol } from "./gene_symbol.ts";

/** What was looked for and found in a set of biopsies. */
export interface Findings {
  /** Where they came from: a file or a folder. */
  readonly source: string;
  /** The biopsies, also those in which nothing was found. */
  readonly biopsies: readonly Biopsy[];
  /** What was found, looked for in vain, or could not be assessed. */
  readonly findings: readonly Finding[];
  /** Rows that were read and not used, with the reason. */
  readonly excluded: readonly ExcludedFinding[];
  /** Rows read: rows used + rows excluded. */
  readonly rowsRead: number;
  /** Rows used, each for a finding, a biopsy or a coverage. */
  readonly rowsUsed: number;
  /** What a reader must know: aliases met, coverage not stated, notations read. */
  readonly remarks: readonly string[];
}

/** Findings with their display; remarks on gene names are added. */
export function makeFindings(parts: Findings): Findings {
  const findings: Findings = {
    ...parts,
    remarks: [
      ...new Set([...parts.remarks, ...aliasRemarks(parts.findings), ...coverageRemarks(parts)]),
    ],
  };
  return withDisplay(findings, () => show(findings));
}

function aliasRemarks(findings: readonly Finding[]): string[] {
  const genes = new Set<string>();
  const seen = new Set<Alteration>();
  for (const { alteration } of findings) {
    if (!seen.has(alteration)) genes.add(alteration.gene);
    seen.add(alteration);
  }
  return [...genes].flatMap((gene) => {
    const symbol = suggestSymbol(gene);
    return symbol === null ? [] : [
      `the gene name "${gene}" is kept as it stands; its HGNC symbol is probably ${symbol}. Map it with genes: { "${gene}": "${symbol}" }`,
    ];
  });
}

function coverageRemarks({ biopsies }: Findings): string[] {
  const open = biopsies.filter(({ assays }) => assays.every(({ covers }) => covers === null));
  return open.length === 0 ? [] : [
    `of ${
      plural(open.length, "biopsy", "biopsies")
    } it is not stated what the assays cover, so nothing counts as absent there unless a row says so`,
  ];
}

/** How many findings of each state an alteration has. */
interface Tally {
  readonly label: string;
  present: number;
  absent: number;
  notAssessable: number;
}

function show(findings: Findings) {
  const tallies = new Map<Alteration, Tally>();
  for (const { alteration, state } of findings.findings) {
    let tally = tallies.get(alteration);
    if (tally === undefined) {
      tally = { label: alteration.label, present: 0, absent: 0, notAssessable: 0 };
      tallies.set(alteration, tally);
    }
    if (state === "present") tally.present++;
    else if (state === "absent") tally.absent++;
    else tally.notAssessable++;
  }
  const rows = [...tallies.values()].sort((a, b) => b.present - a.present).slice(0, 20);
  const count = (pick: (row: Tally) => number) => (row: Tally) => pick(row).toLocaleString("en-US");
  const columns: TableColumn<Tally>[] = [
    { header: "alteration", cell: ({ label }) => label },
    { header: "present", cell: count((row) => row.present), align: "right" },
    { header: "absent (said so)", cell: count((row) => row.absent), align: "right" },
    { header: "not assessable", cell: count((row) => row.notAssessable), align: "right" },
  ];
  const more = tallies.size > rows.length
    ? ` (first ${rows.length} of ${tallies.size} alterations)`
    : "";
  const caption = `${summary(findings)}${more}`;
  return {
    "text/plain": textTable(rows, columns, { caption }),
    "text/html": htmlTable(rows, columns, { caption }),
  };
}

/** "data/x: 60 biopsies of 48 patients, 3 assays, 143 findings; 2 rows not used: …" */
function summary({ source, biopsies, findings, excluded, remarks }: Findings): string {
  const patients = new Set(biopsies.map(({ patient }) => patient)).size;
  const assays = new Set(biopsies.flatMap((biopsy) => biopsy.assays.map(({ name }) => name)));
  const reasons = [...new Set(excluded.map(({ reason }) => reason))];
  return [
    `${source}: ${plural(biopsies.length, "biopsy", "biopsies")} of ${
      plural(patients, "patient")
    }, ` +
    `${plural(assays.size, "assay")}, ${plural(findings.length, "finding")}`,
    excluded.length === 0 ? "" : `${plural(excluded.length, "row")} not used: ${list(reasons, 3)}`,
    ...remarks,
  ].filter(Boolean).join("; ");
}
