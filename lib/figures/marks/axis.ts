import type * as Plot from "@observablehq/plot";
import { CAP_HEIGHT, DESCENT, widestText } from "../text/measure_text.ts";
import { INK } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, type Segment, segmentsElement, textElement } from "./custom_mark.ts";

/** A tick of an axis; without a label it is drawn shorter. */
export interface Tick {
  readonly value: number | string;
  readonly label?: string;
}

/** What an axis shows. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** Whether the line along the panel is drawn; a list of names needs none. */
  readonly line?: boolean;
}

/** The same axis with its ticks but no labels: an inner axis of small multiples. */
export function withoutLabels(axis: Axis): Axis {
  const bare = ({ value, label }: Tick) => label === undefined ? { value } : { value, label: "" };
  return { ...axis, ticks: axis.ticks.map(bare) };
}

/** Room that a left axis needs. */
export function leftAxisRoom(axis: Axis, theme: Theme): number {
  return tickRoom(axis, theme) + widestText(axis.ticks.map(({ label = "" }) => label), theme.small);
}

/** Room that a bottom axis needs. */
export function bottomAxisRoom(axis: Axis, theme: Theme): number {
  const labelled = axis.ticks.some(({ label }) => label);
  return tickRoom(axis, theme) + (labelled ? (CAP_HEIGHT + DESCENT) * theme.small : 0);
}

/** The axis on the left side of the panel. */
export function leftAxis(axis: Axis, theme: Theme): Plot.RenderFunction {
  return customMark("vertical axis", ({ y, left, top, bottom }) => {
    const style = { size: theme.small, anchor: "end", baseline: "center" } as const;
    const lines: Segment[] = axis.line === false ? [] : [
      [[left, top], [left, bottom]],
      ...axis.ticks.map(({ value, label }): Segment => {
        const at = y(value);
        return [[left - tickLength(label, theme), at], [left, at]];
      }),
    ];
    return [
      ...(lines.length === 0 ? [] : [segmentsElement(lines, INK, theme.axisLine)]),
      ...thinned(axis.ticks, y, theme).flatMap(({ value, label }) =>
        label ? [textElement(label, left - tickRoom(axis, theme), y(value), style)] : []
      ),
    ];
  });
}

/** On a low panel every k-th tick keeps its label, zero among them. */
function thinned(
  ticks: readonly Tick[],
  y: (value: number | string) => number,
  theme: Theme,
): Tick[] {
  const labelled = ticks.filter(({ label }) => label);
  if (labelled.length < 2) return [...ticks];
  const apart = Math.abs(y(labelled[1].value) - y(labelled[0].value));
  const step = Math.max(1, Math.ceil((1.1 * theme.small) / apart));
  const zero = Math.max(0, labelled.findIndex(({ value }) => value === 0));
  const kept = new Set(labelled.filter((_, i) => (i - zero) % step === 0));
  return ticks.map((tick) =>
    tick.label && !kept.has(tick) ? { value: tick.value, label: "" } : tick
  );
}

/** The axis under the panel. */
export function bottomAxis(axis: Axis, theme: Theme): Plot.RenderFunction {
  return customMark(
    "horizontal axis",
    ({ x, left, right, bottom }) =>
      bottomAxisElements(axis, theme, x, bottom, [[[left, bottom], [right, bottom]]]),
  );
}

/** A bottom axis along some lines at `at`: the lines, the ticks, their labels. */
export function bottomAxisElements(
  axis: Axis,
  theme: Theme,
  x: (value: number | string) => number,
  at: number,
  lines: readonly Segment[],
): SVGElement[] {
  const ticks = axis.ticks.map(({ value, label }): Segment => {
    return [[x(value), at], [x(value), at + tickLength(label, theme)]];
  });
  const textAt = at + tickRoom(axis, theme) + CAP_HEIGHT * theme.small;
  return [
    ...(axis.line === false ? [] : [segmentsElement([...lines, ...ticks], INK, theme.axisLine)]),
    ...axis.ticks.flatMap(({ value, label }) =>
      label ? [textElement(label, x(value), textAt, { size: theme.small })] : []
    ),
  ];
}

/** From the axis line to the labels. */
function tickRoom({ line }: Axis, theme: Theme): number {
  return line === false ? theme.gap : theme.tick + 0.7 * theme.gap;
}

function tickLength(label: string | undefined, theme: Theme): number {
  return label === undefined ? theme.tick * 0.55 : theme.tick;
}
