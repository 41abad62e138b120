import type * as Plot from "@observablehq/plot";
import type { CategoryStyle } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, type Segment, segmentsElement } from "./custom_mark.ts";
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
    const bars = points.flatMap((point) =>
      [point.low, point.high].flatMap((end) =>
        end === null ? [] : barOf(x(point.x), y(point.y), y(end), [top, bottom], theme)
      )
    );
    const paint = { color: style.color, open: style.open, line: theme.thinLine };
    return [
      ...(bars.length === 0 ? [] : [segmentsElement(bars, style.color, theme.thinLine)]),
      ...points.map((point) =>
        symbolElement(style.symbol, [x(point.x), y(point.y)], theme.point, paint)
      ),
    ];
  });
}

/** From the mean to one end, with a cap unless the panel ends before it. */
function barOf(
  x: number,
  from: number,
  to: number,
  [top, bottom]: readonly [number, number],
  theme: Theme,
): Segment[] {
  const end = Math.min(bottom, Math.max(top, to));
  const cap = 0.8 * theme.point;
  const bar: Segment = [[x, from], [x, end]];
  return end === to ? [bar, [[x - cap, end], [x + cap, end]]] : [bar];
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
