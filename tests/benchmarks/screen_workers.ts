/**
 * Part of `deno task bench:screen`: two workers against one, on SIMULATED curves of the hard mix that stand on
 * shared memory, as `readScreen` leaves them: on a small screen, of which starting the workers takes a part,
 * and on one of the size that they are for. Says nothing on a machine that is busy or has one processor.
 */
import { fitScreenInWorkers, type ScreenColumns } from "../../lib/screen/mod.ts";
import { hardMix } from "../screen/simulate_screen.ts";

const ROUNDS = 3;

for (const curves of [160_000, 1_000_000]) {
  const columns = shared(hardMix(curves, 32));
  const rates = new Map([1, 2].map((threads) => [threads, 0]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [threads, best] of rates) {
      const began = performance.now();
      await fitScreenInWorkers(columns, { threads });
      const rate = curves / (performance.now() - began) * 1000;
      rates.set(threads, Math.max(best, rate));
    }
  }
  const [one, two] = rates.values();
  const show = (count: number) => Math.round(count).toLocaleString("en-US");
  console.log(
    `${show(curves)} curves of the hard mix with intervals, best of ${ROUNDS} rounds: one worker ${
      show(one)
    }, two ${show(two)} curves per second, ${(two / one).toFixed(2)} times`,
  );
}

function shared({ curves, start, dose, response }: ScreenColumns): ScreenColumns {
  const numbers = (values: Float64Array) => {
    const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
    copy.set(values);
    return copy;
  };
  const indices = new Uint32Array(new SharedArrayBuffer(start.byteLength));
  indices.set(start);
  return { curves, start: indices, dose: numbers(dose), response: numbers(response) };
}
