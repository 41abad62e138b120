/**
 * What the intervals and bounds are worth: SIMULATED curves, seeded, tabulated cell by cell.
 *
 * Run all of it with `deno run -A tests/dose_response/coverage.ts`; the suite runs a thin slice.
 */
import {
  type Curve,
  fitDoseResponse,
  inhibitoryConcentration,
  inverseLogistic,
  type LogisticParameters,
} from "../../lib/dose_response/mod.ts";
import { curveModel } from "../../lib/dose_response/curve_model.ts";
import { askedDose } from "../../lib/dose_response/asked_dose.ts";
import { searchCurve } from "../../lib/dose_response/minimize_curve.ts";
import { profileOf } from "../../lib/dose_response/profile.ts";
import { profileThresholds } from "../../lib/dose_response/profile_dose.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import type { Potency } from "../../lib/potency/mod.ts";
import { simulateCurve } from "./simulate.ts";

/** One cell of the simulation. */
export interface Cell {
  /** Standard deviation of a well, as a fraction of control. */
  readonly noise: number;
  /** Doses, from 1 nM to 10 µM. */
  readonly doses: number;
  readonly wells: number;
  /** Vehicle wells; with none control is exact. */
  readonly vehicle: number;
}

/** What came of one curve. */
export interface Outcome {
  readonly truth: number;
  readonly potency: Potency;
  /** Whether the 95 % profile set holds the truth, whatever was reported. */
  readonly inSet: boolean;
}

/** Outcomes of a cell, counted. */
export interface Coverage {
  readonly curves: number;
  /** Share of all curves whose profile set holds the truth, whatever was reported. */
  readonly set: number;
  /** Share of the measured ones whose interval holds the truth. */
  readonly measured: number;
  readonly measuredCurves: number;
  /** Share of bounds that are right: strictly beyond the number given. */
  readonly bounds: number;
  readonly boundCurves: number;
  /** Share of all curves that were given a wrong bound. */
  readonly wrongBounds: number;
  readonly notDetermined: number;
}

const TOP_DOSE = 4;

/** A random curve whose relative IC50 lies between 2.5 decades below the top dose and half above. */
function randomTruth(seed: number): LogisticParameters {
  const random = randomSeeded(seed);
  return {
    log10IC50: TOP_DOSE - 2.5 + 3 * random(),
    hillSlope: 0.7 + 1.8 * random(),
    top: 1 + 0.03 * randomNormal(random),
    bottom: 0.3 * random(),
  };
}

/** Simulates a cell and takes the relative or absolute IC50 of every curve. */
export function simulateCell(
  { noise, doses, wells, vehicle }: Cell,
  { kind, curves, seed = 1, truthOf = randomTruth }: {
    readonly kind: "relative" | "absolute";
    readonly curves: number;
    readonly seed?: number;
    readonly truthOf?: (seed: number) => LogisticParameters;
  },
): Outcome[] {
  const design = { doses: logDoses(doses), wells, noise, vehicle };
  return Array.from({ length: curves }, (_, i) => {
    const truth = truthOf(seed * 1_000_003 + i);
    const curve = simulateCurve(truth, design, seed * 7_000_003 + i);
    const [{ ic50 }] = fitDoseResponse([curve]);
    const dose = trueDose(truth, curve, kind);
    return { truth: dose, potency: ic50[kind], inSet: inProfileSet(curve, kind, dose) };
  });
}

/** Whether a curve that has its IC50 at this dose fits the wells nearly as well as the best one. */
function inProfileSet(curve: Curve, kind: "relative" | "absolute", dose: number): boolean {
  const fitted = searchCurve(curve, curveModel("4PL", curve.scale));
  const asked = askedDose(fitted, { percent: 50, kind });
  const threshold = fitted.rss * profileThresholds(fitted.minimum.degreesOfFreedom, 0.95).twoSided;
  // A truth that is nowhere is held by a set that is open to that side.
  const place = Math.min(Math.log10(dose), TOP_DOSE + 1);
  return profileOf(fitted, asked.target!, threshold).best(place, fitted.at).rss <= threshold;
}

