import type * as Plot from "@observablehq/plot";
import { formatPotency, type Potency } from "../../potency/mod.ts";
import { svgElement } from "../document.ts";
import { type CategoryStyle, QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** The potencies of one category: a row of the lane. */
export interface PotencyRow {
  readonly style: CategoryStyle;
  readonly potencies: readonly Potency[];
}

/** Height of the lane: a row for each category, and a little air. */
export function laneHeight(rows: readonly PotencyRow[], theme: Theme): number {
  return rows.length === 0 ? 0 : rows.length * rowHeight(theme) + 1.2 * theme.gap;
}

/** How far an arrow reaches beyond its bound. */
export function arrowLength(theme: Theme): number {
  return 1.8 * theme.text;
}

/**
 * Potencies on the dose axis, in a lane under the panel so that they hide no data: a diamond with its
 * interval, an arrow that leaves from the limit where there is only a bound, a word where there is no
 * number.
 */
export function potencyLane(
  rows: readonly PotencyRow[],
  label: string,
  theme: Theme,
): Plot.RenderFunction {
  return customMark("potency", (panel) => {
    const top = panel.bottom + 0.8 * theme.gap;
    const middle = (i: number) => top + (i + 0.5) * rowHeight(theme);
    const name = textElement(
      label,
      panel.left - theme.tick - 0.7 * theme.gap,
      middle((rows.length - 1) / 2),
      {
        size: theme.small,
        anchor: "end",
        baseline: "center",
      },
    );
    return [
      name,
      ...rows.flatMap(({ style, potencies }, i) =>
        potencies.flatMap((potency) => potencyElements(potency, style, middle(i), panel, theme))
      ),
    ];
  });
}

function rowHeight(theme: Theme): number {
  return 1.15 * theme.small;
}

function potencyElements(
  potency: Potency,
  style: CategoryStyle,
  at: number,
  panel: PanelScales,
  theme: Theme,
): SVGElement[] {
  const { relation, estimate, lower, upper } = potency;
  const place = estimate === null ? NaN : panel.x(estimate);
  if (place < panel.left || place > panel.right) {
    return [offAxis(potency, at, place, panel, theme)];
  }
  if (estimate !== null && (relation === ">" || relation === ">=")) {
    return boundArrow(panel.x(estimate), at, 1, style, theme);
  }
  if (estimate !== null && (relation === "<" || relation === "<=")) {
    return boundArrow(panel.x(estimate), at, -1, style, theme);
  }
  if (estimate === null && relation !== "range") {
    return [textElement(relation, (panel.left + panel.right) / 2, at, {
      size: theme.small,
      baseline: "center",
      fill: QUIET,
    })];
  }
  return [
    ...interval(lower ?? estimate, upper ?? estimate, at, style, panel, theme),
    ...(estimate === null ? [] : [
      symbolElement("diamond", [panel.x(estimate), at], 0.85 * theme.point, {
        color: style.color,
        open: false,
        line: theme.thinLine,
      }),
    ]),
  ];
}

/** A value far outside the doses is written at the axis' end rather than drawn in a wrong place. */
function offAxis(
  potency: Potency,
  at: number,
  place: number,
  { left, right }: PanelScales,
  theme: Theme,
): SVGElement {
  const low = place < left;
  const text = formatPotency({ ...potency, lower: null, upper: null }, { reason: false });
  return textElement(low ? `← ${text}` : `${text} →`, low ? left + theme.gap : right, at, {
    size: theme.small,
    anchor: low ? "start" : "end",
    baseline: "center",
  });
}

/** The interval as a line with caps; an end outside the axis is left uncapped at the axis' end. */
function interval(
  lower: number | null,
  upper: number | null,
  at: number,
  { color }: CategoryStyle,
  { x, left, right }: PanelScales,
  theme: Theme,
): SVGElement[] {
  if (lower === null || upper === null) return [];
  const inside = (place: number) => Math.min(right, Math.max(left, place));
  const cap = 0.7 * theme.point;
  const capAt = (value: number) =>
    x(value) === inside(x(value))
      ? [lineElement([x(value), at - cap], [x(value), at + cap], color, theme.thinLine)]
      : [];
  return [
    lineElement([inside(x(lower)), at], [inside(x(upper)), at], color, theme.thinLine * 1.5),
    ...capAt(lower),
    ...capAt(upper),
  ];
}

/** A bound: a cap at the limit and an arrow to where the value lies. */
export function boundArrow(
  x: number,
  y: number,
  direction: 1 | -1,
  { color }: CategoryStyle,
  theme: Theme,
): SVGElement[] {
  const cap = 0.7 * theme.point;
  const head = 1.1 * theme.point;
  const tip = x + direction * arrowLength(theme);
  const back = tip - direction * 1.6 * head;
  return [
    lineElement([x, y - cap], [x, y + cap], color, theme.thinLine),
    lineElement([x, y], [back, y], color, theme.thinLine * 1.5),
    svgElement("path", {
      d: `M${tip},${y}L${back},${y - head * 0.75}L${back},${y + head * 0.75}Z`,
      fill: color,
    }),
  ];
}
