import {
  alluvialChart,
  composeFigure,
  doseResponseChart,
  type Figure,
  plateQualityChart,
  residualChart,
} from "../../../lib/figures/mod.ts";
import { classifyFindings, exclusiveMechanisms } from "../../../lib/mechanisms/mod.ts";
import { findingsFrom } from "../../mechanisms/tables.ts";
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

/** SIMULATED: ribbons are the one thing that is drawn half transparent. */
const FINDINGS = `patient,biopsy,gene,change,prior_drugs
P1,B1,ALK,L1196M,crizotinib
P1,B2,ALK,G1202R,crizotinib;lorlatinib
P2,B3,ALK,L1196M,crizotinib
P2,B4,KRAS,G12C,crizotinib;lorlatinib
P3,B5,,,crizotinib
P3,B6,ALK,G1202R,crizotinib;lorlatinib`;

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
  const mechanisms = exclusiveMechanisms(
    classifyFindings(findingsFrom(FINDINGS), { rule: "first by precedence" }),
    { by: "prior_drugs" },
  );
  const flows = alluvialChart(mechanisms, { preset: "nature" });
  return { curves, residuals, facets, plates, composed, flows };
}
