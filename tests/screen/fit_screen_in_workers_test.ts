import { UsageError } from "../../lib/errors/mod.ts";
import { fitScreen, fitScreenInWorkers } from "../../lib/screen/mod.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { hardMix } from "./simulate_screen.ts";

Deno.test("fitScreenInWorkers() gives the same bytes as fitScreen() for any number of workers", async () => {
  const mix = hardMix(1600, 21);
  const one = fitScreen(mix);
  for (const threads of [1, 3]) {
    let last = 0;
    const many = await fitScreenInWorkers(mix, { threads, onProgress: ({ done }) => last = done });
    assertEquals(last, mix.curves);
    assertEquals(many.checks, one.checks);
    for (const [name, values] of Object.entries(one.values)) {
      assertEquals(values, Float64Array.from(Object(many.values)[name]), name);
    }
    for (const [name, codes] of Object.entries(one.codes)) {
      assertEquals(codes, Uint8Array.from(Object(many.codes)[name]), name);
    }
  }
});

Deno.test("fitScreenInWorkers() ends when its signal says so", async () => {
  const controller = new AbortController();
  const work = fitScreenInWorkers(hardMix(2000, 22), {
    threads: 1,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await assertRejects(() => work, Error, "enough");
});

Deno.test("fitScreenInWorkers() refuses half a worker", async () => {
  await assertRejects(
    () => fitScreenInWorkers(hardMix(1, 1), { threads: 0.5 }),
    UsageError,
    "threads must be a whole number above 0, found 0.5",
  );
});