function logDoses(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 10 ** (TOP_DOSE * i / (count - 1)));
}

/** The dose that the curve really has; infinite where it never gets there. */
function trueDose(truth: LogisticParameters, { control }: Curve, kind: string): number {
  if (kind === "relative") return 10 ** truth.log10IC50;
  const level = control.basis === "declared" ? control.value : truth.top;
  return inverseLogistic(truth, level / 2) ?? Infinity;
}

/** Counts how often statements hold. */
export function countCoverage(outcomes: readonly Outcome[]): Coverage {
  const measured = outcomes.filter(({ potency }) => potency.relation === "=");
  const bounds = outcomes.filter(({ potency }) => [">", "<"].includes(potency.relation));
  const share = (some: readonly Outcome[]) => some.filter(holds).length / some.length;
  return {
    curves: outcomes.length,
    set: outcomes.filter(({ inSet }) => inSet).length / outcomes.length,
    measured: share(measured),
    measuredCurves: measured.length,
    bounds: share(bounds),
    boundCurves: bounds.length,
    wrongBounds: bounds.filter((one) => !holds(one)).length / outcomes.length,
    notDetermined: outcomes.length - measured.length - bounds.length,
  };
}

/** Whether a statement is true. */
export function holds({ truth, potency: { relation, estimate, lower, upper } }: Outcome): boolean {
  const rounding = 1e-9;
  switch (relation) {
    case ">":
      return truth > estimate! * (1 + rounding);
    case "<":
      return truth < estimate! * (1 - rounding);
    case "=":
      return truth >= lower! && truth <= upper!;
    default:
      return true;
  }
}

/** Coverage of the replicates' mean: the truth is that of all experiments, each off by `between`. */
export function simulateReplicates(
  { noise, doses, wells, vehicle }: Cell,
  { between, replicates, sets, seed = 1 }: {
    readonly between: number;
    readonly replicates: number;
    readonly sets: number;
    readonly seed?: number;
  },
): Outcome[] {
  const design = { doses: logDoses(doses), wells, noise, vehicle };
  return Array.from({ length: sets }, (_, i) => {
    const random = randomSeeded(seed * 3_000_017 + i);
    const truth = { log10IC50: 2 + random(), hillSlope: 1.2, top: 1, bottom: 0.05 };
    const curves = Array.from({ length: replicates }, (_, k) =>
      simulateCurve(
        { ...truth, log10IC50: truth.log10IC50 + between * randomNormal(random) },
        design,
        (seed * 5_000_011 + i) * 16 + k,
        { replicate: String(k) },
      ));
    const [{ potency }] = inhibitoryConcentration(fitDoseResponse(curves), {
      over: "replicate",
      kind: "absolute",
    });
    return { truth: trueDose(truth, curves[0], "absolute"), potency, inSet: true };
  });
}

/** Noise levels, numbers of doses and wells per dose of the table. */
export const NOISES = [0.02, 0.05, 0.1] as const;

function everyCell(vehicle: number): Cell[] {
  return NOISES.flatMap((noise) =>
    [8, 11].flatMap((doses) => [1, 3].map((wells) => ({ noise, doses, wells, vehicle })))
  );
}

const percent = (share: number) => Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`;

function row({ noise, doses, wells, vehicle }: Cell, c: Coverage, kind: string): string {
  return `| ${kind} | ${noise} | ${doses} | ${wells} | ${vehicle || "exact"} | ${
    percent(c.set)
  } | ${percent(c.measured)} (${c.measuredCurves}) | ${
    percent(c.bounds)
  } (${c.boundCurves}) | ${c.notDetermined} |`;
}

function printCells(curves: number): void {
  console.log(
    `\n## Profile intervals and bounds of one curve, ${curves} curves a cell (SIMULATED)\n`,
  );
  console.log(
    "| IC50 | noise | doses | wells | vehicle | profile set holds | measured hold (n) | bounds right (n) | not determined |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  const near: Outcome[] = [];
  for (const cell of everyCell(0)) {
    const relative = simulateCell(cell, { kind: "relative", curves });
    near.push(...relative);
    console.log(row(cell, countCoverage(relative), "relative"));
  }
  for (const vehicle of [0, 3, 6]) {
    for (const cell of everyCell(vehicle)) {
      console.log(
        row(cell, countCoverage(simulateCell(cell, { kind: "absolute", curves })), "absolute"),
      );
    }
  }
  printByDistance(near);
}

