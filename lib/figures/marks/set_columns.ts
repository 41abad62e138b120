import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { CAP_HEIGHT, LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { CATEGORY_COLORS, INK, UNKNOWN } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, textElement } from "./custom_mark.ts";
import { textLines } from "./share_rows.ts";

/** A combination of sets and how many have exactly it. */
export interface SetColumn {
  /** Numbers of the sets, ascending. */
  readonly members: readonly number[];
  readonly count: number;
}

/** Widest that the names of sets may be, as a share of the figure. */
const WIDEST_NAME = 0.34;

/** Bars of combinations with their counts, under each the sets that it is made of. */
export function setColumns(
  names: readonly string[],
  columns: readonly SetColumn[],
): PanelContent {
  const most = Math.max(...columns.map(({ count }) => count));
  return {
    title: "",
    room(theme, { figureWidth }) {
      const { lines, height } = layOut(names, theme, figureWidth);
      return {
        left: widestText(lines.flat(), theme.small) + 1.5 * theme.gap,
        right: 0,
        below: 0,
        bottom: theme.gap,
        least: height,
      };
    },
    panel(theme, { figureWidth }) {
      const { lines, middles, foot, height } = layOut(names, theme, figureWidth);
      const head = LINE_HEIGHT * theme.small;
      const topOf = (count: number) => foot - (count / most) * (foot - head);
      return {
        x: { type: "linear", domain: [0, columns.length] },
        y: { type: "linear", domain: [height, 0] },
        marks: [
          customMark("bars", ({ x, y }) =>
            columns.map(({ count }, j) => {
              const thick = Math.min(0.7 * (x(1) - x(0)), 1.8 * theme.text);
              return svgElement("rect", {
                x: x(j + 0.5) - thick / 2,
                y: y(topOf(count)),
                width: thick,
                height: y(foot) - y(topOf(count)),
                fill: CATEGORY_COLORS[0],
              });
            })),
          customMark("numbers", ({ x, y }) =>
            columns.map(({ count }, j) =>
              textElement(
                count.toLocaleString("en-US"),
                x(j + 0.5),
                y(topOf(count)) - 0.25 * CAP_HEIGHT * theme.small,
                { size: theme.small },
              )
            )),
          customMark("foot", ({ y, left, right }) => [
            lineElement([left, y(foot)], [right, y(foot)], INK, theme.axisLine),
          ]),
          customMark("sets", ({ x, y }) =>
            columns.flatMap(({ members }, j) => {
              const at = x(j + 0.5);
              const dot = (i: number, fill: string) =>
                svgElement("circle", {
                  cx: at,
                  cy: y(middles[i]),
                  r: Math.min(theme.point, 0.35 * (x(1) - x(0))),
                  fill,
                });
              const [first, last] = [members[0], members[members.length - 1]];
              const ends = [[at, y(middles[first])], [at, y(middles[last])]] as const;
              return [
                ...names.flatMap((_, i) => members.includes(i) ? [] : [dot(i, UNKNOWN)]),
                ...(first === last ? [] : [lineElement(...ends, INK, theme.curveLine)]),
                ...members.map((i) => dot(i, INK)),
              ];
            })),
          customMark(
            "names",
            ({ y, left }) =>
              lines.flatMap((own, i) =>
                textLines(own, [left - 1.5 * theme.gap, y(middles[i])], theme, "end")
              ),
          ),
        ],
      };
    },
  };
}

function layOut(names: readonly string[], theme: Theme, figureWidth: number) {
  const lines = names.map((name) => wrapText(name, theme.small, WIDEST_NAME * figureWidth));
  const foot = 11 * theme.text;
  let height = foot + 0.4 * theme.text;
  const middles = lines.map(({ length }) => {
    const own = length * LINE_HEIGHT * theme.small + 0.5 * theme.text;
    height += own;
    return height - own / 2;
  });
  return { lines, middles, foot, height };
}
