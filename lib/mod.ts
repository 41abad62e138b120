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
export { fromDataFrame, readDataPackage, readPrism, readTable, toDataFrame } from "./tables/mod.ts";
export { dividePotencies, formatPotency, parsePotency, readPotencies } from "./potency/mod.ts";
export {
  includeExcluded,
  inspectPlates,
  joinLayout,
  normalizePlates,
  plateQuality,
  readLayout,
  readPlateBlocks,
  readPlates,
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
  exclusiveMechanisms,
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
  curvesOfPrism,
  fitDoseResponse,
  fitDoseResponseInWorker,
  fittedValue,
  inhibitoryConcentration,
  readCurves,
} from "./dose_response/mod.ts";
export {
  drugSelectivity,
  fitScreen,
  fitScreenInWorkers,
  rankLines,
  readScreen,
  resistantLines,
  screenHits,
  screenReport,
  simulateScreen,
} from "./screen/mod.ts";
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
  summaryReference,
} from "./resistance/mod.ts";
export {
  alluvialChart,
  checkFigure,
  composeFigure,
  crossResistanceMap,
  describeFigure,
  diagramFromDot,
  doseResponseChart,
  figureFor,
  foldChangeChart,
  foldChangeMap,
  forestPlot,
  mechanismChart,
  mutationLollipop,
  oncoPrint,
  pathwayDiagram,
  plateHeatMap,
  plateQualityChart,
  potencyForest,
  readDiagram,
  residualChart,
  saveFigure,
  savePages,
  selectivityChart,
  slopeChart,
  stackedMechanismChart,
  studiesForest,
  upSet,
  volcanoChart,
  waterfallChart,
} from "./figures/mod.ts";
export { analyzeDoseResponse, analyzePlates } from "./report/mod.ts";
export { show, trackProgress } from "./notebook/mod.ts";
