import { analysisFiles, analyzeDoseResponse } from "../report/mod.ts";
import type { AnalyzeRequest } from "./analyze_command.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { writeError } from "./streams.ts";
import { showSteps } from "./steps.ts";

/** The work of `halfmax analyze`. */
export async function run(
  { file, call }: AnalyzeRequest,
  output: OutputFolder | null,
): Promise<void> {
  if (output === null) return;
  probeOutputFolder(output);
  const steps = showSteps();
  const analysis = await analyzeDoseResponse(file, { ...call, onProgress: steps.reached });
  steps.reached(1, 1, "writing files");
  const files = await analysisFiles(analysis);
  writeOutput(output, files);
  steps.end();
  writeError(String(Deno.inspect(analysis)));
  writeError(
    `Written to ${output.name}: report.html and ${Object.keys(files).length - 1} more files`,
  );
}
