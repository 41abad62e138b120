import { UsageError } from "../errors/mod.ts";
import type { Wells } from "../plates/mod.ts";
import type { Analysis } from "./analysis.ts";
import { type AnalyzeOptions, analyzeRead } from "./analyze_read.ts";
import { openInput } from "./open_input.ts";

/** An analysis with plates behind it. */
export interface PlatesAnalysis extends Analysis {
  /** The wells as analysed, normalised where there were vehicle wells. */
  readonly wells: Wells;
}

/**
 * {@linkcode analyzeDoseResponse} for plates: their wells and their quality are always there.
 *
 * @param input Wells, a table with one row per well, or plates as an instrument wrote them
 * @throws {UsageError} As `analyzeDoseResponse`, and if the file holds responses without their wells
 * @throws {DataError} As `analyzeDoseResponse`
 *
 * @example Usage
 * ```ts
 * import { analyzePlates } from "halfmax/report/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const analysis = await analyzePlates("data/h3122_crizotinib_simulated/wells.csv", {
 *   reference: "H3122",
 * });
 * assertEquals(analysis.over, "replicate");
 * assertEquals(analysis.folds?.map(({ test, relation }) => `${test} ${relation}`), ["H3122-CR >"]);
 * ```
 */
export async function analyzePlates(
  input: string | Wells,
  options: AnalyzeOptions = {},
): Promise<PlatesAnalysis> {
  const opened = await openInput(input, options);
  if (!("wells" in opened.read)) {
    throw new UsageError(
      `Cannot analyse ${opened.read.source} as plates: needs wells, found responses without them. Call analyzeDoseResponse instead`,
    );
  }
  const analysis = await analyzeRead(opened, options);
  return analysis as PlatesAnalysis;
}
