import { type Curve, type DoseResponseFit, fitDoseResponse } from "../dose_response/mod.ts";
import type { FixedPlateaus } from "../dose_response/mod.ts";
import type { Control } from "../plates/mod.ts";
import { portableLog } from "../numerics/mod.ts";
import { compareDoses, takeDose } from "./compare_doses.ts";
import type { CurveTask } from "./curve_task.ts";
import { type Fitter, refit } from "./fit_one.ts";
import type { ScreenColumns } from "./screen_columns.ts";
import { CHECK, type ScreenChecks, type ScreenFits, STATUS, STATUSES } from "./screen_fits.ts";

/** Sums of squares that differ by less of themselves are the same. */
const SAME_RSS = 1e-9;

/**
 * Asks the general solver about one curve where the kernel doubts it or it belongs to the sample, and
 * keeps the lower of the two sums of squares: where the general solver's is, the kernel starts anew
 * from there, so that its numbers stand in the columns in either case. Of the same curve it keeps the
 * wider of two ranges of an IC50: a bound must never be bolder than the wells.
 *
 * Curves with weights or with bounds of their plateaus are not checked: the general solver has neither.
 */
export function checkCurve(
  fitter: Fitter,
  columns: ScreenColumns,
  curve: number,
): void {
  const { task, fits: { codes, values } } = fitter;
  const status = codes.status[curve];
  if (status === STATUS.tooFewDoses || status === STATUS.constant) return;
  if (columns.weight !== undefined || task.bounded || task.checkOneIn === 0) return;
  if (codes.doubtful[curve] === 0 && !isSampled(values.rss[curve], task)) return;
  const [fit] = fitDoseResponse([curveOf(fitter, task)], {
    model: task.model,
    fixed: fixedOf(task),
    level: task.level,
    significance: task.significance,
  });
  const [ours, theirs] = [values.rss[curve], fit.rss ?? Infinity];
  if (fit.logistic !== null && !(ours <= theirs * (1 + SAME_RSS))) {
    const { log10IC50, hillSlope } = fit.logistic;
    refit(fitter, curve, rounded(log10IC50), rounded(portableLog(Math.abs(hillSlope))), hillSlope);
    codes.check[curve] = CHECK.generalBetter;
    codes.doubtful[curve] = 1;
  } else if (ours < theirs * (1 - SAME_RSS)) codes.check[curve] = CHECK.kernelBetter;
  else compareFits(fitter, curve, fit);
}

/** Compares two fits of the same curve in their status and IC50s, and takes the wider ones. */
function compareFits(
  { relative, absolute, fits: { codes } }: Fitter,
  curve: number,
  { status, ic50 }: DoseResponseFit,
): void {
  let check: number = STATUSES[codes.status[curve]] === status ? CHECK.agrees : CHECK.disagrees;
  for (
    const [columns, general] of [[relative, ic50.relative], [absolute, ic50.absolute]] as const
  ) {
    const comparison = compareDoses(columns, curve, general);
    if (comparison === "narrower") {
      takeDose(columns, curve, general);
      if (columns === relative) codes.status[curve] = STATUSES.indexOf(status);
      check = CHECK.generalBetter;
    } else if (comparison === "different" && check === CHECK.agrees) check = CHECK.disagrees;
  }
  codes.check[curve] = check;
}

/** A start that is the same where the last bits of the general solver's answer are not. */
function rounded(value: number): number {
  return Math.round(value * 2 ** 20) / 2 ** 20;
}

/** The wells of the workspace as the general solver takes them. */
function curveOf(
  { levels: { wells, vehicle, sorted } }: Fitter,
  { control, scale }: CurveTask,
): Curve {
  const basis: Control = scale !== "raw"
    ? { basis: "declared", value: control }
    : vehicle === 1
    ? { basis: "vehicle wells" }
    : { basis: "none" };
  return {
    key: {},
    doses: Array.from(sorted.dose.subarray(0, wells)),
    responses: Array.from(sorted.response.subarray(0, wells)),
    unit: "nM",
    scale,
    control: basis,
  };
}

function fixedOf({ top, bottom }: CurveTask): FixedPlateaus {
  return {
    ...(Number.isNaN(top) ? {} : { top }),
    ...(Number.isNaN(bottom) ? {} : { bottom }),
  };
}

const NUMBER = new Float64Array(1);
const WORDS = new Uint32Array(NUMBER.buffer);

/** Whether a curve belongs to the sample: chosen by a hash of its sum of squares, so by nothing about the others. */
function isSampled(rss: number, { checkOneIn }: CurveTask): boolean {
  NUMBER[0] = rss;
  let hash = Math.imul(WORDS[0] ^ 0x811c9dc5, 0x01000193);
  hash = Math.imul(hash ^ WORDS[1] ^ (hash >>> 15), 0x01000193);
  return ((hash ^ (hash >>> 13)) >>> 0) < 2 ** 32 / checkOneIn;
}

/** Counts what the general solver said. */
export function countChecks({ codes }: ScreenFits): ScreenChecks {
  const counts = new Array<number>(Object.keys(CHECK).length).fill(0);
  for (const code of codes.check) counts[code]++;
  return {
    doubtful: codes.doubtful.reduce((sum, code) => sum + code, 0),
    checked: codes.check.length - counts[CHECK.notChecked],
    agree: counts[CHECK.agrees],
    generalBetter: counts[CHECK.generalBetter],
    kernelBetter: counts[CHECK.kernelBetter],
    disagree: counts[CHECK.disagrees],
  };
}
