import type { Curves } from "../dose_response/mod.ts";
import type { Wells } from "../plates/mod.ts";
import type { AnalysisCall, AnalysisInput } from "./analysis.ts";
import { describeInputs } from "./describe_inputs.ts";
import { readInput } from "./read_input.ts";

/** What was handed over or read from a file. */
export interface OpenedInput {
  /** Its content. */
  readonly read: Wells | Curves;
  /** The files behind it; none where wells or curves were handed over. */
  readonly inputs: readonly AnalysisInput[];
  /** Whether the text of a file says SIMULATED. */
  readonly simulated: boolean;
}

/** The content of an input with the record of its files. */
export async function openInput(
  input: string | Wells | Curves,
  call: AnalysisCall,
): Promise<OpenedInput> {
  if (typeof input !== "string") return { read: input, inputs: [], simulated: false };
  return { read: await readInput(input, call), ...await describeInputs(input, call) };
}
