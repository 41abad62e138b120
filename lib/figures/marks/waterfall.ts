import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { textWidth, widestText } from "../text/measure_text.ts";
import { type CategoryStyle, INK, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { leftAxis, leftAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { type ForestValue, isBound } from "./forest_rows.ts";
import { logAxisOf, logDomain } from "./log_axis.ts";

/** One bar. */
export interface WaterfallBar {
  readonly name: string;
  /** Where it ends; null for what is not determined. */
  readonly ratio: number | null;
  readonly value: ForestValue;
  readonly style: CategoryStyle;
}

/** Bars from 1 on a vertical logarithmic axis, their names turned under the panel. */
export function waterfall(bars: readonly WaterfallBar[]): PanelContent {
  const namesFor = (theme: Theme) => bars.map(({ name }) => shortened(name, theme));
  const ends = bars.map(({ ratio }) => ratio).filter((ratio) => ratio !== null);
  const limits = bars.filter(({ value }) => !isBound(value))
    .flatMap(({ value }) => [value.lower, value.upper])
    .filter((limit) => limit !== null && limit > 0) as number[];
  const domain = logDomain({ values: [1, ...ends], limits, free: [0.08, 0.1] });
  // Labels are thinned to the height by the axis itself; here every decade is offered.
  const axis = (theme: Theme) => logAxisOf(domain, theme, 60 * theme.text);
  return {
    title: "",
    room: (theme) => ({
      left: leftAxisRoom(axis(theme), theme),
      right: 0.5 * theme.small,
      below: 0,
      bottom: widestText(namesFor(theme), theme.small) + 2 * theme.gap,
      least: Math.max(14 * theme.text, textWidth("not determined", theme.small) * 2),
    }),
    panel(theme, { width }) {
      // Every k-th bar keeps its name where they would touch.
      const step = Math.max(1, Math.ceil((1.1 * theme.small * bars.length) / width));
      return {
        x: { type: "linear", domain: [0, bars.length] },
        y: { type: "log", domain: [...domain] },
        marks: [
          customMark(
            "bars",
            (panel) => bars.flatMap((bar, i) => barElements(bar, i, panel, theme)),
          ),
          customMark("no change", ({ y, left, right }) => [
            lineElement([left, y(1)], [right, y(1)], INK, theme.axisLine),
          ]),
          customMark(
            "names",
            ({ x, bottom }) =>
              namesFor(theme).flatMap((name, i) =>
                i % step === 0
                  ? [textElement(name, x(i + 0.5) + 0.36 * theme.small, bottom + theme.gap, {
                    size: theme.small,
                    anchor: "end",
                    rotate: -90,
                  })]
                  : []
              ),
          ),
          leftAxis(axis(theme), theme),
        ],
      };
    },
  };
}

/** Longest name, in multiples of the text size. */
const LONGEST_NAME = 16;

/** A name that would push the bars away is cut; the data beside the figure have it whole. */
function shortened(name: string, theme: Theme): string {
  const longest = LONGEST_NAME * theme.small;
  if (textWidth(name, theme.small) <= longest) return name;
  let length = name.length;
  while (textWidth(`${name.slice(0, length)}…`, theme.small) > longest) length--;
  return `${name.slice(0, length).trimEnd()}…`;
}

function barElements(
  { ratio, value, style }: WaterfallBar,
  i: number,
  { x, y, top, bottom }: PanelScales,
  theme: Theme,
): SVGElement[] {
  const middle = x(i + 0.5);
  const half = 0.36 * (x(1) - x(0));
  if (ratio === null) {
    return [textElement(value.relation, middle + 0.36 * theme.small, y(1) - theme.gap, {
      size: theme.small,
      anchor: "start",
      rotate: -90,
      fill: QUIET,
    })];
  }
  const inside = (limit: number) => Math.min(bottom, Math.max(top, y(limit)));
  const [from, to] = [y(1), y(ratio)];
  const bar = svgElement("rect", {
    x: middle - half,
    y: Math.min(from, to),
    width: 2 * half,
    height: Math.max(Math.abs(to - from), theme.thinLine),
    fill: style.color,
  });
  if (isBound(value)) {
    const direction = value.relation.startsWith(">") ? -1 : 1;
    const head = Math.min(half, 1.4 * theme.point);
    const base = to + direction * 0.8 * theme.point;
    const d = `M${middle},${base + direction * 1.4 * head}L${middle - head},${base}L${
      middle + head
    },${base}Z`;
    return [bar, svgElement("path", { d, fill: style.color })];
  }
  const { lower, upper } = value;
  if (lower === null && upper === null) return [bar];
  const [low, high] = [
    lower === null || lower === 0 ? bottom : inside(lower),
    upper === null ? top : inside(upper),
  ];
  return [bar, lineElement([middle, low], [middle, high], INK, theme.thinLine)];
}
