/// <reference lib="deno.worker" />
import { fitRange } from "./fit_screen.ts";
import { createFitter } from "./fit_one.ts";
import type { WorkerOrder, WorkerWord } from "./fit_screen_in_workers.ts";

/** Takes blocks of curves until there are none left. */
self.onmessage = ({ data }: MessageEvent<WorkerOrder>) => {
  const { columns, task, fits, next, block } = data;
  const fitter = createFitter(task, fits);
  for (;;) {
    const from = Atomics.add(next, 0, block);
    if (from >= columns.curves) break;
    const to = Math.min(from + block, columns.curves);
    fitRange(fitter, columns, from, to);
    say({ done: to - from });
  }
  say("finished");
};

function say(word: WorkerWord): void {
  self.postMessage(word);
}
