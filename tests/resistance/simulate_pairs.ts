/** SIMULATED pairs of lines, three biological replicates each, for coverage. @module */
import {
  type Concentration,
  type Curve,
  fitDoseResponse,
  fourParameterLogistic,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { type Prng, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { foldChange } from "../../lib/resistance/mod.ts";

/** One situation to simulate. */
export interface Cell {
  /** SD of log10 IC50 between replicates. */
  readonly betweenSD: number;
  /** IC50 of the test in nM; the reference has 100, the highest dose is 10,000. */
  readonly testIC50: number;
  readonly paired: boolean;
}

/** What became of the pairs of one situation. */
export interface Coverage extends Cell {
  readonly pairs: number;
  readonly intervals: number;
  readonly intervalsRight: number;
  /** Intervals with one open side, counted among the intervals. */
  readonly open: number;
  readonly bounds: number;
  readonly boundsRight: number;
  readonly notDetermined: number;
  /** Median of upper over lower limit of the closed intervals. */
  readonly medianWidth: number;
}

/** The situations of the table. */
export const CELLS: readonly Cell[] = [false, true].flatMap((paired) =>
  [0, 0.1].flatMap((betweenSD) =>
    // Within the doses; near the highest, where some replicates are bounds; far beyond it, where a
    // pair is a bound whether or not it is paired.
    [1000, 8000, ...(paired ? [] : [100_000])].map((testIC50) => ({ betweenSD, testIC50, paired }))
  )
);

const REFERENCE_IC50 = 100;
const DOSES = [0, 0, 0, ...[10, 32, 100, 316, 1000, 3162, 10000].flatMap((dose) => [dose, dose])];
const NOISE = 0.05;
const REPLICATES = ["1", "2", "3"];

/** Simulates pairs of one situation and counts how often the answer holds the truth. */
export function simulateCoverage(cell: Cell, pairs: number, seed: number): Coverage {
  const prng = randomSeeded(seed);
  const truth = cell.testIC50 / REFERENCE_IC50;
  const count = { intervals: 0, intervalsRight: 0, open: 0, bounds: 0, boundsRight: 0, none: 0 };
  const widths: number[] = [];
  for (let i = 0; i < pairs; i++) {
    const [fold] = foldChange(simulatePair(cell, prng), {
      reference: "parental",
      paired: cell.paired,
    });
    const { relation, estimate, lower, upper } = fold;
    if (relation === "=") {
      count.intervals++;
      if (truth >= (lower ?? 0) && truth <= (upper ?? Infinity)) count.intervalsRight++;
      if (lower === null || upper === null) count.open++;
      else widths.push(upper / lower);
    } else if (relation === ">" || relation === "<") {
      count.bounds++;
      if (relation === ">" ? truth > estimate! : truth < estimate!) count.boundsRight++;
    } else count.none++;
  }
  widths.sort((a, b) => a - b);
  const { none, ...counts } = count;
  return {
    ...cell,
    pairs,
    ...counts,
    notDetermined: none,
    medianWidth: widths[widths.length >> 1] ?? NaN,
  };
}

function simulatePair({ betweenSD, testIC50, paired }: Cell, prng: Prng): readonly Concentration[] {
  // Side by side means that a replicate's shift is partly common to both lines.
  const common = REPLICATES.map(() => paired ? 2 * betweenSD * randomNormal(prng) : 0);
  const curves = ([["parental", REFERENCE_IC50], ["resistant", testIC50]] as const).flatMap((
    [cell_line, ic50],
  ) =>
    REPLICATES.map((replicate, r): Curve => {
      const log10IC50 = Math.log10(ic50) + common[r] + betweenSD * randomNormal(prng);
      return {
        key: { cell_line, replicate },
        doses: DOSES,
        responses: DOSES.map((dose) =>
          fourParameterLogistic({ log10IC50, hillSlope: 1.2, top: 1, bottom: 0 }, dose) +
          NOISE * randomNormal(prng)
        ),
        unit: "nM",
        scale: "fraction",
        control: { basis: "vehicle wells" },
      };
    })
  );
  return inhibitoryConcentration(fitDoseResponse(curves), { over: "replicate" });
}
