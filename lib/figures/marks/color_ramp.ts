import { svgElement } from "../document.ts";
import { linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import type { SideContent } from "../layout/panel_grid.ts";
import { widestText } from "../text/measure_text.ts";
import { INK } from "../theme/palette.ts";
import type { Ramp } from "../theme/ramps.ts";
import type { Theme } from "../theme/theme.ts";
import { axisLabelRoom, leftAxisLabel } from "./axis_label.ts";
import { lineElement, textElement } from "./custom_mark.ts";

/** What the colours of a heat map mean: the ramp with ticks and its label, right of the panels. */
export function colorRamp(ramp: Ramp, label: string): SideContent {
  const ticks = linearTicks(...ramp.domain, 4);
  const names = tickLabels(ticks);
  return {
    room: (theme) =>
      theme.text + barWidth(theme) + theme.tick + theme.gap + widestText(names, theme.small) +
      axisLabelRoom(label, theme, Infinity),
    draw(theme, { left, top, height }) {
      const bar = { x: left + theme.text, y: top, width: barWidth(theme), height };
      const right = bar.x + bar.width;
      const at = (value: number) =>
        top + height * (1 - (value - ramp.domain[0]) / (ramp.domain[1] - ramp.domain[0]));
      const labelLeft = right + theme.tick + theme.gap + widestText(names, theme.small) + theme.gap;
      return [svgElement("g", { "aria-label": "color ramp" }, [
        svgElement("defs", {}, [gradient(ramp)]),
        svgElement("rect", {
          ...bar,
          fill: "url(#ramp)",
          stroke: INK,
          "stroke-width": theme.axisLine,
        }),
        ...ticks.flatMap((tick, i) => [
          lineElement([right, at(tick)], [right + theme.tick, at(tick)], INK, theme.axisLine),
          textElement(names[i], right + theme.tick + theme.gap, at(tick), {
            size: theme.small,
            anchor: "start",
            baseline: "center",
          }),
        ]),
        ...leftAxisLabel(label, theme, {
          left: labelLeft,
          middle: top + height / 2,
          length: height,
        }),
      ])];
    },
  };
}

const STOPS = 16;

/** Bottom to top, low to high. */
function gradient({ domain: [low, high], colorOf }: Ramp): SVGElement {
  const stops = Array.from({ length: STOPS + 1 }, (_, i) =>
    svgElement("stop", {
      offset: i / STOPS,
      "stop-color": colorOf(low + ((high - low) * i) / STOPS),
    }));
  return svgElement("linearGradient", { id: "ramp", x1: 0, x2: 0, y1: 1, y2: 0 }, stops);
}

function barWidth(theme: Theme): number {
  return 0.9 * theme.text;
}
