/** SIMULATED pairs of curves of one experiment each, for the coverage of MOVER. @module */
import {
  type Curve,
  fitDoseResponse,
  fourParameterLogistic,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { type Prng, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { foldChange } from "../../lib/resistance/mod.ts";

/** One situation to simulate. */
export interface MoverCell {
  readonly kind: "relative" | "absolute";
  /** Standard deviation of a well, as a fraction of control. */
  readonly noise: number;
  /** Wells at each dose. */
  readonly wells: number;
  /** IC50 of the test in nM; the reference has 100, the highest dose is 10,000. */
  readonly testIC50: number;
}

/** What became of the pairs of one situation. */
export interface MoverCoverage extends MoverCell {
  readonly pairs: number;
  readonly intervals: number;
  readonly intervalsRight: number;
  readonly bounds: number;
  readonly boundsRight: number;
  readonly notDetermined: number;
}

/** The situations of the table: the test within the doses, and near the highest. */
export const MOVER_CELLS: readonly MoverCell[] = (["relative", "absolute"] as const).flatMap((
  kind,
) =>
  [0.05, 0.1].flatMap((noise) =>
    [1, 3].flatMap((wells) => [1000, 8000].map((testIC50) => ({ kind, noise, wells, testIC50 })))
  )
);

const REFERENCE_IC50 = 100;
const DOSES = [1, 3.2, 10, 32, 100, 316, 1000, 3162, 10_000];
const VEHICLES = 4;

/** Simulates pairs of one situation and counts how often the answer holds the truth. */
export function simulateMover(cell: MoverCell, pairs: number, seed: number): MoverCoverage {
  const prng = randomSeeded(seed);
  const truth = cell.testIC50 / REFERENCE_IC50;
  const count = { intervals: 0, intervalsRight: 0, bounds: 0, boundsRight: 0, notDetermined: 0 };
  for (let i = 0; i < pairs; i++) {
    const curves = [
      simulatedCurve("parental", REFERENCE_IC50, cell, prng),
      simulatedCurve("resistant", cell.testIC50, cell, prng),
    ];
    const concentrations = inhibitoryConcentration(fitDoseResponse(curves), { kind: cell.kind });
    const [{ relation, estimate, lower, upper }] = foldChange(concentrations, {
      reference: "parental",
    });
    if (relation === "=") {
      count.intervals++;
      if (truth >= (lower ?? 0) && truth <= (upper ?? Infinity)) count.intervalsRight++;
    } else if (relation === ">" || relation === "<") {
      count.bounds++;
      if (relation === ">" ? truth > estimate! : truth < estimate!) count.boundsRight++;
    } else count.notDetermined++;
  }
  return { ...cell, pairs, ...count };
}

function simulatedCurve(
  cell_line: string,
  ic50: number,
  { noise, wells }: MoverCell,
  prng: Prng,
): Curve {
  const doses = [
    ...Array<number>(VEHICLES).fill(0),
    ...DOSES.flatMap((dose) => Array<number>(wells).fill(dose)),
  ];
  // With plateaus at 1 and 0 the relative and the absolute IC50 are the same.
  const truth = { log10IC50: Math.log10(ic50), hillSlope: 1.2, top: 1, bottom: 0 };
  return {
    key: { cell_line },
    doses,
    responses: doses.map((dose) => fourParameterLogistic(truth, dose) + noise * randomNormal(prng)),
    unit: "nM",
    scale: "fraction",
    control: { basis: "vehicle wells" },
  };
}
