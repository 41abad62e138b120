import {
  type DisplayBundle,
  formatNumber,
  formatPValue,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { list, plural, UsageError } from "../errors/mod.ts";
import type { Wells } from "../plates/mod.ts";
import { formatPotency } from "../potency/mod.ts";
import { adjustPValues } from "../statistics/mod.ts";
import type { Curve } from "./curve.ts";
import type { FixedPlateaus } from "./curve_model.ts";
import { curvesFromWells } from "./curves_from_wells.ts";
import type { Curves } from "./curves_of_table.ts";
import type { DoseResponseFit, ModelName } from "./dose_response_fit.ts";
import type { FittedAlone } from "./fit_curve.ts";
import { fitEach, type FitOrder } from "./fit_each.ts";

/** Options of {@linkcode fitDoseResponse}. */
export interface FitOptions {
  /** Columns of the wells that tell the curves apart; not used with curves. */
  readonly by?: readonly string[];
  /** Default "4PL". */
  readonly model?: ModelName;
  /** Plateaus to hold, for "3PL" and "2PL". */
  readonly fixed?: FixedPlateaus;
  /** Confidence level of every interval, default 0.95. */
  readonly level?: number;
  /** A curve whose p value against "no effect" is at least this is called flat; default 0.05. */
  readonly significance?: number;
}

/** Fits in the order of their curves; shows itself as a table. */
export type Fits = readonly DoseResponseFit[];

/**
 * Fits a logistic curve to each group of wells, or to each curve, and says what became of it.
 *
 * f(dose) = bottom + (top - bottom) / (1 + (dose / ic50)^hill) by least squares over wells, dose on
 * its log scale; vehicle wells are observations at dose zero. The question "any effect at all?"
 * comes first, with p for each curve and q (Benjamini-Hochberg) over all of them. Each fit carries
 * its relative and absolute IC50 with profile-likelihood limits; these speak of the wells of one
 * experiment, and {@linkcode inhibitoryConcentration} summarises over replicates.
 *
 * What a curve does is a status, never an error: see `FitStatus`. Hundreds of curves keep a notebook
 * from repainting: {@linkcode fitDoseResponseInWorker} gives the same fits and lets it.
 *
 * @param data Wells from `readWells` or `normalizePlates`, what `readCurves` read, or curves
 * @throws {UsageError} If the options contradict each other or the wells
 * @example A curve without noise gives its parameters back
 * ```ts
 * import { fitDoseResponse, fourParameterLogistic } from "halfmax/dose_response/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const truth = { log10IC50: 2, hillSlope: 1.2, top: 1, bottom: 0.1 };
 * const doses = [1, 3, 10, 30, 100, 300, 1000, 3000];
 * const [fit] = fitDoseResponse([{
 *   key: { cell_line: "H3122" },
 *   doses,
 *   responses: doses.map((dose) => fourParameterLogistic(truth, dose)),
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * assertAlmostEquals(fit.parameters!.ic50.estimate, 100, 1e-6);
 * ```
 */
export function fitDoseResponse(
  data: Wells | Curves | readonly Curve[],
  options: FitOptions = {},
): Fits {
  return finishFits([...fitEach(fitOrder(data, options))]);
}

/**
 * What the options ask of which curves.
 *
 * @throws {UsageError} If an option is out of its range, or a column does not exist
 */
export function fitOrder(
  data: Wells | Curves | readonly Curve[],
  { by = [], model = "4PL", fixed, level = 0.95, significance = 0.05 }: FitOptions,
): FitOrder {
  requireFraction("level", level);
  requireFraction("significance", significance);
  const curves = "wells" in data
    ? curvesFromWells(data, { by })
    : "curves" in data
    ? data.curves
    : data;
  return { curves, model, fixed, level, significance };
}

function requireFraction(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new UsageError(
      `Cannot fit: ${name} must be between 0 and 1, as 0.95 for 95 %; found ${value}`,
    );
  }
}

/** Fits of one call: with q over all of them, frozen, showing themselves as a table. */
export function finishFits(alone: readonly FittedAlone[]): Fits {
  const q = adjustPValues(alone.map(({ noEffect }) => noEffect?.p ?? null), "Benjamini-Hochberg");
  const fits = alone.map((fit, i): DoseResponseFit =>
    Object.freeze({ ...fit, noEffect: fit.noEffect && { ...fit.noEffect, q: q[i] ?? 1 } })
  );
  return withDisplay(fits, () => showFits(fits));
}

function showFits(fits: Fits): DisplayBundle {
  const keys = [...new Set(fits.flatMap(({ curve }) => Object.keys(curve.key)))];
  const columns: TableColumn<DoseResponseFit>[] = [
    ...keys.map((name) => ({
      header: name,
      cell: ({ curve }: DoseResponseFit) => curve.key[name] ?? "",
    })),
    { header: "status", cell: ({ status }) => status },
    { header: "wells", cell: ({ wells }) => String(wells), align: "right" },
    {
      header: "relative IC50",
      cell: ({ ic50 }) => formatPotency(ic50.relative, { reason: false }),
    },
    {
      header: "absolute IC50",
      cell: ({ ic50 }) => formatPotency(ic50.absolute, { reason: false }),
    },
    { header: "slope", cell: ({ parameters }) => estimate(parameters?.hillSlope), align: "right" },
    { header: "top", cell: ({ parameters }) => estimate(parameters?.top), align: "right" },
    { header: "bottom", cell: ({ parameters }) => estimate(parameters?.bottom), align: "right" },
    { header: "p", cell: ({ noEffect }) => formatPValue(noEffect?.p), align: "right" },
    { header: "q", cell: ({ noEffect }) => formatPValue(noEffect?.q), align: "right" },
  ];
  const caption = [
    `${plural(fits.length, "curve")}: ${summary(fits)}`,
    ...new Set(fits.flatMap(({ curve }) => controlRemark(curve))),
  ].join("; ");
  return {
    "text/plain": textTable(fits, columns, { caption }),
    "text/html": htmlTable(fits, columns, { caption }),
  };
}

function estimate(parameter?: { estimate: number; determined: boolean }): string {
  return parameter?.determined ? formatNumber(parameter.estimate) : "–";
}

/** What a reader must know of control, and of what was left out. */
function controlRemark({ control, remark }: Curve): string[] {
  return [
    ...(control.basis === "declared" ? [`control ${control.value} taken as exact`] : []),
    ...(remark === undefined ? [] : [remark]),
  ];
}

/** How many fits have each status, "5 measured and 1 flat". */
function summary(fits: Fits): string {
  const counts = Map.groupBy(fits, ({ status }) => status);
  return list([...counts].map(([status, group]) => `${group.length} ${status}`));
}
