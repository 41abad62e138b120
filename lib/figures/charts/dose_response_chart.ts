import type { DoseResponseFit } from "../../dose_response/mod.ts";
import { UsageError } from "../../errors/mod.ts";
import type { Potency } from "../../potency/mod.ts";
import {
  type Figure,
  type FigureContent,
  type FigureOptions,
  makeFigure,
  type PlottedRow,
} from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { doseScaleOf } from "../marks/dose_axis.ts";
import { doseAxisName, responseAxisName } from "./axis_names.ts";
import {
  doseResponsePanel,
  type DrawnSeries,
  type PanelStyle,
  responseRangeOf,
} from "./dose_response_panel.ts";
import { altOf, captionOf, type ChartFacts, noteOf, titleOf } from "./dose_response_words.ts";
import { type ErrorBars, responsePoints } from "./response_points.ts";
import { groupFits, type Grouping, type Series } from "./series.ts";

/** How dose-response curves are drawn. */
export interface DoseResponseChartOptions extends FigureOptions {
  /** Naming column whose values get a colour and a label; every fit its own when absent. */
  readonly color?: string;
  /** Naming column whose values get a panel each; several make a panel for each combination. */
  readonly facet?: string | readonly string[];
  /** Panels side by side. */
  readonly columns?: number;
  /** Height of a panel over its width. */
  readonly aspect?: number;
  /** What is drawn of the data: means by dose (default), every well, or both. */
  readonly points?: "means" | "wells" | "means and wells" | "none";
  /** What the error bars are: standard deviation (default), standard error of the mean, interval. */
  readonly errorBars?: ErrorBars;
  /** Whether 95 % confidence bands are drawn; by default for up to three single curves a panel. */
  readonly bands?: boolean;
  /**
   * IC50s to mark under the curves: each curve's own, or what `inhibitoryConcentration` returned (over
   * replicates, say). By default the absolute ones, where no curve has replicates beside it.
   */
  readonly ic50?: "absolute" | "relative" | "none" | readonly KeyedPotency[];
  /** Name of the response, without its unit: "Viability". */
  readonly response?: string;
  /** Name of what was dosed, without its unit; the drug's name where the fits have one. */
  readonly dose?: string;
  /** Whether the line over the panel that says what the points are is drawn. */
  readonly note?: boolean;
}

/** A potency with the naming columns of the curves it is of. */
export interface KeyedPotency {
  /** Columns and values that the curves must have; columns that they lack are passed over. */
  readonly key: Readonly<Record<string, string>>;
  /** Measured, bounded or not determined. */
  readonly potency: Potency;
}

/**
 * Dose-response curves: points with named error bars, fitted curves, confidence bands, IC50s.
 *
 * Doses stand on a logarithmic axis in plain numbers, vehicle wells left of a break. One panel names
 * its curves at their ends; with `facet` there is a panel for each value, and a legend. Fits that
 * share colour and panel are replicates: each has its curve, and the points are means over them.
 *
 * @param fits What `fitDoseResponse` returned; a fit without parameters shows its points alone
 * @throws {UsageError} If there are no fits, a column is unknown, units differ, or one panel would
 * hold more curves than can be told apart (16)
 *
 * @example Usage
 * ```ts
 * import { doseResponseChart } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const fits = fitDoseResponse([{
 *   key: { drug: "crizotinib", cell_line: "SIMULATED" },
 *   doses: [1, 10, 100, 1000, 10000],
 *   responses: [0.99, 0.95, 0.6, 0.15, 0.06],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * const figure = doseResponseChart(fits, { response: "Viability" });
 * assert(figure.svg.includes("Viability (fraction of control)"));
 * assertEquals(figure.data.length, 5);
 * ```
 */
export function doseResponseChart(
  fits: readonly DoseResponseFit[],
  options: DoseResponseChartOptions = {},
): Figure {
  return makeFigure(doseResponseContent(fits, options), options);
}

/** What a chart that is one of many pages shares with the others. */
export interface PageOptions {
  /** Doses that the axis must hold beside those of the fits. */
  readonly doses?: readonly number[];
  /** Said after the note over the panels. */
  readonly remark?: string;
}

