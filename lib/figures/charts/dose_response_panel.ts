import * as Plot from "@observablehq/plot";
import { confidenceBand, type DoseResponseFit, fittedValue } from "../../dose_response/mod.ts";
import { formatPotency, type Potency } from "../../potency/mod.ts";
import { airyRange, linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { type Axis, bottomAxisRoom, leftAxis, leftAxisRoom, withoutLabels } from "../marks/axis.ts";
import { confidenceArea, curveLine } from "../marks/curve_line.ts";
import {
  type DirectLabel,
  directLabels,
  directLabelsHeight,
  directLabelsRoom,
} from "../marks/direct_labels.ts";
import {
  doseAxis,
  doseAxisOf,
  doseAxisOverhang,
  type DoseScale,
  doseScaleOptions,
  placeOfDose,
} from "../marks/dose_axis.ts";
import { meanPoints, wellPoints } from "../marks/mean_points.ts";
import { arrowLength, laneHeight, potencyLane, type PotencyRow } from "../marks/potency_lane.ts";
import { textWidth } from "../text/measure_text.ts";
import { QUIET } from "../theme/palette.ts";
import type { ResponsePoint } from "./response_points.ts";
import type { Series } from "./series.ts";

/** One series with all that is drawn of it. */
export interface DrawnSeries extends Series {
  readonly points: readonly ResponsePoint[];
  readonly potencies: readonly Potency[];
}

/** What all panels of a chart share. */
export interface PanelStyle {
  readonly doseScale: DoseScale;
  readonly responseRange: readonly [number, number];
  readonly doseLabel: string;
  readonly responseLabel: string;
  readonly show: { readonly means: boolean; readonly wells: boolean; readonly bands: boolean };
  /** Whether curves are named at their ends. */
  readonly direct: boolean;
  /** Half of control, drawn as a quiet line; null for none. */
  readonly reference: number | null;
}

/** How many points a curve is drawn with. */
const STEPS = 96;

/** One panel of dose-response curves. */
export function doseResponsePanel(
  title: string,
  series: readonly DrawnSeries[],
  style: PanelStyle,
): PanelContent {
  const rows: PotencyRow[] = series.filter(({ potencies }) => potencies.length > 0);
  const labels = style.direct ? series.map((one) => labelOf(one, style)) : [];
  const responseAxis = responseAxisOf(style.responseRange);
  return {
    title,
    room(theme, { width, figureWidth }) {
      const axis = doseAxisOf(style.doseScale, theme, width);
      const bounded = rows.some(({ potencies }) =>
        potencies.some(({ relation }) => relation.startsWith(">"))
      );
      return {
        left: Math.max(
          leftAxisRoom(responseAxis, theme),
          rows.length === 0 ? 0 : textWidth(LANE, theme.small) + theme.tick + theme.gap,
        ),
        right: Math.max(
          directLabelsRoom(labels, theme, figureWidth),
          doseAxisOverhang(style.doseScale, theme),
          bounded ? arrowLength(theme) : 0,
          theme.gap,
        ),
        below: laneHeight(rows, theme),
        bottom: bottomAxisRoom(axis, theme),
        least: directLabelsHeight(labels, theme, figureWidth),
      };
    },
    panel(theme, { width, figureWidth }, axes) {
      const full = doseAxisOf(style.doseScale, theme, width);
      const axis = axes.bottom ? full : withoutLabels(full);
      return {
        x: doseScaleOptions(style.doseScale),
        y: { type: "linear", domain: [...style.responseRange] },
        marks: [
          ...(style.reference === null ? [] : [
            Plot.ruleY([style.reference], {
              stroke: QUIET,
              strokeWidth: theme.thinLine,
              strokeDasharray: `${theme.thinLine * 2},${theme.thinLine * 3}`,
            }),
          ]),
          ...(style.show.bands ? series.flatMap((one) => bandsOf(one, style)) : []),
          ...series.flatMap((one) => curvesOf(one, style, theme.curveLine)),
          ...(style.show.wells
            ? series.map((one) => wellPoints(wellsOf(one, style), one.style, theme))
            : []),
          ...(style.show.means
            ? series.map((one) => meanPoints(meansOf(one, style), one.style, theme))
            : []),
          doseAxis(style.doseScale, axis, theme, laneHeight(rows, theme)),
          leftAxis(axes.left ? responseAxis : withoutLabels(responseAxis), theme),
          ...(rows.length === 0 ? [] : [potencyLane(rows, axes.left ? LANE : "", theme)]),
          directLabels(labels, theme, figureWidth),
        ],
      };
    },
  };
}

/** The response axis' range: zero, control and everything drawn. */
export function responseRangeOf(
  series: readonly DrawnSeries[],
  { control, wells }: { control: number | null; wells: boolean },
): [number, number] {
  const values = series.flatMap(({ points, fits }) => [
    ...points.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean]),
    ...(wells ? fits.flatMap(({ curve }) => curve.responses) : []),
  ]);
  const known = [0, ...(control === null ? [] : [control]), ...values];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const near = MOST_OVERSHOOT * (high - low);
  const curves = series.flatMap(({ fits }) => fits.flatMap(endsOf))
    .filter((value) => value > low - near && value < high + near);
  return airyRange([...known, ...curves]);
}

