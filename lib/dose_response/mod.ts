/**
 * Curves, models, fits, inference, areas: from wells to an IC50 that says what it is worth.
 *
 * @module
 */
export { areaAboveCurve, areaUnderCurve } from "./areas.ts";
export type { Area, AreaOptions } from "./areas.ts";
export type { AreaEstimate, AreaMethod } from "./area_of_fit.ts";
export type { Curve } from "./curve.ts";
export type { IntervalMethod } from "./asked_dose.ts";
export type { FixedPlateaus } from "./curve_model.ts";
export { curvesFromWells } from "./curves_from_wells.ts";
export type {
  DoseResponseFit,
  Estimate,
  FitStatus,
  ModelName,
  NoEffectTest,
} from "./dose_response_fit.ts";
export { fitDoseResponse } from "./fit_dose_response.ts";
export type { FitOptions, Fits } from "./fit_dose_response.ts";
export { fitDoseResponseInWorker } from "./fit_in_worker.ts";
export type { FitInWorkerOptions } from "./fit_in_worker.ts";
export {
  fourParameterLogistic,
  integrateLogistic,
  inverseLogistic,
} from "./four_parameter_logistic.ts";
export type { LogisticParameters } from "./four_parameter_logistic.ts";
export { inhibitoryConcentration } from "./inhibitory_concentration.ts";
export type {
  Concentration,
  ConcentrationOptions,
  ReplicateConcentration,
} from "./inhibitory_concentration.ts";
export { confidenceBand, fittedValue } from "./fitted_value.ts";
export type { BandPoint } from "./fitted_value.ts";
export { parameterInterval } from "./parameter_interval.ts";
export type { ParameterInterval, ParameterName } from "./parameter_interval.ts";
export { residuals } from "./residuals.ts";
export type { Residual } from "./residuals.ts";
export { readCurves, readResponseTable } from "./read_curves.ts";
export type { ReadKnownOptions, ResponseTable } from "./read_curves.ts";
export { curvesOfTable } from "./curves_of_table.ts";
export type { Curves, ExcludedRow, ReadCurvesOptions } from "./curves_of_table.ts";
export { namesOfWideRows } from "./names_of_wide_rows.ts";
export {
  requireNamesOfRows,
  requireNamesOfWells,
  requireNamesOfWideRows,
} from "./require_names.ts";
export { tableInWorkbook } from "./table_in_workbook.ts";
export type { TableInWorkbookOptions } from "./table_in_workbook.ts";
export { curvesOfPrism, tableOfPrism } from "./formats/graphpad_prism.ts";
export type { CurvesOfPrismOptions, PrismTableOptions } from "./formats/graphpad_prism.ts";
export type { PrismDoseOptions } from "./formats/prism_doses.ts";
export { recognizeFormat } from "./formats/recognize_format.ts";
export type { FormatOptions, ResponseFormat } from "./formats/response_format.ts";
