import { emptyFitRows } from "../../../lib/screen/files/fit_rows.ts";
import type { FitsInfo } from "../../../lib/screen/files/mod.ts";
import { FitsWriter } from "../../../lib/screen/files/fits_writer.ts";
import { assert, assertEquals } from "../../assert.ts";

const INFO: FitsInfo = {
  library: "halfmax test",
  by: ["curve"],
  unit: "nM",
  scale: "fraction",
  model: "4PL",
  level: 0.95,
  interval: "none",
  curves: 40_000,
  rows: { read: 0, used: 0, excluded: {} },
  checks: { doubtful: 0, checked: 0, agree: 0, generalBetter: 0, kernelBetter: 0, disagree: 0 },
};

/** What a format is given when 40,000 fits come in portions of a size. */
function written(
  portion: number,
): { counts: number[]; rss: number[]; names: string[]; ended: number } {
  const seen = { counts: [] as number[], rss: [] as number[], names: [] as string[], ended: 0 };
  const writer = new FitsWriter({
    write({ count, values, names }) {
      seen.counts.push(count);
      seen.rss.push(...values.rss.subarray(0, count));
      seen.names.push(...names[0]);
    },
    finish: () => seen.ended++,
    close() {},
  }, INFO.by);
  for (let from = 0; from < INFO.curves; from += portion) {
    const count = Math.min(portion, INFO.curves - from);
    const columns = emptyFitRows(count);
    columns.values.rss.forEach((_, i) => columns.values.rss[i] = from + i);
    const names = [Array.from({ length: count }, (_, i) => `curve ${from + i}`)];
    writer.write({ count, names, ...columns });
  }
  writer.finish(INFO);
  return seen;
}

Deno.test("FitsWriter hands over portions of 16,384, whatever the portions that come in", () => {
  const once = written(40_000);
  assertEquals(once.counts, [16_384, 16_384, 7_232]);
  assertEquals([once.rss.at(-1), once.names.at(-1), once.ended], [39_999, "curve 39999", 1]);
  // As texts: comparing arrays of this length one by one takes longer than writing them.
  const text = JSON.stringify(once);
  for (const portion of [7_000, 16_384]) assert(JSON.stringify(written(portion)) === text);
});