/** A curve may lead the axis beyond the data by this share of its range; beyond it is not drawn. */
const MOST_OVERSHOOT = 0.25;

/** The fitted response at the doses themselves: between them no logistic curve goes further. */
function endsOf(fit: DoseResponseFit): number[] {
  return [...new Set(fit.curve.doses)].map((dose) => fittedValue(fit, dose))
    .filter((value) => value !== null);
}

const LANE = "IC₅₀";

function responseAxisOf(range: readonly [number, number]): Axis {
  const ticks = linearTicks(...range, 5);
  const names = tickLabels(ticks);
  return { ticks: ticks.map((value, i) => ({ value, label: names[i] })) };
}

/** Doses along a curve, evenly spaced on the log axis between the smallest and largest tested. */
function dosesAlong({ curve }: DoseResponseFit): number[] {
  const tested = curve.doses.filter((dose) => dose > 0);
  const [low, high] = [Math.min(...tested), Math.max(...tested)];
  if (!(low < high)) return [];
  return Array.from({ length: STEPS + 1 }, (_, i) => low * (high / low) ** (i / STEPS));
}

function curvesOf({ fits, style }: DrawnSeries, panel: PanelStyle, width: number): Plot.Markish[] {
  const [low, high] = panel.responseRange;
  // Outside the axis the line has a gap rather than a false course along its end.
  const inside = (value: number) => value >= low && value <= high ? value : NaN;
  return fits.flatMap((fit) => {
    if (fit.parameters === null) return [];
    const points = dosesAlong(fit).map((x) => ({ x, y: inside(fittedValue(fit, x) ?? NaN) }));
    if (points.every(({ y }) => Number.isNaN(y))) return [];
    const line = fits.length === 1 ? width : 0.6 * width;
    return [curveLine(points, style, line), ...vehicleStub(fit, style, panel, line)];
  });
}

/** The fitted response at dose zero, as a short line over the vehicle's place. */
function vehicleStub(
  fit: DoseResponseFit,
  style: DrawnSeries["style"],
  { doseScale }: PanelStyle,
  width: number,
): Plot.Markish[] {
  if (doseScale.vehicle === null || !fit.curve.doses.includes(0)) return [];
  const y = fittedValue(fit, 0);
  if (y === null) return [];
  const ends = [doseScale.domain[0], doseScale.vehicle.at ** 1.5 / doseScale.domain[0] ** 0.5];
  return [curveLine(ends.map((x) => ({ x, y })), style, width)];
}

function bandsOf({ fits, style }: DrawnSeries, panel: PanelStyle): Plot.Markish[] {
  return fits.flatMap((fit) => {
    if (fit.parameters === null) return [];
    const band = confidenceBand(fit, dosesAlong(fit), { level: 0.95 });
    const points = band.map(({ dose, lower, upper }) => ({ x: dose, lower, upper }));
    // No band where a parameter is not determined.
    return points.length < 2 ? [] : [confidenceArea(points, style, panel.responseRange)];
  });
}

function meansOf({ points }: DrawnSeries, { doseScale }: PanelStyle) {
  return points.map(({ dose, mean, low, high }) => ({
    x: placeOfDose(dose, doseScale),
    y: mean,
    low,
    high,
  }));
}

function wellsOf({ fits }: DrawnSeries, { doseScale }: PanelStyle) {
  return fits.flatMap(({ curve }) =>
    curve.doses.map((dose, i) => ({ x: placeOfDose(dose, doseScale), y: curve.responses[i] }))
  );
}

/** The name at the end of the curve, with the potency where one is given. */
function labelOf(
  { name, style, fits, points, potencies }: DrawnSeries,
  panel: PanelStyle,
): DirectLabel {
  const last = points[points.length - 1];
  const ends = fits.map((fit) => fittedValue(fit, last.dose)).filter((end) => end !== null);
  const [low, high] = panel.responseRange;
  const end = ends.length === 0 ? last.mean : ends.reduce((sum, y) => sum + y, 0) / ends.length;
  const values = potencies.length === 1 ? shortPotency(potencies[0]) : [];
  return {
    lines: [name, ...values].filter((line) => line !== ""),
    x: placeOfDose(last.dose, panel.doseScale),
    y: Math.min(high, Math.max(low, end)),
    style,
  };
}

/** The number without its interval, which the lane shows; nothing where there is no number. */
function shortPotency(potency: Potency): string[] {
  if (potency.relation === "range") return [formatPotency(potency, { reason: false })];
  if (potency.estimate === null) return [];
  const bare = { ...potency, lower: null, upper: null, replicates: null };
  return [formatPotency(bare, { reason: false })];
}
