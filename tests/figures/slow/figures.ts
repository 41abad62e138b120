import {
  composeFigure,
  doseResponseChart,
  type Figure,
  plateQualityChart,
  residualChart,
} from "../../../lib/figures/mod.ts";
import { bound, fitOf, measured } from "../fixtures.ts";

const FITS = [
  fitOf({ key: { drug: "Crizotinib", cell_line: "H3122" }, ic50: 210 }),
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122-CR 10⁻⁶ κ" },
    ic50: 15000,
    seed: 7,
    potency: bound(">", 8400),
  }),
];

/** SIMULATED figures of every kind that the exports are held against. */
export function exportedFigures(): Record<string, Figure> {
  const curves = doseResponseChart(FITS, { color: "cell_line", preset: "nature" });
  const residuals = residualChart(FITS, { color: "cell_line", preset: "nature" });
  const drugs = ["Crizotinib", "Ceritinib", "Alectinib", "Brigatinib"];
  const facets = doseResponseChart(
    drugs.map((drug, i) => fitOf({ key: { drug }, seed: i, potency: measured(200, 150, 270) })),
    { facet: "drug", preset: "nature" },
  );
  const plates = plateQualityChart([{
    plate: "P1",
    labels: {},
    format: 96,
    vehicleWells: 8,
    lowWells: 8,
    excludedWells: 0,
    against: "blank",
    zPrime: 0.71,
    robustZPrime: 0.7,
    ssmd: 14,
    signalToBackground: 40,
    vehicleCV: 0.08,
    positionEffects: [],
    verdict: "good",
    reasons: [],
  }], { preset: "nature" });
  const composed = composeFigure([[curves, residuals], [facets]], {
    journal: "nature",
    width: "double",
  });
  return { curves, residuals, facets, plates, composed };
}
