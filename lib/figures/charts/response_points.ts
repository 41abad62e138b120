import type { DoseResponseFit } from "../../dose_response/mod.ts";
import { mean as meanOf, meanInterval } from "../../statistics/mod.ts";

/** What error bars show. */
export type ErrorBars = "SD" | "SEM" | "95 % CI" | "none";

/** Mean response at one dose. */
export interface ResponsePoint {
  readonly dose: number;
  readonly mean: number;
  /** Ends of the error bar; null where one value stands alone or none was asked for. */
  readonly low: number | null;
  readonly high: number | null;
  /** Values behind the mean: wells of a curve, or replicates when there are several curves. */
  readonly n: number;
}

/**
 * Means by dose with their error bars.
 *
 * Of one fit: over its wells. Of several (replicates): the wells of each are averaged first and the
 * replicates are the values, for wells of one experiment are not independent experiments.
 */
export function responsePoints(
  fits: readonly DoseResponseFit[],
  errorBars: ErrorBars,
): ResponsePoint[] {
  const values = fits.length === 1 ? wellsByDose(fits[0]) : replicateMeans(fits);
  return [...values.values()]
    .sort((a, b) => a.dose - b.dose)
    .map(({ dose, responses }) => ({ dose, ...summary(responses, errorBars) }));
}

interface Responses {
  readonly dose: number;
  readonly responses: number[];
}

function wellsByDose({ curve }: DoseResponseFit): Map<string, Responses> {
  const byDose = new Map<string, Responses>();
  curve.doses.forEach((dose, i) => add(byDose, dose, curve.responses[i]));
  return byDose;
}

function replicateMeans(fits: readonly DoseResponseFit[]): Map<string, Responses> {
  const byDose = new Map<string, Responses>();
  for (const fit of fits) {
    for (const { dose, responses } of wellsByDose(fit).values()) {
      add(byDose, dose, meanOf(responses));
    }
  }
  return byDose;
}

/** Doses that differ only by rounding are one dose. */
function add(byDose: Map<string, Responses>, dose: number, response: number): void {
  const key = dose.toPrecision(9);
  const entry = byDose.get(key);
  if (entry === undefined) byDose.set(key, { dose, responses: [response] });
  else entry.responses.push(response);
}

function summary(values: readonly number[], errorBars: ErrorBars) {
  const { n, mean, standardDeviation, lower, upper } = meanInterval(values, { level: 0.95 });
  const around = (half: number) => ({ mean, low: mean - half, high: mean + half, n });
  if (standardDeviation === null || errorBars === "none") return { mean, low: null, high: null, n };
  switch (errorBars) {
    case "SD":
      return around(standardDeviation);
    case "SEM":
      return around(standardDeviation / Math.sqrt(n));
    case "95 % CI":
      return { mean, low: lower, high: upper, n };
  }
}
