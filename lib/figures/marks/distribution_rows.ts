import { airyRange } from "../layout/linear_ticks.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText } from "../text/measure_text.ts";
import { INK, PAPER, QUIET, UNKNOWN } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { svgElement } from "../document.ts";
import { type Axis, bottomAxis, bottomAxisRoom } from "./axis.ts";
import { customMark, lineElement, textElement } from "./custom_mark.ts";
import { dashedLine } from "./dashed_line.ts";
import { linearAxis } from "./linear_axis.ts";
import { pointsElement } from "./many_points.ts";

/** A row: how many values are distributed, and some of them one by one. */
export interface DistributionRow {
  readonly name: string;
  /** 5 %, 25 %, 50 %, 75 % and 95 % of the values lie below. */
  readonly quantiles: readonly [number, number, number, number, number];
  /** Values that are drawn one by one. */
  readonly points: readonly number[];
  /** Written right of the row. */
  readonly note: string;
}

/** Distributions in rows on one axis: line from 5 to 95 %, bar of the middle half, tick at the median. */
export function distributionRows(
  rows: readonly DistributionRow[],
  { color, threshold, column }: {
    /** Of the points. */
    readonly color: string;
    /** Where a dashed line stands. */
    readonly threshold: number;
    /** Over the notes. */
    readonly column: string;
  },
): PanelContent {
  const range = airyRange([
    0,
    threshold,
    ...rows.flatMap(({ quantiles, points }) => [
      ...quantiles,
      ...points,
    ]),
  ]);
  const axisFor = (theme: Theme, width: number): Axis =>
    linearAxis(range, Math.max(2, Math.min(6, width / (3.2 * theme.small))));
  const step = (theme: Theme) => LINE_HEIGHT * theme.small + 0.25 * theme.text;
  return {
    title: "",
    room(theme, { width }) {
      return {
        left: widestText(rows.map(({ name }) => name), theme.small) + 1.5 * theme.gap,
        right: widestText([column, ...rows.map(({ note }) => note)], theme.small) + 3 * theme.gap,
        below: 0,
        bottom: bottomAxisRoom(axisFor(theme, width), theme),
        least: (rows.length + 1) * step(theme),
      };
    },
    panel(theme, { width }) {
      const text = { size: theme.small, baseline: "center" } as const;
      return {
        x: { type: "linear", domain: [...range] },
        // The first row is the heading of the notes.
        y: { type: "linear", domain: [rows.length, -1] },
        marks: [
          customMark("threshold", ({ x, y, bottom }) => [
            dashedLine([[x(threshold), y(0)], [x(threshold), bottom]], theme),
          ]),
          customMark(
            "distributions",
            ({ x, y }) =>
              rows.flatMap(({ quantiles: [p5, p25, p50, p75, p95] }, i) => {
                const [at, half] = [y(i + 0.5), 0.22 * step(theme)];
                return [
                  lineElement([x(p5), at], [x(p95), at], QUIET, 1.5 * theme.thinLine),
                  svgElement("rect", {
                    x: x(p25),
                    y: at - half,
                    width: Math.max(x(p75) - x(p25), theme.thinLine),
                    height: 2 * half,
                    fill: UNKNOWN,
                  }),
                  lineElement([x(p50), at - half], [x(p50), at + half], INK, theme.curveLine),
                ];
              }),
          ),
          customMark("hits", ({ x, y }) =>
            rows.flatMap(({ points }, i) => {
              if (points.length === 0) return [];
              const places = points.map((value) => [x(value), y(i + 0.5)] as const);
              // A white rim keeps neighbours apart.
              return [
                pointsElement(places, PAPER, 0.6 * theme.point),
                pointsElement(places, color, 0.5 * theme.point),
              ];
            })),
          customMark("names", ({ y, left, right }) => [
            textElement(column, right + 3 * theme.gap, y(-0.5), { ...text, anchor: "start" }),
            ...rows.flatMap(({ name, note }, i) => [
              textElement(name, left - 1.5 * theme.gap, y(i + 0.5), { ...text, anchor: "end" }),
              textElement(note, right + 3 * theme.gap, y(i + 0.5), { ...text, anchor: "start" }),
            ]),
          ]),
          bottomAxis(axisFor(theme, width), theme),
        ],
      };
    },
  };
}
