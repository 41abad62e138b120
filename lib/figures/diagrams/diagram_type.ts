import type { Theme } from "../theme/theme.ts";
import { SMALL } from "./node_box.ts";

/** Sizes that a diagram is drawn with, in points. */
export interface DiagramType {
  /** Size of labels: everything laid out in em is multiplied by it. */
  readonly em: number;
  /** Size of details, notes and labels of edges. */
  readonly small: number;
  /** Width of plain outlines. */
  readonly outline: number;
  /** Width of edges, and of outlines that carry a track. */
  readonly line: number;
}

/** The smallest size of labels that keeps small type within the preset's limits. */
export function leastEm({ preset }: Theme): number {
  return preset.textPt.limits[0] / SMALL;
}

/** Sizes for labels of `em` points. */
export function diagramType(theme: Theme, em: number): DiagramType {
  const least = theme.preset.textPt.limits[0];
  return {
    em,
    small: Math.min(SMALL * em, Math.max(least, (theme.small / theme.text) * em)),
    outline: theme.thinLine,
    line: Math.max(theme.thinLine, 0.75 * theme.curveLine),
  };
}
