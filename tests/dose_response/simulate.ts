/** SIMULATED curves for tests: seeded, so that every run sees the same wells. */
import type { Curve, LogisticParameters } from "../../lib/dose_response/mod.ts";
import { fourParameterLogistic } from "../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";

/** How wells are made. */
export interface Design {
  readonly doses: readonly number[];
  /** Wells at each dose. */
  readonly wells: number;
  /** Standard deviation of the wells. */
  readonly noise: number;
  /** Vehicle wells. */
  readonly vehicle?: number;
}

/** Doses from `low` in steps of a factor. */
export function serialDoses(low: number, factor: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Number((low * factor ** i).toPrecision(6)));
}

/** A falling curve as a fraction of control. */
export const TRUTH: LogisticParameters = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };

/** One curve: the truth plus normal noise. With vehicle wells the responses count as a raw signal. */
export function simulateCurve(
  truth: LogisticParameters,
  { doses, wells, noise, vehicle = 0 }: Design,
  seed: number,
  key: Readonly<Record<string, string>> = { curve: String(seed) },
): Curve {
  const random = randomSeeded(seed);
  const all = [
    ...Array<number>(vehicle).fill(0),
    ...doses.flatMap((dose) => Array<number>(wells).fill(dose)),
  ];
  return {
    key,
    doses: all,
    responses: all.map((dose) => fourParameterLogistic(truth, dose) + noise * randomNormal(random)),
    unit: "nM",
    scale: vehicle > 0 ? "raw" : "fraction",
    control: vehicle > 0 ? { basis: "vehicle wells" } : { basis: "declared", value: 1 },
  };
}

/** A curve of given wells, as a fraction of control. */
export function curveOf(
  doses: readonly number[],
  responses: readonly number[],
  more: Partial<Curve> = {},
): Curve {
  return {
    key: { cell_line: "H3122" },
    doses,
    responses,
    unit: "nM",
    scale: "fraction",
    control: { basis: "declared", value: 1 },
    ...more,
  };
}
