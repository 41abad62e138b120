/** SIMULATED screens: seeded, so that every run sees the same wells. */
import { type Curve, fourParameterLogistic } from "../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import type { ScreenColumns } from "../../lib/screen/mod.ts";

/** What a simulated curve is like. */
export type CurveKind = "ordinary" | "no effect" | "incomplete" | "steep" | "outliers";

/** A simulated screen, with the kind of each curve. */
export interface SimulatedScreen extends ScreenColumns {
  readonly kinds: readonly CurveKind[];
}

/**
 * A hard mix: 60 % ordinary curves, 10 % each without effect, incomplete, steep and with outliers; ten
 * doses, three wells each, noise SD 0.05, and 3 % of the wells missing.
 */
export function hardMix(curves: number, seed: number): SimulatedScreen {
  const random = randomSeeded(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const doses = Array.from({ length: 10 }, (_, i) => Number((10 ** (-0.5 + i / 2)).toPrecision(6)));
  const wells = 30;
  const start = Uint32Array.from({ length: curves + 1 }, (_, i) => i * wells);
  const dose = new Float64Array(curves * wells);
  const response = new Float64Array(curves * wells);
  const kinds = Array.from({ length: curves }, (_, curve) => {
    const kind = kindOf(random());
    const top = 1 + 0.03 * randomNormal(random);
    const truth = {
      log10IC50: kind === "incomplete" ? between(3.5, 5.2) : between(0.3, 3.3),
      hillSlope: kind === "steep" ? between(3, 8) : between(0.6, 3),
      top,
      bottom: kind === "no effect" ? top : between(0, 0.4),
    };
    for (let k = 0; k < wells; k++) {
      const i = curve * wells + k;
      dose[i] = doses[Math.floor(k / 3)];
      response[i] = fourParameterLogistic(truth, dose[i]) + 0.05 * randomNormal(random);
      if (random() < 0.03) response[i] = NaN;
    }
    for (let left = kind === "outliers" ? (random() < 0.5 ? 1 : 2) : 0; left > 0; left--) {
      const i = curve * wells + Math.floor(random() * wells);
      response[i] += (random() < 0.5 ? -1 : 1) * between(0.3, 0.8);
    }
    return kind;
  });
  return { curves, start, dose, response, kinds };
}

function kindOf(uniform: number): CurveKind {
  if (uniform < 0.6) return "ordinary";
  return (["no effect", "incomplete", "steep", "outliers"] as const)[Math.floor(uniform * 10) - 6];
}

/** Curve i of a screen as `fitDoseResponse` takes it. */
export function curveOfScreen(
  { start, dose, response }: ScreenColumns,
  curve: number,
  more: Partial<Curve> = {},
): Curve {
  const wells = Array.from({ length: start[curve + 1] - start[curve] }, (_, k) => start[curve] + k)
    .filter((i) => !Number.isNaN(response[i]));
  return {
    key: { curve: String(curve) },
    doses: wells.map((i) => dose[i]),
    responses: wells.map((i) => response[i]),
    unit: "nM",
    scale: "fraction",
    control: { basis: "declared", value: 1 },
    ...more,
  };
}

/** Curves as the columns of a screen. */
export function screenOf(
  curves: readonly { readonly doses: readonly number[]; readonly responses: readonly number[] }[],
): ScreenColumns {
  const ends = curves.reduce<number[]>((all, { doses }) => [...all, all.at(-1)! + doses.length], [
    0,
  ]);
  return {
    curves: curves.length,
    start: Uint32Array.from(ends),
    dose: Float64Array.from(curves.flatMap(({ doses }) => doses)),
    response: Float64Array.from(curves.flatMap(({ responses }) => responses)),
  };
}
