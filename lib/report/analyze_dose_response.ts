import type { Curves } from "../dose_response/mod.ts";
import type { Wells } from "../plates/mod.ts";
import type { Analysis } from "./analysis.ts";
import { type AnalyzeOptions, analyzeRead } from "./analyze_read.ts";
import { openInput } from "./open_input.ts";

/**
 * Dose-response data the whole way in one call: plate quality where there are plates, curves, IC50s,
 * fold changes over the reference, figures; with `out` also the report, the tables and the files for
 * a paper.
 *
 * Raw signals with vehicle wells are normalised plate by plate, less the blank where there are blank
 * wells; a plate that cannot be is left out and says why. Responses without wells are analysed as they
 * came: their control is taken as exact, and the report says that nothing is known of the plates.
 * Curves are told apart by cell line, drug and replicate (`by` says otherwise); over biological
 * replicates IC50s are geometric means. Where a choice would change the result and nothing in the
 * file makes it, an error asks.
 *
 * More than 500 curves are fitted in a worker, so that a notebook repaints.
 *
 * @param input A file of whatever kind, or wells, or curves
 * @param options.reference What everything is divided by; without it there are no fold changes
 * @returns Everything computed on the way, which shows itself as its IC50s and fold changes
 * @throws {UsageError} If the options contradict the data, or a choice is needed
 * @throws {DataError} If cells of the file are wrong, or a plate lacks the wells it needs
 *
 * @example A wide table, without plates
 * ```ts
 * import { analyzeDoseResponse } from "halfmax/report/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "line,a,b,c,d,e\nSIMULATED,.99,.95,.48,.07,.03\n");
 * const { wells, absolute } = await analyzeDoseResponse(path, {
 *   wide: { a: 1, b: 10, c: 100, d: 1000, e: 10_000 },
 *   doseUnit: "nM",
 *   scale: "fraction",
 * });
 * assertEquals([wells, absolute[0].potency.estimate?.toFixed(0)], [null, "94"]);
 * ```
 */
export async function analyzeDoseResponse(
  input: string | Wells | Curves,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  return await analyzeRead(await openInput(input, options), options);
}
