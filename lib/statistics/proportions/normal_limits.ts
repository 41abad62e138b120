import { normalQuantile } from "../distributions/normal.ts";
import type { ProportionLimits } from "./proportion_interval.ts";

/** Limits from the score test (Wilson 1927); both ends without cancellation. */
export function wilson(events: number, total: number, level: number): ProportionLimits {
  return [wilsonLower(events, total, level), 1 - wilsonLower(total - events, total, level)];
}

/** Wilson's limits with the continuity correction min(1/2, |events - total/2|) / total. */
export function wilsonWithCorrection(
  events: number,
  total: number,
  level: number,
): ProportionLimits {
  return [correctedLower(events, total, level), 1 - correctedLower(total - events, total, level)];
}

/** Wald's limits with z² / 2 events and as many failures added (Agresti and Coull 1998), cut. */
export function agrestiCoull(events: number, total: number, level: number): ProportionLimits {
  const z = twoSidedZ(level);
  const size = total + z * z;
  return aroundProportion((events + z * z / 2) / size, size, z);
}

/** The textbook limits, cut to [0, 1]. */
export function wald(events: number, total: number, level: number): ProportionLimits {
  return aroundProportion(events / total, total, twoSidedZ(level));
}

/**
 * The smaller root of (n + z²) p² - (2x + z²) p + x² / n, from the larger one and their product,
 * so that nothing cancels.
 */
function wilsonLower(events: number, total: number, level: number): number {
  if (events === 0) return 0;
  const z = twoSidedZ(level);
  const sum = events + z * z / 2;
  const spread = z * Math.sqrt(events * (total - events) / total + z * z / 4);
  return events * events / (total * (sum + spread));
}

function correctedLower(events: number, total: number, level: number): number {
  const correction = Math.min(0.5, Math.abs(events - total / 2));
  const corrected = events - correction;
  return corrected <= 0 ? 0 : wilsonLower(corrected, total, level);
}

function aroundProportion(center: number, size: number, z: number): ProportionLimits {
  const half = z * Math.sqrt(center * (1 - center) / size);
  return [Math.max(0, center - half), Math.min(1, center + half)];
}

function twoSidedZ(level: number): number {
  return -normalQuantile((1 - level) / 2);
}
