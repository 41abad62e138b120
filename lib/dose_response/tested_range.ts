import type { Curve } from "./curve.ts";

/** Lowest and highest tested dose, vehicle wells left out; Infinity and 0 where there are no others. */
export function testedRange({ doses }: Pick<Curve, "doses">): readonly [number, number] {
  let [lowest, highest] = [Infinity, 0];
  for (const dose of doses) {
    if (!(dose > 0)) continue;
    lowest = Math.min(lowest, dose);
    highest = Math.max(highest, dose);
  }
  return [lowest, highest];
}
