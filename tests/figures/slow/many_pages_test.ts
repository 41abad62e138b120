import { savePages } from "../../../lib/figures/mod.ts";
import { assert, assertEquals } from "../../assert.ts";
import { fitOf } from "../fixtures.ts";

/** As many curves as a screen of 17 lines under 144 drugs has. */
const CURVES = 17 * 144;

Deno.test("savePages() draws 2,448 curves in under 2 minutes and 2 GB", async () => {
  const fits = Array.from({ length: CURVES }, (_, i) =>
    fitOf({
      key: { cell_line: `Line ${Math.floor(i / 144)}`, drug: `Drug ${i % 144}` },
      ic50: 3 * 10 ** ((i % 37) / 10),
      seed: i,
    }));
  let memory = 0;
  const start = performance.now();
  const { pages, panels } = await savePages(fits, `${await Deno.makeTempDir()}/screen.pdf`, {
    onProgress: () => {
      memory = Math.max(memory, Deno.memoryUsage().rss);
    },
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`    ${seconds.toFixed(0)} s, ${(memory / 1e9).toFixed(2)} GB`);
  assertEquals([pages, panels], [102, CURVES]);
  assert(seconds < 120, `${seconds} s`);
  assert(memory < 2e9, `${memory} bytes`);
});
