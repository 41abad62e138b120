import type { Analysis, AnalysisCall } from "./analysis.ts";
import { computeAnalysis } from "./compute_analysis.ts";
import { drawFigures } from "./draw_figures.ts";
import type { OpenedInput } from "./open_input.ts";
import { saveAnalysis } from "./save_analysis.ts";
import { showAnalysis } from "./show_analysis.ts";
import { counted, type OnProgress, workSteps } from "./work_steps.ts";

/** How dose-response data are analysed. */
export interface AnalyzeOptions extends AnalysisCall {
  /** Folder for the report, the tables and the figures; nothing is written without it. */
  readonly out?: string;
  /** Called while it works: how many steps are done, of how many, and what is being done. */
  readonly onProgress?: OnProgress;
}

/** What was read, taken the whole way. */
export async function analyzeRead(
  opened: OpenedInput,
  { out, onProgress, ...call }: AnalyzeOptions,
): Promise<Analysis> {
  const steps = workSteps(out === undefined ? 1 : 2, onProgress);
  const computed = await computeAnalysis(opened, call, steps);
  const analysis = showAnalysis({ ...computed, ...await drawFigures(computed, steps) });
  if (out !== undefined) {
    steps.starts("writing files");
    steps.expects(analysis.figures.length);
    await saveAnalysis(analysis, out, { onProgress: counted(steps) });
  }
  return analysis;
}