/** Coverage given "measured" is not the same everywhere: tabulated by where the truth lies. */
function printByDistance(outcomes: readonly Outcome[]): void {
  console.log(`\n## Relative IC50 by distance of the truth from the top dose, all cells\n`);
  console.log("| decades below the top dose | curves | measured | measured hold | bounds right |");
  console.log("| --- | --- | --- | --- | --- |");
  const distance = ({ truth }: Outcome) => TOP_DOSE - Math.log10(truth);
  for (let from = 2; from >= -0.5; from -= 0.5) {
    const here = outcomes.filter((one) => distance(one) >= from && distance(one) < from + 0.5);
    const c = countCoverage(here);
    console.log(
      `| ${from} to ${from + 0.5} | ${c.curves} | ${percent(c.measuredCurves / c.curves)} | ${
        percent(c.measured)
      } | ${percent(c.bounds)} (${c.boundCurves}) |`,
    );
  }
}

/** The truth at the bound: an IC50 exactly at the top dose, and lines at exactly half of control. */
export function truthAtBound(
  kind: "relative" | "absolute" | "flat",
): (seed: number) => LogisticParameters {
  return (seed) => {
    const { hillSlope } = randomTruth(seed);
    switch (kind) {
      case "relative":
        return { log10IC50: TOP_DOSE, hillSlope, top: 1, bottom: 0.1 };
      case "absolute":
        return { log10IC50: TOP_DOSE, hillSlope, top: 1, bottom: 0 };
      case "flat":
        return { log10IC50: 2, hillSlope: 1, top: 0.5, bottom: 0.5 };
    }
  };
}

function printTruthAtBound(curves: number): void {
  console.log(`\n## The truth at the bound, ${curves} curves a cell\n`);
  console.log("| truth | noise | doses | wells | bounds given | wrong bounds, of all curves |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const kind of ["relative", "absolute", "flat"] as const) {
    for (const cell of everyCell(0)) {
      const outcomes = simulateCell(cell, {
        kind: kind === "relative" ? "relative" : "absolute",
        curves,
        seed: 2,
        truthOf: truthAtBound(kind),
      })
        // A line at exactly half of control is neither above the top dose nor below the lowest: every
        // ">" is wrong. (So is every "<", as often.)
        .filter(({ potency }) => kind !== "flat" || potency.relation !== "<")
        .map((one) => kind === "flat" ? { ...one, truth: 10 ** TOP_DOSE } : one);
      const c = countCoverage(outcomes);
      const words = kind === "flat" ? "flat at half of control" : `${kind} IC50 = top dose`;
      console.log(
        `| ${words} | ${cell.noise} | ${cell.doses} | ${cell.wells} | ${c.boundCurves} | ${
          percent(c.wrongBounds)
        } |`,
      );
    }
  }
}

function printReplicates(sets: number): void {
  console.log(
    `\n## Geometric mean over replicates, t interval, noise 0.05, 8 doses, ${sets} sets a cell\n`,
  );
  console.log(
    "| replicates | between-replicate SD (log10) | wells | vehicle | measured hold (n) |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const replicates of [3, 5]) {
    for (const between of [0, 0.1]) {
      for (const [wells, vehicle] of [[1, 3], [3, 6]]) {
        const cell = { noise: 0.05, doses: 8, wells, vehicle };
        const c = countCoverage(simulateReplicates(cell, { between, replicates, sets }));
        console.log(
          `| ${replicates} | ${between} | ${wells} | ${vehicle} | ${
            percent(c.measured)
          } (${c.measuredCurves}) |`,
        );
      }
    }
  }
}

if (import.meta.main) {
  const curves = Number(Deno.args[0] ?? 2000);
  printCells(curves);
  printTruthAtBound(curves);
  printReplicates(curves);
}
