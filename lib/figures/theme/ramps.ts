import * as Plot from "@observablehq/plot";

/** Ramps for numbers: cividis and viridis for amounts, PuOr (orange high) for what lies around a middle. */
export type RampName = "cividis" | "viridis" | "PuOr";

/** A colour for every number of a range. */
export interface Ramp {
  readonly domain: readonly [number, number];
  colorOf(value: number): string;
}

/** A ramp over a range; values outside take the colour of its end. */
export function rampOf(name: RampName, domain: readonly [number, number]): Ramp {
  const [low, high] = domain;
  const scale = Plot.scale({
    color: { type: "linear", scheme: name, domain: [low, high] },
  });
  return {
    domain,
    colorOf: (value) => scale.apply(Math.min(high, Math.max(low, value))),
  };
}
