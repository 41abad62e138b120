import type { LegendItem } from "../marks/legend.ts";
import type { Theme } from "../theme/theme.ts";

/** Room on each side of the plotting area, in points. */
export interface Edges {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Where a drawing goes: its whole size and the room around its plotting area, in points. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly edges: Edges;
}

/**
 * What can be drawn for any theme: first it says how much room its labels need, then it draws itself
 * into a frame, which may give it more room than it asked for (so that neighbours align).
 */
export interface Drawing {
  /** A good height for that width. */
  height(theme: Theme, width: number): number;
  /** Room that the labels need at that size. */
  edges(theme: Theme, width: number, height: number): Edges;
  draw(theme: Theme, frame: Frame): SVGElement;
  /** What its colours mean, and the same drawing without saying so; absent where colours mean nothing. */
  readonly legend?: { readonly items: readonly LegendItem[]; without(): Drawing };
}

/** The most room that is asked for on each side. */
export function widestEdges(edges: readonly Edges[]): Edges {
  const most = (side: keyof Edges) => Math.max(0, ...edges.map((edge) => edge[side]));
  return { top: most("top"), right: most("right"), bottom: most("bottom"), left: most("left") };
}
