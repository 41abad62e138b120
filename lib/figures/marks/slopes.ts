import { spreadLabels } from "../layout/spread_labels.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { CAP_HEIGHT, LINE_HEIGHT, widestText } from "../text/measure_text.ts";
import { type CategoryStyle, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { leftAxis, leftAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { type ForestValue, isBound } from "./forest_rows.ts";
import { logAxisOf, logDomain } from "./log_axis.ts";
import { symbolElement } from "./symbol.ts";

/** One end of a slope. */
export interface SlopeEnd extends ForestValue {
  /** Where it is drawn; null where it has no number. */
  readonly place: number | null;
}

/** A line from one concentration to another. */
export interface Slope {
  readonly label: string;
  readonly style: CategoryStyle;
  readonly from: SlopeEnd;
  readonly to: SlopeEnd;
}

/** Slopes between two places, on a vertical logarithmic axis, each named on the right. */
export function slopes(
  names: readonly [string, string],
  lines: readonly Slope[],
): PanelContent {
  const ends = lines.flatMap(({ from, to }) => [from, to]).filter(({ place }) => place !== null);
  const limits = ends.filter((end) => !isBound(end)).flatMap(({ lower, upper }) => [lower, upper]);
  const domain = logDomain({
    values: ends.map(({ place }) => place!),
    limits: limits.filter((limit) => limit !== null && limit > 0) as number[],
    free: [0.05, 0.06],
  });
  const axis = (theme: Theme) => logAxisOf(domain, theme, 60 * theme.text);
  // Side by side, so that intervals at the same place do not hide each other.
  const asides = lines.map((_, i) =>
    lines.length === 1 ? 0 : (i / (lines.length - 1) - 0.5) * Math.min(0.24, 0.04 * lines.length)
  );
  const step = (theme: Theme) => LINE_HEIGHT * theme.small;
  return {
    title: "",
    room: (theme) => ({
      left: leftAxisRoom(axis(theme), theme),
      right: widestText(lines.map(({ label }) => label), theme.small) + 2 * theme.text,
      below: 0,
      bottom: 2 * theme.gap + CAP_HEIGHT * theme.text,
      least: Math.max(16 * theme.text, (lines.length + 1) * step(theme)),
    }),
    panel(theme) {
      return {
        x: { type: "linear", domain: [-0.3, 1.16] },
        y: { type: "log", domain: [...domain] },
        marks: [
          customMark(
            "slopes",
            (panel) => lines.flatMap((line, i) => slopeElements(line, asides[i], panel, theme)),
          ),
          customMark("names", ({ x, y, right, top, bottom }) => {
            const wanted = lines.map(({ from, to }) => {
              const place = to.place ?? from.place;
              return place === null ? bottom : y(place);
            });
            const at = spreadLabels(wanted, lines.map(() => step(theme)), top, bottom);
            return lines.flatMap(({ label, to }, i) => [
              ...(to.place === null ? [] : [
                lineElement(
                  [x(1 + asides[i]) + 1.6 * theme.point, y(to.place)],
                  [right + 1.6 * theme.text, at[i]],
                  QUIET,
                  theme.hairline,
                ),
              ]),
              textElement(label, right + 1.8 * theme.text, at[i], {
                size: theme.small,
                anchor: "start",
                baseline: "center",
              }),
            ]);
          }),
          customMark(
            "ends",
            ({ x, bottom }) =>
              names.map((name, i) =>
                textElement(name, x(i), bottom + 2 * theme.gap + 0.6 * theme.text, {
                  size: theme.text,
                })
              ),
          ),
          leftAxis(axis(theme), theme),
        ],
      };
    },
  };
}

function slopeElements(
  { from, to, style }: Slope,
  aside: number,
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  const joined = from.place !== null && to.place !== null;
  const line = joined
    ? lineElement(
      [panel.x(aside), panel.y(from.place!)],
      [panel.x(1 + aside), panel.y(to.place!)],
      style.color,
      theme.curveLine,
    )
    : null;
  if (line !== null && (isBound(from) || isBound(to))) {
    line.setAttribute("stroke-dasharray", `${4 * theme.curveLine},${2 * theme.curveLine}`);
  }
  return [
    ...(line === null ? [] : [line]),
    ...[from, to].flatMap((end, i) => endElements(end, panel.x(i + aside), style, panel, theme)),
  ];
}

function endElements(
  end: SlopeEnd,
  x: number,
  style: CategoryStyle,
  { y, top, bottom }: PanelScales,
  theme: Theme,
): SVGElement[] {
  if (end.place === null) return [];
  const { relation, lower, upper } = end;
  const bound = isBound(end);
  const inside = (limit: number) => Math.min(bottom, Math.max(top, y(limit)));
  const bar = bound || (lower === null && upper === null) ? [] : [
    lineElement(
      [x, lower === null || lower === 0 ? bottom : inside(lower)],
      [x, upper === null ? top : inside(upper)],
      style.color,
      theme.thinLine * 1.5,
    ),
  ];
  const symbol = !bound ? "circle" : relation.startsWith(">") ? "triangle" : "triangle down";
  return [
    ...bar,
    symbolElement(symbol, [x, y(end.place)], 1.2 * theme.point, {
      color: style.color,
      open: bound,
      line: theme.axisLine,
    }),
  ];
}
