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
export { formatPotency, parsePotency, readPotencies } from "./potency/mod.ts";
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
  confidenceBand,
  curvesFromWells,
  fitDoseResponse,
  fittedValue,
  inhibitoryConcentration,
  readCurves,
} from "./dose_response/mod.ts";
export {
  checkFigure,
  composeFigure,
  doseResponseChart,
  plateHeatMap,
  plateQualityChart,
  residualChart,
  saveFigure,
} from "./figures/mod.ts";
export { show, trackProgress } from "./notebook/mod.ts";
