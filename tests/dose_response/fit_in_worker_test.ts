import {
  type Curve,
  fitDoseResponse,
  fitDoseResponseInWorker,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { countWorkers } from "../numerics/count_workers.ts";
import { curveOf, serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

/** SIMULATED curves: some of every kind, then constant ones, which cost nothing. */
function manyCurves(count: number): Curve[] {
  const design = { doses: serialDoses(1, 4, 7), wells: 2, noise: 0.05 };
  return Array.from({ length: count }, (_, i) => {
    const key = { cell_line: `line ${i}`, drug: "SIMULATED" };
    if (i === 3 || i > 40) return curveOf([1, 10, 100, 1000], [1, 1, 1, 1], { key });
    if (i === 4) return curveOf([1, 10], [1, 0.5], { key });
    const truth = { ...TRUTH, log10IC50: i % 5, top: i % 7 === 0 ? TRUTH.bottom : 1 };
    return simulateCurve(truth, { ...design, vehicle: i % 3 }, i, key);
  });
}

const curves = manyCurves(501);
const fits = fitDoseResponse(curves);

Deno.test("fitDoseResponseInWorker() gives the bytes, the displays and the frozen records of fitDoseResponse()", async () => {
  const seen: string[] = [];
  let ticks = 0;
  const clock = setInterval(() => ticks++, 2);
  const { made: there, workers } = await countWorkers(() =>
    fitDoseResponseInWorker(curves, {
      onProgress: (done, total) => seen.push(`${done} of ${total}`),
    })
  );
  clearInterval(clock);
  assertEquals(workers, { started: 1, ended: 1 });
  assert(new Set(fits.map(({ status }) => status)).size >= 5);
  assertEquals(JSON.stringify(there), JSON.stringify(fits));
  assertEquals(there, fits);
  assertEquals(Deno.inspect(there), Deno.inspect(fits));
  for (const [i, fit] of there.entries()) {
    assert(Object.isFrozen(fit) && Object.isFrozen(fit.ic50.absolute));
    assert(fit.curve === curves[i], "the caller's own curve");
    assertEquals(Deno.inspect(fit.ic50.relative), Deno.inspect(fits[i].ic50.relative));
  }
  assertEquals(seen.at(0), "20 of 501");
  assertEquals(seen.at(-1), "501 of 501");
  assert(ticks > 10, `${ticks} ticks`);
});

Deno.test("fitDoseResponseInWorker() throws what fitDoseResponse() throws", async () => {
  for (
    const [data, options] of [
      [curves, { fixed: { top: 1 } }],
      [curves, { level: 95 }],
      [[...curves.slice(1), curveOf([0], [1])], {}],
      [[curveOf([0], [1])], {}],
    ] as const
  ) {
    const { message } = assertThrows(() => fitDoseResponse(data, options), UsageError);
    await assertRejects(() => fitDoseResponseInWorker(data, options), UsageError, message);
  }
});

Deno.test("fitDoseResponseInWorker() fits curves that cannot be copied as it fits few", async () => {
  const describe = () => "of the caller";
  const own = curves.with(7, { ...curves[7], describe } as Curve);
  const there = await fitDoseResponseInWorker(own);
  assertEquals(JSON.stringify(there), JSON.stringify(fits));
  assert(there[7].curve === own[7], "the caller's own curve");
  const bad = curves.with(0, { ...curves[0], doses: [describe] } as unknown as Curve);
  const { message } = assertThrows(() => fitDoseResponse(bad), UsageError);
  await assertRejects(() => fitDoseResponseInWorker(bad), UsageError, message);
});

Deno.test("fitDoseResponseInWorker() fits few curves where they are, none too", async () => {
  const few = curves.slice(0, 3);
  const { workers } = await countWorkers(async () => {
    const there = await fitDoseResponseInWorker(few, { model: "3PL" });
    assertEquals(there, fitDoseResponse(few, { model: "3PL" }));
    assertEquals(await fitDoseResponseInWorker([]), fitDoseResponse([]));
  });
  assertEquals(workers, { started: 0, ended: 0 });
});

Deno.test("fitDoseResponseInWorker() ends when its signal says so", async () => {
  const stop = new AbortController();
  const work = fitDoseResponseInWorker(curves, {
    onProgress: () => stop.abort(new RangeError("enough")),
    signal: stop.signal,
  });
  await assertRejects(() => work, RangeError, "enough");
});
