/** Fold change over a reference, calls, cross-resistance and the resistant-line protocol. @module */
export { foldChange } from "./fold_change.ts";
export type { FoldChangeOptions } from "./fold_change.ts";
export { foldChangeWithin } from "./fold_change_within.ts";
export type { FoldChangeWithin, FoldChangeWithinOptions } from "./fold_change_within.ts";
export { foldChangeWithinInWorker } from "./fold_in_worker.ts";
export type { FoldInWorkerOptions } from "./fold_in_worker.ts";
export type { JointFitSummary, NestedTest } from "./nested_fits.ts";
export type { SharedParameter } from "./joint_curves.ts";
export { foldChangeOfPotencies } from "./fold_change_of_potencies.ts";
export type { FoldChangeOfPotenciesOptions } from "./fold_change_of_potencies.ts";
export type { FoldChange, FoldDirection, FoldScope } from "./fold_change_record.ts";
export type { Reference } from "./pair_with_reference.ts";
export { callResistance } from "./call_resistance.ts";
export type { Call, ResistanceCall } from "./call_resistance.ts";
export { DEFAULT_THRESHOLDS } from "./call_thresholds.ts";
export type { CallThresholds } from "./call_thresholds.ts";
export { exposureContext } from "./exposure_context.ts";
export type { DrugBasis, Exposure, ExposureContext } from "./exposure_context.ts";
export { readExposures } from "./read_exposures.ts";
export type { DrugExposure } from "./read_exposures.ts";
export { summaryReference } from "./summary_reference.ts";
export { parseGenotype } from "./genotype.ts";
export type { Genotype } from "./genotype.ts";
export type { Panel, PanelColumns } from "./panel.ts";
export { crossResistance } from "./cross_resistance.ts";
export type {
  CrossResistance,
  CrossResistanceOptions,
  MatrixCell,
  MatrixEntry,
  MatrixGenotype,
} from "./cross_resistance.ts";
export { nextInhibitor } from "./next_inhibitor.ts";
export type { NextInhibitor, PanelRanking, RankedInhibitor } from "./next_inhibitor.ts";
export { compareSources, summarizeCell } from "./compare_sources.ts";
export type { SourceDisagreement } from "./compare_sources.ts";
export { compareFolds } from "./compare_folds.ts";
export type { FoldComparison } from "./compare_folds.ts";
export { confirmResistantLine } from "./confirm_resistant_line.ts";
export type { Confirmation } from "./confirm_resistant_line.ts";
export { resistantLineProtocol } from "./resistant_line_protocol.ts";
export type {
  EscalationStep,
  ResistantLineOptions,
  ResistantLineProtocol,
} from "./resistant_line_protocol.ts";
