import type * as Plot from "@observablehq/plot";
import type { CategoryStyle } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** A mean with the ends of its error bar; null where there is none. */
export interface MeanPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Means as symbols over their error bars, which are capped and cut off at the axis' ends. */
export function meanPoints(
  points: readonly MeanPoint[],
  style: CategoryStyle,
  theme: Theme,
): Plot.RenderFunction {
  return customMark("means and error bars", ({ x, y, top, bottom }) => {
    const inside = (place: number) => Math.min(bottom, Math.max(top, place));
    const cap = 0.8 * theme.point;
    return points.flatMap((point) => {
      const at = x(point.x);
      const bar = (value: number) => {
        const end = inside(y(value));
        return [
          lineElement([at, y(point.y)], [at, end], style.color, theme.thinLine),
          ...(end === y(value)
            ? [lineElement([at - cap, end], [at + cap, end], style.color, theme.thinLine)]
            : []),
        ];
      };
      return [
        ...(point.low === null ? [] : bar(point.low)),
        ...(point.high === null ? [] : bar(point.high)),
        symbolElement(style.symbol, [at, y(point.y)], theme.point, {
          color: style.color,
          open: style.open,
          line: theme.thinLine,
        }),
      ];
    });
  });
}

/** Single wells as small pale points. */
export function wellPoints(
  points: readonly { readonly x: number; readonly y: number }[],
  { color }: CategoryStyle,
  theme: Theme,
): Plot.RenderFunction {
  return customMark("wells", ({ x, y }) =>
    points.map((point) => {
      const dot = symbolElement("circle", [x(point.x), y(point.y)], 0.6 * theme.point, {
        color,
        open: false,
        line: 0,
      });
      dot.setAttribute("fill-opacity", "0.45");
      return dot;
    }));
}
