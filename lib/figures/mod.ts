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
export { volcanoChart } from "./charts/volcano_chart.ts";
export type { VolcanoChartOptions } from "./charts/volcano_chart.ts";
export { selectivityChart } from "./charts/selectivity_chart.ts";
export type { SelectivityChartOptions } from "./charts/selectivity_chart.ts";
export { composeFigure } from "./compose/compose_figure.ts";
export type { ComposeFigureOptions, FigureInset } from "./compose/compose_figure.ts";
export { checkFigure } from "./check/check_figure.ts";
export type { FigureCheck, FigureCheckItem } from "./check/check_figure.ts";
export { figureFiles, saveFigure } from "./export/save_figure.ts";
export type { FigureFile, FigureFormat, SaveFigureOptions } from "./export/save_figure.ts";
export { savePages } from "./export/save_pages.ts";
export type { PagesProgress, SavePagesOptions } from "./export/save_pages.ts";
export { forestPlot } from "./charts/forest_plot.ts";
export type { ForestPlotOptions, ForestRow } from "./charts/forest_plot.ts";
export type { ForestValue } from "./marks/forest_rows.ts";
export { foldChangeChart } from "./charts/fold_change_chart.ts";
export { potencyForest } from "./charts/potency_forest.ts";
export type { PotencyForestOptions } from "./charts/potency_forest.ts";
export { foldChangeMap } from "./charts/fold_change_map.ts";
export type { FoldChangeMapOptions } from "./charts/fold_change_map.ts";
export { crossResistanceMap } from "./charts/cross_resistance_map.ts";
export type { CrossResistanceMapOptions } from "./charts/cross_resistance_map.ts";
export { mechanismChart } from "./charts/mechanism_chart.ts";
export type { MechanismChartOptions } from "./charts/mechanism_chart.ts";
export { waterfallChart } from "./charts/waterfall_chart.ts";
export { slopeChart } from "./charts/slope_chart.ts";
export { mutationLollipop } from "./charts/mutation_lollipop.ts";
export type { CountedMutation, MutationLollipopOptions } from "./charts/mutation_lollipop.ts";
export type { ProteinStretch } from "./marks/lollipops.ts";
export { oncoPrint } from "./charts/onco_print.ts";
export type { OncoPrintOptions } from "./charts/onco_print.ts";
export { studiesForest } from "./charts/studies_forest.ts";
export { upSet } from "./charts/up_set.ts";
export type { UpSetOptions } from "./charts/up_set.ts";
export { stackedMechanismChart } from "./charts/stacked_mechanism_chart.ts";
export type { StackedMechanismChartOptions } from "./charts/stacked_mechanism_chart.ts";
export { alluvialChart } from "./charts/alluvial_chart.ts";
export type { AlluvialChartOptions } from "./charts/alluvial_chart.ts";
export { holdTextWidths } from "./export/hold_text_widths.ts";
export { diagramFromDot } from "./diagrams/diagram_from_dot.ts";
export { readDiagram } from "./diagrams/read_diagram.ts";
export { pathwayDiagram } from "./diagrams/pathway_diagram.ts";
export type { PathwayDiagramOptions } from "./diagrams/pathway_diagram.ts";
export type { DiagramOverlay, OverlayChoice } from "./diagrams/diagram_overlay.ts";
export type { DiagramDirection } from "./diagrams/layout_dot.ts";
export type {
  Diagram,
  DiagramEdge,
  DiagramNode,
  EdgeKind,
  NodeKind,
  Track,
} from "./diagrams/diagram.ts";
