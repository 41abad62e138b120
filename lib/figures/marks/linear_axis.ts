import { linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import type { Axis } from "./axis.ts";

/** About `count` labelled ticks at round numbers. */
export function linearAxis([low, high]: readonly [number, number], count: number): Axis {
  const ticks = linearTicks(low, high, count);
  const names = tickLabels(ticks);
  return { ticks: ticks.map((value, i) => ({ value, label: names[i] })) };
}
