import { hexagonalBins } from "../layout/hexagonal_bins.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { spreadLabels } from "../layout/spread_labels.ts";
import { LINE_HEIGHT, textWidth, widestText } from "../text/measure_text.ts";
import { categoryStyle, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxis, bottomAxisRoom, leftAxis, leftAxisRoom } from "./axis.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { dashedLine } from "./dashed_line.ts";
import { linearAxis } from "./linear_axis.ts";
import { hexagonsElement, pointsElement } from "./many_points.ts";

/** A point of a volcano. */
export interface VolcanoPoint {
  /** Effect on log2. */
  readonly x: number;
  /** Confidence as -log10. */
  readonly y: number;
  readonly hit: boolean;
  /** Written beside it; empty for none. */
  readonly label: string;
}

/** What a volcano shows. */
export interface Volcano {
  readonly points: readonly VolcanoPoint[];
  /** Ends of the axis of effects, on log2. */
  readonly domain: readonly [number, number];
  /** Highest confidence on the axis. */
  readonly most: number;
  /** Where the dashed lines stand, on the scales of the points. */
  readonly thresholds: { readonly x: number; readonly y: number };
}

/** The most hits that are drawn one by one; of more, hexagons show how many. */
export const MOST_SINGLE_HITS = 5000;

/** The look of hits. */
export const HIT_STYLE = { ...categoryStyle(1), symbol: "circle", open: false } as const;

/** Greys of the others from few to many; none so light that it is lost on paper. */
export const DENSITY_GREYS: readonly string[] = [
  "#d4d4d4",
  "#b4b4b4",
  "#949494",
  "#747474",
  "#545454",
];

/** Thousands of points of effect and confidence: hits one by one, the others counted in hexagons. */
export function volcano(content: Volcano): PanelContent {
  const { domain, most, thresholds } = content;
  const hits = content.points.filter(({ hit }) => hit);
  const others = content.points.filter(({ hit }) => !hit);
  const labelled = content.points.filter(({ label }) => label !== "");
  const horizontal = effectAxis(domain);
  const vertical = (theme: Theme, height: number): Axis =>
    linearAxis([0, most], Math.min(6, height / (2.5 * theme.small)));
  const labelRoom = (theme: Theme) =>
    labelled.length === 0
      ? 0
      : widestText(labelled.map(({ label }) => label), theme.small) + 4 * theme.gap;
  return {
    title: "",
    room(theme, { width }) {
      return {
        left: leftAxisRoom(vertical(theme, width), theme),
        right: textWidth("0.5", theme.small),
        below: 0,
        bottom: bottomAxisRoom(horizontal, theme),
        least: labelled.length * LINE_HEIGHT * theme.small,
      };
    },
    panel(theme, { width }) {
      // Labels stand in a column of their own, left of every point.
      const [low, high] = domain;
      const share = labelRoom(theme) / width;
      const start = low - ((high - low) * share) / (1 - share);
      const place = ({ x, y }: PanelScales) => (point: VolcanoPoint) =>
        [x(point.x), y(point.y)] as const;
      return {
        x: { type: "linear", domain: [start, high] },
        y: { type: "linear", domain: [0, most] },
        marks: [
          customMark("no hits", (panel) => densityElements(others.map(place(panel)), theme)),
          customMark(
            "hits",
            (panel) => hits.length === 0 ? [] : [hitsElement(hits.map(place(panel)), theme)],
          ),
          customMark("thresholds", ({ x, y, left, right, top, bottom }) => [
            dashedLine([[x(thresholds.x), top], [x(thresholds.x), bottom]], theme),
            dashedLine([[left, y(thresholds.y)], [right, y(thresholds.y)]], theme),
          ]),
          customMark("labels", (panel) => labelElements(labelled, panel, theme)),
          bottomAxis(horizontal, theme),
          leftAxis(vertical(theme, width), theme),
        ],
      };
    },
  };
}

/** Halves and doubles in plain numbers: 0.25, 0.5, 1, 2. */
function effectAxis([low, high]: readonly [number, number]): Axis {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, i) => ({
      value: first + i,
      label: String(Number((2 ** (first + i)).toPrecision(3))),
    })),
  };
}

/** Distance of the hexagons' centres. */
export function hexagonApart(theme: Theme): number {
  return 0.75 * theme.small;
}

function densityElements(
  points: readonly (readonly [number, number])[],
  theme: Theme,
): SVGElement[] {
  const apart = hexagonApart(theme);
  const bins = hexagonalBins(points, apart);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const shadeOf = (count: number) =>
    Math.min(
      DENSITY_GREYS.length - 1,
      Math.floor((DENSITY_GREYS.length * Math.log(count)) / Math.log(most + 1)),
    );
  return DENSITY_GREYS.flatMap((grey, shade) => {
    const own = bins.filter(({ count }) => shadeOf(count) === shade);
    return own.length === 0 ? [] : [hexagonsElement(own, grey, { apart })];
  });
}

function hitsElement(points: readonly (readonly [number, number])[], theme: Theme): SVGElement {
  if (points.length <= MOST_SINGLE_HITS) {
    return pointsElement(points, HIT_STYLE.color, (points.length > 500 ? 0.3 : 0.6) * theme.point);
  }
  const apart = hexagonApart(theme);
  const bins = hexagonalBins(points, apart);
  const most = Math.log1p(Math.max(...bins.map(({ count }) => count)));
  return hexagonsElement(bins, HIT_STYLE.color, {
    apart,
    share: ({ count }) => 0.35 + 0.6 * (Math.log1p(count) / most),
  });
}

function labelElements(
  labelled: readonly VolcanoPoint[],
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  const heights = labelled.map(() => LINE_HEIGHT * theme.small);
  const places = spreadLabels(
    labelled.map(({ y }) => panel.y(y)),
    heights,
    panel.top,
    panel.bottom - 0.5 * theme.small,
  );
  const column = widestText(labelled.map(({ label }) => label), theme.small);
  const right = panel.left + theme.gap + column;
  return labelled.flatMap(({ x, y, label }, i) => [
    lineElement(
      [right + 0.7 * theme.gap, places[i]],
      [panel.x(x) - 0.5 * theme.point, panel.y(y)],
      QUIET,
      theme.hairline,
    ),
    textElement(label, right, places[i], { size: theme.small, anchor: "end", baseline: "center" }),
  ]);
}
