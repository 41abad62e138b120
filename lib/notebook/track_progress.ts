import { escapeHtml } from "../display/mod.ts";
import { type Kernel, runningKernel } from "./kernel.ts";

/** Called by long work: how much is done, and how much there is. */
export type Progress = (done: number, total: number) => void;

/** Numbers the bars of a session, since a display needs a name of its own to be updated. */
let bars = 0;

/**
 * A progress bar under the running cell, as a function to hand to whatever reports progress.
 *
 * It moves at whole percents and ends as one line, so an executed notebook is the same every time.
 * Outside a notebook nothing shows.
 *
 * @param label What is being counted, "curves fitted"
 *
 * @example Usage
 * ```ts
 * import { trackProgress } from "halfmax/notebook/mod.ts";
 *
 * const progress = trackProgress("curves fitted");
 * for (let done = 0; done <= 20; done++) progress(done, 20);
 * ```
 */
export function trackProgress(label: string): Progress {
  const kernel = runningKernel();
  return kernel === undefined ? () => {} : progressBar(kernel, label);
}

/** The bar itself, for any kernel. */
export function progressBar(kernel: Kernel, label: string): Progress {
  const display_id = `halfmax-progress-${++bars}`;
  let shown = -1;
  return (done, total) => {
    const percent = total <= 0 ? 100 : Math.floor((100 * done) / total);
    if (percent === shown) return;
    const update = shown !== -1;
    shown = percent;
    kernel.display(barBundle(label, done, total), { raw: true, display_id, update });
  };
}

function barBundle(label: string, done: number, total: number): Record<string, string> {
  const count = `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
  const text = `${label}: ${count}`;
  const bar = done < total ? `<progress value="${done}" max="${total}"></progress> ` : "";
  return { "text/plain": text, "text/html": `${bar}${escapeHtml(text)}` };
}
