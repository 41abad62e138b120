import * as Plot from "@observablehq/plot";
import { type DoseResponseFit, fittedValue } from "../../dose_response/mod.ts";
import { formatNumber } from "../../display/mod.ts";
import { plural } from "../../errors/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import { messageDrawing } from "../layout/message.ts";
import { type PanelContent, panelGrid } from "../layout/panel_grid.ts";
import { type Axis, bottomAxisRoom, leftAxis, leftAxisRoom } from "../marks/axis.ts";
import { customMark } from "../marks/custom_mark.ts";
import {
  doseAxis,
  doseAxisOf,
  doseAxisOverhang,
  type DoseScale,
  doseScaleOf,
  doseScaleOptions,
  placeOfDose,
} from "../marks/dose_axis.ts";
import { withoutLabels } from "../marks/axis.ts";
import { symbolElement } from "../marks/symbol.ts";
import { QUIET } from "../theme/palette.ts";
import type { CategoryStyle } from "../theme/palette.ts";
import { doseAxisName, subjectOf } from "./axis_names.ts";
import { groupFits } from "./series.ts";

/** How residuals are drawn. */
export interface ResidualChartOptions extends FigureOptions {
  /** Naming column whose values get a colour and symbol; every fit its own when absent. */
  readonly color?: string;
  /** Naming column whose values get a panel each; several make a panel for each combination. */
  readonly facet?: string | readonly string[];
  /** Panels side by side. */
  readonly columns?: number;
  /** Name of what was dosed, without its unit. */
  readonly dose?: string;
}

/**
 * Residuals against dose: each well's response less the fitted curve.
 *
 * Scatter without a course speaks for the model; a bend, or scatter that widens with the response,
 * against it or against equal weights. Fits without parameters have no residuals and are named in the
 * caption; when no fit has any, the figure says so.
 *
 * @param fits What `fitDoseResponse` returned
 * @throws {UsageError} If there are no fits, a column is unknown or units differ
 *
 * @example Usage
 * ```ts
 * import { residualChart } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const fits = fitDoseResponse([{
 *   key: { cell_line: "SIMULATED" },
 *   doses: [1, 10, 100, 1000, 10000],
 *   responses: [0.99, 0.95, 0.6, 0.15, 0.06],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * assertEquals(residualChart(fits).data.length, 5);
 * ```
 */
export function residualChart(
  fits: readonly DoseResponseFit[],
  options: ResidualChartOptions = {},
): Figure {
  const grouping = groupFits(fits, options);
  const wells = grouping.panels.flatMap(({ title, series }) =>
    series.flatMap(({ name, style, fits }) =>
      fits.flatMap((fit) =>
        residualsOf(fit).map((residual) => ({
          ...residual,
          panel: title,
          name,
          style,
          aside: asideOf(name, grouping.names),
        }))
      )
    )
  );
  const unfitted = fits.filter(({ parameters }) => parameters === null).length;
  const missing = unfitted === 0 ? "" : `; ${plural(unfitted, "curve")} without a fit not shown`;
  const beside = wells.some(({ aside }) => aside !== 0) ? ", curves side by side at each dose" : "";
  const of = subjectOf(grouping);
  const title = ["Residuals", of].filter(Boolean).join(" of ");
  const doseName = doseAxisName(grouping, options.dose);
  const residualName = `Residual (${UNITS[grouping.scale]})`;
  const content = { by: "residualChart", title };
  if (wells.length === 0) {
    const message = `No residuals to show: none of ${plural(fits.length, "curve")} could be fitted`;
    const drawing = messageDrawing(message);
    return makeFigure(
      { ...content, drawing, alt: message, caption: `${message}.`, data: [] },
      options,
    );
  }
  const doseScale = doseScaleOf(wells.map(({ dose }) => dose));
  const most = 1.08 * Math.max(1e-12, ...wells.map(({ residual }) => Math.abs(residual)));
  const panels = grouping.panels.map((panel) =>
    residualPanel(
      panel.title,
      wells.filter((well) => well.panel === panel.title),
      doseScale,
      most,
    )
  );
  const legend = grouping.names.filter(Boolean).length < 2 ? [] : grouping.names.map((label) => ({
    label,
    style:
      grouping.panels.flatMap(({ series }) => series).find(({ name }) => name === label)!.style,
    line: false,
  }));
  return makeFigure({
    ...content,
    drawing: panelGrid(panels, {
      columns: options.columns,
      axes: { x: doseName, y: residualName },
      legend,
      aspect: 0.5,
    }),
    alt: `Scatter plot of residuals against ${doseName} on a logarithmic axis, ${
      plural(wells.length, "well")
    }; the largest is ${formatNumber(most / 1.08, 2)} from the curve.`,
    caption:
      `${residualName}, response less fitted curve, against ${doseName}; one point per well, ` +
      `n = ${wells.length.toLocaleString("en-US")}${beside}; line, no difference${missing}.`,
    data: wells.map(({ panel, name, dose, response, fitted, residual }) => ({
      ...(panel === "" ? {} : { panel }),
      curve: name,
      [`dose_${grouping.unit}`]: dose,
      [`response_${grouping.scale}`]: response,
      fitted,
      residual,
    })),
  }, options);
}

/** Up to four curves stand side by side; more would run into the next dose. */
function asideOf(name: string, names: readonly string[]): number {
  return names.length > 4 ? 0 : names.indexOf(name) - (names.length - 1) / 2;
}

interface Residual {
  readonly dose: number;
  readonly response: number;
  readonly fitted: number;
  readonly residual: number;
}

interface ResidualWell extends Residual {
  readonly style: CategoryStyle;
  /** How many symbols right of its dose it stands, so that curves do not hide each other. */
  readonly aside: number;
}

const UNITS = { fraction: "fraction of control", percent: "% of control", raw: "signal as read" };

function residualsOf(fit: DoseResponseFit): Residual[] {
  return fit.curve.doses.flatMap((dose, i) => {
    const fitted = fittedValue(fit, dose);
    const response = fit.curve.responses[i];
    return fitted === null ? [] : [{ dose, response, fitted, residual: response - fitted }];
  });
}

function residualPanel(
  title: string,
  wells: readonly ResidualWell[],
  doseScale: DoseScale,
  most: number,
): PanelContent {
  const ticks = linearTicks(-most, most, 4);
  const names = tickLabels(ticks);
  const axis: Axis = { ticks: ticks.map((value, i) => ({ value, label: names[i] })) };
  return {
    title,
    room(theme, { width }) {
      return {
        left: leftAxisRoom(axis, theme),
        right: doseAxisOverhang(doseScale, theme),
        below: 0,
        bottom: bottomAxisRoom(doseAxisOf(doseScale, theme, width), theme),
      };
    },
    panel(theme, { width }, axes) {
      const doses = doseAxisOf(doseScale, theme, width);
      const r = 0.75 * theme.point;
      return {
        x: doseScaleOptions(doseScale),
        y: { type: "linear", domain: [-most, most] },
        marks: [
          Plot.ruleY([0], { stroke: QUIET, strokeWidth: theme.thinLine }),
          customMark("residuals", ({ x, y }) =>
            wells.map(({ dose, residual, style, aside }) => {
              const left = x(placeOfDose(dose, doseScale)) + aside * 2 * r;
              const at = [left, y(residual)] as const;
              const paint = { color: style.color, open: style.open, line: theme.thinLine };
              return symbolElement(style.symbol, at, r, paint);
            })),
          doseAxis(doseScale, axes.bottom ? doses : withoutLabels(doses), theme),
          leftAxis(axes.left ? axis : withoutLabels(axis), theme),
        ],
      };
    },
  };
}
