/**
 * Makes curves.csv, SIMULATED wells in named regimes, and timing.csv, curves for the benchmark.
 * Seeded: every run writes the same bytes. Run with `deno run -A tests/reference/simulated/curves.csv.ts`.
 */
import { fourParameterLogistic, type LogisticParameters } from "../../../lib/dose_response/mod.ts";
import { randomNormal, randomSeeded } from "../../../lib/numerics/mod.ts";

interface Regime {
  readonly truth: LogisticParameters;
  readonly low: number;
  readonly factor: number;
  readonly count: number;
  readonly wells: number;
  readonly noise: number;
  readonly vehicle?: number;
  readonly model?: string;
  readonly top?: number;
  readonly bottom?: number;
  readonly control?: number;
  readonly size?: number;
  readonly missing?: readonly number[];
}

const TRUTH: LogisticParameters = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };
const WIDE = { low: 1, factor: Math.sqrt(10), count: 9, noise: 0.05, wells: 3 };

const REGIMES: Readonly<Record<string, Regime>> = {
  "single wells": { ...WIDE, truth: TRUTH, wells: 1 },
  "triplicate": { ...WIDE, truth: TRUTH },
  "noisy": { ...WIDE, truth: TRUTH, noise: 0.12 },
  "steep": { ...WIDE, truth: { ...TRUTH, hillSlope: 3.5 } },
  "shallow": { ...WIDE, truth: { ...TRUTH, hillSlope: 0.7 }, noise: 0.03 },
  "partial effect": { ...WIDE, truth: { ...TRUTH, bottom: 0.6 }, noise: 0.03 },
  "late": { ...WIDE, truth: { ...TRUTH, log10IC50: 3.2, hillSlope: 1.8 }, noise: 0.03 },
  "rising": { ...WIDE, truth: { ...TRUTH, hillSlope: -1.4, top: 2.2, bottom: 1 } },
  "eleven doses, three-fold": { ...WIDE, truth: TRUTH, factor: 3, count: 11 },
  "one dose missing": { ...WIDE, truth: TRUTH, missing: [4] },
  "percent": { ...WIDE, truth: TRUTH, size: 100, control: 100 },
  "three vehicle wells": { ...WIDE, truth: TRUTH, vehicle: 3, size: 51_000 },
  "six vehicle wells, single wells": { ...WIDE, truth: TRUTH, vehicle: 6, wells: 1, size: 0.04 },
  "3PL, bottom 0": { ...WIDE, truth: { ...TRUTH, bottom: 0 }, model: "3PL", bottom: 0 },
  "3PL, bottom 0, vehicle wells": {
    ...WIDE,
    truth: { ...TRUTH, bottom: 0 },
    model: "3PL",
    bottom: 0,
    vehicle: 3,
  },
  "3PL, top 1": { ...WIDE, truth: TRUTH, model: "3PL", top: 1 },
  "2PL": { ...WIDE, truth: { ...TRUTH, bottom: 0 }, model: "2PL", top: 1, bottom: 0 },
};

const COLUMNS = "curve,model,top,bottom,control,dose_nM,response";
const TIMING_CURVES = 200;

if (import.meta.main) {
  const folder = new URL(".", import.meta.url);
  await Deno.writeTextFile(new URL("curves.csv", folder), regimes());
  await Deno.writeTextFile(new URL("timing.csv", folder), timing());
}

function regimes(): string {
  const rows = Object.entries(REGIMES).flatMap(([name, regime], seed) => {
    const { truth, low, factor, count, wells, noise, vehicle = 0, size = 1 } = regime;
    const { model = "4PL", top = "", bottom = "", missing = [] } = regime;
    const control = vehicle > 0 ? "vehicle wells" : regime.control ?? 1;
    const random = randomSeeded(20_261_121 + seed);
    const doses = Array.from({ length: count }, (_, i) => Number((low * factor ** i).toPrecision(4)))
      .filter((_, i) => !missing.includes(i))
      .flatMap((dose) => Array<number>(wells).fill(dose));
    return [...Array<number>(vehicle).fill(0), ...doses].map((dose) => {
      const response = size * (fourParameterLogistic(truth, dose) + noise * randomNormal(random));
      return `"${name}",${model},${top},${bottom},${control},${dose},${response.toPrecision(8)}`;
    });
  });
  return `${COLUMNS}\n${rows.join("\n")}\n`;
}

function timing(): string {
  const random = randomSeeded(7);
  const rows = Array.from({ length: TIMING_CURVES }, (_, i) => {
    const truth = {
      log10IC50: 0.5 + 2.8 * random(),
      hillSlope: 0.7 + 2.3 * random(),
      top: 1 + 0.03 * randomNormal(random),
      bottom: 0.3 * random(),
    };
    return Array.from({ length: 10 }, (_, k) => 10 ** (-0.5 + k / 2)).flatMap((dose) =>
      [1, 2, 3].map(() => {
        const response = fourParameterLogistic(truth, dose) + 0.05 * randomNormal(random);
        return `${i + 1},${dose.toPrecision(9)},${response.toPrecision(10)}`;
      })
    );
  }).flat();
  return `curve_id,dose_nM,response\n${rows.join("\n")}\n`;
}
