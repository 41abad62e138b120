import type { DoseResponseFit, Estimate } from "../dose_response/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import type { IntervalMeaning } from "../potency/mod.ts";

/** A table ready to be written: names, and one array of cells per row. */
export interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

type Cell = string | number | null;

/** The columns of `fits.csv` after those that name the curve, in their order. */
const COLUMNS: Readonly<Record<string, (fit: DoseResponseFit) => Cell>> = {
  n_wells: (fit) => fit.wells,
  n_doses: (fit) => fit.distinctDoses,
  model: (fit) => fit.model,
  status: (fit) => fit.status,
  reason: (fit) => fit.reason,
  ic50_relative: ({ ic50 }) => ic50.relative.estimate,
  ic50_relative_relation: ({ ic50 }) => ic50.relative.relation,
  ic50_relative_lower: ({ ic50 }) => ic50.relative.lower,
  ic50_relative_upper: ({ ic50 }) => ic50.relative.upper,
  ic50_absolute: ({ ic50 }) => ic50.absolute.estimate,
  ic50_absolute_relation: ({ ic50 }) => ic50.absolute.relation,
  ic50_absolute_lower: ({ ic50 }) => ic50.absolute.lower,
  ic50_absolute_upper: ({ ic50 }) => ic50.absolute.upper,
  interval_method: ({ ic50 }) => eachOnce(ic50, methodOf),
  level: levelOf,
  unit: (fit) => fit.curve.unit,
  hill_slope: ({ parameters }) => estimateOf(parameters?.hillSlope),
  hill_slope_se: ({ parameters }) => errorOf(parameters?.hillSlope),
  top: ({ fixed, parameters }) => fixed.top ?? estimateOf(parameters?.top),
  top_se: ({ parameters }) => errorOf(parameters?.top),
  bottom: ({ fixed, parameters }) => fixed.bottom ?? estimateOf(parameters?.bottom),
  bottom_se: ({ parameters }) => errorOf(parameters?.bottom),
  rss: (fit) => fit.rss,
  p_no_effect: (fit) => fit.noEffect?.p ?? null,
  q_no_effect: (fit) => fit.noEffect?.q ?? null,
  ic50_relative_reason: ({ ic50 }) => ic50.relative.reason,
  ic50_absolute_reason: ({ ic50 }) => ic50.absolute.reason,
  response_scale: (fit) => fit.curve.scale,
  control: controlOf,
};

/** Fits as the rows of `fits.csv`: the naming columns, then the fit. */
export function fitsTable(fits: readonly DoseResponseFit[], by: readonly string[]): Cells {
  return {
    columns: [...by, ...Object.keys(COLUMNS)],
    rows: fits.map((fit) => [
      ...by.map((name) => fit.curve.key[name]),
      ...Object.values(COLUMNS).map((cell) => cell(fit)),
    ]),
  };
}

/**
 * Refuses naming columns that could not be told from a result in `fits.csv`.
 *
 * @throws {UsageError} If a naming column has the name of a result column
 */
export function refuseResultNames(by: readonly string[]): void {
  const same = by.filter((name) => Object.hasOwn(COLUMNS, name));
  if (same.length === 0) return;
  throw new UsageError(
    `Cannot fit: --by must name columns that fits.csv has no result of, found ${
      list(same.map(quote))
    }. Rename the column in the file`,
  );
}

/** The same rows as JSON lines: one object per row, null where there is no value. */
export function jsonLines({ columns, rows }: Cells): string {
  return rows.map((row) =>
    `${JSON.stringify(Object.fromEntries(row.map((cell, i) => [columns[i], cell])))}\n`
  ).join("");
}

/** An estimate that the wells do not determine is good for drawing only, and is not written. */
function estimateOf(parameter: Estimate | undefined): number | null {
  return parameter?.determined ? parameter.estimate : null;
}

function errorOf(parameter: Estimate | undefined): number | null {
  return parameter?.determined ? parameter.standardError : null;
}

function methodOf(interval: IntervalMeaning): string {
  return interval.meaning === "confidence" ? interval.method : interval.meaning;
}

function levelOf({ ic50 }: DoseResponseFit): number | null {
  const intervals = [ic50.relative.interval, ic50.absolute.interval];
  return intervals.find((interval) => interval?.meaning === "confidence")?.level ?? null;
}

/** What holds for both IC50s of a row once, and otherwise each with its kind. */
function eachOnce(
  { relative, absolute }: DoseResponseFit["ic50"],
  say: (interval: IntervalMeaning) => string,
): string | null {
  const [r, a] = [relative, absolute].map(({ interval }) => interval && say(interval));
  if (r === null || a === null || r === a) return r ?? a;
  return `${r} (relative), ${a} (absolute)`;
}

function controlOf({ curve: { control } }: DoseResponseFit): string {
  switch (control.basis) {
    case "vehicle wells":
      return "vehicle wells";
    case "declared":
      return `${control.value}, taken as exact`;
    case "none":
      return "none";
  }
}
