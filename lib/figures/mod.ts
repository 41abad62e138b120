/**
 * Marks, charts, themes and export: pure functions from results to figures.
 *
 * A chart takes results and returns a {@linkcode Figure}; it computes no statistics of its own.
 * {@linkcode saveFigure} lays it out for a journal and writes it, {@linkcode checkFigure} measures it
 * against the journal's rules, {@linkcode composeFigure} makes panels of several.
 *
 * @module
 */
export { describeFigure, figureFor } from "./figure.ts";
export type { Figure, FigureCall, FigureOptions, PlottedRow } from "./figure.ts";
export { doseResponseChart } from "./charts/dose_response_chart.ts";
export type { DoseResponseChartOptions, KeyedPotency } from "./charts/dose_response_chart.ts";
export type { ErrorBars } from "./charts/response_points.ts";
export { residualChart } from "./charts/residual_chart.ts";
export type { ResidualChartOptions } from "./charts/residual_chart.ts";
export { plateHeatMap } from "./charts/plate_heat_map.ts";
export type { PlateHeatMapOptions } from "./charts/plate_heat_map.ts";
export type { RampName } from "./theme/ramps.ts";
export { plateQualityChart } from "./charts/plate_quality_chart.ts";
export { composeFigure } from "./compose/compose_figure.ts";
export type { ComposeFigureOptions, FigureInset } from "./compose/compose_figure.ts";
export { checkFigure } from "./check/check_figure.ts";
export type { FigureCheck, FigureCheckItem } from "./check/check_figure.ts";
export { saveFigure } from "./export/save_figure.ts";
export type { FigureFormat, SaveFigureOptions } from "./export/save_figure.ts";
export { savePages } from "./export/save_pages.ts";
export type { PagesProgress, SavePagesOptions } from "./export/save_pages.ts";
