/**
 * Reports: plates or curves the whole way in one call, and what comes out of it as files: a page for reading,
 * tables with their units, a Methods paragraph, the record of where everything came from.
 *
 * The charts and the spreadsheet writer load on first use.
 *
 * @module
 */
export { analyzeDoseResponse } from "./analyze_dose_response.ts";
export type { AnalyzeOptions } from "./analyze_read.ts";
export { analyzePlates } from "./analyze_plates.ts";
export type { PlatesAnalysis } from "./analyze_plates.ts";
export type {
  AnalysedRows,
  Analysis,
  AnalysisCall,
  AnalysisInput,
  LeftOut,
  NamedFigure,
} from "./analysis.ts";
export type { WithoutPoorPlates } from "./without_poor_plates.ts";
export type { OnProgress } from "./work_steps.ts";
export { analysisReport } from "./analysis_report.ts";
export { analysisTables } from "./analysis_tables.ts";
export type { Cell, ReportColumn, ReportTable } from "./report_table.ts";
export { methodsParagraph } from "./methods_paragraph.ts";
export { provenance } from "./provenance.ts";
export type { Provenance } from "./provenance.ts";
export { ANALYSIS_FILES, analysisFiles, saveAnalysis } from "./save_analysis.ts";
export type { SaveOptions } from "./save_analysis.ts";
export { workbook } from "./workbook.ts";
