/**
 * halfmax for notebooks: everything a story needs in one import.
 *
 * ```ts
 * import { fitDoseResponse, normalizePlates, readWells } from "halfmax";
 * ```
 *
 * Inside the library each room is imported by itself; this face costs the loading of all of them.
 *
 * @module
 */
export { fromDataFrame, readDataPackage, readTable, toDataFrame } from "./tables/mod.ts";
export { dividePotencies, formatPotency, parsePotency, readPotencies } from "./potency/mod.ts";
export {
  includeExcluded,
  joinLayout,
  normalizePlates,
  plateQuality,
  readLayout,
  readPlateBlocks,
  readWells,
} from "./plates/mod.ts";
export {
  alleleFraction,
  assayAgreement,
  breakApartFish,
  callStaining,
  callVariant,
  classifyFindings,
  compareFrequencies,
  comparePaired,
  coOccurrence,
  findingOrigins,
  formatFrequency,
  mechanismFrequency,
  poolFrequencies,
  readCivic,
  readCounts,
  readFindings,
  readMaf,
  readStudy,
  readTaxonomy,
  relativeCopyNumber,
  tissuePlasmaPairs,
} from "./mechanisms/mod.ts";
export {
  areaAboveCurve,
  areaUnderCurve,
  confidenceBand,
  curvesFromWells,
  fitDoseResponse,
  fittedValue,
  inhibitoryConcentration,
  readCurves,
} from "./dose_response/mod.ts";
export {
  callResistance,
  compareFolds,
  compareSources,
  confirmResistantLine,
  crossResistance,
  exposureContext,
  foldChange,
  foldChangeOfPotencies,
  foldChangeWithin,
  nextInhibitor,
  parseGenotype,
  readExposures,
  resistantLineProtocol,
  summarizeCell,
} from "./resistance/mod.ts";
export {
  checkFigure,
  composeFigure,
  crossResistanceMap,
  describeFigure,
  doseResponseChart,
  figureFor,
  foldChangeChart,
  foldChangeMap,
  forestPlot,
  mechanismChart,
  mutationLollipop,
  oncoPrint,
  plateHeatMap,
  plateQualityChart,
  potencyForest,
  residualChart,
  saveFigure,
  savePages,
  slopeChart,
  studiesForest,
  upSet,
  waterfallChart,
} from "./figures/mod.ts";
export { show, trackProgress } from "./notebook/mod.ts";
