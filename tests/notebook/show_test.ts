import type { Kernel } from "../../lib/notebook/kernel.ts";
import { show, trackProgress } from "../../lib/notebook/mod.ts";
import { progressBar } from "../../lib/notebook/track_progress.ts";
import { assert, assertEquals } from "../assert.ts";

interface Shown {
  readonly text: string;
  readonly id: string;
  readonly update: boolean;
}

function recordingKernel(): { kernel: Kernel; shown: Shown[] } {
  const shown: Shown[] = [];
  const kernel: Kernel = {
    display(value, { display_id = "", update = false } = {}) {
      const text = (value as Record<string, string>)["text/plain"];
      shown.push({ text, id: display_id, update });
      return Promise.resolve();
    },
  };
  return { kernel, shown };
}

Deno.test("progressBar() shows once, then updates in place at whole percents", () => {
  const { kernel, shown } = recordingKernel();
  const progress = progressBar(kernel, "curves fitted");
  for (let done = 0; done <= 2000; done++) progress(done, 2000);
  assertEquals(shown.length, 101);
  assertEquals(shown.map(({ update }) => update).slice(0, 3), [false, true, true]);
  assertEquals(new Set(shown.map(({ id }) => id)).size, 1);
  assertEquals(shown.at(-1)?.text, "curves fitted: 2,000 of 2,000");
});

Deno.test("progressBar() keeps two bars apart and takes an empty total as done", () => {
  const { kernel, shown } = recordingKernel();
  progressBar(kernel, "a")(0, 0);
  progressBar(kernel, "b")(1, 2);
  assertEquals(shown.map(({ text }) => text), ["a: 0 of 0", "b: 1 of 2"]);
  assert(shown[0].id !== shown[1].id);
});

Deno.test("trackProgress() shows nothing outside a notebook", () => {
  trackProgress("curves fitted")(1, 2);
});

Deno.test("show() prints outside a notebook", async () => {
  const printed: unknown[] = [];
  const log = console.log;
  console.log = (...values) => printed.push(...values);
  try {
    await show("text", { value: 1 });
  } finally {
    console.log = log;
  }
  assertEquals(printed, ["text", { value: 1 }]);
});
