import { findRoot, portableLog } from "../../numerics/mod.ts";
import { betaQuantile, regularizedBeta } from "../distributions/beta.ts";
import type { ProportionLimits } from "./proportion_interval.ts";

/** Limits from the two binomial tails at half the error each, as beta quantiles. */
export function clopperPearson(events: number, total: number, level: number): ProportionLimits {
  return [clopperLower(events, total, level), clopperUpper(events, total, level)];
}

/** Equal-tailed quantiles of Beta(events + 1/2, total - events + 1/2), ends set to 0 and 1. */
export function jeffreys(events: number, total: number, level: number): ProportionLimits {
  const error = (1 - level) / 2;
  const [a, b] = [events + 0.5, total - events + 0.5];
  return [
    events === 0 ? 0 : betaQuantile(error, a, b),
    events === total ? 1 : betaQuantile(1 - error, a, b),
  ];
}

/** Clopper-Pearson's limits with half of the observed outcome's probability in each tail. */
export function midP(events: number, total: number, level: number): ProportionLimits {
  return [midLower(events, total, level), 1 - midLower(total - events, total, level)];
}

function clopperLower(events: number, total: number, level: number): number {
  return events === 0 ? 0 : betaQuantile((1 - level) / 2, events, total - events + 1);
}

function clopperUpper(events: number, total: number, level: number): number {
  return events === total ? 1 : betaQuantile((1 + level) / 2, events + 1, total - events);
}

/** The p with P(X > events) + P(X = events) / 2 at half the error; above Clopper-Pearson's. */
function midLower(events: number, total: number, level: number): number {
  if (events === 0) return 0;
  const error = (1 - level) / 2;
  // P(X >= k) is the beta distribution function at p.
  const atLeast = (k: number, p: number) => k > total ? 0 : regularizedBeta(p, k, total - k + 1);
  const excess = (p: number) =>
    portableLog((atLeast(events, p) + atLeast(events + 1, p)) / 2 / error);
  const low = clopperLower(events, total, level);
  return excess(1) <= 0 ? 1 : findRoot(excess, low, 1);
}
