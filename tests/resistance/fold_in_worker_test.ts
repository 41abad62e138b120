import { fitDoseResponse } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { foldChangeWithin, foldChangeWithinInWorker } from "../../lib/resistance/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { countWorkers } from "../numerics/count_workers.ts";
import { serialDoses, simulateCurve, TRUTH } from "../dose_response/simulate.ts";

/** SIMULATED lines, one beyond the last dose; most of them flat, which costs nothing. */
const fits = fitDoseResponse(Array.from({ length: 27 }, (_, i) =>
  simulateCurve(
    { ...TRUTH, log10IC50: 1 + i % 3, top: i > 6 ? TRUTH.bottom : 1 },
    { doses: serialDoses(1, 5, 6), wells: 2, noise: 0.04, vehicle: 4 },
    i,
    { cell_line: `line ${i}`, drug: "SIMULATED" },
  )));

Deno.test("foldChangeWithinInWorker() gives the bytes and displays of foldChangeWithin()", async () => {
  const seen: string[] = [];
  const options = { reference: "line 0", share: ["top"] } as const;
  const here = foldChangeWithin(fits, options);
  const { made: there, workers } = await countWorkers(() =>
    foldChangeWithinInWorker(fits, {
      ...options,
      onProgress: (done, total) => seen.push(`${done}/${total}`),
    })
  );
  assertEquals(workers, { started: 1, ended: 1 });
  assertEquals(JSON.stringify(there), JSON.stringify(here));
  assertEquals(there, here);
  assertEquals(Deno.inspect(there), Deno.inspect(here));
  for (const [i, fold] of there.entries()) {
    assert(Object.isFrozen(fold));
    assertEquals(Deno.inspect(fold), Deno.inspect(here[i]));
  }
  assertEquals([seen.length, seen.at(-1)], [26, "26/26"]);
});

Deno.test("foldChangeWithinInWorker() throws what foldChangeWithin() throws", async () => {
  const mixed = [...fits.slice(0, 26), {
    ...fits[26],
    curve: { ...fits[26].curve, unit: "ng/mL" },
  }];
  for (const [data, reference] of [[mixed, "line 0"], [fits, "line 99"]] as const) {
    const { message } = assertThrows(() => foldChangeWithin(data, { reference }), UsageError);
    await assertRejects(() => foldChangeWithinInWorker(data, { reference }), UsageError, message);
  }
});
