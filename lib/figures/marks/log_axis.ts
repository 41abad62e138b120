import type { Theme } from "../theme/theme.ts";
import type { Axis } from "./axis.ts";
import { doseAxisOf } from "./dose_axis.ts";

/** What must be on a logarithmic axis. */
export interface LogReach {
  /** Values that are always on it. */
  readonly values: readonly number[];
  /** Limits that are on it unless they lie far beyond the values; such a line ends in an arrow. */
  readonly limits: readonly number[];
  /** Room kept free at the low and the high end, as shares of the axis: for arrows. */
  readonly free: readonly [number, number];
}

/** How far beyond the values an interval may stretch the axis, as a factor. */
const STRETCH = 30;

/** Ends of a logarithmic axis; a decade around 1 where nothing has to be on it. */
export function logDomain({ values, limits, free }: LogReach): readonly [number, number] {
  if (values.length === 0) return [0.3, 3];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const low = Math.max(least / STRETCH, Math.min(least, ...limits));
  const high = Math.min(most * STRETCH, Math.max(most, ...limits));
  const [atLow, atHigh] = free.map((share) => Math.min(0.3, share));
  // A single value stands in the middle of a decade.
  const margin = Math.log10(high / low) < 1 ? (1 - Math.log10(high / low)) / 2 : 0;
  const [from, to] = [Math.log10(low) - margin, Math.log10(high) + margin];
  const decades = (to - from) / (1 - atLow - atHigh);
  return [10 ** (from - atLow * decades), 10 ** (to + atHigh * decades)];
}

/** Ticks of a logarithmic axis in plain numbers, as many labels as fit side by side. */
export function logAxisOf(domain: readonly [number, number], theme: Theme, width: number): Axis {
  return doseAxisOf({ domain, least: domain[0], tested: domain, vehicle: null }, theme, width);
}
