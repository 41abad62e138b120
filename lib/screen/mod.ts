/**
 * The kernel for very many curves: typed arrays in, typed arrays out, on one thread or in workers.
 *
 * @module
 */
export { falseDiscovery } from "./false_discovery.ts";
export { fitScreen } from "./fit_screen.ts";
export { fitScreenInWorkers } from "./fit_screen_in_workers.ts";
export type { WorkerOptions } from "./fit_screen_in_workers.ts";
export { drugSelectivity } from "./drug_selectivity.ts";
export type { DrugSelectivity } from "./drug_selectivity.ts";
export type { NamedScreen } from "./named_screen.ts";
export { rankLines } from "./rank_lines.ts";
export type { RankedLine, RankedLines, RankLinesOptions } from "./rank_lines.ts";
export { readScreen } from "./read_screen.ts";
export type { ReadScreen, ReadScreenOptions } from "./read_screen.ts";
export { resistantLines } from "./resistant_lines.ts";
export type { ResistantLine } from "./resistant_lines.ts";
export { screenHits } from "./screen_hits.ts";
export type { ScreenedCurve, ScreenHits, ScreenHitsOptions } from "./screen_hits.ts";
export { screenReport } from "./screen_report.ts";
export type { ScreenReport } from "./screen_report.ts";
export { simulateScreen } from "./simulate_screen.ts";
export type { SimulatedScreen, SimulateScreenOptions } from "./simulate_screen.ts";
export type { ScreenColumns } from "./screen_columns.ts";
export {
  CHECKS,
  LIMITS,
  NO_YES,
  REASONS,
  RELATIONS,
  SCREEN_COLUMNS,
  STATUSES,
} from "./screen_fits.ts";
export type {
  CategoryColumn,
  NumberColumn,
  ScreenChecks,
  ScreenColumn,
  ScreenFits,
} from "./screen_fits.ts";
export type { ScreenOptions } from "./screen_options.ts";
