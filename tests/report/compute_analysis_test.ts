import { fitDoseResponse, inhibitoryConcentration } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { normalizePlates, type Wells } from "../../lib/plates/mod.ts";
import { computeAnalysis } from "../../lib/report/compute_analysis.ts";
import type { AnalysisCall } from "../../lib/report/mod.ts";
import { openInput } from "../../lib/report/open_input.ts";
import { workSteps } from "../../lib/report/work_steps.ts";
import { foldChangeWithin } from "../../lib/resistance/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { countWorkers } from "../numerics/count_workers.ts";
import { smallPlates } from "./plates.ts";

const linesOf = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}`);

/** What an analysis computes, and the words of its progress. */
async function computed(wells: Wells, call: AnalysisCall) {
  const seen: string[] = [];
  const steps = workSteps(1, (done, total, doing) => seen.push(`${done}/${total} ${doing}`));
  const analysis = await computeAnalysis(await openInput(wells, call), call, steps);
  return { analysis, seen };
}

Deno.test("computeAnalysis() fits many curves in a worker while the event loop goes on", async () => {
  const wells = smallPlates({ lines: linesOf(126), replicates: ["1", "2", "3", "4"] });
  const call = { reference: "line 1", kind: "relative" } as const;
  let ticks = 0;
  const clock = setInterval(() => ticks++, 5);
  const { made: { analysis, seen }, workers } = await countWorkers(() => computed(wells, call));
  clearInterval(clock);
  assertEquals(workers, { started: 1, ended: 1 });
  const fits = fitDoseResponse(normalizePlates(wells, { to: "vehicle" }), {
    by: ["cell_line", "drug", "replicate"],
  });
  assertEquals(JSON.stringify(analysis.fits), JSON.stringify(fits));
  assertEquals(Deno.inspect(analysis.fits), Deno.inspect(fits));
  assertEquals(
    JSON.stringify(analysis.relative),
    JSON.stringify(inhibitoryConcentration(fits, { kind: "relative", over: "replicate" })),
  );
  assertEquals(seen[1], "20/505 fitting curves");
  assertEquals(seen.at(-1), "504/505 fitting curves");
  assert(ticks > 5, `${ticks} ticks`);
});

Deno.test("computeAnalysis() counts the pairs of one experiment, and divides as foldChangeWithin()", async () => {
  const wells = smallPlates({ lines: linesOf(12) });
  const { analysis, seen } = await computed(wells, { reference: "line 1", kind: "relative" });
  const folds = foldChangeWithin(analysis.fits, { reference: "line 1" });
  assertEquals(JSON.stringify(analysis.folds), JSON.stringify(folds));
  assertEquals(Deno.inspect(analysis.folds), Deno.inspect(folds));
  assertEquals(seen.at(3), "13/24 dividing IC50s");
  assertEquals(seen.at(-1), "23/24 dividing IC50s");
});

Deno.test("computeAnalysis() throws what is thrown in the worker, as what it is", async () => {
  for (const count of [2, 501]) {
    const wells = smallPlates({ lines: linesOf(count), vehicle: false });
    const message = "Cannot fit a 2PL to a raw signal";
    await assertRejects(() => computed(wells, { model: "2PL" }), UsageError, message);
  }
});
