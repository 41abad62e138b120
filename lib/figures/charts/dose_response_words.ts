import { fittedValue } from "../../dose_response/mod.ts";
import { list, plural } from "../../errors/mod.ts";
import { formatNumber } from "../../display/mod.ts";
import { formatPotency, type Potency } from "../../potency/mod.ts";
import { doseLabel } from "../marks/dose_axis.ts";
import { subjectOf } from "./axis_names.ts";
import type { DrawnSeries, PanelStyle } from "./dose_response_panel.ts";
import type { ErrorBars } from "./response_points.ts";
import type { Grouping } from "./series.ts";

/** What the words of a dose-response chart are made from. */
export interface ChartFacts {
  readonly grouping: Grouping;
  readonly series: readonly (DrawnSeries & { readonly panel: string })[];
  readonly style: PanelStyle;
  readonly errorBars: ErrorBars;
}

/** Title: what was given to what. */
export function titleOf({ grouping }: ChartFacts): string {
  return ["Dose-response", subjectOf(grouping)].filter(Boolean).join(" of ");
}

/** In one line over the panel: what the points are, with n. */
export function noteOf({ series, style, errorBars, grouping }: ChartFacts): string {
  if (!style.show.means) return style.show.wells ? "Points: wells" : "";
  const counts = series.flatMap(({ points }) => points.map(({ n }) => n));
  const several = Math.max(...counts) > 1;
  const bars = several && errorBars !== "none" ? ` ± ${errorBars}` : "";
  if (!several) return "Single values, n = 1 per dose";
  return `Mean${bars}, n = ${rangeOf(counts)} ${unitOfN(series, grouping)} per dose`;
}

/** The caption: axes, points, bars, lines, bands, potencies, and what could not be drawn. */
export function captionOf(facts: ChartFacts): string {
  const { style, series } = facts;
  const fitted = series.flatMap(({ fits }) => fits).filter(({ parameters }) => parameters !== null);
  const models = list([...new Set(fitted.map(({ model }) => model))]);
  const replicated = series.some(({ fits }) => fits.length > 1);
  const unfitted = series.flatMap((one) =>
    one.fits.filter(({ parameters }) => parameters === null).map((fit) => ({ one, fit }))
  );
  const parts = [
    `${style.responseLabel} against ${style.doseLabel}`,
    ...pointWords(facts),
    ...(models === ""
      ? []
      : [`lines, ${models} fits${replicated ? ", one for each replicate" : ""}`]),
    ...(style.show.bands && models !== ""
      ? ["bands, 95 % confidence band of the fitted curve"]
      : []),
    ...(style.doseScale.vehicle === null ? [] : ["vehicle wells left of the axis break"]),
    ...(style.reference === null ? [] : ["dotted line, half of control"]),
    ...potencyWords(facts),
    ...(unfitted.length === 0 ? [] : [
      `no curve for ${
        list(unfitted.map(({ one, fit }) => `${nameOf(one, facts)} (${fit.reason})`))
      }`,
    ]),
  ];
  return `${parts.join("; ")}.`;
}

function pointWords({ style, series, errorBars, grouping }: ChartFacts): string[] {
  const wells = style.show.wells ? ["small points, single wells"] : [];
  if (!style.show.means) return wells;
  const counts = series.flatMap(({ points }) => points.map(({ n }) => n));
  if (Math.max(...counts) === 1) return ["points, single values (n = 1 per dose)", ...wells];
  const unit = unitOfN(series, grouping);
  const averaged = unit === "wells" ? "" : ", the wells of each averaged first";
  return [
    `points, mean of n = ${rangeOf(counts)} ${unit} per dose${averaged}`,
    ...(errorBars === "none" ? [] : [`error bars, ${errorBars} over ${unit}`]),
    ...wells,
  ];
}

function potencyWords(facts: ChartFacts): string[] {
  const series = facts.series.filter(({ potencies }) => potencies.length > 0);
  if (series.length === 0) return [];
  const potencies = series.flatMap((one) => one.potencies);
  const kinds = list([
    ...new Set(potencies.map(({ kind }) => kind).filter((kind) => kind !== null)),
  ]);
  const signs = [
    ...(potencies.some(({ estimate, relation }) => estimate !== null && relation === "=")
      ? ["diamonds with interval, measured"]
      : []),
    ...(potencies.some(({ relation }) => /^[<>]/.test(relation)) ? ["arrows, bounds"] : []),
  ].join("; ");
  const values = series.map((one) => `${nameOf(one, facts)} ${all(one.potencies)}`);
  return [`${kinds} IC₅₀${signs === "" ? "" : ` (${signs})`}: ${list(values, 24)}`.trim()];
}

/** For screen readers: the axes, then what each curve does. */
export function altOf(facts: ChartFacts): string {
  const { style, series } = facts;
  const [low, high] = style.doseScale.tested;
  const vehicle = style.doseScale.vehicle === null ? "" : ", vehicle at the left";
  const shown = series.slice(0, 8);
  const rest = series.length - shown.length;
  return [
    `Line chart of ${style.responseLabel} against ${style.doseLabel} on a logarithmic axis from ${
      doseLabel(low)
    } to ${doseLabel(high)}${vehicle}.`,
    ...shown.map((one) => courseOf(one, facts)),
    ...(rest > 0 ? [`${plural(rest, "more curve")} not described.`] : []),
  ].join(" ");
}

function courseOf(one: DrawnSeries & { readonly panel: string }, facts: ChartFacts): string {
  const [first, last] = [one.points[0], one.points[one.points.length - 1]];
  const fit = one.fits[0];
  const start = fittedValue(fit, first.dose) ?? first.mean;
  const end = fittedValue(fit, last.dose) ?? last.mean;
  const status = fit.status === "measured" ? "" : `, ${fit.status}`;
  const potency = one.potencies.length === 0 ? "" : `; IC50 ${all(one.potencies)}`;
  const course = end < start ? "falls" : end > start ? "rises" : "stays";
  return `${nameOf(one, facts)} ${course} from ${formatNumber(start, 2)} to ${
    formatNumber(end, 2)
  }${status}${potency}.`;
}

/** A lone curve goes by what is the same everywhere. */
function nameOf(
  { panel, name }: { readonly panel: string; readonly name: string },
  { grouping }: ChartFacts,
): string {
  const own = [panel, name].filter(Boolean).join(" ");
  return own || Object.values(grouping.common).filter(Boolean).join(" ") || "the curve";
}

function all(potencies: readonly Potency[]): string {
  return potencies.map((potency) => formatPotency(potency)).join(" and ");
}

function unitOfN(series: readonly DrawnSeries[], { over }: Grouping): string {
  if (series.every(({ fits }) => fits.length === 1)) return "wells";
  return over.some((column) => /replicate/i.test(column)) ? "replicates" : "curves";
}

function rangeOf(counts: readonly number[]): string {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return low === high ? String(low) : `${low} to ${high}`;
}
