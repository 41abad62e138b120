import * as Plot from "@observablehq/plot";
import { svgElement } from "../document.ts";
import type { SideContent } from "../layout/panel_grid.ts";
import { widestText } from "../text/measure_text.ts";
import { INK } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { axisLabelRoom, leftAxisLabel } from "./axis_label.ts";
import { lineElement, textElement } from "./custom_mark.ts";
import { doseLabel } from "./dose_axis.ts";

/**
 * Colours of ratios: 1 is pale, equal factors up (orange) and down (purple) are equally far from it.
 *
 * @see Brewer CA, colorbrewer2.org (PuOr, told apart by all kinds of color vision)
 */
export interface FoldRamp {
  /** How many decades it reaches on either side. */
  readonly reach: number;
  /** The colour of a ratio; beyond the reach, that of the end. */
  colorOf(ratio: number): string;
}

/** The ramp that reaches the ratio farthest from 1, but at least ten-fold. */
export function foldRampOf(ratios: readonly number[]): FoldRamp {
  const reach = Math.max(1, ...ratios.map((ratio) => Math.abs(Math.log10(ratio))));
  const { apply } = Plot.scale({
    color: { type: "diverging", scheme: "PuOr", domain: [-reach, reach], pivot: 0, clamp: true },
  });
  return { reach, colorOf: (ratio) => apply(Math.log10(ratio)) };
}

/** Slices of the bar; solid, as gradients come out differently in PDF readers. */
const SLICES = 40;

/** Highest bar, in multiples of the text size. */
const HIGHEST = 24;

/** What the colours mean: the ramp with plain numbers at powers of ten, right of the panels. */
export function foldRampLegend({ reach, colorOf }: FoldRamp, label: string): SideContent {
  const most = Math.floor(reach + 1e-9);
  const step = most > 3 ? 2 : 1;
  const powers = Array.from({ length: 2 * most + 1 }, (_, i) => i - most).filter((power) =>
    power % step === 0
  );
  const names = powers.map((power) => doseLabel(Number(`1e${power}`)));
  return {
    room: (theme) =>
      theme.text + barWidth(theme) + theme.tick + theme.gap + widestText(names, theme.small) +
      axisLabelRoom(label, theme, Infinity),
    draw(theme, { left, top, height: room }) {
      const height = Math.min(room, HIGHEST * theme.text);
      const [x, width] = [left + theme.text, barWidth(theme)];
      const right = x + width;
      const at = (power: number) => top + height * (0.5 - power / (2 * reach));
      const slices = Array.from({ length: SLICES }, (_, i) => {
        const from = top + (i * height) / SLICES;
        const power = reach * (1 - (2 * i + 1) / SLICES);
        // Each slice reaches to the bottom, so that no seam shows between them.
        const rest = top + height - from;
        return svgElement("rect", { x, y: from, width, height: rest, fill: colorOf(10 ** power) });
      });
      return [svgElement("g", { "aria-label": "color ramp" }, [
        ...slices,
        svgElement("rect", {
          x,
          y: top,
          width,
          height,
          fill: "none",
          stroke: INK,
          "stroke-width": theme.axisLine,
        }),
        ...powers.flatMap((power, i) => [
          lineElement([right, at(power)], [right + theme.tick, at(power)], INK, theme.axisLine),
          textElement(names[i], right + theme.tick + theme.gap, at(power), {
            size: theme.small,
            anchor: "start",
            baseline: "center",
          }),
        ]),
        ...leftAxisLabel(label, theme, {
          left: right + theme.tick + 2 * theme.gap + widestText(names, theme.small),
          middle: top + height / 2,
          length: height,
        }),
      ])];
    },
  };
}

function barWidth(theme: Theme): number {
  return 0.9 * theme.text;
}
