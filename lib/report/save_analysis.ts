import { dirname, join } from "node:path";
import { UsageError } from "../errors/mod.ts";
import type { FigureFile } from "../figures/mod.ts";
import { formatCsv, writeBytesAtomically } from "../tables/mod.ts";
import type { Analysis } from "./analysis.ts";
import { analysisReport } from "./analysis_report.ts";
import { analysisTables, TABLE_NAMES } from "./analysis_tables.ts";
import { methodsParagraph } from "./methods_paragraph.ts";
import { provenance } from "./provenance.ts";
import { sha256 } from "./describe_inputs.ts";
import { workbook } from "./workbook.ts";

/** The files of every analysis beside its figures, relative to its folder. */
export const ANALYSIS_FILES: readonly string[] = [
  "report.html",
  "methods.md",
  "provenance.json",
  "tables.xlsx",
  ...TABLE_NAMES.map((name) => `tables/${name}.csv`),
];

/** Options of {@linkcode saveAnalysis} and {@linkcode analysisFiles}. */
export interface SaveOptions {
  /** Called after each figure, which take the time: how many parts are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes an analysis into a folder: the report, the Methods paragraph, the record, the tables (one
 * CSV each, and one workbook), and every figure as SVG, PNG and PDF with its data.
 *
 * All of it is made before any of it is written, and every file is written whole or not at all.
 *
 * @param folder The folder, made if it is not there; files of the same names in it are replaced
 * @returns The names of the files, relative to the folder
 * @throws {UsageError} If the folder cannot be written, or the journal is unknown
 */
export async function saveAnalysis(
  analysis: Analysis,
  folder: string,
  options: SaveOptions = {},
): Promise<readonly string[]> {
  const files = Object.entries(await analysisFiles(analysis, options));
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    await makeFolder(dirname(path));
    await writeBytesAtomically(path, bytes);
  }
  return files.map(([name]) => name);
}

/**
 * The files of an analysis by their names, as {@linkcode saveAnalysis} writes them. The same analysis
 * has the same bytes.
 *
 * @throws {UsageError} If the journal is unknown
 */
export async function analysisFiles(
  analysis: Analysis,
  { onProgress = () => {} }: SaveOptions = {},
): Promise<Readonly<Record<string, Uint8Array>>> {
  const total = analysis.figures.length + 1;
  const figures = await figuresOf(analysis, (done) => onProgress(done, total));
  const files = [...figures, ...await pagesAndTables(analysis)];
  const outputs: Record<string, string> = {};
  for (const { name, bytes } of files) outputs[name] = await sha256(bytes);
  const record = `${JSON.stringify(provenance(analysis, outputs), null, 2)}\n`;
  const all = [...files, { name: "provenance.json", bytes: new TextEncoder().encode(record) }];
  onProgress(total, total);
  return Object.fromEntries(all.map(({ name, bytes }) => [name, bytes]));
}

async function figuresOf(
  { figures, call: { journal } }: Analysis,
  did: (figures: number) => void,
): Promise<FigureFile[]> {
  const { figureFiles } = await import("../figures/mod.ts");
  const formats = ["svg", "png", "pdf"] as const;
  const files: FigureFile[] = [];
  for (const [i, { name, figure }] of figures.entries()) {
    files.push(...await figureFiles(figure, `figures/${name}`, { journal, formats }));
    did(i + 1);
    // A notebook repaints between two figures.
    await new Promise((resume) => setTimeout(resume, 0));
  }
  return files;
}

async function pagesAndTables(analysis: Analysis): Promise<FigureFile[]> {
  const tables = analysisTables(analysis);
  const text = (name: string, content: string) => ({
    name,
    bytes: new TextEncoder().encode(content),
  });
  return [
    text("report.html", analysisReport(analysis)),
    text("methods.md", methodsPage(analysis)),
    { name: "tables.xlsx", bytes: await workbook(tables, notesOf(analysis)) },
    ...tables.map(({ name, columns, rows }) =>
      text(`tables/${name}.csv`, formatCsv(columns.map((column) => column.name), rows))
    ),
  ];
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot write ${folder}: it must be a folder. ${why}`);
  }
}

function methodsPage(analysis: Analysis): string {
  const [paragraph, ...works] = methodsParagraph(analysis).split("\n").filter(Boolean);
  const references = works.map((work) => `- ${work}`);
  return [
    "# Methods",
    "",
    paragraph,
    ...(references.length === 0 ? [] : ["", "## References", "", ...references]),
    "",
    "Research use only.",
    "",
  ].join("\n");
}

function notesOf(analysis: Analysis): string[] {
  const { simulated, source, inputs, versions, withoutPoor, everyWell } = analysis;
  const varied = withoutPoor !== null || everyWell !== null;
  return [
    ...(simulated ? ["SIMULATED: nothing here was measured"] : []),
    "Research use only",
    `From ${source}`,
    ...inputs.map(({ name, sha256 }) => `${name}: SHA-256 ${sha256}`),
    "A number whose relation is > or < is a bound, not an estimate",
    "An empty cell: not determined, or nothing to say; the column of reasons says why",
    ...(varied
      ? [
        "Sheet ic50_variants: the absolute IC50s without the curves of poor plates, and with the wells " +
        "left out put back. For comparison: the result is sheet ic50",
      ]
      : []),
    ...methodsParagraph(analysis).split("\n").filter(Boolean),
    `halfmax ${versions.halfmax}, Deno ${versions.deno}`,
  ];
}
