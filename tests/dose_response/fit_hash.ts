import { type Curve, fitDoseResponse } from "../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { simulateCurve } from "./simulate.ts";

const DOSES = [1, 3.16, 10, 31.6, 100, 316, 1000, 3160, 10_000];

/**
 * SHA-256 of SIMULATED fits: wells, estimates, standard errors, profile limits, statuses and reasons,
 * every number with all its digits. Curves of all kinds: with and without vehicle wells, complete,
 * ending too early, rising, flat.
 */
export async function hashOfFits(curves: number): Promise<string> {
  const text = fitDoseResponse(Array.from({ length: curves }, (_, i) => simulatedCurve(i)))
    .map((fit) => JSON.stringify(fit)).join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function simulatedCurve(seed: number): Curve {
  const random = randomSeeded(seed);
  const truth = {
    log10IC50: -0.5 + 5 * random(),
    hillSlope: seed % 20 === 0 ? -1 : 0.5 + 2 * random(),
    top: 1 + 0.05 * randomNormal(random),
    bottom: seed % 10 === 0 ? 1 : 0.4 * random(),
  };
  return simulateCurve(truth, {
    doses: DOSES,
    wells: 1 + seed % 3,
    noise: [0.02, 0.05, 0.1][Math.floor(3 * random())],
    vehicle: seed % 2 === 0 ? 0 : 4,
  }, seed);
}
