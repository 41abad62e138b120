/** The notebook of a new study, which runs as it is on the SIMULATED plates beside it. */
export function studyNotebook(name: string): string {
  const notebook = {
    cells: CELLS.map(({ source, ...cell }, i) => ({
      ...cell,
      id: `cell-${i + 1}`,
      source: linesOf(source.replaceAll("STUDY", name.replaceAll(/[\\`*_#<>[\]]/g, "\\$&"))),
    })),
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const text = (source: string) => ({ cell_type: "markdown", metadata: {}, source });

const code = (source: string, tags?: readonly string[]) => ({
  cell_type: "code",
  execution_count: null,
  metadata: tags === undefined ? {} : { tags },
  outputs: [],
  source,
});

const CELLS: readonly { readonly source: string }[] = [
  text(`# STUDY

**The question of your study, and its answer in a sentence.** The plates in \`data/\` are **SIMULATED** until you put yours in: a sensitive line and its resistant descendant under crizotinib, three biological replicates each. Research use only.`),
  code(`import {
  analyzePlates, doseResponseChart, foldChangeChart, plateHeatMap, plateQualityChart, residualChart,
  trackProgress,
} from "halfmax";`),
  text("Everything that changes for your own data stands in the next cell."),
  code(
    `let input = "data/plates.csv"; // the file of the plate reader
let layout = "data/layout.csv"; // what stands in each well
let reference = "H3122"; // the parental line, by which everything is divided
let lines = "cell_line"; // what tells the curves apart in colour
let results = "results/analysis"; // where the report, the tables and the figures go`,
    ["parameters"],
  ),
  text(`## The answer

Quality, curves, IC50s, fold changes, and a report with its tables and figures, in one call.`),
  code(`const onProgress = trackProgress("steps done");
const analysis = await analyzePlates(input, { layout, reference, out: results, onProgress });
analysis`),
  text("## The plates"),
  code("analysis.wells"),
  code("analysis.quality"),
  code("plateQualityChart(analysis.quality)"),
  code("plateHeatMap(analysis.wells)"),
  text("## The curves"),
  code("analysis.fits"),
  code("doseResponseChart(analysis.fits, { color: lines, ic50: analysis.absolute })"),
  code("analysis.absolute"),
  text("## The fold change"),
  code("analysis.folds"),
  code("foldChangeChart(analysis.folds ?? [])"),
  text("## Does the model fit?"),
  code("residualChart(analysis.fits, { color: lines })"),
];

/** Jupyter keeps text as lines that keep their line ends. */
function linesOf(source: string): string[] {
  return source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
