/**
 * Part of `deno task bench:screen`: two workers against one, on 160,000 SIMULATED curves of the hard mix. Says
 * nothing on a machine that is busy or has one processor.
 */
import { fitScreenInWorkers } from "../../lib/screen/mod.ts";
import { hardMix } from "../screen/simulate_screen.ts";

const ROUNDS = 3;
const columns = hardMix(160_000, 32);
const rates = new Map([1, 2].map((threads) => [threads, 0]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [threads, best] of rates) {
    const began = performance.now();
    await fitScreenInWorkers(columns, { threads });
    const rate = columns.curves / (performance.now() - began) * 1000;
    rates.set(threads, Math.max(best, rate));
  }
}
const [one, two] = rates.values();
const show = (rate: number) => Math.round(rate).toLocaleString("en-US");
console.log(
  `${columns.curves} curves of the hard mix with intervals, best of ${ROUNDS} rounds: one worker ${
    show(one)
  }, two ${show(two)} curves per second, ${(two / one).toFixed(2)} times`,
);
