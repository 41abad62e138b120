import { svgElement } from "../document.ts";
import { linearTicks, tickLabels } from "../layout/linear_ticks.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { spreadLabels } from "../layout/spread_labels.ts";
import { textWidth, widestText } from "../text/measure_text.ts";
import { type CategoryStyle, QUIET, UNKNOWN } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxisElements, bottomAxisRoom, leftAxis, leftAxisRoom } from "./axis.ts";
import { customMark, lineElement, textElement } from "./custom_mark.ts";
import { symbolElement } from "./symbol.ts";

/** A change at its residue. */
export interface Lollipop {
  readonly label: string;
  readonly position: number;
  readonly count: number;
  readonly style: CategoryStyle;
}

/** A stretch of a protein. */
export interface ProteinStretch {
  /** Written in it: "Kinase domain". */
  readonly name: string;
  /** First residue. */
  readonly from: number;
  /** Last residue. */
  readonly to: number;
}

/** Stalks on a stretch of a protein, as high as their counts, their names turned above them. */
export function lollipops(sticks: readonly Lollipop[], domain: ProteinStretch): PanelContent {
  const positions = sticks.map(({ position }) => position);
  const [first, last] = [Math.min(domain.from, ...positions), Math.max(domain.to, ...positions)];
  const air = 0.03 * (last - first);
  // Residues are names: no thousands separator.
  const residues: Axis = {
    ticks: linearTicks(first, last, 6).filter(Number.isInteger)
      .map((value) => ({ value, label: String(value) })),
  };
  const most = Math.max(...sticks.map(({ count }) => count));
  const whole = linearTicks(0, most, 4).filter(Number.isInteger);
  const names = tickLabels(whole);
  const counts: Axis = { ticks: whole.map((value, i) => ({ value, label: names[i] })) };
  const labels = sticks.map(({ label }) => label);
  const sizes = (theme: Theme) => {
    const strip = widestText(labels, theme.small) + 2.4 * theme.text;
    return { strip, bar: 1.5 * theme.text, height: strip + 12 * theme.text };
  };
  return {
    title: "",
    room(theme) {
      const { bar, height } = sizes(theme);
      return {
        left: leftAxisRoom(counts, theme),
        right: textWidth(String(last), theme.small) / 2,
        below: bar,
        bottom: bottomAxisRoom(residues, theme),
        least: height,
      };
    },
    panel(theme) {
      const { strip, bar, height } = sizes(theme);
      // The upper part of the panel is the names'.
      const ceiling = most / (1 - strip / height);
      return {
        x: { type: "linear", domain: [first - air, last + air] },
        y: { type: "linear", domain: [0, ceiling] },
        marks: [
          customMark("protein", ({ x, left, right, bottom }) => {
            const [from, to] = [x(domain.from), x(domain.to)];
            const middle = bottom + 0.5 * bar;
            const fits = textWidth(domain.name, theme.small) < to - from;
            return [
              lineElement([left, middle], [right, middle], QUIET, theme.curveLine),
              svgElement("rect", {
                x: from,
                y: bottom,
                width: to - from,
                height: bar,
                fill: UNKNOWN,
              }),
              ...(fits
                ? [textElement(domain.name, (from + to) / 2, middle, {
                  size: theme.small,
                  baseline: "center",
                })]
                : []),
            ];
          }),
          customMark("lollipops", ({ x, y, left, right, top, bottom }) => {
            const step = 1.2 * theme.small;
            const at = spreadLabels(positions.map(x), sticks.map(() => step), left, right);
            const lowest = top + widestText(labels, theme.small) + theme.gap;
            return [
              ...sticks.flatMap(({ position, count }, i) => [
                lineElement([x(position), bottom], [x(position), y(count)], QUIET, theme.thinLine),
                lineElement(
                  [x(position), y(count) - 1.3 * theme.point],
                  [at[i], lowest + 0.5 * theme.gap],
                  UNKNOWN,
                  theme.hairline,
                ),
              ]),
              ...sticks.flatMap(({ label, position, count, style }, i) => [
                symbolElement(style.symbol, [x(position), y(count)], 1.4 * theme.point, {
                  color: style.color,
                  open: style.open,
                  line: theme.thinLine,
                }),
                textElement(label, at[i] + 0.36 * theme.small, lowest, {
                  size: theme.small,
                  anchor: "start",
                  rotate: -90,
                }),
              ]),
            ];
          }),
          customMark("residues", ({ x, left, right, bottom }) => {
            const at = bottom + bar;
            return bottomAxisElements(residues, theme, x, at, [[[left, at], [right, at]]]);
          }),
          leftAxis(counts, theme),
        ],
      };
    },
  };
}
