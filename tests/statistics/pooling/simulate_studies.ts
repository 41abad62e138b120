import { type Prng, randomNormal } from "../../../lib/numerics/mod.ts";
import type { EventCount } from "../../../lib/statistics/mod.ts";

/** SIMULATED studies: logits normal about `mu` with standard deviation `tau`, totals log-uniform. */
export function simulateStudies(
  prng: Prng,
  { k, mu, tau, smallest = 8, largest = 120 }: {
    k: number;
    mu: number;
    tau: number;
    smallest?: number;
    largest?: number;
  },
): EventCount[] {
  return Array.from({ length: k }, () => {
    const total = Math.round(smallest * (largest / smallest) ** prng());
    const p = 1 / (1 + Math.exp(-mu - tau * randomNormal(prng)));
    let events = 0;
    for (let patient = 0; patient < total; patient++) if (prng() < p) events++;
    return { events, total };
  });
}