/** The drawing, words and rows of {@linkcode doseResponseChart}. */
export function doseResponseContent(
  fits: readonly DoseResponseFit[],
  options: DoseResponseChartOptions,
  { doses = [], remark = "" }: PageOptions = {},
): FigureContent {
  const { points = "means", errorBars = "SD", columns, note = true } = options;
  const grouping = groupFits(fits, options);
  const ic50 = options.ic50 ?? (canMarkEach(grouping) ? "absolute" : "none");
  const panels = grouping.panels.map(({ title, series }) => ({
    title,
    series: series.map((one): DrawnSeries => ({
      ...one,
      points: responsePoints(one.fits, errorBars),
      potencies: potenciesOf(one, ic50),
    })),
  }));
  const series = panels.flatMap((panel) =>
    panel.series.map((one) => ({ ...one, panel: panel.title }))
  );
  const show = {
    means: points.includes("means"),
    wells: points.includes("wells"),
    bands: options.bands ?? bandsByDefault(grouping),
  };
  assertPotencies(ic50, series, grouping);
  const style: PanelStyle = {
    doseScale: doseScaleOf(
      [...doses, ...fits.flatMap(({ curve }) => curve.doses)],
      series.flatMap(limitsOf),
    ),
    responseRange: responseRangeOf(series, { control: controlOf(fits), wells: show.wells }),
    doseLabel: doseAxisName(grouping, options.dose),
    responseLabel: responseAxisName(grouping, options.response),
    show,
    direct: panels.length === 1 && series.some(({ name }) => name !== ""),
    reference: referenceOf(fits, series),
  };
  const facts: ChartFacts = { grouping, series, style, errorBars };
  const legend = panels.length > 1 && grouping.names.length > 1
    ? grouping.names.map((label) => ({
      label,
      style: series.find(({ name }) => name === label)!.style,
    }))
    : [];
  return {
    by: "doseResponseChart",
    drawing: panelGrid(
      panels.map((panel) => doseResponsePanel(panel.title, panel.series, style)),
      {
        columns,
        aspect: options.aspect,
        legend,
        axes: { x: style.doseLabel, y: style.responseLabel },
        note: [note ? noteOf(facts) : "", remark].filter(Boolean).join("; "),
      },
    ),
    title: titleOf(facts),
    alt: altOf(facts),
    caption: captionOf(facts),
    data: series.flatMap((one) => rowsOf(one, grouping, errorBars)),
  };
}

/** Each curve's own IC50 gets a row where there are few rows and nobody takes them for replicates. */
function canMarkEach({ panels }: Grouping): boolean {
  return panels.every(({ series }) =>
    series.length <= MOST_OWN_ROWS &&
    series.every(({ fits }) => fits.length === 1 && fits[0].curve.control.basis !== "none")
  );
}

const MOST_OWN_ROWS = 6;

/** A potency belongs to a series when the columns that both have agree. */
function potenciesOf(
  { fits }: Series,
  ic50: "absolute" | "relative" | "none" | readonly KeyedPotency[],
): Potency[] {
  if (ic50 === "none") return [];
  if (typeof ic50 === "string") return fits.map((fit) => fit.ic50[ic50]);
  return ic50
    .filter(({ key }) =>
      fits.some(({ curve }) =>
        Object.entries(key).every(([name, value]) => (curve.key[name] ?? value) === value)
      )
    )
    .map(({ potency }) => potency);
}

/** A potency that belongs to no curve, or has another unit, is a mistake worth saying. */
function assertPotencies(
  ic50: "absolute" | "relative" | "none" | readonly KeyedPotency[],
  series: readonly DrawnSeries[],
  { unit }: Grouping,
): void {
  if (typeof ic50 === "string") return;
  const drawn = series.flatMap(({ potencies }) => potencies);
  if (ic50.length > 0 && drawn.length === 0) {
    throw new UsageError(
      "Cannot mark potencies: at least one must belong to a curve of the chart, found none. " +
        "Their keys must agree with those of the fits",
    );
  }
  const other = drawn.find((potency) => potency.unit !== unit);
  if (other !== undefined) {
    throw new UsageError(
      `Cannot mark potencies: they must be in the unit of the doses (${unit}), found ${other.unit}`,
    );
  }
}

function limitsOf({ potencies }: DrawnSeries): number[] {
  return potencies.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper])
    .filter((value) => value !== null);
}

/** Three bands over each other can still be read, and replicates would repeat them. */
function bandsByDefault({ panels }: Grouping): boolean {
  return panels.every(({ series }) =>
    series.length <= 3 && series.every(({ fits }) => fits.length === 1)
  );
}

function controlOf(fits: readonly DoseResponseFit[]): number | null {
  const { control, scale } = fits[0].curve;
  if (control.basis === "declared") return control.value;
  return scale === "fraction" ? 1 : scale === "percent" ? 100 : null;
}

/** Half of control is a line of its own only where control is one number and absolute values are asked for. */
function referenceOf(
  fits: readonly DoseResponseFit[],
  series: readonly DrawnSeries[],
): number | null {
  const control = controlOf(fits);
  const absolute = series.some(({ potencies }) =>
    potencies.some(({ kind }) => kind === "absolute")
  );
  return control === null || !absolute ? null : control / 2;
}

/** A row per point, named by the columns that all curves behind it share. */
function rowsOf(
  { fits, points }: DrawnSeries,
  { unit, scale }: Grouping,
  errorBars: ErrorBars,
): PlottedRow[] {
  const [first, ...others] = fits.map(({ curve }) => curve.key);
  const shared = Object.entries(first).filter(([column, value]) =>
    others.every((key) => key[column] === value)
  );
  return points.map(({ dose, mean, low, high, n }) => ({
    ...Object.fromEntries(shared),
    [`dose_${unit}`]: dose,
    [`mean_${scale}`]: readable(mean),
    error_bar: errorBars,
    lower: readable(low),
    upper: readable(high),
    n,
  }));
}

/** Without the last digits, which are rounding. */
function readable(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(12));
}
