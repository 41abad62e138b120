/**
 * 17 sarcoma lines by six ALK inhibitors, three replicates each, from a published screen (Lee et al.
 * 2024 Mol Syst Biol, doi:10.1038/s44320-023-00004-7): the fold changes over the median line and over
 * the most resistant one.
 */
import {
  type Concentration,
  type Curve,
  fitDoseResponse,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { composeFigure, type Figure, foldChangeMap } from "../../lib/figures/mod.ts";
import { type FoldChange, foldChange, summaryReference } from "../../lib/resistance/mod.ts";

/** Inhibitors in the order of their approval. */
export const INHIBITORS = [
  "crizotinib",
  "ceritinib",
  "alectinib",
  "brigatinib",
  "lorlatinib",
  "entrectinib",
];

const DOSES = [0, 0.17, 0.51, 1.52, 4.57, 13.72, 41.15, 123.5, 370.4, 1111, 3333, 10000];

/** Absolute IC50s over replicates, from the screen's table: a line a curve, a column a dose. */
export function sarcomaConcentrations(text: string): readonly Concentration[] {
  const [header, ...rows] = text.trimEnd().split("\n").map((line) =>
    line.replace(/\r$/, "").split("\t")
  );
  const first = header.indexOf("Raw 0");
  const curves = rows.flatMap((cells): Curve[] => {
    const named = /^(\S+) (.+) (\S+)$/.exec(cells[header.indexOf("Name")]);
    const [, cell_line, drug = "", replicate] = named ?? [];
    if (!INHIBITORS.includes(drug.toLowerCase())) return [];
    // The value at dose zero is 1 in every row: control by construction, no observation.
    const wells = DOSES.flatMap((dose, i) => {
      const cell = cells[first + i]?.trim();
      return dose === 0 || !cell ? [] : [{ dose, response: Number(cell) }];
    });
    return [{
      key: { cell_line, drug: drug.toLowerCase(), replicate },
      doses: wells.map(({ dose }) => dose),
      responses: wells.map(({ response }) => response),
      unit: "nM",
      scale: "fraction",
      control: { basis: "declared", value: 1 },
    }];
  }).sort((a, b) => INHIBITORS.indexOf(a.key.drug) - INHIBITORS.indexOf(b.key.drug));
  return inhibitoryConcentration(fitDoseResponse(curves), { over: "replicate" });
}

/** Fold changes of every line over the median line, or over the most resistant one. */
export function foldsOver(
  concentrations: readonly Concentration[],
  statistic: "median" | "most resistant",
): readonly FoldChange[] {
  const references = summaryReference(concentrations, { by: "cell_line", statistic });
  const [{ key: { cell_line } }] = references;
  return foldChange([...concentrations, ...references], { reference: { cell_line } });
}

/** Both as one figure, the same colours for the same fold change. */
export function sarcomaFigure(concentrations: readonly Concentration[]): Figure {
  const [overMedian, overMost] = (["median", "most resistant"] as const).map((statistic) =>
    foldsOver(concentrations, statistic)
  );
  const domain = [...overMedian, ...overMost];
  return composeFigure([
    [foldChangeMap(overMedian, { domain })],
    [foldChangeMap(overMost, { domain, legend: false })],
  ]);
}
