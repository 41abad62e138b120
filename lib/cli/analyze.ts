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
  const writing = (done: number, total: number) => steps.reached(done, total, "writing files");
  writing(0, 1);
  const files = await analysisFiles(analysis, { onProgress: writing });
  writeOutput(output, files);
  steps.end();
  writeError(String(Deno.inspect(analysis)));
  writeError(
    `Written to ${output.name}: report.html and ${Object.keys(files).length - 1} more files`,
  );
}
